import { fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { dropPlannedWave, notTakenWords, putDownCheck, takeStep } from '#server/workflows/fieldwork/index.ts';
import { sentCheck, sentStep, waveIn } from './sent.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	step: async (event) => {
		const actor = await requireStaff(event, 'field');
		const { survey } = event.params;
		const sent = await sentStep(event.request);
		if (sent === undefined) return fail(400, { problem: 'That step is not one that a wave takes.', step: null });
		const wave = waveIn(event.params);
		const taken = await takeStep(event.locals.site, { actor, survey, wave, ...sent });
		if (taken.kind !== 'taken') return fail(409, { problem: notTakenWords(taken), step: sent.step });
		redirect(303, `/fieldwork/${survey}/${wave}?did=${sent.step}`);
	},
	check: async (event) => {
		const actor = await requireStaff(event, 'field');
		const { survey } = event.params;
		const sent = await sentCheck(event.request);
		if (sent === undefined) return fail(400, { problem: 'That is nothing that is checked here.', step: null });
		const wave = waveIn(event.params);
		const done = await putDownCheck(event.locals.site, { actor, survey, wave, ...sent });
		if (done.kind === 'changed') redirect(303, `/fieldwork/${survey}/${wave}?did=${sent.check}`);
		const problem = done.kind === 'refused' ? (done.problems[0]?.words ?? '') : 'This wave has closed.';
		return fail(409, { problem, step: sent.check });
	},
	drop: async (event) => {
		const actor = await requireStaff(event, 'field');
		const { survey } = event.params;
		const wave = waveIn(event.params);
		const dropped = await dropPlannedWave(event.locals.site, { actor, survey, wave });
		if (dropped.kind === 'dropped') redirect(303, `/fieldwork/${survey}`);
		const problem = 'Only a wave that has not begun, with nobody in its sample, can be dropped.';
		return fail(409, { problem, step: 'drop' as const });
	},
};
