import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { readDraft } from '#server/workflows/authoring/index.ts';
import type { PageServerLoad } from './$types';

/** The question as it is stored; the studio around the frame then tells what is being typed. */
export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const draft = await readDraft(currentSite(), { id: event.params.draft });
	if (draft?.survey !== event.params.survey) error(404, 'There is no such draft.');
	const language = event.url.searchParams.get('language') ?? '';
	return { document: draft.document, question: event.params.question, language };
};
