import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { readingsOf } from '#server/workflows/analysis/readings-of.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const readings = await readingsOf(event.locals.site, event.params);
	if (readings === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	return { survey: event.params.survey, readings };
};
