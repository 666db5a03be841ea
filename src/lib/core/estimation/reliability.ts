import { type Domain, type Numbers } from './columns.ts';
import { type Design } from './design.ts';
import { type Estimate, type EstimateOptions, type TooFewUnits, estimateAll } from './estimate.ts';
import { type Linearised, type NoBase } from './linearised.ts';
import { type LonelyStratum } from './variance.ts';
import { weightedSquares } from './weighted-squares.ts';

export interface Reliability {
	readonly kind: 'reliability';
	readonly alpha: Estimate;
	readonly items: number;
	/** Alpha of the index without each item in turn; empty for two items. Above `alpha`: the item does not belong. */
	readonly withoutItem: readonly number[];
	/** Alpha is below this: differences of the index are in good part noise. */
	readonly threshold: number;
	readonly isLow: boolean;
}

/** Everybody has the same total, so that nothing varies with anything. */
export interface NoVariation {
	readonly kind: 'no-variation';
}

/** An index of fewer than two items has no inner agreement. */
export interface TooFewItems {
	readonly kind: 'too-few-items';
	readonly items: number;
}

/**
 * How well the items of an index agree, among the rows that answered them all. Turn reversed items round first, for
 * which `indexPerRow` with a single item serves. Low below 0.7 unless another threshold is given (Nunnally 1978).
 *
 * @method  Reliability of an index: Cronbach's alpha
 * @formula α = k/(k − 1) · (1 − Σ sᵢ²/s²ₜ), weighted variances of the k items and of their sum; influence −k/(k − 1) · (Σ z(sᵢ²) − (Σ sᵢ²/s²ₜ) z(s²ₜ))/s²ₜ with z(s²) = ((y − ȳ)² − s²)/Σw
 * @source  Cronbach (1951), Psychometrika 16; Bland & Altman (1997), British Medical Journal 314:572
 * @r       `svycralpha(~a + b + c, d, na.rm = TRUE)`
 */
export function reliability(
	design: Design,
	items: readonly Numbers[],
	{ threshold = 0.7, ...options }: EstimateOptions & { readonly threshold?: number } = {},
): Reliability | TooFewItems | NoVariation | NoBase | TooFewUnits | LonelyStratum {
	if (items.length < 2) return { kind: 'too-few-items', items: items.length };
	const rows = completeRows(items, options.domain ?? null);
	const whole = alpha(design.weights, items, rows);
	if (whole.kind !== 'linearised') return whole;
	const found = estimateAll(
		design,
		(weights) => {
			const again = alpha(weights, items, rows);
			return again.kind === 'linearised' ? [again] : { kind: 'no-base', asked: true };
		},
		{ ...options, domain: rows },
	);
	if (found.kind !== 'estimates') return found;
	const [estimate] = found.estimates;
	if (estimate?.kind !== 'estimate') return estimate ?? { kind: 'too-few-units', base: whole.base };
	return {
		kind: 'reliability',
		alpha: estimate,
		items: items.length,
		withoutItem: items.length < 3 ? [] : items.flatMap((_, k) => alphaWithout(design.weights, items, k, rows)),
		threshold,
		isLow: estimate.value < threshold,
	};
}

function alphaWithout(weights: Float64Array, items: readonly Numbers[], item: number, rows: Uint8Array): number[] {
	const rest = alpha(
		weights,
		items.filter((_, k) => k !== item),
		rows,
	);
	return rest.kind === 'linearised' ? [rest.value] : [];
}

/** k/(k − 1) · (1 − Σ sᵢ²/s²ₜ). */
export function alphaOf(items: number, sumOfItemVariances: number, varianceOfTotal: number): number {
	return (items / (items - 1)) * (1 - sumOfItemVariances / varianceOfTotal);
}

function alpha(weights: Float64Array, items: readonly Numbers[], rows: Uint8Array): Linearised | NoBase | NoVariation {
	const total = new Float64Array(weights.length);
	for (const { values } of items) for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + (values[i] ?? 0);
	const ofTotal = momentsOf(weights, total, rows);
	if (ofTotal.n === 0) return { kind: 'no-base', asked: true };
	if (!(ofTotal.variance > 0)) return { kind: 'no-variation' };
	const influence = new Float64Array(weights.length);
	let sumOfItemVariances = 0;
	for (const { values } of items) {
		const { mean, variance } = momentsOf(weights, values, rows);
		sumOfItemVariances += variance;
		for (let i = 0; i < influence.length; i++) influence[i] = (influence[i] ?? 0) + ((values[i] ?? 0) - mean) ** 2;
	}
	const ratio = sumOfItemVariances / ofTotal.variance;
	const factor = -(items.length / (items.length - 1)) / (ofTotal.variance * ofTotal.sum);
	for (let i = 0; i < influence.length; i++)
		influence[i] = rows[i] === 1 ? factor * ((influence[i] ?? 0) - ratio * ((total[i] ?? 0) - ofTotal.mean) ** 2) : 0;
	const { n, sum, squares } = ofTotal;
	return {
		kind: 'linearised',
		value: alphaOf(items.length, sumOfItemVariances, ofTotal.variance),
		influence,
		base: { n, sumOfWeights: sum, effectiveSize: (sum * sum) / squares },
		randomVariance: n > 1 ? (weightedSquares(weights, influence) * sum) / (n - 1) : 0,
		means: 1,
		scale: 'mean',
	};
}

/** Variances without n/(n − 1), which alpha does not feel. */
function momentsOf(weights: Float64Array, values: Float64Array, rows: Uint8Array) {
	let n = 0;
	let sum = 0;
	let squares = 0;
	let weighted = 0;
	for (let i = 0; i < weights.length; i++) {
		if (rows[i] !== 1 || weights[i] === 0) continue;
		const w = weights[i] ?? 0;
		n++;
		sum += w;
		squares += w * w;
		weighted += w * (values[i] ?? 0);
	}
	const mean = weighted / sum;
	let spread = 0;
	for (let i = 0; i < weights.length; i++)
		if (rows[i] === 1) spread += (weights[i] ?? 0) * ((values[i] ?? 0) - mean) ** 2;
	return { n, sum, squares, mean, variance: spread / sum };
}

function completeRows(items: readonly Numbers[], domain: Domain): Uint8Array {
	const rows = new Uint8Array(items[0]?.values.length ?? 0).fill(1);
	for (let i = 0; i < rows.length; i++) if (domain !== null && domain[i] !== 1) rows[i] = 0;
	for (const { missing } of items) for (let i = 0; i < rows.length; i++) if (missing[i] !== 0) rows[i] = 0;
	return rows;
}
