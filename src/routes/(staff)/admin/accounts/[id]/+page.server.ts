import { error, fail, redirect } from '@sveltejs/kit';
import {
	changeStanding,
	closeAccount,
	findMember,
	offerReset,
	requireStaff,
	signOutEverywhere,
	takeSecondFactorOff,
} from '#server/accounts/index.ts';
import { surveyTitles } from '#server/workflows/list-surveys.ts';
import { standingOf } from '../../standing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = await requireStaff(event, 'manage', 'accounts');
	const account = (await findMember(event.locals.site, event.params)) ?? error(404, 'There is no such account.');
	return { account, own: account.id === user.id, surveys: await surveyTitles(event.locals.site) };
};

export const actions: Actions = {
	standing: async (event) => {
		const actor = await requireStaff(event, 'manage', 'accounts');
		const standing = standingOf(await event.request.formData());
		const changed = await changeStanding(event.locals.site, { actor, id: event.params.id, standing });
		return changed.kind === 'changed' ? { done: 'standing' as const } : fail(400, { problem: changed.kind });
	},
	reset: async (event) => {
		const actor = await requireStaff(event, 'manage', 'accounts');
		const account = (await findMember(event.locals.site, event.params)) ?? error(404, 'There is no such account.');
		const offered = await offerReset(event.locals.site, { actor, email: account.email });
		return offered.kind === 'offered' ? { reset: offered.address } : fail(400, { problem: offered.kind });
	},
	'sign-out': async (event) => {
		const actor = await requireStaff(event, 'manage', 'accounts');
		await signOutEverywhere(event.locals.site, { actor, id: event.params.id });
		return { done: 'sign-out' as const };
	},
	'second-factor': async (event) => {
		const actor = await requireStaff(event, 'manage', 'accounts');
		await takeSecondFactorOff(event.locals.site, { actor, id: event.params.id });
		return { done: 'second-factor' as const };
	},
	close: async (event) => {
		const actor = await requireStaff(event, 'manage', 'accounts');
		const closed = await closeAccount(event.locals.site, { actor, id: event.params.id });
		return closed.kind === 'deleted' ? redirect(303, '/admin') : fail(400, { problem: closed.kind });
	},
};
