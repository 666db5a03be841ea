import { requireStaff } from '#server/accounts/index.ts';
import { listAnalysed } from '#server/workflows/analysis/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	return { surveys: await listAnalysed(event.locals.site) };
};
