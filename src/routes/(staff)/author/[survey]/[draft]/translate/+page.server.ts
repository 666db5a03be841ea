import { authorise, requireStaff } from '#server/accounts/index.ts';
import { translationOf } from '#server/workflows/authoring/index.ts';
import { ownDraft } from '../own-draft.ts';
import { saveForm } from '../save.ts';
import { asked } from './asked.ts';
import { complete, markTexts } from './review.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = await requireStaff(event, 'see');
	const draft = await ownDraft(event);
	const { language, languages, show } = asked(draft.document, event.url);
	const texts = language === null ? [] : await translationOf(event.locals.site, { draft, language });
	const object = { kind: 'survey', survey: draft.survey } as const;
	const may = (verb: 'author' | 'review') => authorise(user, verb, object).kind === 'allowed';
	return { language, languages, show, texts, may: { write: may('author'), review: may('review') } };
};

export const actions: Actions = {
	save: (event) => saveForm(event),
	complete: (event) => complete(event),
	reviewed: (event) => markTexts(event, true),
	'not-reviewed': (event) => markTexts(event, false),
};
