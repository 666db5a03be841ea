import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { addEvent, changeEvent, eventsPageOf, takeAwayEvent } from '#server/workflows/events.ts';
import { answerOf } from './answer.ts';
import { sentBy } from './sent.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const found = await eventsPageOf(event.locals.site, event.params);
	if (found === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	return { ...found, saved: event.url.searchParams.get('saved') };
};

export const actions: Actions = {
	add: async (event) => act(event, addEvent),
	restore: async (event) => act(event, addEvent),
	change: async (event) => act(event, changeEvent),
	remove: async (event) => act(event, takeAwayEvent),
};

async function act(event: RequestEvent, workflow: typeof addEvent) {
	const actor = await requireStaff(event, 'manage');
	const sent = { ...(await sentBy(event.request)), ...event.params };
	return answerOf(await workflow(event.locals.site, { ...sent, actor }), sent);
}
