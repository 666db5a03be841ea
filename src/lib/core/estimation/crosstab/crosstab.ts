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
	const every = (which: number) =>
		Float64Array.from({ length: height * width }, (_, k) => tallies[k * perCell + which] ?? 0);
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

/** The cell of each row of data, or what `named` has for it. */
export function cellOfRows({ lookup: { row, column }, sums }: Crosstab, named?: Int32Array): Int32Array {
	const names = named ?? Int32Array.from(sums, (_, cell) => cell);
	const cells = new Int32Array(row.codes.length);
	for (let i = 0; i < cells.length; i++)
		cells[i] = names[placeOf(row.codes, row.places, i) + placeOf(column.codes, column.places, i)] ?? 0;
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

/** Numbers that a tally keeps of a cell, one of them unused, since a processor multiplies by 4 for nothing. */
const perCell = 4;

/**
 * Of each cell rows with weight, Σw and Σw². Side by side they are had for the price of one, and apart from anything that
 * closes over sums for the reason given in share.ts. A row that adds to the same cell as the one before has to wait for
 * it: a small table is kept in four copies, which take turns and are then added up.
 */
function tally(weights: Float64Array, row: Lookup, column: Lookup, cells: number): Float64Array {
	const [rowCodes, rowPlaces] = [row.codes, row.places.map((place) => place * perCell)];
	const [columnCodes, columnPlaces] = [column.codes, column.places.map((place) => place * perCell)];
	const whole = cells * perCell;
	const copy = cells <= mostCopied ? whole : 0;
	const tallies = new Float64Array(whole + 3 * copy);
	const n = weights.length;
	const turns = n - (n % 4);
	for (let i = 0; i < turns; i += 4) {
		const j = i + 1;
		const k = i + 2;
		const l = i + 3;
		add(tallies, placeOf(rowCodes, rowPlaces, i) + placeOf(columnCodes, columnPlaces, i), weights[i] ?? 0);
		add(tallies, copy + placeOf(rowCodes, rowPlaces, j) + placeOf(columnCodes, columnPlaces, j), weights[j] ?? 0);
		add(tallies, 2 * copy + placeOf(rowCodes, rowPlaces, k) + placeOf(columnCodes, columnPlaces, k), weights[k] ?? 0);
		add(tallies, 3 * copy + placeOf(rowCodes, rowPlaces, l) + placeOf(columnCodes, columnPlaces, l), weights[l] ?? 0);
	}
	for (let i = turns; i < n; i++)
		add(tallies, placeOf(rowCodes, rowPlaces, i) + placeOf(columnCodes, columnPlaces, i), weights[i] ?? 0);
	for (let at = whole; at < tallies.length; at++) tallies[at % whole] = (tallies[at % whole] ?? 0) + (tallies[at] ?? 0);
	return tallies;
}

/** Cells of which four copies still fit the processor's nearest memory. */
const mostCopied = 256;

function placeOf(codes: Codes, places: Int32Array, row: number): number {
	return places[(codes[row] ?? 0) + offset] ?? 0;
}

function add(tallies: Float64Array, at: number, weight: number): void {
	tallies[at] = (tallies[at] ?? 0) + (weight === 0 ? 0 : 1);
	tallies[at + 1] = (tallies[at + 1] ?? 0) + weight;
	tallies[at + 2] = (tallies[at + 2] ?? 0) + weight * weight;
}
