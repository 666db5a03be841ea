import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { carryOutEarly, retentionPageOf } from '#server/workflows/fieldwork/index.ts';
import { waveIn } from '../sent.ts';
import { earlyProblem, sentEarly } from './sent-early.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const { survey } = event.params;
	const retention = await retentionPageOf(event.locals.site, { survey, wave: waveIn(event.params) });
	if (retention === undefined) error(404, 'Nothing was promised here: this wave was not fielded by this system.');
	return { retention, did: event.url.searchParams.get('did') === 'early' };
};

export const actions: Actions = {
	early: async (event) => {
		const actor = await requireStaff(event, 'field');
		const { survey } = event.params;
		const wave = waveIn(event.params);
		const sent = await sentEarly(event.request);
		if (sent === undefined) return fail(400, earlyProblem({ step: 'answers', reason: '' }, 'not-now'));
		const done = await carryOutEarly(event.locals.site, { actor, survey, wave, ...sent });
		if (done.kind !== 'carried-out') return fail(400, earlyProblem(sent, done.kind));
		redirect(303, `/fieldwork/${survey}/${wave}/retention?did=early`);
	},
};
