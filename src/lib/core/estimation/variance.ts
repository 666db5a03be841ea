import { calibrationFit } from '#core/weighting/index.ts';
import { type Design } from './design.ts';

/**
 * A stratum with a single primary sampling unit says nothing about its own variance. R's `survey.lonely.psu`, but an
 * argument: *fail*; *certainty*, it adds nothing (R's certainty and remove); *adjust*, it is set against the mean of
 * all; *average*, it adds what the other strata add on average.
 */
export type LonelyPsu = 'fail' | 'certainty' | 'adjust' | 'average';

export interface LonelyStratum {
	readonly kind: 'lonely-psu';
	/** Number of the stratum in the design. */
	readonly stratum: number;
}

/** Symmetric, row by row: entry (j, k) is at j × size + k. */
export interface Covariance {
	readonly kind: 'covariance';
	readonly size: number;
	readonly matrix: Float64Array;
}

/**
 * The one variance routine: covariance matrix of any estimates from their influence values. Influences are first
 * replaced by their residuals on the raking margins where the design is raked, then multiplied by the weights and
 * added up per primary sampling unit; between units of a stratum (1 − m/M) m/(m−1) Σ(t − t̄)². R's `svyrecvar` at one
 * stage. Proved against R by tests/reference/estimates.test.ts.
 */
export function covariance(
	design: Design,
	influences: readonly Float64Array[],
	{ lonelyPsu }: { readonly lonelyPsu: LonelyPsu },
): Covariance | LonelyStratum {
	const [only] = influences;
	if (only && influences.length === 1 && design.clusters === null && design.stratumOfUnit === null && design.n > 1)
		return { kind: 'covariance', size: 1, matrix: Float64Array.of(varianceOfRows(design, only)) };
	const totals = influences.map((influence) => unitTotals(design, influence));
	const size = totals.length;
	const lonely = design.strata.findIndex(isLonely);
	if (lonely >= 0 && lonelyPsu === 'fail') return { kind: 'lonely-psu', stratum: lonely };
	const means = totals.map((t) => stratumMeans(design, t, lonelyPsu));
	const scales = Float64Array.from(design.strata, (stratum) => scaleOf(stratum, lonelyPsu));
	const matrix = new Float64Array(size * size);
	const raise = lonelyPsu === 'average' ? design.strata.length / design.strata.filter((s) => !isLonely(s)).length : 1;
	for (let j = 0; j < size; j++)
		for (let k = 0; k <= j; k++) {
			const a = { totals: totals[j] ?? empty, means: means[j] ?? empty };
			const b = { totals: totals[k] ?? empty, means: means[k] ?? empty };
			const sum = j === k ? sumOfSquares(design, a, scales) : sumOfProducts(design, a, b, scales);
			matrix[j * size + k] = sum * raise;
			matrix[k * size + j] = sum * raise;
		}
	return { kind: 'covariance', size, matrix };
}

const empty = new Float64Array();

/**
 * The same for one estimate where every row is a sampling unit of one stratum, in a single pass and without a column
 * of totals, which is most of the time of a million rows. The first row serves as provisional mean, so that no digits
 * are lost.
 */
function varianceOfRows({ n, weights, calibration, strata }: Design, influence: Float64Array): number {
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

interface Centred {
	readonly totals: Float64Array;
	readonly means: Float64Array;
}

function isLonely({ units, population }: Design['strata'][number]): boolean {
	return units === 1 && population > 1;
}

function scaleOf({ units, population }: Design['strata'][number], lonelyPsu: LonelyPsu): number {
	const sampled = population === Infinity ? 1 : (population - units) / population;
	if (units > 1) return (sampled * units) / (units - 1);
	return lonelyPsu === 'adjust' ? sampled : 0;
}

/** Weighted influence, free of what raking fixes, summed per primary sampling unit. */
function unitTotals({ n, weights, clusters, units, calibration }: Design, influence: Float64Array): Float64Array {
	const totals = new Float64Array(units);
	const fit = calibration === null ? null : calibrationFit(calibration, influence);
	const cellOfRow = calibration?.cells.ofRow ?? null;
	if (clusters === null) {
		if (fit === null || cellOfRow === null)
			for (let i = 0; i < n; i++) totals[i] = (weights[i] ?? 0) * (influence[i] ?? 0);
		else
			for (let i = 0; i < n; i++) totals[i] = (weights[i] ?? 0) * ((influence[i] ?? 0) - (fit[cellOfRow[i] ?? 0] ?? 0));
		return totals;
	}
	for (let i = 0; i < n; i++) {
		const residual = (influence[i] ?? 0) - (fit === null || cellOfRow === null ? 0 : (fit[cellOfRow[i] ?? 0] ?? 0));
		const unit = clusters[i] ?? 0;
		totals[unit] = (totals[unit] ?? 0) + (weights[i] ?? 0) * residual;
	}
	return totals;
}

/** Mean total per stratum; 0 for a lonely one under *adjust*, since influences add up to 0 over the whole sample. */
function stratumMeans({ stratumOfUnit, strata }: Design, totals: Float64Array, lonelyPsu: LonelyPsu): Float64Array {
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

function sumOfSquares({ stratumOfUnit }: Design, { totals, means }: Centred, scales: Float64Array): number {
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

function sumOfProducts({ stratumOfUnit }: Design, a: Centred, b: Centred, scales: Float64Array): number {
	let sum = 0;
	for (let u = 0; u < a.totals.length; u++) {
		const h = stratumOfUnit === null ? 0 : (stratumOfUnit[u] ?? 0);
		sum += ((a.totals[u] ?? 0) - (a.means[h] ?? 0)) * ((b.totals[u] ?? 0) - (b.means[h] ?? 0)) * (scales[h] ?? 0);
	}
	return sum;
}
