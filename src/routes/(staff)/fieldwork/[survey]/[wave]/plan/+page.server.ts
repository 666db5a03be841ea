import { fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { changePlan } from '#server/workflows/fieldwork/index.ts';
import { waveIn } from '../sent.ts';
import { sentPlan } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	return { saved: event.url.searchParams.has('saved') };
};

export const actions: Actions = {
	save: async (event) => {
		const actor = await requireStaff(event, 'field');
		const { survey } = event.params;
		const wave = waveIn(event.params);
		const form = await event.request.formData();
		const typed = sentPlan(form);
		const changed = await changePlan(event.locals.site, { actor, survey, wave, typed });
		if (changed.kind === 'changed') redirect(303, `/fieldwork/${survey}/${wave}/plan?saved`);
		const problems =
			changed.kind === 'refused'
				? changed.problems
				: [{ field: 'label' as const, words: 'The wave has opened since: what was planned stays as it is.' }];
		return fail(changed.kind === 'refused' ? 400 : 409, { problems, typed, quotas: String(form.get('quotas') ?? '') });
	},
};
