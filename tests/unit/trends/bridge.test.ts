import { describe, expect, it } from 'vitest';
import { type Design, designOf } from '../../../src/lib/core/estimation/index.ts';
import { Instrument, type Measure } from '../../../src/lib/core/instrument/index.ts';
import {
	type AnsweredWave,
	type Change,
	type Comparability,
	type NoVerdict,
	type TrendWave,
	measured,
	ofLaterHalf,
	outcomeOf,
	trends,
} from '../../../src/lib/core/trends/index.ts';
import { seededRandom } from '../../../src/lib/core/interview/index.ts';
import { columnWith, instrumentOf, waveOf } from './wave-of.ts';

const one = instrumentOf(['q', 'q_before', 'q_first', 'group', 'words'], ['q']);

/** A share of code 1 that reads another column. */
function shareOf(variable: string): Measure {
	const [measure] = one.measures;
	if (measure?.statistic !== 'share') throw new Error();
	return { ...measure, variables: [variable] };
}

/** A wave in which the first half of the rows was asked in the earlier words and the second in the later. */
function bridgeWave(id: string, ones: { earlier: number; later: number }, rows = 1000, design?: Design): AnsweredWave {
	const half = rows / 2;
	const answers = (count: number, from: number) =>
		Int16Array.from({ length: rows }, (_, i) => (i < from || i >= from + half ? -1 : i - from < count ? 1 : 2));
	const columns = {
		q: answers(ones.later, half),
		q_before: answers(ones.earlier, 0),
		words: Int16Array.from({ length: rows }, (_, i) => (i < half ? 1 : 2)),
	};
	return waveOf(id, one, columns, design);
}

const plain = (id: string, ones: number) => waveOf(id, one, { q: columnWith(ones, 1000) });
const arm = { variable: 'words', earlier: 1, later: 2 } as const;

/** Waves w1 … in order; the words changed in each of `at`. */
function comparable(waves: readonly TrendWave[], at: readonly string[]) {
	const place = (id: string) => waves.findIndex((wave) => wave.id === id);
	return (_measure: string, from: string, to: string): Comparability<string> => {
		const steps = at
			.filter((wave) => place(wave) > place(from) && place(wave) <= place(to))
			.map((wave) => ({ wave, measure: shareOf('q_before'), arm }));
		return steps.length === 0 ? { kind: 'comparable' } : { kind: 'bridged', steps };
	};
}

function outcomes(waves: readonly TrendWave[], at: readonly string[], breakBy: string | null = null) {
	return trends({ waves, comparable: comparable(waves, at), breakBy })[0]!.points;
}

function changeSince(
	waves: readonly TrendWave[],
	at: readonly string[],
	against: 'previous' | 'first' = 'first',
): Change {
	const outcome = outcomes(waves, at)
		.at(-1)!
		.comparisons.find((one) => one.against === against)!.outcome;
	if (outcome.kind !== 'judged') throw new Error(outcome.because.kind);
	return outcome.change;
}

function reasonOf(waves: readonly TrendWave[], at: readonly string[]): NoVerdict<string>['because'] {
	const { outcome } = outcomes(waves, at).at(-1)!.comparisons[0]!;
	if (outcome.kind === 'judged') throw new Error('judged');
	return outcome.because;
}

/** n/(n − 1) Σ p(1 − p)/m over parts of a wave of 1000 rows. */
const variance = (...parts: readonly (readonly [share: number, rows: number])[]) =>
	(1000 / 999) * parts.reduce((sum, [p, rows]) => sum + (p * (1 - p)) / rows, 0);

