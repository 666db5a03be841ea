import { error, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { trendPageOf } from '#server/workflows/analysis/trend-page.ts';
import { addressesOf, addressOf, askedOf, chosenOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const chosen = chosenOf(survey, event.url.searchParams);
	if (chosen !== undefined) redirect(303, `/analyse/${survey}${addressOf(chosen)}`);
	const asked = askedOf(survey, event.url.searchParams);
	const answer = await trendPageOf(event.locals.site, asked);
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown-variable':
			return error(404, `The survey has no such column to show or to break down by: ${answer.variable}.`);
		case 'unknown-measure':
			return error(404, `The survey has no measure called ${answer.measure}.`);
		case 'trend':
			return { ...answer, asked, addresses: addressesOf(asked) };
	}
};
