import { error, fail, redirect } from '@sveltejs/kit';
import { acceptSetUp, deviceCookieName, findSetUp, keepCookies, signIn } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { currentSite } from '#server/site.ts';
import type { Actions, PageServerLoad } from './$types';

const unusable = 'This link cannot be used. It may have been used already, or be out of date.';

export const load: PageServerLoad = async ({ params }) => {
	const setUp = await findSetUp(currentSite(), { token: params.token });
	return setUp.kind === 'unusable-link' ? error(404, unusable) : { setUp };
};

export const actions: Actions = {
	default: async ({ request, params, cookies, getClientAddress }) => {
		const site = currentSite();
		const { name, email, password } = await fieldsOf(request, ['name', 'email', 'password']);
		const accepted = await acceptSetUp(site, { token: params.token, name, email, password });
		if (accepted.kind === 'unusable-link') return error(404, unusable);
		if (accepted.kind === 'rejected') return fail(400, { name, email, problems: accepted.problems });
		const who = { email: accepted.email, password, clientAddress: getClientAddress() };
		const signedIn = await signIn(site, { ...who, device: cookies.get(deviceCookieName) });
		if (signedIn.kind === 'signed-in') keepCookies(cookies, signedIn.cookies);
		redirect(303, '/analyse');
	},
};
