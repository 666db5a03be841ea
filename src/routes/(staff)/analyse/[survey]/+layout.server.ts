import { requireStaff } from '#server/accounts/index.ts';
import { deletedAnswers } from '#server/workflows/analysis/index.ts';
import { reportNames } from '#server/workflows/saved-views.ts';
import type { LayoutServerLoad } from './$types';

/** The reports that a view of any page can be saved to, and the waves that no page can show any more. */
export const load: LayoutServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { site } = event.locals;
	return { reportNames: await reportNames(site, event.params), deleted: await deletedAnswers(site, event.params) };
};
