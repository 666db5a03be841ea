import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designOf } from '../../src/lib/core/estimation/index.ts';
import {
	type AnsweredWave,
	type Comparability,
	type Stack,
	type Trend,
	type TrendWave,
	composition,
	differenceInDifferences,
	stackOf,
	trends,
} from '../../src/lib/core/trends/index.ts';
import { columnWith, instrumentOf, waveOf } from '../unit/trends/wave-of.ts';

const questions = ['one', 'two', 'three'];
const instrument = instrumentOf(questions);

/** Waves of 60–2000 rows with a share for each question; a question may be left out of a wave. */
const series = fc
	.array(
		fc.record({
			rows: fc.integer({ min: 60, max: 2000 }),
			shares: fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 8 }), {
				minLength: 3,
				maxLength: 3,
			}),
			brokenBefore: fc.boolean(),
		}),
		{ minLength: 2, maxLength: 6 },
	)
	.map((all) => ({
		waves: all.map(({ rows, shares }, t) => {
			const columns = questions.flatMap((question, q): [string, Int16Array][] => {
				const share = shares[q];
				return typeof share === 'number' ? [[question, columnWith(Math.round(share * rows), rows)]] : [];
			});
			return waveOf(
				`w${t}`,
				instrument,
				Object.fromEntries([...columns, ...(columns.length ? [] : [[questions[0], columnWith(1, rows)]])]),
			);
		}),
		breaks: all.flatMap(({ brokenBefore }, t) => (brokenBefore && t % 3 === 2 ? [t] : [])),
	}));

function trendsOf({ waves, breaks }: { waves: readonly TrendWave[]; breaks: readonly number[] }): Trend<string>[] {
	const comparable = (_measure: string, from: string, to: string): Comparability<string> => {
		const [a, b] = [Number(from.slice(1)), Number(to.slice(1))];
		return breaks.some((at) => a < at && at <= b) ? { kind: 'break', reasons: ['reworded'] } : { kind: 'comparable' };
	};
	return trends({ waves, comparable, breakBy: null });
}

describe('trends', () => {
	it('no estimate and no verdict flips when another wave arrives', () => {
		fc.assert(
			fc.property(series, ({ waves, breaks }) => {
				const all = trendsOf({ waves, breaks });
				const before = trendsOf({ waves: waves.slice(0, -1), breaks });
				expect(all.map(({ measure, points }) => ({ measure, points: points.slice(0, -1) }))).toEqual(
					before.map(({ measure, points }) => ({ measure, points })),
				);
			}),
			{ numRuns: 60 },
		);
	});

	it('changed means just that the adjusted interval leaves out 0, and no verdict crosses a break', () => {
		fc.assert(
			fc.property(series, ({ waves, breaks }) => {
				const order = new Map(waves.map(({ id }, t) => [id, t]));
				for (const { points } of trendsOf({ waves, breaks }))
					points.forEach(({ wave, comparisons }, t) => {
						for (const { from, outcome } of comparisons) {
							const crossed = breaks.some((at) => (order.get(from) ?? 0) < at && at <= t);
							if (outcome.kind === 'no-verdict') continue;
							expect(crossed, `${from} to ${wave}`).toBe(false);
							const { lower, upper } = outcome.adjusted.interval;
							expect(outcome.verdict.kind === 'changed').toBe(lower > 0 || upper < 0);
							expect(outcome.adjusted.interval.level).toBeGreaterThanOrEqual(0.95 - 1e-12);
						}
					});
			}),
			{ numRuns: 60 },
		);
	});

	it('the order of measures changes no verdict', () => {
		fc.assert(
			fc.property(series, ({ waves, breaks }) => {
				const turned = { ...instrument, measures: instrument.measures.toReversed() };
				const other = trendsOf({ waves: waves.map((wave) => ({ ...wave, instrument: turned })), breaks });
				expect(other.toReversed()).toEqual(trendsOf({ waves, breaks }));
			}),
			{ numRuns: 30 },
		);
	});
});

