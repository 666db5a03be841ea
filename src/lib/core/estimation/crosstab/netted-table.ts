import { type Domain } from '../columns.ts';
import { type Base, type NoBase } from '../linearised.ts';
import { type Crosstab, crosstab } from './crosstab.ts';
import { type NettedSide } from './netted-side.ts';

/** A table of weights over sets of codes, row by row: everything of it that needs no standard error. */
export interface NettedTable {
	readonly kind: 'netted-table';
	/** Per cell: rows of data with weight, Σw. */
	readonly counts: Float64Array;
	readonly sums: Float64Array;
	/** Who has the answers of a row (or column), whatever they say on the other side. */
	readonly ofRows: readonly Base[];
	readonly ofColumns: readonly Base[];
	/** Those with an answer in both bases. */
	readonly base: Base;
}

/** Adds up the weights of every cell in one pass over the rows of data, however many cells there are. */
export function nettedTable(
	weights: Float64Array,
	row: NettedSide,
	column: NettedSide,
	domain: Domain = null,
): NettedTable | NoBase {
	const table = crosstab(
		weights,
		{ codes: row.codes, categories: row.base },
		{ codes: column.codes, categories: column.base },
		domain,
	);
	if (table.kind === 'no-base') return table;
	const rows = [...row.sets, row.base].map((set) => placesIn(row.base, set));
	const columns = [...column.sets, column.base].map((set) => placesIn(column.base, set));
	const counts = added(table, table.counts, rows, columns);
	const sums = added(table, table.sums, rows, columns);
	const squares = added(table, table.squares, rows, columns);
	const baseAt = (k: number): Base => {
		const [sumOfWeights, sumOfSquares] = [sums[k] ?? 0, squares[k] ?? 0];
		const effectiveSize = sumOfSquares > 0 ? (sumOfWeights * sumOfWeights) / sumOfSquares : 0;
		return { n: counts[k] ?? 0, sumOfWeights, effectiveSize };
	};
	const [height, width] = [row.sets.length, column.sets.length];
	return {
		kind: 'netted-table',
		counts: withoutMargins(counts, height, width),
		sums: withoutMargins(sums, height, width),
		ofRows: row.sets.map((_, r) => baseAt(r * (width + 1) + width)),
		ofColumns: column.sets.map((_, c) => baseAt(height * (width + 1) + c)),
		base: table.base,
	};
}

function placesIn(base: readonly number[], set: readonly number[]): number[] {
	return set.map((code) => base.indexOf(code)).filter((place) => place >= 0);
}

/** Amounts per set of rows and of columns: over the rows first, so that no cell of the table is looked at for each net. */
function added(table: Crosstab, amounts: Float64Array, rows: readonly number[][], columns: readonly number[][]) {
	const width = table.columns.length + 1;
	const all = new Float64Array(rows.length * columns.length);
	rows.forEach((places, r) => {
		const ofRow = new Float64Array(width);
		for (const place of places)
			for (let c = 0; c < width; c++) ofRow[c] = (ofRow[c] ?? 0) + (amounts[place * width + c] ?? 0);
		columns.forEach((among, c) => {
			all[r * columns.length + c] = among.reduce((sum, place) => sum + (ofRow[place] ?? 0), 0);
		});
	});
	return all;
}

function withoutMargins(amounts: Float64Array, height: number, width: number): Float64Array {
	return Float64Array.from(
		{ length: height * width },
		(_, k) => amounts[Math.floor(k / width) * (width + 1) + (k % width)] ?? 0,
	);
}
