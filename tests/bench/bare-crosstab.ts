import { type Design } from '#core/estimation/index.ts';
import { calibrationFit } from '#core/weighting/index.ts';

/**
 * The crosstab as one would write it for these columns alone, answers 1 to 5 by 1 to 8 and -9 for refused: a loop over
 * rows, then what can be said from sums. Answers are looked up in a table, as with branches the loop takes twice as long.
 */
export const [height, width] = [5, 8];
const inside = height * width;
/** The cells and, behind them, one for whoever refused an answer. */
const cells = inside + 1;
/** By (row's code + 9) × 18 + column's code + 9. */
const cellOfCodes = Int32Array.from({ length: 15 * 18 }, (_, at) => {
	const [r, c] = [Math.floor(at / 18) - 10, (at % 18) - 10];
	return r < 0 || c < 0 ? inside : r * width + c;
});

/** Rows, Σw and Σw² of each cell at 4 × cell. */
export function bareSums(weights: Float64Array, row: Int8Array, column: Int8Array): Float64Array {
	const sums = new Float64Array(4 * cells);
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i]!;
		const at = 4 * cellOfCodes[(row[i]! + 9) * 18 + column[i]! + 9]!;
		sums[at]! += 1;
		sums[at + 1]! += w;
		sums[at + 2]! += w * w;
	}
	return sums;
}

/** On a raked design: base weights d, Σw and Σw² at 4 × (cell and combination of margin cells). */
export function bareGroups({ weights, calibration }: Design, row: Int8Array, column: Int8Array): Float64Array {
	const { baseWeights, cells: combinations } = calibration!;
	const { ofRow, count } = combinations;
	const sums = new Float64Array(4 * cells * count);
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i]!;
		const at = 4 * (cellOfCodes[(row[i]! + 9) * 18 + column[i]! + 9]! * count + ofRow[i]!);
		sums[at]! += baseWeights[i]!;
		sums[at + 1]! += w;
		sums[at + 2]! += w * w;
	}
	return sums;
}

/** Counts and the three shares of each cell with standard errors, cell after cell: value, se, value, se … */
export function bareFigures(n: number, sums: Float64Array): Float64Array {
	const totals = Float64Array.from({ length: inside }, (_, k) => sums[4 * k + 1]!);
	const covariance = new Float64Array(inside * inside);
	for (let j = 0; j < inside; j++)
		for (let k = 0; k < inside; k++)
			covariance[j * inside + k] = (n / (n - 1)) * ((j === k ? sums[4 * k + 2]! : 0) - (totals[j]! * totals[k]!) / n);
	return figures(totals, covariance);
}

/** The same from the groups of a raked design, whose residuals are those of the regression on the margins. */
export function bareRakedFigures({ n, calibration }: Design, groups: Float64Array): Float64Array {
	const { count } = calibration!.cells;
	const totals = new Float64Array(inside);
	const [ofCombination, squaresOfCombination] = [new Float64Array(count), new Float64Array(count)];
	for (let cell = 0; cell < cells; cell++)
		for (let c = 0; c < count; c++) {
			const at = 4 * (cell * count + c);
			if (cell < inside) totals[cell]! += groups[at + 1]!;
			ofCombination[c]! += groups[at + 1]!;
			squaresOfCombination[c]! += groups[at + 2]!;
		}
	const fits = Array.from(totals, (_, cell) => fitOf(calibration!, groups, cell));
	const covariance = new Float64Array(inside * inside);
	const means = fits.map((fit, cell) => fit.reduce((sum, f, c) => sum - f * ofCombination[c]!, totals[cell]!));
	for (let j = 0; j < inside; j++)
		for (let k = 0; k <= j; k++) {
			let sum = 0;
			const [fj, fk] = [fits[j]!, fits[k]!];
			for (let c = 0; c < count; c++) {
				const [qj, qk] = [groups[4 * (j * count + c) + 2]!, groups[4 * (k * count + c) + 2]!];
				sum += (j === k ? qj : 0) - qj * fk[c]! - qk * fj[c]! + squaresOfCombination[c]! * fj[c]! * fk[c]!;
			}
			sum = (n / (n - 1)) * (sum - (means[j]! * means[k]!) / n);
			covariance[j * inside + k] = sum;
			covariance[k * inside + j] = sum;
		}
	return figures(totals, covariance);
}

function fitOf(calibration: NonNullable<Design['calibration']>, groups: Float64Array, cell: number): Float64Array {
	const { count } = calibration.cells;
	const ofGroups = {
		...calibration,
		baseWeights: Float64Array.from({ length: count }, (_, c) => groups[4 * (cell * count + c)]!),
		cells: { ...calibration.cells, ofRow: Int32Array.from({ length: count }, (_, c) => c) },
	};
	return calibrationFit(ofGroups, new Float64Array(count).fill(1));
}

function figures(totals: Float64Array, covariance: Float64Array): Float64Array {
	const all = Array.from(totals, (_, k) => k);
	const out = new Float64Array(8 * inside);
	for (let cell = 0; cell < inside; cell++) {
		const [r, c] = [Math.floor(cell / width), cell % width];
		out[8 * cell] = totals[cell]!;
		out[8 * cell + 1] = Math.sqrt(covariance[cell * inside + cell]!);
		[all, all.filter((k) => Math.floor(k / width) === r), all.filter((k) => k % width === c)].forEach((among, m) => {
			const base = among.reduce((sum, k) => sum + totals[k]!, 0);
			const share = totals[cell]! / base;
			let variance = 0;
			for (const j of among)
				for (const k of among)
					variance += ((j === cell ? 1 : 0) - share) * ((k === cell ? 1 : 0) - share) * covariance[j * inside + k]!;
			out[8 * cell + 2 + 2 * m] = share;
			out[8 * cell + 3 + 2 * m] = Math.sqrt(variance) / base;
		});
	}
	return out;
}
