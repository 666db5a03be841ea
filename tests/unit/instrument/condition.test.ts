import { describe, expect, it } from 'vitest';
import { Condition, evaluate, questionsIn } from '#core/instrument/index.ts';
import type { Answer, Truth } from '#core/instrument/index.ts';

const known = (answers: Record<string, Answer>, arms: Record<string, string> = {}) => ({ answers, arms });
const read = (condition: unknown) => Condition.parse(condition);

describe('a condition on one answer', () => {
	it.each<[string, unknown, Answer, Truth]>([
		['is that option', { question: 'q', is: 2 }, { code: 2 }, 'true'],
		['is another option', { question: 'q', is: 2 }, { code: 1 }, 'false'],
		['is among the choices', { question: 'q', in: [2, 3] }, { codes: [1, 3] }, 'true'],
		['declining is an answer, so no option is true of it', { question: 'q', is: 2 }, { missing: 'refused' }, 'false'],
		['declining can be asked for', { question: 'q', is: 'refused' }, { missing: 'refused' }, 'true'],
		['declining is not answering', { answered: 'q' }, { missing: 'dont-know' }, 'false'],
		['words are an answer', { answered: 'q' }, { text: 'x' }, 'true'],
		['a number is at least', { question: 'q', atLeast: 18 }, { number: 18 }, 'true'],
		['a number is less', { question: 'q', atLeast: 18 }, { number: 17.5 }, 'false'],
		['no declining is at least anything', { question: 'q', atLeast: 0 }, { missing: 'refused' }, 'false'],
		['a row of a grid', { question: 'q', item: 'a', is: 1 }, { items: { a: 1, b: 2 } }, 'true'],
		['another row of a grid', { question: 'q', item: 'b', is: 1 }, { items: { a: 1, b: 2 } }, 'false'],
		['a row declined', { question: 'q', item: 'a', is: 'dont-know' }, { items: { a: 'dont-know' } }, 'true'],
		['a row that is not there', { question: 'q', item: 'c', is: 1 }, { items: { a: 1 } }, 'unknown'],
		['a grid without a row named', { question: 'q', is: 1 }, { items: { a: 1 } }, 'unknown'],
		['any of the ranks', { question: 'q', is: 3 }, { ranks: [1, 3] }, 'true'],
	])('%s', (_what, condition, answer, truth) => {
		expect(evaluate(read(condition), known({ q: answer }))).toBe(truth);
	});

	it.each([{ question: 'q', is: 1 }, { question: 'q', in: [1] }, { question: 'q', atLeast: 1 }, { answered: 'q' }])(
		'%j is unknown of a question that was not asked, and so is its negation',
		(condition) => {
			expect(evaluate(read(condition), known({}))).toBe('unknown');
			expect(evaluate(read({ not: condition }), known({}))).toBe('unknown');
		},
	);
});

describe('junctions in three values (Kleene 1952)', () => {
	const of = { true: { question: 'q', is: 1 }, false: { question: 'q', is: 2 }, unknown: { question: 'other', is: 1 } };
	const answers = known({ q: { code: 1 } });
	const truths = ['true', 'false', 'unknown'] as const;
	const and = {
		true: ['true', 'false', 'unknown'],
		false: ['false', 'false', 'false'],
		unknown: ['unknown', 'false', 'unknown'],
	};
	const or = {
		true: ['true', 'true', 'true'],
		false: ['true', 'false', 'unknown'],
		unknown: ['true', 'unknown', 'unknown'],
	};

	it.each(truths)('%s and, or each of true, false, unknown', (left) => {
		const joined = (word: 'all' | 'any') =>
			truths.map((right) => evaluate(read({ [word]: [of[left], of[right]] }), answers));
		expect(joined('all')).toEqual(and[left]);
		expect(joined('any')).toEqual(or[left]);
	});
});

describe('arms', () => {
	const inArm = read({ experiment: 'words', arm: 'b' });
	it('are unknown before they are allocated', () => expect(evaluate(inArm, known({}))).toBe('unknown'));
	it('decide once they are', () => {
		expect(evaluate(inArm, known({}, { words: 'b' }))).toBe('true');
		expect(evaluate(inArm, known({}, { words: 'a' }))).toBe('false');
	});
});

it('lists every question that it looks at, once', () => {
	const condition = {
		all: [
			{ answered: 'a' },
			{
				not: {
					any: [
						{ question: 'b', is: 1 },
						{ question: 'a', in: [2] },
					],
				},
			},
			{ experiment: 'e', arm: 'x' },
		],
	};
	expect(questionsIn(read(condition))).toEqual(['a', 'b']);
});

it.each([
	{},
	{ all: [] },
	{ question: 'q' },
	{ question: 'q', is: 1, in: [2] },
	{ not: { nonsense: 1 } },
	{ question: 'constructor', is: 1 },
])('%j is no condition', (condition) => {
	expect(Condition.safeParse(condition).success).toBe(false);
});
