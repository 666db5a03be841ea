import { fail } from '@sveltejs/kit';
import { invite, listStaff, requireStaff } from '#server/accounts/index.ts';
import { surveyTitles } from '#server/workflows/list-surveys.ts';
import { standingOf } from './standing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'manage', 'accounts');
	return { accounts: await listStaff(event.locals.site), surveys: await surveyTitles(event.locals.site) };
};

export const actions: Actions = {
	invite: async (event) => {
		const actor = await requireStaff(event, 'manage', 'accounts');
		const form = await event.request.formData();
		const email = String(form.get('email') ?? '').slice(0, 1000);
		const standing = standingOf(form);
		if (!standing.administrator && standing.grants.length === 0)
			return fail(400, { email, standing, problem: 'no-role' as const });
		const invited = await invite(event.locals.site, { actor, email, standing });
		return invited.kind === 'invited' ? { invited } : fail(400, { email, standing, problem: invited.kind });
	},
};
