import { plainText, questionsOf, say } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { describeAnswer } from '#core/interview/index.ts';
import type { InterviewState, Walk } from '#core/interview/index.ts';
import { addressOf } from '../../../addresses.ts';
import { pipesOf } from '../pipes.ts';
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
		answers: walked.steps
			.filter(({ question }) => question.kind !== 'information')
			.map(({ question, answer }) => ({
				page: pages.get(question.id) ?? 1,
				question: plainText(say(question.text, language), (id) => pipesOf(question, walked, language)[id]),
				lines: describeAnswer(question, answer, language),
			})),
	};
}
