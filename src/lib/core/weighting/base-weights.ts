import { type RakingFailure } from './margin.ts';

/** The sum of the base weights, or what is wrong with them. */
export function sumOfBaseWeights(
	weights: Float64Array,
): number | Extract<RakingFailure, { kind: 'bad-base-weight' | 'no-rows' }> {
	let sum = 0;
	for (let row = 0; row < weights.length; row++) {
		const weight = weights[row] ?? Number.NaN;
		if (!(weight >= 0 && weight < Infinity)) return { kind: 'bad-base-weight', row, weight };
		sum += weight;
	}
	return sum === 0 ? { kind: 'no-rows' } : sum;
}
