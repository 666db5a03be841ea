import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightDistributions } from '../../../src/lib/core/weighting/index.ts';

describe('the distribution of weights', () => {
	it('is in multiples of the mean, with bins that two schemes share', () => {
		const [even, uneven] = weightDistributions([Float64Array.of(2, 2, 2, 2, 0), Float64Array.of(1, 1, 2, 4, 0)]);
		expect(even).toMatchObject({ n: 4, least: 1, median: 1, greatest: 1, heaviestHundredth: 0.25 });
		expect(uneven).toMatchObject({
			n: 4,
			least: 0.5,
			median: 0.5,
			percentile99: 2,
			greatest: 2,
			heaviestHundredth: 0.5,
		});
		expect(even?.bins.map(({ from }) => from)).toEqual(uneven?.bins.map(({ from }) => from));
		expect(uneven?.bins.filter(({ rows }) => rows > 0)).toEqual([
			expect.objectContaining({ from: 0.5, rows: 2 }),
			expect.objectContaining({ from: 1, rows: 1 }),
			expect.objectContaining({ from: expect.closeTo(2, 10), rows: 1 }),
		]);
	});

	it('has every row with a weight in one bin, and at most twenty bins', () => {
		const weights = fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 1, maxLength: 200 });
		fc.assert(
			fc.property(weights, weights, (a, b) => {
				for (const { n, bins } of weightDistributions([Float64Array.from(a), Float64Array.from(b)])) {
					expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(n);
					expect(bins.length).toBeLessThanOrEqual(20);
				}
			}),
		);
	});
});
