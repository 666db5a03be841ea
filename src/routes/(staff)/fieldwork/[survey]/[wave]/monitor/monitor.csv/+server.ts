import { error } from '@sveltejs/kit';
import { monitorCsv } from '#exchange/monitor-csv.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { csvAnswer } from '#server/http/csv-answer.ts';
import { monitorOfWave } from '#server/workflows/fieldwork/index.ts';
import { waveIn } from '../../sent.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'field');
	const { survey } = event.params;
	const wave = waveIn(event.params);
	const monitor = await monitorOfWave(event.locals.site, { survey, wave });
	if (monitor === undefined) error(404, 'There is no such wave of this survey.');
	return csvAnswer(monitorCsv(monitor), `${wave}-monitor`);
};
