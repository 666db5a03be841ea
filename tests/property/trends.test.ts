import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Comparability, type Trend, type TrendWave, trends } from '../../src/lib/core/trends/index.ts';
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