describe('a change across a bridge', () => {
	const waves = [plain('w1', 400), bridgeWave('w2', { earlier: 220, later: 240 }), plain('w3', 520)];

	it('the wave that measured the step has the new words as its figure and the old ones beside it', () => {
		const [first, second, third] = outcomes(waves, ['w2']);
		expect(first!.bridge).toBeUndefined();
		expect(third!.bridge).toBeUndefined();
		expect(second).toMatchObject({ estimate: { value: 0.48, base: { n: 500 } }, breakBefore: null });
		const { earlier, step } = second!.bridge!;
		expect(earlier).toMatchObject({ value: 0.44, base: { n: 500 } });
		expect(step).toMatchObject({ wave: 'w2', n: { earlier: 500, later: 500 }, df: 998 });
		expect(step!.value).toBeCloseTo(0.04, 12);
		expect(step!.se).toBeCloseTo(Math.sqrt(variance([0.44, 500], [0.48, 500])), 12);
		expect(step!.interval.upper - step!.value).toBeCloseTo(1.9623438 * step!.se, 7);
	});

	it('in that wave the old words alone tell the change', () => {
		const change = changeSince(waves.slice(0, 2), ['w2']);
		expect(change.difference).toBeCloseTo(0.04, 12);
		expect(change.se).toBeCloseTo(Math.sqrt(variance([0.44, 500]) + variance([0.4, 1000])), 12);
		expect(change.steps).toHaveLength(1);
	});

	it('in a later wave the step and its error are taken out, with degrees of freedom by Satterthwaite', () => {
		const change = changeSince(waves, ['w2']);
		expect(change.difference).toBeCloseTo(0.52 - 0.4 - 0.04, 12);
		const [a, b, step] = [variance([0.4, 1000]), variance([0.52, 1000]), variance([0.44, 500], [0.48, 500])];
		expect(change.se).toBeCloseTo(Math.sqrt(a + b + step), 12);
		expect(change.df).toBeCloseTo((a + b + step) ** 2 / ((a * a) / 999 + (b * b) / 999 + (step * step) / 998), 8);
		expect(change.steps!.map(({ wave, value }) => [wave, value.toFixed(10)])).toEqual([['w2', '0.0400000000']]);
		const lately = changeSince(waves, ['w2'], 'previous');
		expect(lately.difference).toBeCloseTo(0.04, 12);
		expect(lately.steps).toBeUndefined();
	});

	it('steps chain, the last of them without the new words where its wave is the later one', () => {
		const chain = [...waves.slice(0, 2), bridgeWave('w3', { earlier: 260, later: 200 })];
		const change = changeSince(chain, ['w2', 'w3']);
		expect(change.difference).toBeCloseTo(0.52 - 0.4 - 0.04, 12);
		expect(change.se).toBeCloseTo(
			Math.sqrt(variance([0.4, 1000]) + variance([0.44, 500], [0.48, 500]) + variance([0.52, 500])),
			12,
		);
		const longer = changeSince([...chain, plain('w4', 500)], ['w2', 'w3']);
		expect(longer.difference).toBeCloseTo(0.5 - 0.4 - 0.04 - (0.4 - 0.52), 12);
		expect(longer.steps!.map(({ wave }) => wave)).toEqual(['w2', 'w3']);
	});

	it('a family has a bridged change as a member like any other', () => {
		const { comparisons } = outcomes(waves, ['w2'])[2]!;
		expect(comparisons.map(({ against }) => against)).toEqual(['previous', 'first']);
		for (const { outcome } of comparisons) expect(outcome).toMatchObject({ kind: 'judged', familySize: 2 });
	});

	it('clusters that hold people of both halves, who answer alike, make the step sure', () => {
		const rows = 1000;
		const clusters = Int32Array.from({ length: rows }, (_, i) => i % 500);
		const design = designOf({ weights: new Float64Array(rows).fill(1), clusters });
		const alike = bridgeWave('w2', { earlier: 220, later: 220 }, rows, design);
		const step = outcomes([waves[0]!, alike], ['w2'])[1]!.bridge!.step!;
		expect(step.se).toBeLessThan(1e-12);
		const change = changeSince([waves[0]!, alike, waves[2]!], ['w2']);
		expect(change.se).toBeCloseTo(Math.sqrt(variance([0.4, 1000]) + variance([0.52, 1000])), 12);
	});

	it('a half in which nobody counts has the variance of Agresti and Caffo, as changes have it', () => {
		const none = bridgeWave('w2', { earlier: 0, later: 240 });
		const { step } = outcomes([waves[0]!, none], ['w2'])[1]!.bridge!;
		const p = 1 / 502;
		expect(step!.se).toBeCloseTo(Math.sqrt(variance([0.48, 500]) + (p * (1 - p)) / 502), 12);
		const change = changeSince([waves[0]!, none, waves[2]!], ['w2']);
		expect(change.se).toBeCloseTo(Math.sqrt(variance([0.4, 1000]) + variance([0.52, 1000]) + step!.se ** 2), 12);
	});

	it('within groups each has its own step', () => {
		const grouped = waves.map((wave) => withColumn(wave, 'group', (i) => 1 + (i % 2)));
		const points = trends({ waves: grouped, comparable: comparable(grouped, ['w2']), breakBy: 'group' });
		const [whole, first, second] = points.map((trend) => trend.points[1]!.bridge!);
		expect(first!.step!.n).toEqual({ earlier: 250, later: 250 });
		expect((first!.step!.value + second!.step!.value) / 2).toBeCloseTo(whole!.step!.value, 12);
	});

	it('people who are in all three waves: the variance of what each of them adds', () => {
		const panel = waves.map((wave) => ({
			...wave,
			panel: Int32Array.from({ length: 1000 }, (_, i) => (i * 7) % 1000),
		}));
		const change = changeSince(panel, ['w2']);
		expect(change.linked).toBe(1000);
		expect(change.df).toBe(999);
		const added = Array.from({ length: 1000 }, (_, i) => {
			const [before, later] = [i < 400 ? 1 : 0, i < 520 ? 1 : 0];
			const inEarlier = i < 500 ? (i < 220 ? 1 : 0) - 0.44 : 0;
			const inLater = i >= 500 ? (i < 740 ? 1 : 0) - 0.48 : 0;
			return (later - 0.52 - (before - 0.4)) / 1000 + (inEarlier - inLater) / 500;
		});
		expect(change.se).toBeCloseTo(Math.sqrt((1000 / 999) * added.reduce((sum, z) => sum + z * z, 0)), 12);
		const fresh = panel.map((wave, t) => (t === 1 ? { ...wave, panel: null } : wave));
		const ends = changeSince(fresh, ['w2']);
		const step = variance([0.44, 500], [0.48, 500]);
		const both = ((1000 / 999) * (0.12 * 0.88)) / 1000;
		expect(ends.se).toBeCloseTo(Math.sqrt(both + step), 12);
	});

	it('says so where replicate weights do not tell how people in common vary together', () => {
		const people = Int32Array.from({ length: 1000 }, (_, i) => i);
		const weights = Array.from({ length: 20 }, (_, r) =>
			Float64Array.from({ length: 1000 }, (_, i) => (i % 20 === r ? 0 : 20 / 19)),
		);
		const replicated = (wave: AnsweredWave): AnsweredWave => ({
			...wave,
			design: { ...wave.design, replicates: { weights, scale: 19 / 20, rscales: new Float64Array(20).fill(1) } },
		});
		const panel = (wave: AnsweredWave): AnsweredWave => ({ ...wave, panel: people });
		expect(reasonOf([panel(waves[0]!), panel(replicated(waves[1]!))], ['w2'])).toEqual({ kind: 'overlap-unknown' });
		const apart = changeSince([waves[0]!, replicated(waves[1]!)], ['w2']);
		expect(apart.difference).toBeCloseTo(0.04, 12);
	});

	it('gives no verdict where a half is small, or nobody was asked in the old words', () => {
		const small = bridgeWave('w2', { earlier: 20, later: 20 }, 80);
		expect(reasonOf([plain('w1', 400), small], ['w2'])).toEqual({ kind: 'small-base', minimum: 50 });
		const unasked = waveOf('w2', one, { q: columnWith(500, 1000), words: columnWith(0, 1000) });
		const points = outcomes([plain('w1', 400), unasked, plain('w3', 300)], ['w2']);
		expect(points[1]!.bridge).toMatchObject({ earlier: { kind: 'absent', reason: 'not-asked' }, step: null });
		expect(points[2]!.comparisons[1]!.outcome).toEqual({
			kind: 'no-verdict',
			because: { kind: 'absent', wave: 'w2' },
		});
	});

	it('a published wave may be at either end', () => {
		const figure = {
			...{ share: 0.4, n: 900, rounding: 0.01, source: 'Annual report, table 3' },
			deft: { kind: 'declared', deft: 1.2 } as const,
		};
		const published = { kind: 'published', id: 'w1', figures: new Map([['share-q', figure]]) } as const;
		const change = changeSince([published, ...waves.slice(1)], ['w2']);
		expect(change.difference).toBeCloseTo(0.08, 12);
		expect(change.se ** 2).toBeCloseTo(
			(1.44 * 0.24) / 900 + 1e-4 / 12 + variance([0.52, 1000]) + variance([0.44, 500], [0.48, 500]),
			12,
		);
	});
});

