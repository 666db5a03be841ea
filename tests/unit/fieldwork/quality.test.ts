import { describe, expect, it } from 'vitest';
import { WaveId } from '#core/fieldwork/index.ts';
import { QualityRules, countsIn, freezeRules, qualityLook, qualityOf, signalsOf } from '#core/fieldwork/index.ts';
import type { LookedAt, QualityRule } from '#core/fieldwork/index.ts';
import { Question } from '#core/instrument/index.ts';
import type { Item } from '#core/instrument/index.ts';
import { inOrder } from '#core/interview/index.ts';
import { askedOfAll, responseOf } from '../../scenario/answered.ts';
import type { Said } from '../../scenario/answered.ts';
import { asks, tiny } from '../../scenario/instruments/tiny.ts';

const wave = WaveId.parse('tiny.1');
const rule = (one: Record<string, unknown>): QualityRule =>
	QualityRules.parse({ reading: 'none', rules: [{ id: 'rule', severity: 'standard', ...one }] }).rules[0]!;
const looked = (said: Said, k = 0): LookedAt => responseOf(wave, 1, k, said);

/** Which of the responses a rule flags, all of them being in one wave. */
function flagged(one: Record<string, unknown>, said: readonly Said[]): boolean[] {
	const quality = qualityLook(askedOfAll, [rule(one)]);
	for (const each of said) quality.meet(looked(each));
	return said.map((each) => quality.look(looked(each)).length > 0);
}

describe('speed', () => {
	const under = (seconds: number) => ({ kind: 'speed', fasterThan: { kind: 'absolute', seconds } });

	it('flags a band that lies below the limit as a whole, and nobody who may have taken longer', () => {
		const said = [0, 60, 120, 3600, null].map((seconds) => ({ seconds }));
		expect(flagged(under(120), said)).toEqual([true, true, false, false, false]);
		expect(flagged(under(119), said)).toEqual([true, false, false, false, false]);
		expect(flagged(under(59), said)).toEqual([false, false, false, false, false]);
	});
});

describe('straight lines', () => {
	const lines = { kind: 'straight-lining', questions: ['views'], leastRows: 4, run: { kind: 'all-rows' }, grids: 1 };

	it('are the same answer in every row, or in a run of so many', () => {
		const said = [
			[3, 3, 3, 3, 3],
			[3, 3, 3, 3, 4],
			[1, 3, 3, 3, 4],
			[1, 2, 1, 2, 1],
		].map((views) => ({ views }));
		expect(flagged(lines, said)).toEqual([true, false, false, false]);
		const run = { kind: 'absolute', rows: 3 };
		expect(flagged({ ...lines, run }, said)).toEqual([true, true, true, false]);
	});

	it('are no lines where too few rows were answered, or in a grid that the rule does not name', () => {
		const declined = { items: { a: 3, b: 3, c: 3, d: 'refused' as const, e: 'refused' as const } };
		const response = { ...looked({}), answers: { views: declined } };
		expect(qualityLook(askedOfAll, [rule(lines)]).look(response)).toEqual([]);
		expect(qualityLook(askedOfAll, [rule({ ...lines, leastRows: 3 })]).look(response)).toEqual([
			{
				rule: 'rule',
				severity: 'standard',
				saw: { kind: 'straight-lining', runs: [{ question: 'views', rows: 3, run: 3 }] },
			},
		]);
		expect(flagged({ ...lines, questions: ['others'] }, [{ views: [3, 3, 3, 3, 3] }])).toEqual([false]);
	});

	it('run down the rows as this person saw them', () => {
		const options = [1, 2].map((code) => ({ code, label: { en: `Point ${code}` } }));
		const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, label: { en: id } }));
		const grid = asks({ id: 'views', kind: 'grid', items, options, itemOrder: 'random' });
		const instrument = tiny('tiny', [grid]);
		const seed = 12;
		const question = Question.parse(grid);
		if (question.kind !== 'grid') throw new Error('it is a grid');
		const seen = inOrder<Item & { readonly anchored?: boolean }>(question.items, 'random', { seed }, 'views').map(
			({ id }) => id,
		);
		expect(seen).not.toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
		const answers = { views: { items: Object.fromEntries(seen.map((id, row) => [id, row < 4 ? 1 : 2])) } };
		const quality = qualityLook(instrument, [rule({ ...lines, run: { kind: 'absolute', rows: 4 } })]);
		expect(quality.look({ ...looked({}), answers, seed })).toHaveLength(1);
		expect(quality.look({ ...looked({}), answers, seed: null }), 'nobody knows the order').toEqual([]);
	});
});

