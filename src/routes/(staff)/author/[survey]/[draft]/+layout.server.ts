import { requireStaff } from '#server/accounts/index.ts';
import { ownDraft } from './own-draft.ts';
import type { LayoutServerLoad } from './$types';

/** The draft that all pages below are about. */
export const load: LayoutServerLoad = async (event) => {
	await requireStaff(event, 'see');
	return { draft: await ownDraft(event.params) };
};
