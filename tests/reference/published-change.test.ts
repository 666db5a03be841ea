import { describe, expect, it } from 'vitest';
import { type BreakReason, type WaveSide, compareWaves } from '../../src/lib/core/comparability/index.ts';
import { Instrument } from '../../src/lib/core/instrument/index.ts';
import {
	type AnsweredWave,
	type Comparability,
	type Comparison,
	type PublishedDeft,
	type PublishedFigure,
	type PublishedWave,
	changeBetween,
	measurementOf,
	trends,
} from '../../src/lib/core/trends/index.ts';
import { columnWith, instrumentOf, waveOf } from '../unit/trends/wave-of.ts';

const always = (): Comparability<never> => ({ kind: 'comparable' });
const wholePercent = 0.01;

function figure(percent: number, n: number, deft: PublishedDeft, source: string): PublishedFigure {
	return { share: percent / 100, n, deft, rounding: wholePercent, source };
}

function published(id: string, figures: Readonly<Record<string, PublishedFigure>>): PublishedWave {
	return { kind: 'published', id, figures: new Map(Object.entries(figures)) };
}

/** A verdict in a publisher's words. */
function word<Reason>({ outcome }: Comparison<Reason>): 'up' | 'down' | 'no change' | 'not comparable' | 'none' {
	if (outcome.kind === 'no-verdict') return outcome.because.kind === 'break' ? 'not comparable' : 'none';
	return outcome.verdict.kind === 'changed' ? outcome.verdict.direction : 'no change';
}

/**
 * Scottish Crime and Justice Survey 2019/20, table A1.22 (confidence in the police): share that agrees in 2009/10,
 * 2018/19 and 2019/20, and what the publisher says of the changes. The survey applies a design factor of 1.19 to its
 * intervals (2021/22, annex E) and tests each change by itself at 95 %. Figures are printed in whole per cent.
 */
const source = 'Scottish Crime and Justice Survey 2019/20, table A1.22';
const bases = { '2009/10': 3890, '2018/19': 5410, '2019/20': 5450 };
const statements: [string, number, number, number, 'up' | 'down' | 'no change', 'up' | 'down' | 'no change'][] = [
	['can be relied on', 58, 63, 65, 'up', 'no change'],
	['listen', 48, 50, 50, 'no change', 'no change'],
	['relations poor', 28, 24, 23, 'down', 'no change'],
	['not dealing with what matters', 31, 22, 22, 'down', 'no change'],
	['respect', 83, 87, 89, 'up', 'up'],
	['fair to everyone', 58, 62, 63, 'up', 'no change'],
];

function crimeSurvey(which: typeof statements, deft: number, rounding = wholePercent) {
	const waves = (['2009/10', '2018/19', '2019/20'] as const).map((wave, t) =>
		published(
			wave,
			Object.fromEntries(
				which.map(([statement, ...percents]) => [
					statement,
					{
						...figure([percents[0], percents[1], percents[2]][t]!, bases[wave], { kind: 'declared', deft }, source),
						rounding,
					},
				]),
			),
		),
	);
	return trends({ waves, comparable: always, breakBy: null });
}

/** Since the first wave, and since the one before. */
function lastVerdicts([trend]: ReturnType<typeof crimeSurvey>): string[] {
	const last = trend?.points.at(-1)?.comparisons ?? [];
	return (['first', 'previous'] as const).map((against) => {
		const comparison = last.find((one) => one.against === against);
		return comparison ? word(comparison) : 'nothing';
	});
}

