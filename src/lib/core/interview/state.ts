import { z } from 'zod';
import { Answer, Language } from '../instrument/index.ts';
import type { QuestionId } from '../instrument/index.ts';
import { InterviewClock } from './clock.ts';

/** What came with a page and tells people from machines: a field was filled in that people do not see; work was proved. */
export const Trace = z.enum(['unseen-field', 'work']);
export type Trace = z.infer<typeof Trace>;

/**
 * One person's walk through the instrument so far. `answers` holds everything ever answered, also what a change of route
 * has abandoned: `walk` tells which of it counts. `seed` fixes every random order; `arms` was allocated by the server.
 */
export const InterviewState = z.strictObject({
	version: z.int().min(1),
	language: Language,
	seed: z.int().min(0).max(0xffffffff),
	arms: z.record(z.string(), z.string()),
	answers: z.record(z.string(), Answer),
	/** Missing in interviews that began before there was one. */
	clock: InterviewClock.optional(),
	/** The hash of the token that it was begun with, in hexadecimal; missing where it was begun by an open link. */
	invitation: z
		.string()
		.regex(/^[0-9a-f]{64}$/)
		.optional(),
	/** The tag of the place whose link it was begun by; missing where that said none. */
	source: z.string().max(30).optional(),
	/** Missing while pages have left none. */
	traces: z.array(Trace).optional(),
});
export type InterviewState = z.infer<typeof InterviewState>;

/** The state after `answer` was given to `question`; an answer given before is replaced. */
export function withAnswer(state: InterviewState, question: QuestionId, answer: Answer): InterviewState {
	return { ...state, answers: { ...state.answers, [question]: answer } };
}
