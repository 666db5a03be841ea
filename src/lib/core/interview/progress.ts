import { evaluate, questionsIn, questionsOf } from '../instrument/index.ts';
import type { Instrument, QuestionId } from '../instrument/index.ts';
import type { InterviewState } from './state.ts';
import type { Walk } from './walk.ts';

/** "Question 6 of about 20": information pages do not count. */
export interface Progress {
	readonly number: number;
	readonly about: number;
}

/**
 * How far along page `id` is. Questions ahead count when their condition is true or still unknown because of a question
 * ahead; a condition that is decided against, or hangs on a question the route left out, does not count.
 */
export function progressAt(instrument: Instrument, state: InterviewState, walked: Walk, id: QuestionId): Progress {
	const answered = walked.steps.filter((step) => step.question.kind !== 'information');
	const before = answered.findIndex((step) => step.question.id === id);
	const number = before === -1 ? answered.length + 1 : before + 1;
	const counted = Object.fromEntries(walked.steps.map((step) => [step.question.id, step.answer]));
	const open = new Set<string>();
	let reached = false;
	for (const question of questionsOf(instrument)) {
		reached ||= question.id === walked.next?.id;
		if (!reached || question.kind === 'information') continue;
		const condition = question.askIf;
		const truth = condition === undefined ? 'true' : evaluate(condition, { answers: counted, arms: state.arms });
		const undecided = truth === 'unknown' && questionsIn(condition ?? { all: [] }).some((asked) => open.has(asked));
		if (truth === 'true' || undecided) open.add(question.id);
	}
	return { number, about: Math.max(number, answered.length + open.size) };
}
