import { type Calibration, calibrationFit } from '#core/weighting/index.ts';
import { type Design, type Stage, type Stratum } from './design.ts';

/**
 * A stratum with a single primary sampling unit says nothing about its own variance. R's `survey.lonely.psu`, but an
 * argument: *fail*; *certainty*, it adds nothing (R's certainty and remove); *adjust*, it is set against the mean of
 * all; *average*, it adds what the other strata of its stage add on average.
 */
export type LonelyPsu = 'fail' | 'certainty' | 'adjust' | 'average';

export interface LonelyStratum {
	readonly kind: 'lonely-psu';
	/** 1 for the primary sampling units. */
	readonly stage: number;
	/** Number of the stratum in the design. */
	readonly stratum: number;
	/** A row that lies in it. */
	readonly row: number;
}

/** Symmetric, row by row: entry (j, k) is at j × size + k. */
export interface Covariance {
	readonly kind: 'covariance';
	readonly size: number;
	readonly matrix: Float64Array;
}

/**
 * The one variance routine: covariance matrix of any estimates from their influence values. Influences are first
 * replaced by their residuals on the margins where the design is calibrated, then multiplied by the weights and
 * added up per unit; between units of a stratum (1 − m/M) m/(m−1) Σ(t − t̄)², each further stage times the sampling
 * fractions above it. Proved against R by tests/reference/estimates.test.ts and designs.test.ts. A design with
 * replicate weights is for `spread` and throws here.
 *
 * @method  Variance by linearisation
 * @formula Σ over strata (1 − m/M) · m/(m − 1) · Σ (t − t̄)², t the sum of weight × influence over a primary sampling unit; later stages are added, times the sampling fractions above them; after calibration the influence gives way to its residual on the margins
 * @source  Binder (1983), International Statistical Review 51; Deville (1999), Survey Methodology 25/2
 * @r       `vcov(svymean(~y, design))`
 */
export function covariance(
	design: Design,
	influences: readonly Float64Array[],
	{ lonelyPsu }: { readonly lonelyPsu: LonelyPsu },
): Covariance | LonelyStratum {
	if (design.replicates !== null) throw new RangeError('replicate weights have no influence values: use spread');
	const [first, ...later] = design.stages;
	const [only] = influences;
	const isTrimmed = design.calibration !== null && design.calibration.trim !== null;
	if (only && influences.length === 1 && later.length === 0 && isPlain(first) && design.n > 1 && !isTrimmed)
		return { kind: 'covariance', size: 1, matrix: Float64Array.of(varianceOfRows(design, first, only)) };
	if (lonelyPsu === 'fail')
		for (const [k, stage] of design.stages.entries()) {
			const stratum = stage.strata.findIndex(isLonely);
			if (stratum >= 0)
				return { kind: 'lonely-psu', stage: k + 1, stratum, row: rowInStratum(design.n, stage, stratum) };
		}
	const size = influences.length;
	const matrix = new Float64Array(size * size);
	const amounts = influences.map((influence) => weightedResiduals(design, influence));
	for (const stage of design.stages) addStage(matrix, stage, amounts, lonelyPsu);
	return { kind: 'covariance', size, matrix };
}

function isPlain({ unitOfRow, stratumOfUnit }: Stage): boolean {
	return unitOfRow === null && stratumOfUnit === null;
}

function rowInStratum(n: number, { unitOfRow, stratumOfUnit }: Stage, stratum: number): number {
	for (let i = 0; i < n; i++) if ((stratumOfUnit?.[unitOfRow?.[i] ?? i] ?? 0) === stratum) return i;
	return -1;
}

/**
 * The same for one estimate where every row is a sampling unit of one stratum, in a single pass and without a column
 * of totals, which is most of the time of a million rows. The first row serves as provisional mean, so that no digits
 * are lost.
 */
function varianceOfRows({ n, weights, calibration }: Design, { strata }: Stage, influence: Float64Array): number {
	const fit = calibration === null ? Float64Array.of(0) : calibrationFit(calibration, influence);
	const cellOfRow = calibration === null ? new Uint8Array(n) : calibration.cells.ofRow;
	const origin = (weights[0] ?? 0) * ((influence[0] ?? 0) - (fit[cellOfRow[0] ?? 0] ?? 0));
	let sum = 0;
	let squares = 0;
	for (let i = 0; i < n; i++) {
		const d = (weights[i] ?? 0) * ((influence[i] ?? 0) - (fit[cellOfRow[i] ?? 0] ?? 0)) - origin;
		sum += d;
		squares += d * d;
	}
	const [stratum] = strata;
	return stratum ? Math.max(0, squares - (sum * sum) / n) * scaleOf(stratum, 'fail') : 0;
}

function isLonely({ units, population }: Stratum): boolean {
	return units === 1 && population > 1;
}

