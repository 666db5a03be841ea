import { describe, expect, it } from 'vitest';
import { trimWeights } from '../../../src/lib/core/weighting/index.ts';

const trimmed = (weights: number[], lower: number, upper: number, strict: boolean) => {
	const result = trimWeights(Float64Array.from(weights), { lower, upper, strict });
	return result.kind === 'trimmed' ? [...result.weights] : result;
};

describe('trimWeights', () => {
	it('shares the excess among those inside: 9 loses 1, the others get a half each', () => {
		expect(trimmed([1, 2, 9], 0, 8, false)).toEqual([1.5, 2.5, 8]);
	});

	it('once may leave weights outside, strict does not', () => {
		expect(trimmed([1, 7, 10], 0, 8, false)).toEqual([2, 8, 8]);
		expect(trimmed([1, 7.5, 10], 0, 8, false)).toEqual([2, 8.5, 8]);
		expect(trimmed([1, 7.5, 10], 0, 8, true)).toEqual([2.5, 8, 8]);
	});

	it.each([
		['are too low for the sum', [1, 9], 0, 4, { sum: 10, least: 0, greatest: 8 }],
		['are too high for the sum, where R takes from the rest for ever', [1, 2, 3], 2.5, 9, { sum: 6, least: 7.5 }],
	])('says when the bounds %s', (_what, weights, lower, upper, expected) => {
		expect(trimmed(weights, lower, upper, true)).toMatchObject({ kind: 'bounds-impossible', ...expected });
	});

	it('keeps the sum where every weight is outside; R loses the excess', () => {
		expect(trimmed([1, 9, 9], 2, 8, false)).toEqual([3, 8, 8]);
		expect(trimmed([1, 9, 9], 2, 8, true)).toEqual([3, 8, 8]);
	});

	it('leaves 0 alone and weights within the bounds as they are', () => {
		expect(trimmed([0, 3, 4], 2, 5, true)).toEqual([0, 3, 4]);
		expect(trimmed([0, 1, 9, 4], 2, 8, true)).toEqual([0, 2, 8, 4]);
	});
});
