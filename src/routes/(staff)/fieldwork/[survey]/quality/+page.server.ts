import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { freezeTypedRules, rulesPageOf } from '#server/workflows/quality/quality-pages.ts';
import { sentRules } from './sent.ts';
import { notFrozen } from './refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const page = await rulesPageOf(event.locals.site, event.params);
	if (page === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	return { page, frozen: event.url.searchParams.get('frozen') };
};

export const actions: Actions = {
	freeze: async (event) => {
		const actor = await requireStaff(event, 'field');
		const { survey } = event.params;
		const sent = sentRules(await event.request.formData());
		const done = await freezeTypedRules(event.locals.site, { actor, survey, ...sent });
		if (done.kind === 'frozen') redirect(303, `/fieldwork/${survey}/quality?frozen=${done.flagged}`);
		return fail(done.kind === 'changed-meanwhile' ? 409 : 400, { ...notFrozen(done), ...sent });
	},
};
