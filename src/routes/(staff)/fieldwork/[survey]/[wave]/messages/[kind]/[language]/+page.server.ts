import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { dropTemplate, saveTemplate, sendTrial, templatePageOf } from '#server/workflows/fieldwork/messages/index.ts';
import { waveIn } from '../../../sent.ts';
import { sentTemplate, whichIn } from '../../sent.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const none = 'This wave has no such message.';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const message = await templatePageOf(event.locals.site, asked(event));
	if (message === undefined) error(404, none);
	return { message, did: event.url.searchParams.get('did') };
};

export const actions: Actions = {
	preview: async (event) => {
		await requireStaff(event, 'field');
		const message = await templatePageOf(event.locals.site, {
			...asked(event),
			typed: await sentTemplate(event.request),
		});
		return message === undefined ? fail(404, { message: null, trial: null }) : { message, trial: null };
	},
	save: async (event) => {
		const actor = await requireStaff(event, 'field');
		const typed = await sentTemplate(event.request);
		const saved = await saveTemplate(event.locals.site, { ...asked(event), actor, typed });
		if (saved.kind === 'saved') redirect(303, `${event.url.pathname}?did=saved`);
		const message = await templatePageOf(event.locals.site, { ...asked(event), typed });
		return fail(saved.kind === 'refused' ? 400 : 404, { message: message ?? null, trial: null });
	},
	drop: async (event) => {
		const actor = await requireStaff(event, 'field');
		await dropTemplate(event.locals.site, { ...asked(event), actor });
		redirect(303, `${event.url.pathname}?did=dropped`);
	},
	trial: async (event) => {
		const actor = await requireStaff(event, 'field');
		const typed = await sentTemplate(event.request);
		const trial = await sendTrial(event.locals.site, { ...asked(event), actor, typed });
		const message = (await templatePageOf(event.locals.site, { ...asked(event), typed })) ?? null;
		return trial.kind === 'sent' ? { message, trial } : fail(400, { message, trial });
	},
};

function asked(event: RequestEvent) {
	const which = whichIn(event.params) ?? error(404, none);
	return { survey: event.params.survey, wave: waveIn(event.params), ...which };
}
