import { type Domain, type Numbers, notAsked, within } from './columns.ts';
import { type Linearised, type NoBase } from './linearised.ts';

/**
 * Ratio of two weighted totals over the rows that have both numbers. A denominator that adds up to 0 leaves nobody to
 * estimate from.
 *
 * @method  Ratio of two totals
 * @formula R = Σwy/Σwx; influence (y − Rx)/Σwx
 * @source  Woodruff (1971), Journal of the American Statistical Association 66/334; Särndal, Swensson & Wretman (1992), 5.6
 * @r       `svyratio(~y, ~x, d, na.rm = TRUE, deff = "replace")`
 */
export function ratio(
	weights: Float64Array,
	numerator: Numbers,
	denominator: Numbers,
	domain: Domain = null,
): Linearised | NoBase {
	const reasons = within(eitherMissing(numerator.missing, denominator.missing), weights, domain);
	const y = numerator.values;
	const x = denominator.values;
	const { n, sum, squares, sumOfY, sumOfX } = tally(weights, y, x, reasons);
	if (n === 0 || sumOfX === 0) return { kind: 'no-base', asked: reasons.some((reason) => reason !== notAsked) };
	const value = sumOfY / sumOfX;
	const influence = new Float64Array(weights.length);
	let spread = 0;
	for (let i = 0; i < influence.length; i++) {
		if (reasons[i] !== 0) continue;
		const z = ((y[i] ?? 0) - value * (x[i] ?? 0)) / sumOfX;
		influence[i] = z;
		spread += (weights[i] ?? 0) * z * z;
	}
	return {
		kind: 'linearised',
		value,
		influence,
		base: { n, sumOfWeights: sum, effectiveSize: (sum * sum) / squares },
		randomVariance: n > 1 ? (spread * sum) / (n - 1) : 0,
		means: 1,
		scale: 'mean',
	};
}

/** The first reason where there is one, else the second; 0 where both numbers are there. */
function eitherMissing(first: Int8Array, second: Int8Array): Int8Array {
	const reasons = first.slice();
	for (let i = 0; i < reasons.length; i++) if (reasons[i] === 0) reasons[i] = second[i] ?? 0;
	return reasons;
}

function tally(
	weights: Float64Array,
	y: Float64Array,
	x: Float64Array,
	reasons: ReturnType<typeof within>,
): { n: number; sum: number; squares: number; sumOfY: number; sumOfX: number } {
	let n = 0;
	let sum = 0;
	let squares = 0;
	let sumOfY = 0;
	let sumOfX = 0;
	for (let i = 0; i < weights.length; i++) {
		if (reasons[i] !== 0) continue;
		const w = weights[i] ?? 0;
		n++;
		sum += w;
		squares += w * w;
		sumOfY += w * (y[i] ?? 0);
		sumOfX += w * (x[i] ?? 0);
	}
	return { n, sum, squares, sumOfY, sumOfX };
}
