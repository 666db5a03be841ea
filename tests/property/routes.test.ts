import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankInstrument, routeLengths } from '#core/authoring/index.ts';
import type { Json } from '#core/authoring/index.ts';
import { evaluate, parseInstrument, questionsOf, secondsFor } from '#core/instrument/index.ts';
import type { Answer, Condition, Instrument, Question } from '#core/instrument/index.ts';

const arms = ['old', 'new'];
const neither = { offered: false, inBase: false };
const idAt = (at: number) => `q${at}`;

/** A rule of a question that looks at those before it, and now and then at one that comes after. */
function ruleAt(at: number, back: number): fc.Arbitrary<Json> {
	const question = fc.integer({ min: Math.max(0, at - back), max: at }).map(idAt);
	const code = fc.constantFrom(1, 2, 3, 'dont-know');
	const leaf: fc.Arbitrary<Json> = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ question, is: code }) },
		{ weight: 2, arbitrary: fc.record({ question, in: fc.uniqueArray(code, { minLength: 1, maxLength: 3 }) }) },
		fc.record({ question, atLeast: fc.integer({ min: 1, max: 3 }) }),
		fc.record({ answered: question }),
		fc.record({ experiment: fc.constant('wording'), arm: fc.constantFrom(...arms) }),
	);
	return fc.letrec<{ rule: Json }>((tie) => ({
		rule: fc.oneof(
			{ maxDepth: 2 },
			leaf,
			fc.record({ not: tie('rule') }),
			fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
			fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
		),
	})).rule;
}

function questionAt(at: number, back = 5): fc.Arbitrary<Json> {
	const words = fc.integer({ min: 1, max: 30 }).map((count) => ({ en: 'word '.repeat(count).trim() }));
	return fc
		.record({
			text: words,
			kind: fc.constantFrom('single', 'single', 'multiple'),
			offered: fc.boolean(),
			askIf: fc.option(ruleAt(at, back), { nil: undefined, freq: 3 }),
		})
		.map(({ text, kind, offered, askIf }) => ({
			id: idAt(at),
			kind,
			text,
			base: { en: 'Some' },
			sensitivity: 'none',
			dontKnow: { offered, inBase: false },
			preferNotToSay: neither,
			order: 'fixed',
			options: [1, 2, 3].map((code) => ({ code, label: { en: `Option ${code}` } })),
			...(askIf !== undefined && { askIf }),
		}));
}

function instrumentOf(questions: readonly Json[]): { instrument: Instrument } {
	const document: Json = {
		...blankInstrument({ survey: 'small', title: 'Small' }),
		experiments: [{ id: 'wording', label: 'Wording', arms }],
		sections: [{ id: 'only', title: { en: 'Only' }, questions }],
	};
	const parsed = parseInstrument(document);
	if (parsed.kind !== 'instrument') throw new Error(JSON.stringify(parsed.misfits));
	return { instrument: parsed.instrument };
}

/** Every answer there is, whatever rules tell apart. */
function answersTo(question: Question): Answer[] {
	const codes = [1, 2, 3];
	const substantive: Answer[] =
		question.kind === 'multiple'
			? [1, 2, 3, 4, 5, 6, 7].map((bits) => ({ codes: codes.filter((_, at) => bits & (1 << at)) }))
			: codes.map((code) => ({ code }));
	return question.dontKnow.offered ? [...substantive, { missing: 'dont-know' }] : substantive;
}

/** What somebody is asked, for every answer that anybody can give. */
function everyRoute(instrument: Instrument): Question[][] {
	const routes: Question[][] = [];
	const questions = questionsOf(instrument);
	const isTrue = (condition: Condition | undefined, known: Parameters<typeof evaluate>[1]) =>
		condition === undefined || evaluate(condition, known) === 'true';
	const from = (at: number, answers: Record<string, Answer>, arm: string, asked: Question[]): void => {
		const question = questions[at];
		if (question === undefined) routes.push(asked);
		else if (!isTrue(question.askIf, { answers, arms: { wording: arm } })) from(at + 1, answers, arm, asked);
		else {
			for (const answer of answersTo(question)) {
				from(at + 1, { ...answers, [question.id]: answer }, arm, [...asked, question]);
			}
		}
	};
	for (const arm of arms) from(0, {}, arm, []);
	return routes;
}

