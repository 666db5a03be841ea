import { consentCodes, evaluate, questionsOf } from '../instrument/index.ts';
import type { Answer, Instrument, Question, QuestionId } from '../instrument/index.ts';
import type { InterviewState } from './state.ts';

/** A question on the route, with the answer that counts. */
export interface Step {
	readonly question: Question;
	readonly answer: Answer;
}

/**
 * Where an interview stands: the answered questions on the route in order, then what comes next. `ended` says that the
 * route is complete (`completed`) or that consent was not given (`declined`). `abandoned` are answers to questions that
 * the route no longer reaches: kept apart, never counted.
 */
export interface Walk {
	readonly steps: readonly Step[];
	readonly next: Question | undefined;
	readonly ended: 'completed' | 'declined' | undefined;
	readonly abandoned: Readonly<Record<string, Answer>>;
}

/**
 * Follows the routing from the first question. A question is asked when its condition is true of the answers before it
 * on this route; unknown is not asked. An abandoned answer takes no part in routing.
 */
export function walk(instrument: Instrument, state: Pick<InterviewState, 'answers' | 'arms'>): Walk {
	const steps: Step[] = [];
	const counted: Record<string, Answer> = {};
	const known = { answers: counted, arms: state.arms };
	let next: Question | undefined;
	let ended: Walk['ended'];
	for (const question of questionsOf(instrument)) {
		if (question.askIf !== undefined && evaluate(question.askIf, known) !== 'true') continue;
		const answer = state.answers[question.id];
		if (answer === undefined) {
			next = question;
			break;
		}
		counted[question.id] = answer;
		steps.push({ question, answer });
		if (question.kind === 'consent' && 'code' in answer && answer.code === consentCodes.declines) {
			ended = 'declined';
			break;
		}
	}
	if (next === undefined && ended === undefined) ended = 'completed';
	const abandoned = Object.fromEntries(Object.entries(state.answers).filter(([id]) => counted[id] === undefined));
	return { steps, next, ended, abandoned };
}

/** Where a page stands in an interview: it may be shown only when `answered` or `next`. */
export type Position = 'answered' | 'next' | 'not-reached' | 'unknown';

export function positionOf(instrument: Instrument, walked: Walk, id: QuestionId): Position {
	if (walked.next?.id === id) return 'next';
	if (walked.steps.some((step) => step.question.id === id)) return 'answered';
	return questionsOf(instrument).some((question) => question.id === id) ? 'not-reached' : 'unknown';
}

/** The question before `id` on the route; undefined for the first. For no id, the last answered one. */
export function questionBefore(walked: Walk, id: QuestionId | undefined): Question | undefined {
	const index = id === undefined ? walked.steps.length : walked.steps.findIndex((step) => step.question.id === id);
	return walked.steps[(index === -1 ? walked.steps.length : index) - 1]?.question;
}

/** The page after `id` on the route, or undefined at the end of it. */
export function questionAfter(walked: Walk, id: QuestionId): Question | undefined {
	const index = walked.steps.findIndex((step) => step.question.id === id);
	return index === -1 ? walked.next : (walked.steps[index + 1]?.question ?? walked.next);
}
