import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { beforeAfterOf } from '#server/workflows/analysis/before-after-of.ts';
import { addressOf, askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const answer = await beforeAfterOf(currentSite(), askedOf(survey, event.url.searchParams));
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown':
			return error(404, `The survey has no such ${answer.what} to compare: ${answer.name}.`);
		case 'before-after': {
			const query = addressOf(answer.report);
			const [address, csv] = ['before-after', 'before-after/before-after.csv'].map(
				(page) => `/analyse/${survey}/${page}${query}`,
			);
			return { report: answer.report, address, csv };
		}
	}
};