/** Rows of two waves: a person, a stratum of that person, a group, an answer and a weight. */
const people = fc
	.array(
		fc.record({
			person: fc.integer({ min: 0, max: 60 }),
			group: fc.integer({ min: 0, max: 2 }),
			answer: fc.integer({ min: 1, max: 2 }),
			weight: fc.double({ min: 0.2, max: 3, noNaN: true }),
			wave: fc.integer({ min: 0, max: 1 }),
		}),
		{ minLength: 150, maxLength: 300 },
	)
	.chain((rows) =>
		fc.record({ rows: fc.constant(rows), turned: fc.shuffledSubarray(rows, { minLength: rows.length }) }),
	);

type Row = { person: number; group: number; answer: number; weight: number; wave: number };

const wavesOf = (rows: readonly Row[]): AnsweredWave[] =>
	[0, 1].map((wave) => {
		const own = rows.filter((row) => row.wave === wave);
		const design = designOf({
			weights: Float64Array.from(own, ({ weight }) => weight),
			strata: Int32Array.from(own, ({ person }) => person % 3),
			clusters: Int32Array.from(own, ({ person }) => person),
		});
		const codes = Int16Array.from(own, ({ answer }) => answer);
		return { ...waveOf(`w${wave}`, one, { q1: codes }, design), panel: Int32Array.from(own, ({ person }) => person) };
	});
const one = instrumentOf(['q1']);

function stackedRows(rows: readonly Row[]): { stack: Stack; own: Row[] } {
	const own = [0, 1].flatMap((wave) => rows.filter((row) => row.wave === wave));
	const stack = stackOf(wavesOf(rows));
	if (stack.kind !== 'stack') throw new Error(stack.kind);
	return { stack, own };
}

/** Numbers to compare where summing in another order moves the last digits. */
const rounded = (of: unknown): unknown =>
	JSON.parse(JSON.stringify(of, (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(8)) : value)));

describe('the order of rows changes nothing', () => {
	it('in a panel’s changes', () => {
		fc.assert(
			fc.property(people, ({ rows, turned }) => {
				const [a, b] = [rows, turned].map((some) => {
					const [trend] = trends({ waves: wavesOf(some), comparable: () => ({ kind: 'comparable' }), breakBy: null });
					const outcome = trend?.points[1]?.comparisons[0]?.outcome;
					return outcome?.kind === 'judged' ? outcome.change : outcome;
				});
				expect(rounded(a)).toEqual(rounded(b));
			}),
			{ numRuns: 40 },
		);
	});

	it('in a decomposition, whose parts add up to the change', () => {
		fc.assert(
			fc.property(people, ({ rows, turned }) => {
				const [a, b] = [rows, turned].map((some) => {
					const { stack, own } = stackedRows(some);
					return composition(stack, {
						outcome: {
							kind: 'share',
							codes: Int8Array.from(own, ({ answer }) => answer),
							counted: [1],
							missingInBase: [],
						},
						groups: Int8Array.from(own, ({ group }) => group),
					});
				});
				if (a?.kind !== 'composition' || b?.kind !== 'composition') throw new Error();
				expect(Math.abs(a.mix.value + a.within.value - a.change.value)).toBeLessThan(1e-12);
				expect(Math.abs(a.mix.se - b.mix.se) + Math.abs(a.within.se - b.within.se)).toBeLessThan(1e-10);
			}),
			{ numRuns: 40 },
		);
	});

	it('in a difference in differences, whose sign turns with the groups', () => {
		fc.assert(
			fc.property(people, ({ rows, turned }) => {
				const [a, b] = [rows, turned].map((some, k) => {
					const { stack, own } = stackedRows(some);
					return differenceInDifferences(stack, {
						outcome: {
							kind: 'share',
							codes: Int8Array.from(own, ({ answer }) => answer),
							counted: [1],
							missingInBase: [],
						},
						time: { codes: stack.waveOfRow, before: [0], after: [1] },
						group: { codes: Int8Array.from(own, ({ group }) => group), treated: [k], control: [1 - k] },
					});
				});
				if (a?.kind !== 'difference-in-differences' || b?.kind !== 'difference-in-differences') return;
				expect(Math.abs(a.effect.change.difference + b.effect.change.difference)).toBeLessThan(1e-12);
				expect(Math.abs(a.effect.change.se - b.effect.change.se)).toBeLessThan(1e-10);
			}),
			{ numRuns: 40 },
		);
	});
});
