import { questionsOf } from '../instrument/index.ts';
import type { Answer, Arms, Instrument, Problem, QuestionId } from '../instrument/index.ts';
import { followRoute } from '../interview/index.ts';
import { readTyped } from './read-typed.ts';
import type { Typed } from './read-typed.ts';

/** What a keyed form answers. */
export interface FormReading {
	/** Answers on the route, as an interview has them; a question of the route that was left blank is refused. */
	readonly answers: Readonly<Record<string, Answer>>;
	/** Answers to questions that the route does not reach: kept apart, never counted. */
	readonly abandoned: Readonly<Record<string, Answer>>;
	readonly ended: 'completed' | 'declined';
	/** Questions that were answered although the route does not reach them, and those of the route left blank, in order. */
	readonly against: readonly QuestionId[];
	readonly blank: readonly QuestionId[];
	/** What was typed and is no answer. */
	readonly unreadable: readonly Problem[];
	/** Consent was asked for on the route and neither box was ticked. */
	readonly consentMissing: boolean;
	/** No question was answered, consent apart. */
	readonly empty: boolean;
}

/**
 * Walks the route through what was typed from a form. Who fills in paper may leave out what they were asked and answer what
 * they were not; both are shown to the keyer and kept as they are.
 */
export function readForm(instrument: Instrument, arms: Arms, typed: Typed): FormReading {
	const given: Record<string, Answer> = {};
	const unreadable: Problem[] = [];
	for (const question of questionsOf(instrument)) {
		const read = readTyped(question, typed, arms);
		if (read.kind === 'answer') given[question.id] = read.answer;
		if (read.kind === 'unreadable') unreadable.push(...read.problems);
	}
	const unread = new Set(unreadable.map(({ field }) => field.split('.')[0]));
	const route = followRoute(instrument, arms, ({ id, kind }) =>
		kind === 'information' ? { seen: true } : (given[id] ?? { missing: 'refused' }),
	);
	const reached = new Set<string>(route.steps.map(({ question }) => question.id));
	const isGiven = (id: string) => given[id] !== undefined || unread.has(id);
	const asked = route.steps.filter(({ question }) => question.kind !== 'information');
	return {
		answers: Object.fromEntries(route.steps.map(({ question, answer }) => [question.id, answer])),
		abandoned: Object.fromEntries(Object.entries(given).filter(([id]) => !reached.has(id))),
		ended: route.ended ?? 'completed',
		against: questionsOf(instrument)
			.filter(({ id }) => isGiven(id) && !reached.has(id))
			.map(({ id }) => id),
		blank: asked.filter(({ question }) => !isGiven(question.id)).map(({ question }) => question.id),
		unreadable,
		consentMissing: asked.some(({ question }) => question.kind === 'consent' && !isGiven(question.id)),
		empty: !asked.some(({ question }) => question.kind !== 'consent' && isGiven(question.id)),
	};
}
