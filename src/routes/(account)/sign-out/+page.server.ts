import { redirect } from '@sveltejs/kit';
import { endSession, keepCookies } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ request, cookies }) => {
		const ended = await endSession(currentSite(), { cookie: request.headers.get('cookie') });
		keepCookies(cookies, ended.cookies);
		redirect(303, '/sign-in?signed-out');
	},
};
