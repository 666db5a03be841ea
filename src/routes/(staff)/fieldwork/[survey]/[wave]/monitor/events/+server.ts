import { error } from '@sveltejs/kit';
import { isStillAllowed, requireStaff } from '#server/accounts/index.ts';
import { eventStream } from '#server/http/event-stream.ts';
import { monitorOfWave, watchWave } from '#server/workflows/fieldwork/index.ts';
import { waveIn } from '../../sent.ts';
import type { RequestHandler } from './$types';

/** The monitor as JSON whenever it has changed. */
export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'field');
	const { site } = event.locals;
	const of = { survey: event.params.survey, wave: waveIn(event.params) };
	if ((await monitorOfWave(site, of)) === undefined) error(404, 'There is no such wave of this survey.');
	const failed = (err: unknown) => site.log.staff.error({ err }, 'a monitor could not be computed');
	return eventStream({
		feed: (tell) => watchWave(site, { ...of, tell, failed }),
		mayRead: () => isStillAllowed(event, 'field'),
	});
};