describe('change between published figures', () => {
	it.each(statements)('%s: the publisher’s two verdicts at deft 1.19, rounding allowed for', (...statement) => {
		const [, , , , sinceFirst, sinceBefore] = statement;
		expect(lastVerdicts(crimeSurvey([statement], 1.19))).toEqual([sinceFirst, sinceBefore]);
	});

	it('as one family of twelve the figures as printed keep all verdicts', () => {
		const told = crimeSurvey(statements, 1.19, 0).map((trend) => lastVerdicts([trend]));
		expect(told).toEqual(statements.map(([, , , , sinceFirst, sinceBefore]) => [sinceFirst, sinceBefore]));
	});

	it('with the rounding allowed for, a family of twelve is sure of all but 87 → 89', () => {
		const told = crimeSurvey(statements, 1.19).map((trend) => lastVerdicts([trend]));
		expect(told).toEqual(
			statements.map(([statement, , , , sinceFirst, sinceBefore]) => [
				sinceFirst,
				statement === 'respect' ? 'no change' : sinceBefore,
			]),
		);
	});

	it('58 → 65 is 7 points from the figures as printed, whatever the publisher’s unrounded 8', () => {
		const [trend] = crimeSurvey([statements[0]!], 1.19);
		const first = trend?.points.at(-1)?.comparisons.find(({ against }) => against === 'first');
		expect(first?.outcome.kind === 'judged' && first.outcome.change.difference).toBeCloseTo(0.07, 12);
	});

	it('a design effect mistaken for a design factor would call 63 → 65 a rise', () => {
		const statement = statements.slice(0, 1);
		expect(lastVerdicts(crimeSurvey(statement, Math.sqrt(1.19), 0))[1]).toBe('up');
		expect(lastVerdicts(crimeSurvey(statement, 1.19, 0))[1]).toBe('no change');
	});

	/** Public perceptions of organised crime in Scotland, 2013 and 2017; no design factor is published. */
	it('would report 81 → 75 fell, drugs association 72 → 68 cannot be told at deft 1.2', () => {
		const between = (what: string, [a, n, b, m]: readonly [number, number, number, number]) => {
			const deft: PublishedDeft = { kind: 'declared', deft: 1.2 };
			const waves = [
				published('2013', { [what]: figure(a, n, deft, '2013') }),
				published('2017', { [what]: figure(b, m, deft, '2017') }),
			];
			const [trend] = trends({ waves, comparable: always, breakBy: null });
			return trend?.points[1]?.comparisons.map(word)[0];
		};
		expect(between('would report', [81, 900, 75, 987])).toBe('down');
		expect(between('drugs', [72, 1001, 68, 1088])).toBe('no change');
	});

	it('rounding to whole per cent adds a twelfth of a squared point', () => {
		const exact = measurementOf({ share: 0.65, n: 5450, deft: 1.19 });
		const printed = measurementOf({ share: 0.65, n: 5450, deft: 1.19, rounding: wholePercent });
		expect(printed.se ** 2 - exact.se ** 2).toBeCloseTo(0.01 ** 2 / 12, 15);
	});
});

/** What a wave is to the ledger: one question, and how it was asked. */
function side(survey: string, modes: readonly string[], population = 'Everybody'): WaveSide {
	const instrument = Instrument.parse({ ...instrumentOf(['fake']), survey });
	return { instrument, modes, sampleType: 'probability', population };
}

describe('pairs that their publishers do not compare', () => {
	const refused: [string, string, WaveSide, number, WaveSide, number, BreakReason['difference']][] = [
		[
			'EUIPO’s perception study 2020 → 2023, 5 → 13 %: from telephone to web',
			'perception',
			side('perception', ['telephone']),
			5,
			side('perception', ['web']),
			13,
			'mode',
		],
		[
			// The publisher's figures are quantities; a share stands in for them.
			'drug seizures 2021-22 → 2024-25: all records, then a sample of 400',
			'seizures',
			side('seizures', ['records'], 'All records of seizures'),
			80,
			side('seizures', ['records'], 'A sample of 400 records'),
			80,
			'population',
		],
		[
			'the Crime and Justice Survey 2018-20, 9.7 %, and the Health Survey 2021, 12 %: two surveys',
			'drug-use',
			side('crime-and-justice', ['self-completion']),
			9.7,
			side('health', ['self-completion']),
			12,
			'survey',
		],
	];

	it.each(refused)('%s', (_what, _id, earlier, from, later, to, difference) => {
		const deft: PublishedDeft = { kind: 'declared', deft: 1.19 };
		const waves = [
			published('earlier', { 'share-fake': figure(from, 5000, deft, 'earlier') }),
			published('later', { 'share-fake': figure(to, 5000, deft, 'later') }),
		];
		const ledger = compareWaves(earlier, later).measures.get('share-fake');
		const comparable = (): Comparability<BreakReason> => (ledger?.kind === 'break' ? ledger : { kind: 'comparable' });
		const [trend] = trends({ waves, comparable, breakBy: null });
		const [, last] = trend?.points ?? [];
		expect(last?.comparisons.map(word)).toEqual(['not comparable', 'not comparable']);
		expect(last?.breakBefore?.map((reason) => reason.difference)).toContain(difference);
	});
});