function scaleOf({ units, population, fractionAbove }: Stratum, lonelyPsu: LonelyPsu): number {
	const unsampled = fractionAbove * (population === Infinity ? 1 : (population - units) / population);
	if (units > 1) return (unsampled * units) / (units - 1);
	return lonelyPsu === 'adjust' ? unsampled : 0;
}

/** Weight × influence of each row, free of what calibration fixes. */
function weightedResiduals({ n, weights, calibration }: Design, influence: Float64Array): Float64Array {
	const amounts = new Float64Array(n);
	if (calibration === null) for (let i = 0; i < n; i++) amounts[i] = (weights[i] ?? 0) * (influence[i] ?? 0);
	else fillResiduals(amounts, weights, influence, calibration);
	return amounts;
}

function fillResiduals(
	amounts: Float64Array,
	weights: Float64Array,
	influence: Float64Array,
	calibration: Calibration,
) {
	const fit = calibrationFit(calibration, influence);
	const { cells, trim } = calibration;
	const { ofRow } = cells;
	for (let i = 0; i < amounts.length; i++) {
		const expected = (fit[ofRow[i] ?? 0] ?? 0) / (trim === null ? 1 : (trim[i] ?? 1));
		amounts[i] = (weights[i] ?? 0) * ((influence[i] ?? 0) - expected);
	}
}

/** Adds what one stage contributes to every pair of estimates. */
function addStage(matrix: Float64Array, stage: Stage, amounts: readonly Float64Array[], lonelyPsu: LonelyPsu): void {
	const size = amounts.length;
	const centred = amounts.map((amount) => {
		const totals = unitTotals(stage, amount);
		return { totals, means: stratumMeans(stage, totals, lonelyPsu) };
	});
	const sound = stage.strata.filter((stratum) => !isLonely(stratum)).length;
	const raise = lonelyPsu === 'average' ? stage.strata.length / sound : 1;
	const scales = Float64Array.from(stage.strata, (stratum) => scaleOf(stratum, lonelyPsu) * raise);
	centred.forEach((a, j) =>
		centred.slice(0, j + 1).forEach((b, k) => {
			const sum = j === k ? sumOfSquares(stage, a, scales) : sumOfProducts(stage, a, b, scales);
			matrix[j * size + k] = (matrix[j * size + k] ?? 0) + sum;
			if (j !== k) matrix[k * size + j] = (matrix[k * size + j] ?? 0) + sum;
		}),
	);
}

interface Centred {
	readonly totals: Float64Array;
	readonly means: Float64Array;
}

function unitTotals({ units, unitOfRow }: Stage, amounts: Float64Array): Float64Array {
	if (unitOfRow === null) return amounts;
	const totals = new Float64Array(units);
	for (let i = 0; i < amounts.length; i++) {
		const unit = unitOfRow[i] ?? 0;
		totals[unit] = (totals[unit] ?? 0) + (amounts[i] ?? 0);
	}
	return totals;
}

/** Mean total per stratum; 0 for a lonely one under *adjust*, since influences add up to 0 over the whole sample. */
function stratumMeans({ stratumOfUnit, strata }: Stage, totals: Float64Array, lonelyPsu: LonelyPsu): Float64Array {
	const sums = new Float64Array(strata.length);
	if (stratumOfUnit === null) {
		let sum = 0;
		for (let u = 0; u < totals.length; u++) sum += totals[u] ?? 0;
		sums[0] = sum;
	} else
		for (let u = 0; u < totals.length; u++) {
			const h = stratumOfUnit[u] ?? 0;
			sums[h] = (sums[h] ?? 0) + (totals[u] ?? 0);
		}
	return sums.map((sum, h) => {
		const units = strata[h]?.units ?? 1;
		return units === 1 && lonelyPsu === 'adjust' ? 0 : sum / units;
	});
}

function sumOfSquares({ stratumOfUnit }: Stage, { totals, means }: Centred, scales: Float64Array): number {
	let sum = 0;
	if (stratumOfUnit === null) {
		const mean = means[0] ?? 0;
		for (let u = 0; u < totals.length; u++) {
			const d = (totals[u] ?? 0) - mean;
			sum += d * d;
		}
		return sum * (scales[0] ?? 0);
	}
	for (let u = 0; u < totals.length; u++) {
		const h = stratumOfUnit[u] ?? 0;
		const d = (totals[u] ?? 0) - (means[h] ?? 0);
		sum += d * d * (scales[h] ?? 0);
	}
	return sum;
}

function sumOfProducts({ stratumOfUnit }: Stage, a: Centred, b: Centred, scales: Float64Array): number {
	let sum = 0;
	for (let u = 0; u < a.totals.length; u++) {
		const h = stratumOfUnit === null ? 0 : (stratumOfUnit[u] ?? 0);
		sum += ((a.totals[u] ?? 0) - (a.means[h] ?? 0)) * ((b.totals[u] ?? 0) - (b.means[h] ?? 0)) * (scales[h] ?? 0);
	}
	return sum;
}
