/**
 * Rows to cells of one margin: an index into the margin's cells, or a negative number where the row's cell is unknown.
 */
export type CellColumn = Int8Array | Int16Array | Int32Array;

/** The distinct combinations of margin cells that occur among the rows. */
export interface DistinctCells {
	readonly count: number;
	/** Row to combination. */
	readonly ofRow: Int32Array;
	/** Per margin: combination to the margin's cell. */
	readonly marginCell: readonly Int32Array[];
}

/** Above this many possible combinations a hash map takes the place of a table. */
const tableLimit = 1 << 22;

/**
 * Finds the distinct combinations, margin by margin, so that iterating costs combinations and not rows. A cell that
 * the margin has no target for (negative, or too large) becomes `sizes[m]`, the extra cell of the rows whose cell is
 * unknown.
 */
export function collapse(rows: number, margins: readonly CellColumn[], sizes: readonly number[]): DistinctCells {
	let ofRow = new Int32Array(rows);
	let count = rows > 0 ? 1 : 0;
	let marginCell: Int32Array[] = [];
	margins.forEach((cells, m) => {
		const size = sizes[m] ?? 0;
		const step = pair(ofRow, count, cells, size);
		marginCell = [...marginCell.map((previous) => step.former.map((f) => previous[f] ?? 0)), step.cell];
		ofRow = step.ofRow;
		count = step.cell.length;
	});
	return { count, ofRow, marginCell };
}

/** Combines what is distinct so far with one more margin; combinations are numbered in order of appearance. */
function pair(ofRow: Int32Array, count: number, cells: CellColumn, size: number) {
	const width = size + 1;
	const next = new Int32Array(ofRow.length);
	const former: number[] = [];
	const cell: number[] = [];
	const table = count * width <= tableLimit ? new Int32Array(count * width).fill(-1) : undefined;
	const map = new Map<number, number>();
	for (let i = 0; i < next.length; i++) {
		const f = ofRow[i] ?? 0;
		const given = cells[i] ?? -1;
		const c = given < 0 || given >= size ? size : given;
		const key = f * width + c;
		let id = table === undefined ? (map.get(key) ?? -1) : (table[key] ?? -1);
		if (id < 0) {
			id = former.length;
			former.push(f);
			cell.push(c);
			if (table === undefined) map.set(key, id);
			else table[key] = id;
		}
		next[i] = id;
	}
	return { ofRow: next, former: Int32Array.from(former), cell: Int32Array.from(cell) };
}
