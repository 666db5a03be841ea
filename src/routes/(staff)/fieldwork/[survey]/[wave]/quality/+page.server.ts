import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { flagWave } from '#server/workflows/quality/flag-wave.ts';
import {
	decideResponse,
	flaggedPageOf,
	rulesPageOf,
	undecideResponse,
} from '#server/workflows/quality/quality-pages.ts';
import { waveIn } from '../sent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const { survey } = event.params;
	const page = Number(event.url.searchParams.get('page') ?? 1) || 1;
	const flagged = await flaggedPageOf(event.locals.site, { survey, wave: waveIn(event.params), page });
	const rules = await rulesPageOf(event.locals.site, { survey });
	if (flagged === undefined) error(404, 'There is no such wave of this survey.');
	return { flagged, rules: rules?.versions[0]?.rules.rules ?? [], did: event.url.searchParams.get('did') };
};

export const actions: Actions = {
	decide: async (event) => {
		const actor = await requireStaff(event, 'field');
		const wave = waveIn(event.params);
		const { survey } = event.params;
		const { response, reason, ...sent } = await fieldsOf(event.request, ['response', 'decision', 'reason', 'page']);
		const decision = sent.decision === 'leave-out' ? 'leave-out' : 'keep';
		const done = await decideResponse(event.locals.site, { actor, survey, wave, response, decision, reason });
		if (done.kind === 'decided') redirect(303, `/fieldwork/${survey}/${wave}/quality?page=${sent.page}&did=decided`);
		const problem = done.kind === 'reason-missing' ? 'Say why' : 'This response is not flagged any more';
		return fail(400, { problem, response });
	},
	undecide: async (event) => {
		const actor = await requireStaff(event, 'field');
		const wave = waveIn(event.params);
		const { survey } = event.params;
		const { response, page } = await fieldsOf(event.request, ['response', 'page']);
		await undecideResponse(event.locals.site, { actor, survey, wave, response });
		redirect(303, `/fieldwork/${survey}/${wave}/quality?page=${page}&did=undecided`);
	},
	flag: async (event) => {
		const actor = await requireStaff(event, 'field');
		const wave = waveIn(event.params);
		const { survey } = event.params;
		await flagWave(event.locals.site, { actor, survey, wave });
		redirect(303, `/fieldwork/${survey}/${wave}/quality?did=flagged`);
	},
};
