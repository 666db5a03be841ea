import { fail } from '@sveltejs/kit';
import {
	changeOwnPassword,
	confirmFactor,
	dropFactor,
	keepCookies,
	offerFactor,
	requireSignedIn,
	signOutEverywhere,
} from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { name, email, twoFactor } = await requireSignedIn(event);
	return { name, email, twoFactor };
};

export const actions: Actions = {
	password: async (event) => {
		const user = await requireSignedIn(event);
		const { present, next } = await fieldsOf(event.request, ['present', 'next']);
		const changed = await changeOwnPassword(event.locals.site, { user, present, next });
		if (changed.kind === 'changed') return { done: 'password' as const };
		return fail(400, { password: changed.kind === 'rejected' ? changed.problem : ('wrong' as const) });
	},
	offer: async (event) => {
		await requireSignedIn(event);
		const { password } = await fieldsOf(event.request, ['password']);
		const cookie = event.request.headers.get('cookie');
		const offered = await offerFactor(event.locals.site, { cookie, password });
		return offered.kind === 'offered' ? { factor: offered.factor } : fail(400, { second: offered.kind });
	},
	confirm: async (event) => {
		const user = await requireSignedIn(event);
		const { code } = await fieldsOf(event.request, ['code']);
		const confirmed = await confirmFactor(event.locals.site, {
			user,
			code,
			cookie: event.request.headers.get('cookie'),
		});
		if (confirmed.kind === 'wrong') return fail(400, { second: 'wrong-code' as const });
		keepCookies(event.cookies, confirmed.cookies);
		return { done: 'second-factor' as const };
	},
	drop: async (event) => {
		const user = await requireSignedIn(event);
		const { password } = await fieldsOf(event.request, ['password']);
		const dropped = await dropFactor(event.locals.site, {
			user,
			password,
			cookie: event.request.headers.get('cookie'),
		});
		if (dropped.kind === 'wrong') return fail(400, { second: dropped.kind });
		keepCookies(event.cookies, dropped.cookies);
		return { done: 'dropped' as const };
	},
	elsewhere: async (event) => {
		const user = await requireSignedIn(event);
		const { ended } = await signOutEverywhere(event.locals.site, { actor: user, id: user.id, except: user.session });
		return { done: 'elsewhere' as const, ended };
	},
};
