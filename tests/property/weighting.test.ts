import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type Margin,
	type Raked,
	adjustForNonresponse,
	postStratify,
	rake,
	trimWeights,
	weightingEffect,
} from '../../src/lib/core/weighting/index.ts';

const sizes = [3, 2, 4];

/** Rows that fill every cell of three margins, base weights, and targets of their own for each margin. */
const sample = fc
	.record({
		extra: fc.array(fc.tuple(...sizes.map((size) => fc.nat(size - 1)), fc.integer({ min: 5, max: 30 })), {
			minLength: 5,
			maxLength: 60,
		}),
		targets: fc.tuple(
			...sizes.map((size) => fc.array(fc.integer({ min: 2, max: 10 }), { minLength: size, maxLength: size })),
		),
	})
	.map(({ extra, targets }) => {
		const full = Array.from({ length: 24 }, (_, i) => [i % 3, i % 2, Math.floor(i / 6), 10]);
		const rows = [...full, ...extra];
		const base = Float64Array.from(rows, (row) => (row[3] ?? 0) / 10);
		const margins = sizes.map((_, m): Margin => {
			const sum = (targets[m] ?? []).reduce((a, b) => a + b, 0);
			return {
				id: `m${m}`,
				cells: Int16Array.from(rows, (row) => row[m] ?? 0),
				targets: (targets[m] ?? []).map((t) => t / sum),
				unit: 'shares',
			};
		});
		return { base, margins };
	});

function raked(base: Float64Array, margins: readonly Margin[], total?: number): Raked {
	const result = rake(base, margins, {
		tolerance: 1e-13,
		maxIterations: 20_000,
		...(total === undefined ? {} : { total }),
	});
	if (result.kind !== 'raked') throw new Error(JSON.stringify(result));
	return result;
}

const close = (actual: Float64Array, expected: Float64Array, digits = 9) =>
	actual.forEach((w, i) => expect(w).toBeCloseTo(expected[i] ?? 0, digits));

describe('raking', () => {
	it('meets every margin', () => {
		fc.assert(
			fc.property(sample, ({ base, margins }) => {
				const { weights } = raked(base, margins, 100);
				for (const { cells, targets } of margins)
					targets.forEach((target, k) => {
						const sum = weights.reduce((total, w, i) => total + (cells[i] === k ? w : 0), 0);
						expect(sum).toBeCloseTo(100 * target, 9);
					});
			}),
			{ numRuns: 50 },
		);
	});

	it('does not depend on the scale of the base weights when the total is given', () => {
		fc.assert(
			fc.property(sample, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ base, margins }, scale) => {
				close(
					raked(
						base.map((w) => w * scale),
						margins,
						100,
					).weights,
					raked(base, margins, 100).weights,
				);
			}),
			{ numRuns: 30 },
		);
	});

	it('twice is once', () => {
		fc.assert(
			fc.property(sample, ({ base, margins }) => {
				const once = raked(base, margins).weights;
				close(raked(once, margins).weights, once);
			}),
			{ numRuns: 30 },
		);
	});

	it('to what the sample has already changes nothing', () => {
		fc.assert(
			fc.property(sample, ({ base, margins }) => {
				const asIs = margins.map((margin): Margin => {
					const totals = margin.targets.map(() => 0);
					base.forEach((w, i) => (totals[margin.cells[i] ?? 0]! += w));
					return { ...margin, targets: totals, unit: 'totals' };
				});
				const same = raked(base, asIs);
				close(same.weights, base, 12);
				expect(same.iterations).toBe(1);
			}),
			{ numRuns: 30 },
		);
	});

	it('to one margin is post-stratification', () => {
		fc.assert(
			fc.property(sample, ({ base, margins: [margin] }) => {
				if (!margin) return;
				const done = postStratify(base, margin, { total: 50 });
				close(done.kind === 'post-stratified' ? done.weights : base, raked(base, [margin], 50).weights, 12);
			}),
			{ numRuns: 30 },
		);
	});

	it('gives a row the same weight wherever it stands', () => {
		fc.assert(
			fc.property(sample, ({ base, margins }) => {
				const turned = margins.map((margin) => ({ ...margin, cells: margin.cells.toReversed() }));
				close(raked(base.toReversed(), turned).weights.toReversed(), raked(base, margins).weights);
			}),
			{ numRuns: 30 },
		);
	});

	it('leaves rows whose cell is unknown their share of the base weights', () => {
		fc.assert(
			fc.property(sample, fc.array(fc.nat(23), { minLength: 1, maxLength: 5 }), ({ base, margins }, unknown) => {
				const [first, ...others] = margins;
				if (!first) return;
				// The first 24 rows fill each cell several times, so that five unknown ones empty none of the three.
				const cells = first.cells.map((cell, i) => (unknown.includes(i) ? -9 : cell));
				const result = rake(base, [{ ...first, cells }, ...others], {
					tolerance: 1e-13,
					maxIterations: 20_000,
					total: 1,
				});
				if (result.kind !== 'raked') return;
				const shareOf = (weights: Float64Array) =>
					weights.reduce((sum, w, i) => sum + (cells[i] === -9 ? w : 0), 0) / weights.reduce((a, b) => a + b, 0);
				expect(shareOf(result.weights)).toBeCloseTo(shareOf(base), 9);
				expect(result.rowsUnknown[0]?.rows).toBe(new Set(unknown).size);
			}),
			{ numRuns: 50 },
		);
	});

	it('never finds an effective size above the number of rows', () => {
		fc.assert(
			fc.property(sample, ({ base, margins }) => {
				const { n, effectiveSize, deff, deft } = weightingEffect(raked(base, margins).weights);
				expect(effectiveSize).toBeLessThanOrEqual(n * (1 + 1e-12));
				expect(deft * deft).toBeCloseTo(deff, 12);
			}),
			{ numRuns: 30 },
		);
	});
});

