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
 * Follows the routing from the first question, taking each answer from `state`. A question is asked when its condition
 * is true of the answers before it on this route; unknown is not asked. An abandoned answer takes no part in routing.
 */
export function walk(instrument: Instrument, state: Pick<InterviewState, 'answers' | 'arms'>): Walk {
	const route = followRoute(instrument, state.arms, (question) => state.answers[question.id]);
	const counted = new Set<string>(route.steps.map((step) => step.question.id));
	const abandoned = Object.fromEntries(Object.entries(state.answers).filter(([id]) => !counted.has(id)));
	return { ...route, abandoned };
}

/**
 * The route itself, asking `answerTo` for each answer as it is reached; it stops at the first question that has none.
 * A respondent's stored answers walk it, and so does a simulated respondent who answers on the spot.
 */
export function followRoute(
	instrument: Instrument,
	arms: InterviewState['arms'],
	answerTo: (question: Question) => Answer | undefined,
): Omit<Walk, 'abandoned'> {
	const steps: Step[] = [];
	const counted: Record<string, Answer> = {};
	const known = { answers: counted, arms };
	for (const section of instrument.sections) {
		for (const question of section.questions) {
			if (question.askIf !== undefined && evaluate(question.askIf, known) !== 'true') continue;
			const answer = answerTo(question);
			if (answer === undefined) return { steps, next: question, ended: undefined };
			counted[question.id] = answer;
			steps.push({ question, answer });
			if (question.kind === 'consent' && 'code' in answer && answer.code === consentCodes.declines) {
				return { steps, next: undefined, ended: 'declined' };
			}
		}
	}
	return { steps, next: undefined, ended: 'completed' };
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
