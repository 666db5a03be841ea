import { authorise, requireStaff } from '#server/accounts/index.ts';
import { commentsOn } from '#server/workflows/pilots/index.ts';
import { ownDraft } from '../../own-draft.ts';
import { saveForm } from '../../save.ts';
import { markComment } from './mark-comment.ts';
import type { Actions, PageServerLoad } from './$types';

/** What testers said of the question in pilots. */
export const load: PageServerLoad = async (event) => {
	const user = await requireStaff(event, 'see');
	const draft = await ownDraft(event);
	const comments = await commentsOn(event.locals.site, { draft, question: event.params.question });
	const mayMark = authorise(user, 'author', { kind: 'survey', survey: draft.survey }).kind === 'allowed';
	return { comments, mayMark };
};

export const actions: Actions = {
	save: (event) => saveForm(event),
	mark: (event) => markComment(event),
};