it('contradictions are two things that cannot both be so; what was not asked contradicts nothing', () => {
	const both = {
		...{ kind: 'contradiction', first: { question: 'one', is: 2 } },
		second: { question: 'views', item: 'a', atLeast: 5 },
	};
	expect(
		flagged(both, [
			{ one: 2, views: [5] },
			{ one: 2, views: [4] },
			{ one: 1, views: [5] },
		]),
	).toEqual([...[true, false, false]]);
	const { answers, ...rest } = looked({ one: 2 });
	const unasked = { ...rest, answers: { one: answers['one']! } };
	expect(qualityLook(askedOfAll, [rule(both)]).look(unasked)).toEqual([]);
});

it('the same words of some length are flagged in each response that has them, however they are spaced', () => {
	const rules = { kind: 'duplicate-texts', variables: ['why'], characters: 10, others: 1 };
	const said = ['It is far too dear!', 'it is  far too DEAR', 'It is dear', 'no', 'no', 'no'].map((why) => ({ why }));
	expect(flagged(rules, said)).toEqual([true, true, false, false, false, false]);
	expect(flagged({ ...rules, others: 2 }, said)).not.toContain(true);
});

describe('words that are none', () => {
	const nonsense = { kind: 'nonsense-text', variables: ['why'] };
	const isNonsense = (why: string) => flagged(nonsense, [{ why }])[0];

	it.each([
		'aaaa',
		'zzzzzzzz',
		'asdf',
		'asdfghjkl',
		'qwerty qwerty',
		'lkjhg',
		'asdasdasd',
		'blablablabla',
		'xcvbnm lkjh fghj',
		'bcdfgh xkcdrt',
		'kkkk kkkk',
	])('%j is nonsense', (why) => expect(isNonsense(why)).toBe(true));

	it.each([
		...['no', 'n/a', '...', '-', '12345', 'haha', 'hmm', 'HMRC', 'NHS GCSE', 'rhythms', 'cwrw', 'strewn property'],
		...[
			'noooooo way is it true',
			'Chan eil fhios agam',
			'Þetta er gott',
			'не знаю',
			'知りません',
			'لا أعرف',
			'they were weird',
		],
		...['My mate buys his fags off a man in the pub', 'Strč prst skrz krk, they say here'],
	])('%j is not', (why) => expect(isNonsense(why)).toBe(false));
});

it('signals flag what machines give away, and of those only what the rule names', () => {
	const rules = { kind: 'signals', signals: ['faster-than-reading'] };
	const said = [{ signals: ['faster-than-reading'] }, { signals: ['another'] }, {}];
	expect(flagged(rules, said)).toEqual([true, false, false]);
	// Half a second a page, give or take the one second that the clock may be off.
	const given = [
		[0, 3],
		[0, 4],
		[1, 4],
		[3, 9],
		[4, 9],
		[9, 20],
		[300, 20],
	] as const;
	const ended = { spent: undefined, pages: 9, traces: [], asksForWork: false };
	expect(given.map(([spent, pages]) => signalsOf({ ...ended, spent, pages }).length)).toEqual([0, 1, 0, 1, 0, 0, 0]);
	expect(signalsOf(ended)).toEqual([]);
	expect(signalsOf({ ...ended, traces: ['unseen-field'] })).toEqual(['unseen-field-filled']);
	expect(signalsOf({ ...ended, asksForWork: true })).toEqual(['no-proof-of-work']);
	expect(signalsOf({ ...ended, asksForWork: true, traces: ['work'] })).toEqual([]);
});

