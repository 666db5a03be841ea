import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import {
	decideOn,
	holdMessages,
	messagesPageOf,
	putDownBounces,
	sendInvitations,
} from '#server/workflows/fieldwork/messages/index.ts';
import { waveIn } from '../sent.ts';
import { sentBounces, sentDecision, sentHeld } from './sent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const at = { survey: event.params.survey, wave: waveIn(event.params) };
	const messages = await messagesPageOf(event.locals.site, at);
	if (messages === undefined) error(404, 'There is no such wave of this survey.');
	return { messages, did: event.url.searchParams.get('did'), count: Number(event.url.searchParams.get('count')) };
};

export const actions: Actions = {
	send: async (event) => {
		const actor = await requireStaff(event, 'field');
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const sure = (await event.request.formData()).get('sure') === 'yes';
		if (!sure) return fail(400, { problem: 'Tick that you want to send the invitations.', control: 'sure' });
		const planned = await sendInvitations(event.locals.site, { ...at, actor });
		if (planned.kind === 'planned') redirect(303, `${event.url.pathname}?did=send&count=${planned.count}`);
		return fail(409, { problem: 'No invitation can be sent now: this page says why.', control: 'invitations' });
	},
	hold: async (event) => {
		const actor = await requireStaff(event, 'field');
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const held = await sentHeld(event.request);
		await holdMessages(event.locals.site, { ...at, actor, held });
		redirect(303, `${event.url.pathname}?did=${held ? 'held' : 'let-go'}`);
	},
	decide: async (event) => {
		const actor = await requireStaff(event, 'field');
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const sent = await sentDecision(event.request);
		if (sent === undefined) return fail(400, { problem: 'Choose what to do with the message.', control: 'uncertain' });
		const count = await decideOn(event.locals.site, { ...at, actor, ...sent });
		redirect(303, `${event.url.pathname}?did=decided&count=${count}`);
	},
	bounced: async (event) => {
		const actor = await requireStaff(event, 'field');
		const at = { survey: event.params.survey, wave: waveIn(event.params) };
		const pasted = await sentBounces(event.request);
		const { known, marked } = await putDownBounces(event.locals.site, { ...at, actor, pasted });
		if (known > 0) redirect(303, `${event.url.pathname}?did=bounced&count=${marked}`);
		return fail(400, { problem: 'None of these addresses is in the sample of this wave.', control: 'pasted' });
	},
};
