import { fail, redirect } from '@sveltejs/kit';
import { invite, listStaff, requireStaff } from '#server/accounts/index.ts';
import { believeClock, clockDoubt } from '#server/workflows/house/watch-clock.ts';
import { surveyTitles } from '#server/workflows/list-surveys.ts';
import { standingOf } from './standing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'manage', 'accounts');
	const { site } = event.locals;
	return {
		accounts: await listStaff(site),
		surveys: await surveyTitles(site),
		doubt: await clockDoubt(site),
		now: site.clock.now().toISOString(),
	};
};

export const actions: Actions = {
	clock: async (event) => {
		const actor = await requireStaff(event, 'manage', 'accounts');
		await believeClock(event.locals.site, { actor });
		redirect(303, '/admin');
	},
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
