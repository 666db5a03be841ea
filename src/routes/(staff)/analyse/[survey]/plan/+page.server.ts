import { error } from '@sveltejs/kit';
import { planView } from '#exchange/r-pack/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { planOf } from '#server/workflows/analysis/plan-of.ts';
import { addressOf, askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const asked = askedOf(survey, event.url.searchParams);
	const { question, typed, problems } = asked;
	const answer = await planOf(event.locals.site, question);
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown-measure':
			return error(404, `The survey has no measure called ${answer.measure} that is a share.`);
		case 'plan': {
			const query = addressOf(asked, answer.report.measure?.id ?? null);
			const at = `/analyse/${survey}/plan`;
			const r = { code: planView(answer.report).code };
			return { report: answer.report, r, typed, problems, address: `${at}${query}`, csv: `${at}/plan.csv${query}` };
		}
	}
};
