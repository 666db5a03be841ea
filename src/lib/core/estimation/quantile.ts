import { type Domain, type Numbers, within } from './columns.ts';
import { type Design, degreesOfFreedom } from './design.ts';
import { studentQuantile } from './distributions/student.ts';
import { type Estimate, type TooFewUnits } from './estimate.ts';
import { type Base, type Linearised, type NoBase } from './linearised.ts';
import { share } from './share.ts';
import { spread } from './spread.ts';
import { type LonelyPsu, type LonelyStratum } from './variance.ts';

export interface QuantileOptions {
	/** 0.95 unless given. */
	readonly level?: number;
	/** *fail* unless given. */
	readonly lonelyPsu?: LonelyPsu;
	readonly domain?: Domain;
}

/**
 * The number below which a share `probability` of the weights lies, with Woodruff's interval: that of the share at or
 * below the quantile, carried back to the numbers. The standard error is the interval's width over 2t, as in R. Where
 * the share's interval reaches below 0 or above 1 the sample has no bound on that side: it is ∓Infinity and so is the
 * standard error (R: NaN). Degrees of freedom are counted among the rows of the domain that have a number. No deff:
 * a quantile has no influence values without a density.
 *
 * @method  Quantile and median, with Woodruff's interval
 * @formula q: the first number at which the cumulated weights pass p Σw, or the one at which they equal it; interval [q(p̂ − t se), q(p̂ + t se)] with p̂ and se of the share of rows ≤ q
 * @source  Woodruff (1952), Journal of the American Statistical Association 47/260
 * @r       `svyquantile(~y, d, p, na.rm = TRUE)` (interval.type = "mean", qrule = "math")
 */
export function quantile(
	design: Design,
	numbers: Numbers,
	probability: number,
	{ level = 0.95, lonelyPsu = 'fail', domain = null }: QuantileOptions = {},
): Estimate | NoBase | TooFewUnits | LonelyStratum {
	const sorted = sortedNumbers(design.weights, numbers, domain);
	const value = valueAt(sorted, probability);
	const found = spread(design, (weights) => asList(shareUpTo(weights, numbers, value, domain)), { lonelyPsu });
	if (found.kind !== 'spread') return found;
	const [below] = found.statistics;
	if (!below) throw new RangeError('a quantile without its share');
	const df = degreesOfFreedom(design, answered(numbers, domain));
	if (df < 1) return { kind: 'too-few-units', base: below.base };
	const se = Math.sqrt(Math.max(0, found.covariance[0] ?? 0));
	return woodruff(sorted, { value, share: below.value, se, df, base: below.base }, level);
}

/** `quantile` at one half. */
export function median(design: Design, numbers: Numbers, options: QuantileOptions = {}): ReturnType<typeof quantile> {
	return quantile(design, numbers, 0.5, options);
}

/** A quantile and the share of the base that lies at or below it, with its standard error. */
export interface ShareBelow {
	readonly value: number;
	readonly share: number;
	readonly se: number;
	readonly df: number;
	readonly base: Base;
}

/** Carries the interval of the share back to the numbers. */
export function woodruff(
	sorted: SortedNumbers,
	{ value, share: below, se, df, base }: ShareBelow,
	level: number,
): Estimate {
	const t = studentQuantile((1 + level) / 2, df);
	const [from, to] = [below - t * se, below + t * se];
	const lower = from < 0 ? -Infinity : valueAt(sorted, from);
	const upper = to > 1 ? Infinity : valueAt(sorted, to);
	return {
		kind: 'estimate',
		value,
		se: (upper - lower) / (2 * t),
		df,
		interval: { lower, upper, level, method: 'woodruff' },
		base,
		deff: null,
		deft: null,
		scale: 'mean',
		truncated: null,
	};
}

/** The numbers of the base in ascending order, with the weights up to and including each. */
export interface SortedNumbers {
	readonly values: Float64Array;
	readonly cumulated: Float64Array;
}

export function sortedNumbers(weights: Float64Array, { values, missing }: Numbers, domain: Domain): SortedNumbers {
	const reasons = within(missing, weights, domain);
	let n = 0;
	for (let i = 0; i < reasons.length; i++) if (reasons[i] === 0) n++;
	const rows = new Int32Array(n);
	for (let i = 0, k = 0; i < reasons.length; i++) if (reasons[i] === 0) rows[k++] = i;
	rows.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
	return { values: Float64Array.from(rows, (i) => values[i] ?? 0), cumulated: cumulated(rows, weights) };
}

/** With the rounding error carried along, so that a share hit exactly is seen to be hit, as in R's long doubles. */
function cumulated(rows: Int32Array, weights: Float64Array): Float64Array {
	const sums = new Float64Array(rows.length);
	let sum = 0;
	let lost = 0;
	for (let k = 0; k < rows.length; k++) {
		const w = weights[rows[k] ?? 0] ?? 0;
		const next = sum + w;
		lost += sum >= w ? sum - next + w : w - next + sum;
		sum = next;
		sums[k] = sum + lost;
	}
	return sums;
}

/**
 * R's qrule "math": the number at which the cumulated share equals p, else the next. As in R, a p below the share of
 * the first row gives the second.
 */
export function valueAt({ values, cumulated: sums }: SortedNumbers, p: number): number {
	const last = values.length - 1;
	const total = sums[last] ?? 0;
	let low = 0;
	let high = last;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((sums[middle] ?? 0) <= p * total) low = middle;
		else high = middle - 1;
	}
	const hit = p === (sums[low] ?? 0) / total;
	return values[hit ? low : Math.min(low + 1, last)] ?? 0;
}

/** Share of the base at or below a number. */
export function shareUpTo(
	weights: Float64Array,
	{ values, missing }: Numbers,
	bound: number,
	domain: Domain,
): Linearised | NoBase {
	const codes = missing.slice();
	for (let i = 0; i < codes.length; i++) if (codes[i] === 0) codes[i] = (values[i] ?? 0) <= bound ? 1 : 0;
	return share(weights, codes, { counted: [1], missingInBase: [] }, domain);
}

function asList(of: Linearised | NoBase): readonly Linearised[] | NoBase {
	return of.kind === 'no-base' ? of : [of];
}

function answered({ missing }: Numbers, domain: Domain): Uint8Array {
	const rows = new Uint8Array(missing.length);
	for (let i = 0; i < rows.length; i++) rows[i] = missing[i] === 0 && (domain === null || domain[i] === 1) ? 1 : 0;
	return rows;
}
