import { type DistinctCells } from './collapse.ts';
import { type SymmetricSystem, symmetricSystem } from './symmetric-system.ts';

/**
 * What the variance of an estimate must know about the raking behind its weights: which rows share a combination of
 * margin cells, and their base weights. Fields are for `calibrationFit` alone.
 */
export interface Calibration {
	readonly baseWeights: Float64Array;
	readonly cells: DistinctCells;
	/** Sum of the base weights of each combination. */
	readonly cellWeights: Float64Array;
	/** First column of each margin in the regression. */
	readonly firstColumn: readonly number[];
	readonly normalEquations: SymmetricSystem;
	/**
	 * Final over calibrated weight of each row, where weights were trimmed after calibration; null where they were not.
	 * See `trimmedAfter`.
	 */
	readonly trim: Float64Array | null;
}

/**
 * Sets up the regression on the margins' indicators, weighted by the base weights. `sizes` counts each margin's cells.
 */
export function calibrationOf(baseWeights: Float64Array, cells: DistinctCells, sizes: readonly number[]): Calibration {
	const firstColumn: number[] = [];
	let columns = 0;
	for (const size of sizes) {
		firstColumn.push(columns);
		columns += size + 1;
	}
	const cellWeights = cellSums(baseWeights, cells);
	const gram = new Float64Array(columns * columns);
	for (let c = 0; c < cells.count; c++) {
		const weight = cellWeights[c] ?? 0;
		cells.marginCell.forEach((left, m) => {
			const row = (firstColumn[m] ?? 0) + (left[c] ?? 0);
			cells.marginCell.forEach((right, k) => {
				const at = row * columns + (firstColumn[k] ?? 0) + (right[c] ?? 0);
				gram[at] = (gram[at] ?? 0) + weight;
			});
		});
	}
	return { baseWeights, cells, cellWeights, firstColumn, normalEquations: symmetricSystem(gram, columns), trim: null };
}

/**
 * The calibration of weights that were trimmed after it, `from` being the weights before and `to` those after. Trimming
 * is a fixed factor t on each calibrated weight, so that the residual that a row's weight multiplies is z − fit(t z)/t,
 * as in R, where `trimWeights` leaves the calibration as it is.
 */
export function trimmedAfter(calibration: Calibration, from: Float64Array, to: Float64Array): Calibration {
	const before = calibration.trim;
	const trim = to.map((w, i) => (w === 0 ? 1 : (w / (from[i] ?? w)) * (before?.[i] ?? 1)));
	return { ...calibration, trim };
}

/**
 * Fitted value, per combination of margin cells, of the regression of `z` on the margins weighted by the base weights.
 * The residuals z − fit[cells.ofRow] are what the variance after raking is made of (Deville & Särndal 1992, JASA 87,
 * eq. 3.4); the same as R's `calibrate(calfun = "raking")` and, for one margin, `postStratify`. After trimming the fit
 * is that of trim × z, and the residuals are z − fit[cells.ofRow] / trim: see `trimmedAfter`. One round of refinement takes the fit to rounding error.
 */
export function calibrationFit(calibration: Calibration, z: Float64Array): Float64Array {
	const { baseWeights, cells, cellWeights, trim } = calibration;
	const sums = new Float64Array(cells.count);
	for (let i = 0; i < z.length; i++) {
		const value = z[i] ?? 0;
		if (value === 0) continue;
		const c = cells.ofRow[i] ?? 0;
		const weight = (baseWeights[i] ?? 0) * (trim === null ? 1 : (trim[i] ?? 1));
		sums[c] = (sums[c] ?? 0) + weight * value;
	}
	const fit = regress(calibration, sums);
	for (let c = 0; c < cells.count; c++) sums[c] = (sums[c] ?? 0) - (cellWeights[c] ?? 0) * (fit[c] ?? 0);
	const correction = regress(calibration, sums);
	return fit.map((value, c) => value + (correction[c] ?? 0));
}

function regress({ cells, firstColumn, normalEquations }: Calibration, sums: Float64Array): Float64Array {
	const right = new Float64Array(normalEquations.size);
	cells.marginCell.forEach((cell, m) => {
		const first = firstColumn[m] ?? 0;
		for (let c = 0; c < cells.count; c++) {
			const column = first + (cell[c] ?? 0);
			right[column] = (right[column] ?? 0) + (sums[c] ?? 0);
		}
	});
	const coefficients = normalEquations.solve(right);
	const fit = new Float64Array(cells.count);
	cells.marginCell.forEach((cell, m) => {
		const first = firstColumn[m] ?? 0;
		for (let c = 0; c < cells.count; c++) fit[c] = (fit[c] ?? 0) + (coefficients[first + (cell[c] ?? 0)] ?? 0);
	});
	return fit;
}

/** Sum of a row-wise amount over each combination. */
export function cellSums(amounts: Float64Array, cells: DistinctCells): Float64Array {
	const sums = new Float64Array(cells.count);
	for (let i = 0; i < amounts.length; i++) {
		const c = cells.ofRow[i] ?? 0;
		sums[c] = (sums[c] ?? 0) + (amounts[i] ?? 0);
	}
	return sums;
}