describe('the interval of a change across a bridge', () => {
	/**
	 * Three waves of 40 clusters of 8 people each, weights of three sizes. Clusters lean to one side, and hold people of both
	 * halves of the second wave, so that the halves are no independent samples.
	 */
	function drawn(next: () => number, step: number): AnsweredWave[] {
		return [0.4, 0.45, 0.5].map((truth, t) => {
			const people = Array.from({ length: 40 }, (_, cluster) => {
				const leaning = (next() - 0.5) * 0.3;
				return Array.from({ length: 8 }, () => {
					const isEarlier = next() < 0.5;
					const probability = truth + leaning + (t === 2 || (t === 1 && !isEarlier) ? step : 0);
					return { cluster, isEarlier, weight: 1 + Math.floor(next() * 3), answer: next() < probability ? 1 : 2 };
				});
			}).flat();
			const column = (of: (one: (typeof people)[number]) => number) => Int16Array.from(people, of);
			const design = designOf({
				weights: Float64Array.from(people, ({ weight }) => weight),
				clusters: Int32Array.from(people, ({ cluster }) => cluster),
			});
			const columns = {
				q: column(({ isEarlier, answer }) => (t === 1 && isEarlier ? -1 : answer)),
				q_before: column(({ isEarlier, answer }) => (t === 1 && isEarlier ? answer : -1)),
				words: column(({ isEarlier }) => (isEarlier ? 1 : 2)),
			};
			return waveOf(`w${t + 1}`, one, columns, design);
		});
	}

	it.each([
		['the words make no difference', 0],
		['the new words add 8 points', 0.08],
	])('holds the true change in 93 to 97 % of simulated trends where %s', (_words, step) => {
		const next = seededRandom(23);
		const runs = 500;
		const held = { across: 0, within: 0, step: 0 };
		for (let run = 0; run < runs; run++) {
			const points = outcomes(drawn(next, step), ['w2']);
			const sinceFirst = (t: number) => {
				const outcome = points[t]!.comparisons.find(({ against }) => against === 'first')?.outcome;
				if (outcome?.kind !== 'judged') throw new Error();
				return outcome.change.interval;
			};
			const holds = (truth: number, { lower, upper }: { lower: number; upper: number }) =>
				lower <= truth && truth <= upper ? 1 : 0;
			held.across += holds(0.1, sinceFirst(2));
			held.within += holds(0.05, sinceFirst(1));
			held.step += holds(step, points[1]!.bridge!.step!.interval);
		}
		for (const count of Object.values(held)) {
			expect(count / runs).toBeGreaterThan(0.93);
			expect(count / runs).toBeLessThan(0.97);
		}
	});
});

