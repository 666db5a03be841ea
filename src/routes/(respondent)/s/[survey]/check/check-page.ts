import { questionsOf } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { InterviewState, Walk } from '#core/interview/index.ts';
import { answersInWords } from '#ui/questions/answers-in-words.ts';
import { addressOf } from '../../../addresses.ts';
import { leaveFromAnswers } from '../sensitive.ts';

/** Every answer on the route in words, each with the page on which it can be changed. */
export function checkPage({
	root,
	instrument,
	state,
	walked,
}: {
	root: string;
	instrument: Instrument;
	state: InterviewState;
	walked: Walk;
}) {
	const { language } = state;
	const pages = new Map(questionsOf(instrument).map((question, index) => [question.id, index + 1]));
	const last = walked.steps.at(-1);
	return {
		root,
		language,
		leave: leaveFromAnswers(instrument, root),
		back: addressOf(root, {
			kind: 'page',
			page: last === undefined ? 1 : (pages.get(last.question.id) ?? 1),
		}),
		answers: answersInWords(walked, language).map(({ id, ...answer }) => ({ page: pages.get(id) ?? 1, ...answer })),
	};
}
