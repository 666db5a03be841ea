import type { PageView } from '#server/workflows/show-page.ts';
import { enteredFrom } from '#ui/questions/asking.ts';
import { addressOf } from '../../../addresses.ts';
import { languageLinks } from '../language-links.ts';
import { pipesOf } from '#ui/questions/pipes.ts';
import { leaveFrom } from '../sensitive.ts';

/** What one question's page shows, as plain data: the question, what is in its fields, and the ways on from here. */
export function questionPage(
	view: PageView,
	at: { root: string; returning: boolean; updated: boolean; commentId: string | undefined },
) {
	const { fieldwork, instrument, state, walked, question, page } = view;
	const { root, returning, updated, commentId } = at;
	const here = addressOf(root, { kind: 'page', page });
	return {
		root,
		language: state.language,
		languages: languageLinks({ offered: fieldwork.languages, address: here, language: state.language }),
		version: instrument.version,
		question,
		seed: state.seed,
		arms: state.arms,
		pipes: pipesOf(question, walked, state.language),
		entered: enteredFrom(question, view.answer),
		progress: question.kind === 'information' ? undefined : view.progress,
		back: addressOf(root, returning && view.answer !== undefined ? { kind: 'check' } : view.before),
		leave: leaveFrom(instrument, question, root),
		updated,
		puzzle: view.puzzle,
		isInvited: fieldwork.invitation !== undefined,
		/** Of a pilot alone. */
		commentId,
	};
}
