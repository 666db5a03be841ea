import { requireStaff } from '#server/accounts/index.ts';
import { listFieldwork } from '#server/workflows/fieldwork/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	return { surveys: await listFieldwork(event.locals.site) };
};
