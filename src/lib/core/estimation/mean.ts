import { type Codes, type Domain, type Numbers, notAsked, within } from './columns.ts';
import { type Linearised, type NoBase } from './linearised.ts';
import { weightedSquares } from './weighted-squares.ts';

/**
 * Weighted mean over the rows that have a number, or over those of a domain: the sample's design stays whole, only the
 * rows that enter are fewer.
 *
 * @method  Mean
 * @formula ȳ = Σwy/Σw; influence (y − ȳ)/Σw
 * @source  Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 5.7; domains 5.8
 * @r       `svymean(~y, d, na.rm = TRUE, deff = "replace")`; by group `svyby(~y, ~group, d, svymean, na.rm = TRUE)`
 */
export function mean(weights: Float64Array, { values, missing }: Numbers, domain: Domain = null): Linearised | NoBase {
	const reasons = within(missing, weights, domain);
	const { n, sum, squares, weighted } = tally(weights, values, reasons);
	if (n === 0) return { kind: 'no-base', asked: reasons.some((reason) => reason !== notAsked) };
	const value = weighted / sum;
	const influence = deviations(values, reasons, value, sum);
	return {
		kind: 'linearised',
		value,
		influence,
		base: { n, sumOfWeights: sum, effectiveSize: (sum * sum) / squares },
		randomVariance: n > 1 ? (weightedSquares(weights, influence) * sum) / (n - 1) : 0,
		means: 1,
		scale: 'mean',
	};
}

function tally(weights: Float64Array, values: Float64Array, reasons: Codes) {
	let n = 0;
	let sum = 0;
	let squares = 0;
	let weighted = 0;
	for (let i = 0; i < weights.length; i++) {
		if (reasons[i] !== 0) continue;
		const w = weights[i] ?? 0;
		n++;
		sum += w;
		squares += w * w;
		weighted += w * (values[i] ?? 0);
	}
	return { n, sum, squares, weighted };
}

function deviations(values: Float64Array, reasons: Codes, mean: number, sum: number): Float64Array {
	const influence = new Float64Array(values.length);
	for (let i = 0; i < values.length; i++) if (reasons[i] === 0) influence[i] = ((values[i] ?? 0) - mean) / sum;
	return influence;
}
