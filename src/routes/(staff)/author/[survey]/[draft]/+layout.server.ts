import { checkDraft } from '#core/authoring/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { fieldedOf } from '#server/workflows/authoring/index.ts';
import { ownDraft } from './own-draft.ts';
import type { LayoutServerLoad } from './$types';

/** The draft that all pages below are about, what it is compared with, and what the checker says of it. */
export const load: LayoutServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const draft = await ownDraft(event.params);
	const fielded = await fieldedOf(currentSite(), draft);
	return { draft, fielded, checked: checkDraft(draft.document, fielded) };
};
