import { describe, expect, it } from 'vitest';
import { designOf, estimate, mean } from '../../../src/lib/core/estimation/index.ts';
import {
	type AnsweredWave,
	type Change,
	type Comparability,
	overlapOf,
	stackOf,
	trends,
} from '../../../src/lib/core/trends/index.ts';
import { columnWith, instrumentOf, waveOf } from './wave-of.ts';

const one = instrumentOf(['q1']);
const always = (): Comparability<string> => ({ kind: 'comparable' });

/** 1000 people of whom `ones` say 1; each is known by a number from `first` on. */
function panelWave(id: string, ones: number, first: number | null): AnsweredWave {
	const wave = waveOf(id, one, { q1: columnWith(ones, 1000) });
	return first === null ? wave : { ...wave, panel: Int32Array.from({ length: 1000 }, (_, i) => first + i) };
}

function lastChange(waves: readonly AnsweredWave[], breakBy: string | null = null): Change {
	const [trend] = trends({ waves, comparable: always, breakBy });
	const outcome = trend?.points.at(-1)?.comparisons[0]?.outcome;
	if (outcome?.kind !== 'judged') throw new Error(outcome?.because.kind);
	return outcome.change;
}

describe('waves with people in common', () => {
	it('a panel sees a change that two samples as large could not', () => {
		const [apart, panel] = [null, 0].map((first) =>
			lastChange([panelWave('w1', 300, first), panelWave('w2', 320, first)]),
		);
		expect(apart?.linked).toBeUndefined();
		expect(panel?.linked).toBe(1000);
		expect(panel?.difference).toBeCloseTo(0.02, 12);
		// 20 of 1000 changed their mind, all in one direction: variance of the mean gain.
		expect(panel?.se).toBeCloseTo(Math.sqrt((0.02 * 0.98) / 999), 12);
		expect(panel?.p).toBeLessThan(1e-4);
		expect(apart?.p).toBeGreaterThan(0.3);
	});

	it('half of them in both: the covariance is that of the half', () => {
		const half = lastChange([panelWave('w1', 300, 0), panelWave('w2', 320, 500)]);
		expect(half.linked).toBe(500);
		expect(half.df).toBe(1499);
	});

	it('numbers that no other wave has leave two samples drawn apart', () => {
		const apart = lastChange([panelWave('w1', 300, null), panelWave('w2', 320, null)]);
		expect(lastChange([panelWave('w1', 300, 0), panelWave('w2', 320, 5000)])).toEqual(apart);
		expect(lastChange([panelWave('w1', 300, -5000), panelWave('w2', 320, -5000)])).toEqual(apart);
	});

	it('the same person twice in one wave is one unit', () => {
		const rows = 10;
		const wave = (panel: number[]) => ({
			design: designOf({ weights: new Float64Array(rows).fill(1) }),
			panel: Int32Array.from(panel),
		});
		const stack = stackOf([wave([0, 0, 1, 2, 3, 4, 5, 6, 7, 8]), wave([0, 1, 2, 3, 4, 5, 6, 7, 8, -1])]);
		if (stack.kind !== 'stack') throw new Error(stack.kind);
		expect(stack.linked).toBe(9);
		expect(stack.design.stages[0].units).toBe(10);
	});

	it('a person who moved stays in the stratum of the first wave; strata without anybody known stay apart', () => {
		const strata = [
			[7, 7, 7, 3, 3, 3, 9, 9],
			[3, 7, 7, 3, 3, 3, 5, 5],
		];
		const people = [
			[0, 1, 2, 3, 4, 5, -1, -1],
			[0, 1, 2, 3, 4, 6, -1, -1],
		];
		const stack = stackOf(
			strata.map((rows, t) => ({
				design: designOf({ weights: new Float64Array(8).fill(1), strata: Int32Array.from(rows) }),
				panel: Int32Array.from(people[t]!),
			})),
		);
		if (stack.kind !== 'stack') throw new Error(stack.kind);
		const [stage] = stack.design.stages;
		const stratumOf = Array.from({ length: 16 }, (_, i) => stage.stratumOfUnit![stage.unitOfRow![i]!]!);
		const [seven, three, nine, five] = [stratumOf[1], stratumOf[3], stratumOf[6], stratumOf[14]];
		expect(stratumOf).toEqual([
			...[seven, seven, seven, three, three, three, nine, nine],
			...[seven, seven, seven, three, three, three, five, five],
		]);
		expect(new Set([seven, three, nine, five]).size).toBe(4);
	});

	it('replicate weights tell nothing of two waves together', () => {
		const replicates = {
			weights: [Float64Array.of(1, 2), Float64Array.of(2, 1)],
			scale: 0.5,
			rscales: Float64Array.of(1, 1),
		};
		const design = designOf({ weights: Float64Array.of(1, 1), replicates });
		expect(stackOf([{ design: designOf({ weights: Float64Array.of(1, 1) }) }, { design }])).toEqual({
			kind: 'replicates-cannot-be-stacked',
			wave: 1,
		});
	});

	it('a wave with replicate weights has points, and is compared as drawn apart', () => {
		const n = 200;
		const weights = Array.from({ length: 20 }, (_, r) =>
			Float64Array.from({ length: n }, (_row, i) => (Math.floor(i / 10) === r ? 0 : 20 / 19)),
		);
		const replicates = { weights, scale: 19 / 20, rscales: new Float64Array(20).fill(1) };
		const design = designOf({ weights: new Float64Array(n).fill(1), replicates });
		const wave = (id: string, ones: number): AnsweredWave => ({
			...waveOf(id, one, { q1: columnWith(ones, n) }, design),
			panel: Int32Array.from({ length: n }, (_, i) => i),
		});
		const change = lastChange([wave('w1', 60), wave('w2', 100)]);
		expect(change.linked).toBeUndefined();
		expect(change.se).toBeGreaterThan(0);
	});

	it('weights brought to another sum leave the covariance as it is', () => {
		const values = { values: Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6), missing: new Int8Array(8) };
		const wave = {
			design: designOf({ weights: Float64Array.of(1, 2, 1, 2, 1, 2, 1, 2) }),
			panel: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7),
		};
		const later = { ...wave, panel: Int32Array.of(4, 5, 6, 7, 8, 9, 10, 11) };
		const of = mean(wave.design.weights, values);
		if (of.kind === 'no-base') throw new Error();
		const [plain, equal] = (['as-weighted', 'equal'] as const).map((balance) => {
			const stack = stackOf([wave, later], { balance });
			if (stack.kind !== 'stack') throw new Error(stack.kind);
			const overlap = overlapOf(stack, [of, of], { lonelyPsu: 'fail' });
			if (overlap.kind !== 'overlap') throw new Error(overlap.kind);
			return overlap;
		});
		expect(equal?.covariance).toBeCloseTo(plain!.covariance, 12);
		const alone = estimate(wave.design, of);
		// 12 people in one stratum instead of 8: n/(n − 1) alone differs.
		expect(alone.kind === 'estimate' && (plain!.variances[0] * 11 * 8) / (12 * 7)).toBeCloseTo(
			alone.kind === 'estimate' ? alone.se ** 2 : 0,
			12,
		);
	});
});
