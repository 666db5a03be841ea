import { error } from '@sveltejs/kit';
import { beforeAfterCsv } from '#exchange/before-after-csv.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { csvAnswer } from '#server/http/csv-answer.ts';
import { beforeAfterOf } from '#server/workflows/analysis/before-after-of.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const answer = await beforeAfterOf(event.locals.site, askedOf(survey, event.url.searchParams));
	const csv = answer.kind === 'before-after' ? beforeAfterCsv(answer.report) : undefined;
	if (csv === undefined) error(404, 'There are no such figures here.');
	return csvAnswer(csv, `${survey}-before-after`);
};
