import { type Codes, type Domain, notAsked, within } from '../columns.ts';
import { type Base, type NoBase } from '../linearised.ts';

/** One side of a table. */
export interface Side {
	readonly codes: Codes;
	/**
	 * The codes that make a row (or column), in this order; a missing reason among them is in the table too, such as -8
	 * where *don't know* is an answer. Rows with any other code leave the table.
	 */
	readonly categories: readonly number[];
}

/**
 * A table of weights. Cells lie in a grid with one more row and one more column than there are categories, for those
 * who have only one of the two answers: cell (r, c) is at r × (columns + 1) + c. Rows outside the domain are in the
 * grid's last cell.
 */
export interface Crosstab {
	readonly kind: 'crosstab';
	readonly rows: readonly number[];
	readonly columns: readonly number[];
	/** Per cell: rows with weight, Σw and Σw². */
	readonly counts: Float64Array;
	readonly sums: Float64Array;
	readonly squares: Float64Array;
	/** Those with both answers. */
	readonly base: Base;
	/** For `cellOfRows` alone. */
	readonly lookup: { readonly row: Lookup; readonly column: Lookup };
}

/** Codes and, by code + 128, what each adds to the number of the cell. */
interface Lookup {
	readonly codes: Codes;
	readonly places: Int32Array;
}

/**
 * Adds up the weights of each cell in one pass; rows without one of the two answers leave the table, as in `svytable`.
 * What is read off it, with standard errors: `crosstabEstimates`.
 *
 * @method  Crosstab
 * @formula N̂ᵢⱼ = Σw over the rows with answers i and j; shares N̂ᵢⱼ/N̂, N̂ᵢⱼ/N̂ᵢ. and N̂ᵢⱼ/N̂.ⱼ
 * @source  Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 5.6 and 5.8
 * @r       `svytable(~row + column, d)`; standard errors `svytotal` and `svymean` of `~interaction(row, column)`, and `svyby(~column, ~row, d, svymean)`
 */
export function crosstab(weights: Float64Array, row: Side, column: Side, domain: Domain = null): Crosstab | NoBase {
	const [height, width] = [row.categories.length + 1, column.categories.length + 1];
	const masked = (codes: Codes) => (domain === null ? codes : within(codes, weights, domain));
	const lookup = {
		row: lookupOf(masked(row.codes), row.categories, width),
		column: lookupOf(masked(column.codes), column.categories, 1),
	};
	const tallies = tally(weights, lookup.row, lookup.column, height * width);
	const every = (which: number) => Float64Array.from({ length: height * width }, (_, k) => tallies[k * 4 + which] ?? 0);
	const grid = { counts: every(0), sums: every(1), squares: every(2) };
	const base = baseOf(grid, insideCells(height - 1, width - 1));
	if (base.n === 0) {
		const asked = lookup.row.codes.some((code, i) => code !== notAsked && lookup.column.codes[i] !== notAsked);
		return { kind: 'no-base', asked };
	}
	return { kind: 'crosstab', rows: row.categories, columns: column.categories, ...grid, base, lookup };
}

/** The cells of the grid that have both answers, row by row. */
export function insideCells(rows: number, columns: number): number[] {
	return Array.from({ length: rows * columns }, (_, k) => Math.floor(k / columns) * (columns + 1) + (k % columns));
}

/** The base that some cells make together. */
export function baseOf(
	{ counts, sums, squares }: Pick<Crosstab, 'counts' | 'sums' | 'squares'>,
	cells: readonly number[],
): Base {
	const over = (amounts: Float64Array) => cells.reduce((sum, cell) => sum + (amounts[cell] ?? 0), 0);
	const sumOfWeights = over(sums);
	const sumOfSquares = over(squares);
	return {
		n: over(counts),
		sumOfWeights,
		effectiveSize: sumOfSquares > 0 ? (sumOfWeights * sumOfWeights) / sumOfSquares : 0,
	};
}

/** The cell of each row of data. */
export function cellOfRows({ lookup: { row, column } }: Crosstab): Int32Array {
	const cells = new Int32Array(row.codes.length);
	for (let i = 0; i < cells.length; i++)
		cells[i] = (row.places[(row.codes[i] ?? 0) + offset] ?? 0) + (column.places[(column.codes[i] ?? 0) + offset] ?? 0);
	return cells;
}

/** Missing reasons reach down to −128, whose place is 0. */
const offset = 128;

/** Codes that are no category lie past the last. The places reach to the greatest code, so that loops need no check. */
function lookupOf(codes: Codes, categories: readonly number[], step: number): Lookup {
	const places = new Int32Array(offset + greatest(codes) + 1).fill(categories.length * step);
	categories.forEach((code, k) => (places[offset + code] = k * step));
	return { codes, places };
}

function greatest(codes: Codes): number {
	if (codes instanceof Int8Array) return 127;
	let most = 0;
	for (let i = 0; i < codes.length; i++) if ((codes[i] ?? 0) > most) most = codes[i] ?? 0;
	return most;
}

/**
 * At 4 × cell: rows with weight, Σw, Σw². Side by side they are had for the price of one, and apart from anything that
 * closes over sums for the reason given in share.ts.
 */
function tally(weights: Float64Array, row: Lookup, column: Lookup, cells: number): Float64Array {
	const { codes: rowCodes, places: rowPlaces } = row;
	const { codes: columnCodes, places: columnPlaces } = column;
	const tallies = new Float64Array(cells * 4);
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		const cell = (rowPlaces[(rowCodes[i] ?? 0) + offset] ?? 0) + (columnPlaces[(columnCodes[i] ?? 0) + offset] ?? 0);
		const at = cell * 4;
		tallies[at] = (tallies[at] ?? 0) + (w === 0 ? 0 : 1);
		tallies[at + 1] = (tallies[at + 1] ?? 0) + w;
		tallies[at + 2] = (tallies[at + 2] ?? 0) + w * w;
	}
	return tallies;
}
