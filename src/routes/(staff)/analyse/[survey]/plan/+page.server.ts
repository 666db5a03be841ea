import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { planOf } from '#server/workflows/analysis/plan-of.ts';
import { askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const { question, typed, problems } = askedOf(survey, event.url.searchParams);
	const answer = await planOf(currentSite(), question);
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown-measure':
			return error(404, `The survey has no measure called ${answer.measure} that is a share.`);
		case 'plan':
			return { report: answer.report, typed, problems };
	}
};
