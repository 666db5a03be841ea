import { requireStaff } from '#server/accounts/index.ts';
import { checkedDraft } from '#server/workflows/authoring/index.ts';
import { ownDraft } from './own-draft.ts';
import type { LayoutServerLoad } from './$types';

/** The draft that all pages below are about, what it is compared with, and what the checker says of it. */
export const load: LayoutServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const draft = await ownDraft(event);
	return { draft, ...(await checkedDraft(event.locals.site, draft)) };
};