const minutesOf = (asked: readonly Question[]) =>
	asked.reduce((sum, question) => sum + secondsFor(question, 'en'), 0) / 60;

describe('the longest and the shortest route', () => {
	it('are those of all routes of a small instrument, and so is who can be asked', () => {
		const small = fc.tuple(...[0, 1, 2, 3, 4].map((at) => questionAt(at)));
		fc.assert(
			fc.property(small, (questions) => {
				const { instrument } = instrumentOf(questions);
				const routes = everyRoute(instrument);
				const lengths = routeLengths(instrument);
				const pages = routes.map((asked) => asked.length);
				const minutes = routes.map(minutesOf);
				expect(lengths.isExact).toBe(true);
				expect([lengths.shortest.pages, lengths.longest.pages]).toEqual([Math.min(...pages), Math.max(...pages)]);
				expect(lengths.shortest.minutes).toBeCloseTo(Math.min(...minutes), 9);
				expect(lengths.longest.minutes).toBeCloseTo(Math.max(...minutes), 9);
				for (const { asked, minutes: length } of [lengths.longest, lengths.shortest]) {
					const same = routes.filter((route) => route.length === asked.size && route.every(({ id }) => asked.has(id)));
					expect(same).not.toHaveLength(0);
					expect(minutesOf(same[0] ?? [])).toBeCloseTo(length, 9);
				}
				for (const { id } of questionsOf(instrument)) {
					const share = routes.filter((asked) => asked.some((question) => question.id === id)).length / routes.length;
					expect(lengths.reach.get(id)).toBe(share === 0 ? 'never' : share === 1 ? 'always' : 'sometimes');
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('stay bounds where too many answers would have to be told apart', () => {
		const count = 16;
		const plain = (at: number): Json => ({
			id: idAt(at),
			kind: 'single',
			text: { en: 'Word' },
			base: { en: 'All' },
			sensitivity: 'none',
			dontKnow: neither,
			preferNotToSay: neither,
			order: 'fixed',
			options: [1, 2].map((code) => ({ code, label: { en: `Option ${code}` } })),
		});
		const deciders = Array.from({ length: count }, (_, at) => plain(at));
		const decided = Array.from({ length: count }, (_, at) => ({
			...Object(plain(count + at)),
			askIf: {
				any: [
					{ question: idAt(at), is: 1 },
					{ question: idAt((at + 1) % count), is: 2 },
				],
			},
		}));
		const { instrument } = instrumentOf([...deciders, ...decided]);
		const lengths = routeLengths(instrument);
		// Everyone's answers alike: each rule holds. It fails only where 2 is followed by 1, at most every other time.
		expect(lengths.isExact).toBe(false);
		expect(lengths.longest.pages).toBe(2 * count);
		expect(lengths.shortest.pages).toBeGreaterThanOrEqual(count);
		expect(lengths.shortest.pages).toBeLessThanOrEqual(count + count / 2);
	});

	it.each([
		['of the five before, exactly', 5, true],
		['of all before, as bounds', 200, false],
	])('are found for 200 questions whose rules look at any %s', (_what, back, isExact) => {
		const all = fc.tuple(...Array.from({ length: 200 }, (_, at) => questionAt(at, back)));
		const [questions = []] = fc.sample(all, { numRuns: 1, seed: 7 });
		const { instrument } = instrumentOf(questions);
		const lengths = routeLengths(instrument);
		expect(lengths.isExact).toBe(isExact);
		expect(lengths.longest.pages).toBeGreaterThan(lengths.shortest.pages);
	});
});
