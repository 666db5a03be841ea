import { calibrationFit } from '#core/weighting/index.ts';
import { type Stratum } from '../design.ts';
import { type AlikeRows } from './alike-rows.ts';
import { type CellFigure } from './cell-figures.ts';
import { type Crosstab } from './crosstab.ts';

/**
 * Covariances of the weighted totals of the cells, at j × cells of the grid + k. A figure's influence is a sum over cells,
 * so that its variance follows from these however many figures there are. The residual of being in cell j is [cell = j] −
 * f(j, combination), f the fit of that indicator on the margins: one regression a cell.
 */
export function covarianceOfTotals(rows: AlikeRows, table: Crosstab): Float64Array {
	const { inside, strata } = rows;
	const cells = table.sums.length;
	const fits = fitsOf(rows);
	const matrix = new Float64Array(cells * cells);
	strata.forEach((stratum, h) => {
		const scale = scaleOf(stratum);
		const all = amountsOver(rows, h, 0, inside.length);
		const own = fits.map((fit, place) => residualsOf(fit, all, amountsOver(rows, h, place, place)));
		own.forEach((a, j) =>
			own.slice(0, j + 1).forEach((b, k) => {
				const squared = j === k ? a.squared : sumOfProducts(a, b);
				const product = scale * (squared - (a.sum * b.sum) / stratum.units);
				const [row, column] = [inside[j] ?? 0, inside[k] ?? 0];
				matrix[row * cells + column] = (matrix[row * cells + column] ?? 0) + product;
				if (j !== k) matrix[column * cells + row] = matrix[row * cells + column] ?? 0;
			}),
		);
	});
	return matrix;
}

/** Variance of a figure from the covariances of the cells' totals. */
export function varianceFrom(totals: Float64Array, { among, cell, influenceOfCell }: CellFigure): number {
	const cells = influenceOfCell.length;
	let variance = 0;
	for (const j of among ?? [cell]) {
		let sum = 0;
		for (const k of among ?? [cell]) sum += (totals[j * cells + k] ?? 0) * (influenceOfCell[k] ?? 0);
		variance += (influenceOfCell[j] ?? 0) * sum;
	}
	return Math.max(0, variance);
}

/** Covariance of a figure with the weighted total of each cell, from that of the cells' totals. */
export function alongTotals(totals: Float64Array, figure: CellFigure): Float64Array {
	const cells = figure.influenceOfCell.length;
	const along = new Float64Array(cells);
	for (const k of figure.among ?? [figure.cell]) {
		const influence = figure.influenceOfCell[k] ?? 0;
		for (let j = 0; j < cells; j++) along[j] = (along[j] ?? 0) + (totals[k * cells + j] ?? 0) * influence;
	}
	return along;
}

/** Covariance of a figure with another, from that of the other with the cells' totals. */
export function productWith(along: Float64Array, figure: CellFigure): number {
	let product = 0;
	for (const j of figure.among ?? [figure.cell]) product += (figure.influenceOfCell[j] ?? 0) * (along[j] ?? 0);
	return product;
}

/** (1 − m/M) m/(m − 1). */
function scaleOf({ units, population }: Stratum): number {
	return ((population === Infinity ? 1 : (population - units) / population) * units) / (units - 1);
}

/** Of each cell, per combination, the fitted value of being in it; 0 without calibration. */
function fitsOf({ strata, inside, combinations, sums, calibration }: AlikeRows): Float64Array[] {
	if (calibration === null) return inside.map(() => new Float64Array(combinations));
	const ones = new Float64Array(combinations).fill(1);
	const ofRow = new Int32Array(combinations);
	for (let c = 0; c < combinations; c++) ofRow[c] = c;
	return inside.map((_, place) => {
		const baseWeights = new Float64Array(combinations);
		for (let h = 0; h < strata.length; h++)
			addUp(baseWeights, sums, 4 * (h * (inside.length + 1) + place) * combinations + 2);
		return calibrationFit({ ...calibration, baseWeights, cells: { ...calibration.cells, ofRow } }, ones);
	});
}

/** Adds every fourth number of `sums` from `first` on. */
function addUp(amounts: Float64Array, sums: Float64Array, first: number): void {
	for (let c = 0; c < amounts.length; c++) amounts[c] = (amounts[c] ?? 0) + (sums[first + 4 * c] ?? 0);
}

/** Σw and Σw² per combination. */
interface Amounts {
	readonly sums: Float64Array;
	readonly squares: Float64Array;
}

/** Over the places `from` to `to` of a stratum. */
function amountsOver(rows: AlikeRows, stratum: number, from: number, to: number): Amounts {
	const { inside, combinations } = rows;
	const [sums, squares] = [new Float64Array(combinations), new Float64Array(combinations)];
	for (let place = from; place <= to; place++) {
		const first = 4 * (stratum * (inside.length + 1) + place) * combinations;
		addUp(sums, rows.sums, first);
		addUp(squares, rows.sums, first + 1);
	}
	return { sums, squares };
}

/** The residuals e of being in one cell, over the rows of a stratum. */
interface CellResiduals {
	/** Σ w e. */
	readonly sum: number;
	/** Σ w² e². */
	readonly squared: number;
	readonly fit: Float64Array;
	/** Per combination: Σw² of the cell, and Σ w² e over all rows with the sign turned. */
	readonly squares: Float64Array;
	readonly fromAll: Float64Array;
}

function residualsOf(fit: Float64Array, all: Amounts, own: Amounts): CellResiduals {
	const fromAll = new Float64Array(fit.length);
	let sum = 0;
	let squared = 0;
	for (let c = 0; c < fit.length; c++) {
		const f = fit[c] ?? 0;
		const [mine, every] = [own.squares[c] ?? 0, all.squares[c] ?? 0];
		sum += (own.sums[c] ?? 0) - f * (all.sums[c] ?? 0);
		squared += (1 - f) * (1 - f) * mine + f * f * (every - mine);
		fromAll[c] = f * every - mine;
	}
	return { sum, squared, fit, squares: own.squares, fromAll };
}

/** Σ w² eₐ e_b for two cells. Two sums at once take as long as one. */
function sumOfProducts({ fit: fitA, fromAll }: CellResiduals, { fit: fitB, squares }: CellResiduals): number {
	let all = 0;
	let own = 0;
	for (let c = 0; c < fitA.length; c++) {
		all += (fitB[c] ?? 0) * (fromAll[c] ?? 0);
		own += (fitA[c] ?? 0) * (squares[c] ?? 0);
	}
	return all - own;
}
