import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { lettersPageOf, makeLettersFor, takeBackLetterRun } from '#server/workflows/fieldwork/letters/index.ts';
import { noLettersWords } from '#ui/fieldwork/letters/letter-words.ts';
import { waveIn } from '../../sent.ts';
import { sentFilter, sentRun } from './sent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const { searchParams } = event.url;
	const chosen = sentFilter(searchParams);
	const at = { survey: event.params.survey, wave: waveIn(event.params) };
	const letters = await lettersPageOf(event.locals.site, { ...at, filter: chosen.filter });
	if (letters === undefined) error(404, 'There is no such wave of this survey.');
	return { letters, chosen: chosen.typed, did: searchParams.get('did'), many: Number(searchParams.get('count')) };
};

export const actions: Actions = {
	make: async (event) => {
		const actor = await requireStaff(event, 'field');
		const form = await event.request.formData();
		if (form.get('sure') !== 'yes')
			return fail(400, { problem: 'Tick that the letters will be posted.', control: 'sure' });
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const made = await makeLettersFor(event.locals.site, { actor, ...at, filter: sentFilter(form).filter });
		if (made.kind === 'made') redirect(303, `${event.url.pathname}?did=made&count=${made.letters}`);
		if (made.kind === 'unknown-wave') error(404, 'There is no such wave of this survey.');
		return fail(409, { problem: noLettersWords[made.why], control: 'to' });
	},
	back: async (event) => {
		const actor = await requireStaff(event, 'field');
		const run = sentRun(await event.request.formData());
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const count = run === undefined ? 0 : await takeBackLetterRun(event.locals.site, { actor, ...at, at: run });
		redirect(303, `${event.url.pathname}?did=back&count=${count}`);
	},
};
