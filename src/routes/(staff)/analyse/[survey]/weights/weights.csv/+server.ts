import { error } from '@sveltejs/kit';
import { weightsCsv } from '#exchange/weights/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { csvAnswer } from '#server/http/csv-answer.ts';
import { weightsOf } from '#server/workflows/analysis/weights-of.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const answer = await weightsOf(event.locals.site, askedOf(survey, event.url.searchParams));
	const onWave = answer.kind === 'weights' ? answer.report.onWave : null;
	if (onWave === null) error(404, 'There are no such figures here.');
	const { wave, inUse, compared } = onWave;
	const sides = compared === null ? [inUse] : [inUse, compared.side];
	return csvAnswer(weightsCsv({ survey, wave, sides, effects: compared?.effects ?? [] }), `${survey}-weights`);
};
