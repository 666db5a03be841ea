import { sumOfBaseWeights } from './base-weights.ts';
import { type Calibration, calibrationOf } from './calibration.ts';
import { collapse } from './collapse.ts';
import { type Margin, type RakingFailure } from './margin.ts';
import { prepareTargets } from './targets.ts';

export interface PostStratified {
	readonly kind: 'post-stratified';
	/** One weight a row; rows with base weight 0 keep 0. */
	readonly weights: Float64Array;
	/** Give it to the design, so that standard errors take the post-stratification into account. */
	readonly calibration: Calibration;
	/** Factor on the base weights of each cell; 1 for a cell with nobody in population and sample. */
	readonly factors: Float64Array;
	/** Rows whose cell is unknown (they keep their share of the base weights). */
	readonly rowsUnknown: number;
}

/**
 * Scales the base weights of each cell of one table, crossed or not, to the cell's target. `total` is what the weights
 * add up to: by default the table's total, or the sum of the base weights where it has shares. Rows whose cell is
 * unknown keep their share, as in `rake`.
 *
 * In R `postStratify` takes base-weighted means out of the influence values, which is the base-weighted regression on
 * the cells: the same standard errors as `calibrate(calfun = "linear")` on the same table, and as raking to this one
 * margin here, also where base weights differ within a cell. (`rake()` with one margin takes out unweighted means.)
 * Proved by tests/reference/weighting.test.ts.
 *
 * @method  Post-stratification
 * @formula w = d · T(cell) / Σ d over the cell; variance from the residuals z − Σ d z / Σ d over the cell
 * @source  Holt & Smith (1979), Journal of the Royal Statistical Society A 142; Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, section 7.6
 * @r       `postStratify(d, ~a + b, as.data.frame(xtabs(~a + b, population)))`
 */
export function postStratify(
	baseWeights: Float64Array,
	margin: Margin,
	options: { readonly total?: number } = {},
): PostStratified | RakingFailure {
	const baseSum = sumOfBaseWeights(baseWeights);
	if (typeof baseSum !== 'number') return baseSum;
	const prepared = prepareTargets([margin], baseWeights);
	if (prepared.kind !== 'prepared') return prepared;
	const total = options.total ?? prepared.total ?? baseSum;
	const size = margin.targets.length;
	const cells = collapse(baseWeights.length, [margin.cells], [size]);
	const cellOf = cells.marginCell[0] ?? new Int32Array();
	const calibration = calibrationOf(baseWeights, cells, [size]);
	const factors = new Float64Array(size + 1).fill(1);
	cellOf.forEach((cell, c) => {
		const sum = calibration.cellWeights[c] ?? 0;
		if (sum > 0) factors[cell] = ((prepared.shares[0]?.[cell] ?? 0) * total) / sum;
	});
	const weights = baseWeights.map((w, i) => w * (factors[cellOf[cells.ofRow[i] ?? 0] ?? 0] ?? 1));
	return {
		kind: 'post-stratified',
		weights,
		calibration,
		factors: factors.slice(0, size),
		rowsUnknown: prepared.rowsUnknown[0] ?? 0,
	};
}
