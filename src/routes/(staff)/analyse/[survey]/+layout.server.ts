import { requireStaff } from '#server/accounts/index.ts';
import { reportNames } from '#server/workflows/saved-views.ts';
import type { LayoutServerLoad } from './$types';

/** The reports that a view of any page can be saved to. */
export const load: LayoutServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	return { reportNames: await reportNames(event.locals.site, event.params) };
};
