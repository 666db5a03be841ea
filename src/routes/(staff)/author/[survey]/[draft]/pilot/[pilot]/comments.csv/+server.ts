import { requireStaff } from '#server/accounts/index.ts';
import { csvAnswer } from '#server/http/csv-answer.ts';
import { commentsCsv } from '#server/workflows/pilots/index.ts';
import { ownPilot } from '../own-pilot.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see');
	const { pilot } = await ownPilot(event);
	return csvAnswer(await commentsCsv(event.locals.site, { pilot }), `${pilot.survey}-pilot-comments`);
};
