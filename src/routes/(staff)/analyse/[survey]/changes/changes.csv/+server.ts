import { error } from '@sveltejs/kit';
import { changesCsv } from '#exchange/changes-csv.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { csvAnswer } from '#server/http/csv-answer.ts';
import { changesOf } from '#server/workflows/analysis/index.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const answer = await changesOf(event.locals.site, { survey, ...askedOf(event.url.searchParams) });
	if (answer.kind !== 'changes' || answer.list === null) error(404, 'There are no such figures here.');
	return csvAnswer(changesCsv(answer.report, answer.list), `${survey}-changes`);
};