describe('published waves beside waves of answers', () => {
	const asked = instrumentOf(['q1', 'q2']);
	const answers = (ones: number): AnsweredWave =>
		waveOf('2024', asked, { q1: columnWith(ones, 2000), q2: columnWith(800, 2000) });
	const before = (deft: PublishedDeft): PublishedWave =>
		published('2020', { 'share-q1': figure(30, 2000, deft, 'Annual report 2020, table 3') });
	const declared: PublishedDeft = { kind: 'declared', deft: 1.1 };

	it('make one series, with the source of the published point', () => {
		const [trend] = trends({ waves: [before(declared), answers(800)], comparable: always, breakBy: null });
		expect(trend?.points.map(({ source: from }) => from)).toEqual(['Annual report 2020, table 3', null]);
		expect(trend?.points[1]?.comparisons.map(word)).toEqual(['up', 'up']);
		const [old] = trend?.points ?? [];
		if (old?.estimate.kind !== 'estimate') throw new Error();
		expect(old.estimate.deft).toBe(1.1);
		expect(old.estimate.interval.lower).toBeLessThan(0.3 - 1.9 * 1.1 * Math.sqrt((0.3 * 0.7) / 2000));
		expect(old.estimate.df).toBe(Infinity);
	});

	it('say nothing of what they do not publish, and of groups', () => {
		const all = trends({ waves: [before(declared), answers(800)], comparable: always, breakBy: 'q2' });
		const reasons = all.map(({ measure, group, points: [old] }) => [
			measure,
			group,
			old?.estimate.kind === 'absent' ? old.estimate.reason : 'figure',
		]);
		expect(reasons.filter(([, , reason]) => reason !== 'not-published')).toEqual([['share-q1', null, 'figure']]);
		const second = all.find(({ measure, group }) => measure === 'share-q2' && group === null);
		expect(second?.points[1]?.comparisons).toEqual([]);
	});

	it('without a declared design factor carry a named neighbour’s, or have no interval and no verdict', () => {
		const neighbour = before({ kind: 'neighbour', wave: '2024', measure: 'share-q1' });
		const [carried] = trends({ waves: [neighbour, answers(800)], comparable: always, breakBy: null });
		const [old, now] = carried?.points ?? [];
		if (old?.estimate.kind !== 'estimate' || now?.estimate.kind !== 'estimate') throw new Error();
		expect(old.estimate.deft).toBe(now.estimate.deft);
		for (const deft of [{ kind: 'undeclared' }, { kind: 'neighbour', wave: '1999', measure: 'share-q1' }] as const) {
			const [refusedTrend] = trends({ waves: [before(deft), answers(800)], comparable: always, breakBy: null });
			const [first, second] = refusedTrend?.points ?? [];
			expect(first?.estimate).toEqual({ kind: 'absent', reason: 'no-deft', n: 2000 });
			expect(second?.comparisons.map(word)).toEqual(['none', 'none']);
		}
	});

	it('a neighbour’s neighbour is not asked in turn', () => {
		const wave = published('2020', {
			a: figure(30, 2000, { kind: 'neighbour', wave: '2020', measure: 'b' }, 's'),
			b: figure(40, 2000, { kind: 'neighbour', wave: '2020', measure: 'c' }, 's'),
			c: figure(50, 2000, declared, 's'),
		});
		const points = trends({ waves: [wave], comparable: always, breakBy: null }).map(
			({ points: [only] }) => only?.estimate.kind,
		);
		expect(points).toEqual(['absent', 'estimate', 'estimate']);
	});

	it('a change from a published share is the plain one of two measurements', () => {
		const [trend] = trends({ waves: [before(declared), answers(800)], comparable: always, breakBy: null });
		const [old, now] = trend?.points ?? [];
		if (old?.estimate.kind !== 'estimate' || now?.estimate.kind !== 'estimate') throw new Error();
		const { outcome } = now.comparisons[0]!;
		const measured = measurementOf({ share: 0.3, n: 2000, deft: 1.1, rounding: wholePercent });
		expect(outcome.kind === 'judged' && outcome.change).toEqual(changeBetween(measured, now.estimate, { level: 0.95 }));
	});
});
