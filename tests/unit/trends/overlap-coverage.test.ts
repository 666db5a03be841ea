import { describe, expect, it } from 'vitest';
import { designOf, estimate, share } from '../../../src/lib/core/estimation/index.ts';
import { seededRandom } from '../../../src/lib/core/interview/index.ts';
import { changeWithOverlap, overlapOf, stackOf } from '../../../src/lib/core/trends/index.ts';

const people = 300;
const runs = 1000;
const truth = { before: 0.4, kept: 0.9, gained: 0.15 };
const change = truth.before * truth.kept + (1 - truth.before) * truth.gained - truth.before;

/** People who count before, and later with a probability that depends on it; weights of three sizes. */
function draw(next: () => number) {
	const before = next() < truth.before ? 1 : 0;
	const later = next() < (before === 1 ? truth.kept : truth.gained) ? 1 : 0;
	return { before, later, weight: 1 + Math.floor(next() * 3) };
}

/** How many of the 95 % intervals hold the true change when a share of the first wave is asked again. */
function covered(again: number, seed: number): { share: number; narrower: number } {
	const next = seededRandom(seed);
	const asked = { counted: [1], missingInBase: [] };
	let holds = 0;
	let width = 0;
	let apart = 0;
	for (let run = 0; run < runs; run++) {
		const first = Array.from({ length: people }, () => draw(next));
		const kept = Math.round(again * people);
		const second = [...first.slice(0, kept), ...Array.from({ length: people - kept }, () => draw(next))];
		const waves = [first, second].map((wave, t) => ({
			design: designOf({ weights: Float64Array.from(wave, ({ weight }) => weight) }),
			codes: Int8Array.from(wave, ({ before, later }) => (t === 0 ? before : later)),
			panel: Int32Array.from(wave, (_, i) => (t === 0 || i < kept ? i : people + i)),
		}));
		const [a, b] = waves.map(({ design, codes }) => {
			const of = share(design.weights, codes, asked);
			if (of.kind === 'no-base') throw new Error(of.kind);
			const result = estimate(design, of);
			if (result.kind !== 'estimate') throw new Error(result.kind);
			return { of, result };
		});
		const stack = stackOf(waves);
		if (stack.kind !== 'stack' || !a || !b) throw new Error(stack.kind);
		const overlap = overlapOf(stack, [a.of, b.of], { lonelyPsu: 'fail' });
		if (overlap.kind !== 'overlap') throw new Error(overlap.kind);
		const { interval, se } = changeWithOverlap(a.result, b.result, overlap, { level: 0.95 });
		if (interval.lower <= change && change <= interval.upper) holds++;
		width += se;
		apart += Math.hypot(a.result.se, b.result.se);
	}
	return { share: holds / runs, narrower: width / apart };
}

describe('the interval of a change between waves with people in common', () => {
	it.each([
		['nobody', 0, 1],
		['half', 0.5, 0.85],
		['everybody', 1, 0.65],
	])('holds the true change in 93 to 97 % of simulated panels: %s asked again', (_who, again, narrower) => {
		const told = covered(again, 7 + again * 100);
		expect(told.share).toBeGreaterThan(0.93);
		expect(told.share).toBeLessThan(0.97);
		expect(told.narrower).toBeLessThan(narrower + 0.02);
	});
});
