import { type Codes, type Domain, type Numbers, within } from './columns.ts';
import { type Linearised, type NoBase } from './linearised.ts';
import { mean } from './mean.ts';
import { type ShareOf, share } from './share.ts';

/**
 * Weighted total of a number over the rows that have one. Rows without are left out, not estimated: the total is
 * theirs who answered. Its influence is not centred, so that the size of the domain counts as part of the error.
 *
 * @method  Total
 * @formula Ŷ = Σwy; influence y; compared for deff with (Σw)² s²/n over the base, s² = n/(n−1) · Σw(y − ȳ)²/Σw
 * @source  Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 2.8; domains 10.3
 * @r       `svytotal(~y, d, na.rm = TRUE, deff = "replace")`
 */
export function total(weights: Float64Array, numbers: Numbers, domain: Domain = null): Linearised | NoBase {
	const average = mean(weights, numbers, domain);
	if (average.kind === 'no-base') return average;
	const reasons = within(numbers.missing, weights, domain);
	const influence = new Float64Array(weights.length);
	for (let i = 0; i < influence.length; i++) if (reasons[i] === 0) influence[i] = numbers.values[i] ?? 0;
	return timesBase(average, influence);
}

/**
 * Weighted count of the rows whose code counts: the total that goes with `share`.
 *
 * @method  Weighted count
 * @formula N̂ = Σwy with y 1 where the code counts, else 0; influence y
 * @source  Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 2.8; domains 10.3
 * @r       `svytotal(~I(code %in% counted), d, na.rm = TRUE)`, the row for TRUE
 */
export function weightedCount(
	weights: Float64Array,
	codes: Codes,
	of: ShareOf,
	domain: Domain = null,
): Linearised | NoBase {
	const part = share(weights, codes, of, domain);
	if (part.kind === 'no-base') return part;
	const counts = new Uint8Array(Math.max(0, ...of.counted) + 1);
	for (const code of of.counted) counts[code] = 1;
	const answers = within(codes, weights, domain);
	const influence = new Float64Array(weights.length);
	for (let i = 0; i < influence.length; i++) influence[i] = counts[answers[i] ?? -1] ?? 0;
	return timesBase(part, influence);
}

/** The mean times the size of its base, with the influence of a total. */
function timesBase(average: Linearised, influence: Float64Array): Linearised {
	const { sumOfWeights } = average.base;
	return {
		...average,
		value: average.value * sumOfWeights,
		influence,
		randomVariance: average.randomVariance * sumOfWeights * sumOfWeights,
		scale: 'mean',
	};
}
