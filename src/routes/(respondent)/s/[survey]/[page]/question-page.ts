import type { PageView } from '#server/workflows/show-page.ts';
import { enteredFrom } from '#ui/questions/asking.ts';
import { addressOf } from '../../../addresses.ts';
import { languageLinks } from '../language-links.ts';
import { pipesOf } from '../pipes.ts';
import { leaveFrom } from '../sensitive.ts';

/** What one question's page shows, as plain data: the question, what is in its fields, and the ways on from here. */
export function questionPage(view: PageView, { returning, updated }: { returning: boolean; updated: boolean }) {
	const { wave, instrument, state, walked, question, page } = view;
	const survey = instrument.survey;
	const here = addressOf(survey, { kind: 'page', page });
	return {
		survey: String(survey),
		language: state.language,
		languages: languageLinks({ wave, address: here, language: state.language }),
		version: instrument.version,
		question,
		seed: state.seed,
		arms: state.arms,
		pipes: pipesOf(question, walked, state.language),
		entered: enteredFrom(question, view.answer),
		progress: question.kind === 'information' ? undefined : view.progress,
		back: addressOf(survey, returning && view.answer !== undefined ? { kind: 'check' } : view.before),
		leave: leaveFrom(instrument, question),
		updated,
	};
}
