import { error } from '@sveltejs/kit';
import { sensitiveCsv } from '#exchange/sensitive-csv.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { csvAnswer } from '#server/http/csv-answer.ts';
import { sensitiveOf } from '#server/workflows/analysis/sensitive-of.ts';
import { besideOf } from '../asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const answer = await sensitiveOf(event.locals.site, { survey, beside: besideOf(event.url.searchParams) });
	if (answer.kind !== 'sensitive') error(404, 'There are no such figures here.');
	return csvAnswer(sensitiveCsv(answer.report), `${survey}-sensitive`);
};
