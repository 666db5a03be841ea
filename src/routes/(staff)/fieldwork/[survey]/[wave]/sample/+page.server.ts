import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import * as sample from '#server/workflows/fieldwork/sample/index.ts';
import { addedWords, noPreviewWords } from '#ui/fieldwork/sample/sample-words.ts';
import { shownPreview } from '#ui/fieldwork/sample/shown-preview.ts';
import { waveIn } from '../sent.ts';
import { SampleFilter, SentChange, SentMember, sentSample } from './sent-sample.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const { survey } = event.params;
	const filter = SampleFilter.parse(Object.fromEntries(event.url.searchParams));
	const found = await sample.samplePageOf(event.locals.site, { survey, wave: waveIn(event.params), ...filter });
	if (found === undefined) error(404, 'There is no such wave of this survey.');
	return { sample: found, filter, did: event.url.searchParams.get('did') };
};

export const actions: Actions = {
	preview: async (event) => {
		await requireStaff(event, 'field');
		const sent = await sentSample(event);
		if (sent.kind === 'not-sent') return fail(400, { problem: sent.words });
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const preview = await sample.previewSample(event.locals.site, { ...at, ...sent });
		if (preview.kind !== 'preview') return fail(400, { problem: noPreviewWords(preview) });
		return { preview: shownPreview(preview, sent) };
	},
	bring: async (event) => {
		const actor = await requireStaff(event, 'field');
		const sent = await sentSample(event);
		if (sent.kind === 'not-sent') return fail(400, { problem: sent.words });
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const brought = await sample.bringInSample(event.locals.site, { actor, ...at, ...sent });
		if (brought.kind === 'brought-in') redirect(303, `${event.url.pathname}?did=brought-in`);
		if (brought.kind !== 'not-brought-in') return fail(400, { problem: noPreviewWords(brought) });
		return fail(409, { problem: 'Nobody was brought in.', preview: shownPreview(brought.preview, sent) });
	},
	back: async (event) => {
		const actor = await requireStaff(event, 'field');
		const file = String((await event.request.formData()).get('file') ?? '');
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const taken = await sample.takeBackSampleFile(event.locals.site, { actor, ...at, file });
		if (taken.kind === 'taken-back') redirect(303, `${event.url.pathname}?did=taken-back`);
		return fail(409, { problem: 'Somebody of that file was invited already, or has answered: it stays.' });
	},
	add: async (event) => {
		const actor = await requireStaff(event, 'field');
		const typed = SentMember.parse(Object.fromEntries(await event.request.formData()));
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const added = await sample.addMember(event.locals.site, { actor, ...at, invitee: typed });
		if (added.kind === 'added') redirect(303, `${event.url.pathname}?did=added`);
		return fail(400, { problem: addedWords[added.kind], typed });
	},
	member: async (event) => {
		const actor = await requireStaff(event, 'field');
		const sent = SentChange.safeParse(Object.fromEntries(await event.request.formData())).data;
		if (sent === undefined) return fail(400, { problem: 'That is nothing that is done with a member.' });
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const done = await sample.changeSampleMember(event.locals.site, { actor, ...at, ...sent });
		if (done) redirect(303, `${event.url.pathname}?did=${sent.change}`);
		return fail(409, { problem: 'It is too late for that: they were invited, have answered, or are no longer there.' });
	},
};
