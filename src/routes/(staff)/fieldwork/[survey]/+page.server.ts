import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { fieldworkOf, planNextWave } from '#server/workflows/fieldwork/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const found = await fieldworkOf(event.locals.site, event.params);
	if (found === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	return found;
};

export const actions: Actions = {
	plan: async (event) => {
		const actor = await requireStaff(event, 'field');
		const { survey } = event.params;
		const planned = await planNextWave(event.locals.site, { actor, survey });
		if (planned.kind === 'planned') redirect(303, `/fieldwork/${survey}/${planned.wave.id}/plan`);
		return planned.kind === 'already-planned'
			? fail(409, { problem: `${planned.wave.label} is planned already: open it or drop it first.` })
			: fail(404, { problem: 'This survey has no published questionnaire yet.' });
	},
};
