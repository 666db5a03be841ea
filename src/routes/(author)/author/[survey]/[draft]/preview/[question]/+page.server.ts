import { error } from '@sveltejs/kit';
import { firstLanguage, valueAt } from '#core/authoring/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { readDraft } from '#server/workflows/authoring/index.ts';
import type { PageServerLoad } from './$types';

/** The question as it is stored; the studio around the frame then tells what is being typed. */
export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const draft = await readDraft(event.locals.site, { id: event.params.draft });
	if (draft?.survey !== event.params.survey) error(404, 'There is no such draft.');
	const language = event.url.searchParams.get('language') || firstLanguage(draft.document);
	return { question: valueAt(draft.document, `questions/#${event.params.question}`) ?? null, language };
};
