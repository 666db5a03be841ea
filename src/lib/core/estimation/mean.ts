import { type Domain, type Numbers, notAsked } from './columns.ts';
import { type Linearised, type NoBase } from './linearised.ts';

/** Weighted mean Σwy/Σw over the rows that have a number. Influence (y − mean)/Σw. R: `svymean(~y, d, na.rm = TRUE)`. */
export function mean(weights: Float64Array, { values, missing }: Numbers, domain: Domain = null): Linearised | NoBase {
	let n = 0;
	let sum = 0;
	let squares = 0;
	let weighted = 0;
	let asked = false;
	for (let i = 0; i < weights.length; i++) {
		if (domain !== null && domain[i] !== 1) continue;
		if (missing[i] !== notAsked) asked = true;
		const w = weights[i] ?? 0;
		if (missing[i] !== 0 || w === 0) continue;
		n++;
		sum += w;
		squares += w * w;
		weighted += w * (values[i] ?? 0);
	}
	if (n === 0) return { kind: 'no-base', asked };
	const value = weighted / sum;
	const influence = new Float64Array(weights.length);
	let spread = 0;
	for (let i = 0; i < weights.length; i++) {
		if (missing[i] !== 0 || (domain !== null && domain[i] !== 1)) continue;
		const deviation = (values[i] ?? 0) - value;
		influence[i] = deviation / sum;
		spread += (weights[i] ?? 0) * deviation * deviation;
	}
	return {
		kind: 'linearised',
		value,
		influence,
		base: { n, sumOfWeights: sum, effectiveSize: (sum * sum) / squares },
		randomVariance: n > 1 ? spread / sum / (n - 1) : 0,
		means: 1,
		scale: 'mean',
	};
}
