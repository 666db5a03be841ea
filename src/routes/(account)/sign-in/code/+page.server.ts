import { fail, redirect } from '@sveltejs/kit';
import { giveSecondFactor, keepCookies, nextPath } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { currentSite } from '#server/site.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ request, cookies, url }) => {
		const cookie = request.headers.get('cookie');
		const { code } = await fieldsOf(request, ['code']);
		const given = await giveSecondFactor(currentSite(), { cookie, code });
		switch (given.kind) {
			case 'wrong':
				return fail(400, { wrong: true });
			case 'over':
				return redirect(303, `/sign-in${url.search}`);
			case 'signed-in':
				keepCookies(cookies, given.cookies);
				return redirect(303, nextPath(url.searchParams.get('next'), '/analyse'));
		}
	},
};