const uneven = fc.record({
	weights: fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 3, maxLength: 40 }),
	lower: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
	upper: fc.double({ min: 1.05, max: 4, noNaN: true }),
});

/** R's recursion as it stands, with an end. */
function trimmedAgainAndAgain(weights: number[], lower: number, upper: number): number[] | undefined {
	let current = weights;
	for (let round = 0; round < 20_000; round++) {
		const isOutside = current.map((w) => w < lower || w > upper);
		const inside = isOutside.filter((is) => !is).length;
		if (inside === current.length) return current;
		if (inside === 0) return undefined;
		const clamped = current.map((w) => Math.min(Math.max(w, lower), upper));
		const excess = current.reduce((sum, w, i) => sum + w - (clamped[i] ?? 0), 0);
		current = clamped.map((w, i) => (isOutside[i] ? w : w + excess / inside));
	}
	return undefined;
}

describe('strict trimming', () => {
	it('keeps the sum and every bound whenever that is possible at all', () => {
		fc.assert(
			fc.property(uneven, ({ weights, lower, upper }) => {
				const given = Float64Array.from(weights);
				const sum = given.reduce((a, b) => a + b, 0);
				const mean = sum / given.length;
				// Bounds on both sides of the mean can always be met.
				const result = trimWeights(given, { lower: lower * mean, upper: upper * mean, strict: true });
				if (result.kind !== 'trimmed') throw new Error(result.kind);
				expect(result.weights.reduce((a, b) => a + b, 0) / sum).toBeCloseTo(1, 11);
				expect(Math.min(...result.weights)).toBeGreaterThanOrEqual(lower * mean);
				expect(Math.max(...result.weights)).toBeLessThanOrEqual(upper * mean);
			}),
			{ numRuns: 300 },
		);
	});

	it('is where R comes to when it goes on and on', () => {
		fc.assert(
			fc.property(uneven, ({ weights, lower, upper }) => {
				const mean = weights.reduce((a, b) => a + b, 0) / weights.length;
				const bounds = { lower: lower * mean, upper: upper * mean };
				const expected = trimmedAgainAndAgain(weights, bounds.lower, bounds.upper);
				fc.pre(expected !== undefined);
				const result = trimWeights(Float64Array.from(weights), { ...bounds, strict: true });
				if (result.kind === 'trimmed') close(result.weights, Float64Array.from(expected ?? []), 9);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('non-response cells', () => {
	it('keep the sum of each cell among those who answered', () => {
		fc.assert(
			fc.property(sample, fc.infiniteStream(fc.boolean()), ({ base, margins: [margin] }, chance) => {
				if (!margin) return;
				// The first rows fill every cell with those who answered.
				const responded = Uint8Array.from(base, (_, i) => (i < 12 || chance.next().value ? 1 : 0));
				const limits = { minimumRespondents: 1, maximumFactor: Infinity };
				const result = adjustForNonresponse(base, responded, { cells: margin.cells }, limits);
				if (result.kind !== 'adjusted-for-nonresponse') throw new Error(result.kind);
				margin.targets.forEach((_, cell) => {
					const sumOf = (weights: Float64Array) =>
						weights.reduce((sum, w, i) => sum + (margin.cells[i] === cell ? w : 0), 0);
					expect(sumOf(result.weights)).toBeCloseTo(sumOf(base), 9);
				});
				result.weights.forEach((w, i) => expect(w > 0).toBe(responded[i] === 1));
			}),
			{ numRuns: 50 },
		);
	});
});
