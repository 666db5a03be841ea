import { fail, redirect } from '@sveltejs/kit';
import { deviceCookieName, keepCookies, listStaff, nextPath, signIn } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { currentSite } from '#server/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	if ((await locals.user()) !== undefined) redirect(303, nextPath(url.searchParams.get('next'), '/analyse'));
	const noAccount = (await listStaff(currentSite())).length === 0;
	return { signedOut: url.searchParams.has('signed-out'), noAccount };
};

export const actions: Actions = {
	default: async ({ request, cookies, url, getClientAddress }) => {
		const { email, password } = await fieldsOf(request, ['email', 'password']);
		const device = cookies.get(deviceCookieName);
		const result = await signIn(currentSite(), { email, password, clientAddress: getClientAddress(), device });
		switch (result.kind) {
			case 'wrong':
				return fail(400, { email, problem: { kind: result.kind } });
			case 'too-many':
				return fail(429, { email, problem: result });
			case 'second-factor':
				keepCookies(cookies, result.cookies);
				return redirect(303, `/sign-in/code${url.search}`);
			case 'signed-in':
				keepCookies(cookies, result.cookies);
				return redirect(303, nextPath(url.searchParams.get('next'), '/analyse'));
		}
	},
};
