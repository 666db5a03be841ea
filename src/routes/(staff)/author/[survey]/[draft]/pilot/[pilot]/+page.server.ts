import { redirect } from '@sveltejs/kit';
import { authorise, qrCodeOf, requireStaff } from '#server/accounts/index.ts';
import { discardPilot, endPilot, pilotResults, resolveComment } from '#server/workflows/pilots/index.ts';
import { ownPilot } from './own-pilot.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = await requireStaff(event, 'see');
	const { draft, pilot } = await ownPilot(event);
	const results = await pilotResults(event.locals.site, { pilot });
	const mayWrite = authorise(user, 'author', { kind: 'survey', survey: draft.survey }).kind === 'allowed';
	return { results, qr: await qrCodeOf(results.pilot.address), mayWrite };
};

export const actions: Actions = {
	close: async (event) => {
		const actor = await requireStaff(event, 'author');
		const { pilot } = await ownPilot(event);
		await endPilot(event.locals.site, { actor, pilot });
		redirect(303, event.url.pathname);
	},
	delete: async (event) => {
		const actor = await requireStaff(event, 'author');
		const { draft, pilot } = await ownPilot(event);
		await discardPilot(event.locals.site, { actor, pilot });
		redirect(303, `/author/${draft.survey}/${draft.id}/pilot`);
	},
	resolve: (event) => mark(event, true),
	reopen: (event) => mark(event, false),
};

async function mark(event: RequestEvent, resolved: boolean): Promise<never> {
	const actor = await requireStaff(event, 'author');
	const { draft, pilot } = await ownPilot(event);
	const comment = String((await event.request.formData()).get('comment') ?? '').slice(0, 100);
	await resolveComment(event.locals.site, { actor, draft, pilot: pilot.id, comment, resolved });
	redirect(303, `${event.url.pathname}#comments`);
}
