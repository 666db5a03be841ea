import { type Margin } from '#core/weighting/index.ts';

/**
 * Raking to shares as one would write it for margins that every row has a cell of: no checks, no report, no regression
 * for the variance. Converged when no cell was further than 1e-8 of the whole from its target before its turn.
 */
const tolerance = 1e-8;

/** Finds the combinations of cells that occur, then scales combinations. */
export function bareRakingOfCells(margins: readonly Margin[], rows: number): Float64Array {
	const sizes = margins.map(({ targets }) => targets.length);
	const possible = sizes.reduce((a, b) => a * b, 1);
	const combinationOfRow = new Int32Array(rows);
	for (const [m, { cells }] of margins.entries()) {
		const size = sizes[m]!;
		for (let i = 0; i < rows; i++) combinationOfRow[i] = combinationOfRow[i]! * size + cells[i]!;
	}
	const start = new Float64Array(possible);
	for (let i = 0; i < rows; i++) start[combinationOfRow[i]!]! += 1;
	let step = possible;
	const cellOfCombination = sizes.map((size) => {
		step /= size;
		return Int32Array.from({ length: possible }, (_, c) => Math.floor(c / step) % size);
	});
	const scaled = start.slice();
	const targets = margins.map((margin) => margin.targets.map((share) => share * rows));
	sweepUntilClose(() => largestOf(targets.map((target, m) => scaleTo(scaled, cellOfCombination[m]!, target))), rows);
	const weights = new Float64Array(rows);
	for (let i = 0; i < rows; i++) weights[i] = scaled[combinationOfRow[i]!]! / start[combinationOfRow[i]!]!;
	return weights;
}

/** Scales row by row. */
export function bareRakingOfRows(margins: readonly Margin[], rows: number): Float64Array {
	const weights = new Float64Array(rows).fill(1);
	const targets = margins.map((margin) => margin.targets.map((share) => share * rows));
	sweepUntilClose(() => largestOf(targets.map((target, m) => scaleTo(weights, margins[m]!.cells, target))), rows);
	return weights;
}

function sweepUntilClose(sweep: () => number, whole: number): void {
	while (sweep() > tolerance * whole);
}

function largestOf(distances: readonly number[]): number {
	return distances.reduce((a, b) => Math.max(a, b), 0);
}

function scaleTo(weights: Float64Array, cells: Int32Array | Int16Array | Int8Array, target: readonly number[]): number {
	const sums = new Float64Array(target.length);
	for (let i = 0; i < weights.length; i++) sums[cells[i]!]! += weights[i]!;
	const factors = sums.map((sum, k) => target[k]! / sum);
	for (let i = 0; i < weights.length; i++) weights[i]! *= factors[cells[i]!]!;
	return largestOf(target.map((wanted, k) => Math.abs(sums[k]! - wanted)));
}