describe('a limit taken from a wave', () => {
	const calibrated = (share: number) => rule({ kind: 'speed', fasterThan: { kind: 'calibrated', wave, share } });
	const frozenOn = (one: QualityRule, said: readonly Said[]) =>
		freezeRules(
			{ reading: 'none', rules: [one] },
			new Map([[wave, { instrument: askedOfAll, responses: said.map((each) => looked(each)) }]]),
		);

	it('is a number from then on: a share of the median of lengths in bands', () => {
		// By hand: 2 below 300, 6 in 300–480, 2 above; the median is 300 + (5 − 2) / 6 × 180 = 390.
		const seconds = [60, 180, 300, 300, 300, 300, 300, 300, 600, 3600];
		const frozen = frozenOn(
			calibrated(0.5),
			seconds.map((one) => ({ seconds: one })),
		);
		expect(frozen).toMatchObject({
			kind: 'frozen',
			rules: { rules: [{ fasterThan: { kind: 'calibrated', wave, share: 0.5, seconds: 195 } }] },
		});
		if (frozen.kind !== 'frozen') return;
		const quality = qualityLook(askedOfAll, frozen.rules.rules);
		expect([0, 60, 120, 180].map((one) => quality.look(looked({ seconds: one })).length)).toEqual([1, 1, 1, 0]);
	});

	it('is the least run that so few of the wave reached', () => {
		const run = { kind: 'calibrated', wave, share: 0.25 };
		const lines = rule({ kind: 'straight-lining', questions: ['views'], leastRows: 2, grids: 1, run });
		const views = [
			[1, 2, 1, 2, 1],
			[1, 1, 2, 1, 2],
			[1, 1, 1, 2, 3],
			[1, 1, 1, 1, 2],
		];
		expect(
			frozenOn(
				lines,
				views.map((one) => ({ views: one })),
			),
		).toMatchObject({ rules: { rules: [{ run: { rows: 4 } }] } });
	});

	it('is refused where the wave knows nothing of it, and a rule that was never frozen flags nobody', () => {
		const one = calibrated(0.5);
		expect(frozenOn(one, [{ seconds: null }])).toEqual({ kind: 'nothing-to-calibrate-on', rule: 'rule', wave });
		expect(qualityLook(askedOfAll, [one]).look(looked({ seconds: 0 }))).toEqual([]);
	});
});

describe('the readings', () => {
	it.each([
		[[], undefined, 0],
		[['strict'], undefined, 1],
		[['strict', 'standard'], undefined, 2],
		[['standard'], 'keep', 0],
		[['strict'], 'leave-out', 2],
	] as const)('flags %j and the decision %s make quality %i', (flags, decision, quality) =>
		expect(qualityOf(flags, decision)).toBe(quality),
	);

	it('leave out nobody, those of standard rules, or all that are flagged', () => {
		const of = (reading: 'none' | 'standard' | 'strict') => [0, 1, 2].map((quality) => countsIn(reading, quality));
		expect([of('none'), of('standard'), of('strict')]).toEqual([
			[true, true, true],
			[true, true, false],
			[true, false, false],
		]);
	});
});

it('to have proved no work leaves nobody out but in the strict reading: without scripts nobody proves any', () => {
	const rules = (severity: string) => ({
		reading: 'none',
		rules: [{ id: 'rule', severity, kind: 'signals', signals: ['no-proof-of-work', 'faster-than-reading'] }],
	});
	expect(QualityRules.safeParse(rules('strict')).success).toBe(true);
	expect(QualityRules.safeParse(rules('standard')).success).toBe(false);
});

it('two rules of one name are refused', () => {
	const one = { id: 'rule', severity: 'strict', kind: 'signals', signals: ['faster-than-reading'] };
	expect(QualityRules.safeParse({ reading: 'none', rules: [one, one] }).success).toBe(false);
});
