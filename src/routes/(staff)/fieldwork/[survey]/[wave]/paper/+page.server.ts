import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { paperPageOf, startForm } from '#server/workflows/fieldwork/paper/index.ts';
import { noFormWords } from '#ui/fieldwork/paper/paper-words.ts';
import { waveIn } from '../sent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = await requireStaff(event, 'field');
	const args = { survey: event.params.survey, wave: waveIn(event.params), actor };
	const paper = await paperPageOf(event.locals.site, args);
	if (paper === undefined) error(404, 'There is no such wave of this survey.');
	const { noPaper, forms, counts, layouts } = paper;
	const { searchParams } = event.url;
	return { noPaper, forms, counts, layouts, done: searchParams.get('done'), isFull: searchParams.has('full') };
};

export const actions: Actions = {
	start: async (event) => {
		const actor = await requireStaff(event, 'field');
		const { survey } = event.params;
		const wave = waveIn(event.params);
		const sent = await fieldsOf(event.request, ['number', 'layout', 'language']);
		const started = await startForm(event.locals.site, { actor, survey, wave, ...sent });
		if (started.kind === 'started') redirect(303, `/fieldwork/${survey}/${wave}/paper/${started.number}`);
		if (started.kind === 'refused') return fail(400, { sent, problems: started.problems });
		return fail(409, { sent, problems: [{ field: 'number' as const, words: noFormWords(started) }] });
	},
};