describe('a measure of a wave that asks both wordings', () => {
	const bridging = Instrument.parse({
		...one,
		experiments: [{ id: 'new-words', label: 'New words', arms: ['earlier', 'later'] }],
		bridges: [{ experiment: 'new-words', question: 'q', before: 'q_before', since: 1 }],
		measures: [{ ...one.measures[0], variables: ['q', 'group'] }],
	});
	/** The first four rows met the earlier words; `group` everybody was asked. */
	const wave = waveOf('w1', bridging, {
		q: Int16Array.of(-1, -1, -1, -1, 1, 2, 2, 2),
		q_before: Int16Array.of(1, 1, 2, 2, -1, -1, -1, -1),
		group: Int16Array.of(1, 1, 1, 1, 1, 2, 2, 1),
		new_words_arm: Int16Array.of(1, 1, 1, 1, 2, 2, 2, 2),
	});

	it('is of the later half, even if it reads other columns that everybody has', () => {
		const [declared] = bridging.measures;
		const weights = wave.design.weights;
		expect(measured(declared!, { ...wave, weights })).toMatchObject({ value: 0.5, base: { n: 4 } });
		expect(measured({ ...shareOf('group'), id: declared!.id }, { ...wave, weights })).toMatchObject({
			value: 6 / 8,
			base: { n: 8 },
		});
		const outcome = outcomeOf(ofLaterHalf(declared!, bridging), wave.dataset);
		expect(outcome).toMatchObject({ kind: 'share', codes: Int8Array.of(-2, -2, -2, -2, 1, 0, 0, 1) });
	});
});

function withColumn(wave: AnsweredWave, name: string, code: (row: number) => number): AnsweredWave {
	const { instrument, dataset } = wave;
	const column = Int16Array.from({ length: dataset.rows }, (_, i) => code(i));
	const own = waveOf(wave.id, instrument, { [name]: column }).dataset.columns.get(name)!;
	return { ...wave, dataset: { ...dataset, columns: new Map([...dataset.columns, [name, own]]) } };
}
