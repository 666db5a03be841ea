import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { sensitiveOf } from '#server/workflows/analysis/sensitive-of.ts';
import { eventsOf } from '#server/workflows/events.ts';
import { rForSensitive } from '#server/workflows/r-for-views.ts';
import { addressOf, besideOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const answer = await sensitiveOf(event.locals.site, { survey, beside: besideOf(event.url.searchParams) });
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown-measure':
			return error(404, `The survey has no measure called ${answer.measure} that is a share.`);
		case 'sensitive': {
			const query = addressOf(answer.report);
			const at = `/analyse/${survey}/sensitive`;
			const r = new Map(
				[...(await rForSensitive(event.locals.site, answer.report))].map(([id, { code }]) => [id, code]),
			);
			const events = await eventsOf(event.locals.site, { survey });
			return { report: answer.report, r, events, address: `${at}${query}`, csv: `${at}/sensitive.csv${query}` };
		}
	}
};
