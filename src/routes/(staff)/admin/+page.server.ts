import { fail } from '@sveltejs/kit';
import { invite, listStaff, requireStaff } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { currentSite } from '#server/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'manage', 'accounts');
	return { accounts: await listStaff(currentSite()) };
};

export const actions: Actions = {
	invite: async (event) => {
		await requireStaff(event, 'manage', 'accounts');
		const { email } = await fieldsOf(event.request, ['email']);
		const invited = await invite(currentSite(), { email });
		return invited.kind === 'invited' ? { invited } : fail(400, { email, problem: invited.kind });
	},
};
