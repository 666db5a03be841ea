import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Condition, evaluate, lint, questionsIn } from '#core/instrument/index.ts';
import type { Answer } from '#core/instrument/index.ts';
import { canonicalCondition } from '../../src/lib/core/comparability/canonical.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';

const ids = ['a', 'b', 'c'];
const leaf = fc.oneof(
	fc.record({ question: fc.constantFrom(...ids), is: fc.integer({ min: 1, max: 3 }) }),
	fc.record({
		question: fc.constantFrom(...ids),
		in: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
	}),
	fc.record({ question: fc.constantFrom(...ids), atLeast: fc.integer({ min: 1, max: 3 }) }),
	fc.record({ answered: fc.constantFrom(...ids) }),
	fc.record({ experiment: fc.constant('e'), arm: fc.constantFrom('x', 'y') }),
);
const { tree } = fc.letrec((tie) => ({
	tree: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		leaf,
		fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
		fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
		fc.record({ not: tie('tree') }),
	),
}));
const condition = tree.map((parts) => Condition.parse(parts));

const answer = fc.option(
	fc.oneof(
		fc.integer({ min: 1, max: 3 }).map((code): Answer => ({ code })),
		fc.constant<Answer>({ missing: 'refused' }),
		fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }).map((codes): Answer => ({ codes })),
	),
	{ nil: undefined },
);
const known = fc
	.record({ a: answer, b: answer, c: answer, arm: fc.constantFrom('x', 'y', undefined) })
	.map(({ arm, ...answers }) => ({
		answers: Object.fromEntries(
			Object.entries(answers).flatMap(([id, given]) => (given === undefined ? [] : [[id, given]])),
		),
		arms: arm === undefined ? {} : { e: arm },
	}));

/** The same condition said otherwise, by laws that hold in three values. */
function rewritten(parts: Condition, seed: number): Condition {
	const deeper = (part: Condition, index: number) => rewritten(part, seed + index + 1);
	if ('all' in parts) {
		const inner = parts.all.map(deeper);
		return seed % 2 === 0 ? { all: [...inner].reverse() } : { not: { any: inner.map((part) => ({ not: part })) } };
	}
	if ('any' in parts) {
		const inner = parts.any.map(deeper);
		return seed % 2 === 0
			? { any: [{ any: [...inner].reverse() }] }
			: { not: { all: inner.map((part) => ({ not: part })) } };
	}
	if ('not' in parts) return { not: deeper(parts.not, 0) };
	if ('is' in parts) return seed % 2 === 0 ? ({ ...parts, is: undefined, in: [parts.is] } as never) : parts;
	if ('in' in parts) return { any: parts.in.map((choice) => ({ question: parts.question, is: choice })) };
	return seed % 3 === 0 ? { not: { not: parts } } : { all: [parts, parts] };
}

describe('conditions', () => {
	it('not turns true and false round and leaves unknown', () => {
		fc.assert(
			fc.property(condition, known, (parts, so) => {
				const turned = { true: 'false', false: 'true', unknown: 'unknown' };
				expect(evaluate({ not: parts }, so)).toBe(turned[evaluate(parts, so)]);
			}),
		);
	});

	it('an answer more never turns true into false or false into true', () => {
		fc.assert(
			fc.property(condition, known, (parts, so) => {
				const before = evaluate(parts, { answers: {}, arms: {} });
				if (before !== 'unknown') expect(evaluate(parts, so)).toBe(before);
			}),
		);
	});

	it('look at nothing but the questions they list', () => {
		fc.assert(
			fc.property(condition, known, (parts, so) => {
				const listed = questionsIn(parts);
				const only = Object.fromEntries(
					Object.entries(so.answers).filter(([id]) => listed.some((name) => name === id)),
				);
				expect(evaluate(parts, { ...so, answers: only })).toBe(evaluate(parts, so));
			}),
		);
	});
});

describe('the canonical form', () => {
	it('is the same for the same said otherwise', () => {
		fc.assert(
			fc.property(condition, fc.nat(5), (parts, seed) => {
				const other = Condition.parse(JSON.parse(JSON.stringify(rewritten(parts, seed))));
				expect(canonicalCondition(other)).toBe(canonicalCondition(parts));
			}),
			{ numRuns: 500 },
		);
	});

	it('is never the same for two that can differ', () => {
		fc.assert(
			fc.property(condition, condition, known, (one, two, so) => {
				if (canonicalCondition(one) === canonicalCondition(two)) expect(evaluate(one, so)).toBe(evaluate(two, so));
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('the checker’s reasoning about routes', () => {
	it('agrees with trying every interview', { timeout: 60_000 }, () => {
		const lookBack = fc.option(tree, { nil: undefined });
		fc.assert(
			fc.property(lookBack, lookBack, lookBack, (onB, onC, onD) => {
				const earlier = (parts: unknown, upTo: number) => {
					if (parts === undefined) return {};
					const read = Condition.parse(parts);
					return questionsIn(read).every((id) => ids.indexOf(id) < upTo) ? { askIf: read } : {};
				};
				const declinable = { preferNotToSay: { offered: true, inBase: false } };
				const questions = [
					choice('a', 3, declinable),
					{ ...choice('b', 3, { ...declinable, ...earlier(onB, 1) }), kind: 'multiple' },
					choice('c', 3, { ...declinable, ...earlier(onC, 2) }),
					choice('d', 3, { ...declinable, ...earlier(onD, 3) }),
				];
				const instrument = tiny('tried', questions, { experiments: [{ id: 'e', label: 'E', arms: ['x', 'y'] }] });
				const reported = lint(instrument)
					.filter(({ rule }) => rule === 'unreachable' || rule === 'contradiction')
					.map(({ path }) => Number(path.split('/')[3]));
				expect(reported).toEqual(neverAsked(instrument.sections[0]!.questions));
			}),
			{ numRuns: 300 },
		);
	});
});

type Asked = { readonly id: string; readonly kind: string; readonly askIf?: Condition | undefined };

/** The numbers of the questions that no interview reaches, by walking every one. */
function neverAsked(questions: readonly Asked[]): number[] {
	const singles: Answer[] = [{ code: 1 }, { code: 2 }, { code: 3 }, { missing: 'refused' }];
	const subsets = [[1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]];
	const multiples: Answer[] = [...subsets.map((codes) => ({ codes })), { missing: 'refused' }];
	const reached = new Set<number>();
	const walk = (at: number, answers: Record<string, Answer>, arms: Record<string, string>) => {
		const question = questions[at];
		if (question === undefined) return;
		if (question.askIf !== undefined && evaluate(question.askIf, { answers, arms }) !== 'true')
			walk(at + 1, answers, arms);
		else {
			reached.add(at);
			for (const given of question.kind === 'multiple' ? multiples : singles)
				walk(at + 1, { ...answers, [question.id]: given }, arms);
		}
	};
	for (const arm of ['x', 'y']) walk(0, {}, { e: arm });
	return [...questions.keys()].filter((at) => !reached.has(at));
}
