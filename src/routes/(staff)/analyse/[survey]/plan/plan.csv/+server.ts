import { error } from '@sveltejs/kit';
import { planCsv } from '#exchange/plan-csv.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { csvAnswer } from '#server/http/csv-answer.ts';
import { planOf } from '#server/workflows/analysis/plan-of.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const { question, problems } = askedOf(survey, event.url.searchParams);
	const answer = problems.length === 0 ? await planOf(event.locals.site, question) : undefined;
	if (answer?.kind !== 'plan') error(404, 'There are no such figures here.');
	return csvAnswer(planCsv(answer.report), `${survey}-plan`);
};
