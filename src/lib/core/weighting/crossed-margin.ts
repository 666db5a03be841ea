import { type CellColumn } from './collapse.ts';
import { type Margin, type MarginUnit } from './margin.ts';

/** A population table over one or several variables, by the codes of their answers. */
export interface PopulationTable {
	readonly id: string;
	readonly variables: readonly string[];
	readonly unit: MarginUnit;
	/** `codes` has one code for each of `variables`, in their order. */
	readonly targets: readonly { readonly codes: readonly number[]; readonly target: number }[];
}

/** Codes ≥ 0 and missing reasons < 0 of a variable's rows; undefined where there is no such column. */
export type CodesOf = (variable: string) => CellColumn | undefined;

/** Above this many possible combinations a hash map takes the place of a table. */
const tableLimit = 1 << 22;

export interface UnknownVariable {
	readonly kind: 'unknown-variable';
	/** The margin, or the step, that needs it. */
	readonly margin: string;
	readonly variable: string;
}

/**
 * The margin of a population table in a sample. A row whose codes match no target (not answered, or an answer that the
 * table lacks) is unknown on it. Cells are labelled by their codes: "age 1, sex 2".
 */
export function crossedMargin(
	{ id, variables, unit, targets }: PopulationTable,
	codesOf: CodesOf,
	rows: number,
): ({ readonly kind: 'margin' } & Margin) | UnknownVariable {
	const columns = columnsOf(id, variables, codesOf);
	if ('kind' in columns) return columns;
	return {
		kind: 'margin',
		id,
		cells: cellsOf(targets, columns, rows),
		targets: targets.map(({ target }) => target),
		unit,
		labels: targets.map(({ codes }) => codesLabel(variables, codes)),
	};
}

/** "age 1, sex 2". */
export function codesLabel(variables: readonly string[], codes: readonly number[]): string {
	return variables.map((variable, v) => `${variable} ${codes[v] ?? '?'}`).join(', ');
}

/** The columns of several variables, or the first that is not there. */
export function columnsOf(
	margin: string,
	variables: readonly string[],
	codesOf: CodesOf,
): CellColumn[] | UnknownVariable {
	const columns: CellColumn[] = [];
	for (const variable of variables) {
		const column = codesOf(variable);
		if (!column) return { kind: 'unknown-variable', margin, variable };
		columns.push(column);
	}
	return columns;
}

/** The combinations of codes that occur, numbered in order of appearance; −1 where a code is missing. */
export function occurringCells(
	columns: readonly CellColumn[],
	rows: number,
): { readonly cells: Int32Array; readonly codes: readonly (readonly number[])[] } {
	const radix = columns.map((column) => 1 + greatest(column));
	const keys = keysOf(columns, radix, rows);
	const cells = new Int32Array(rows).fill(-1);
	const cellOfKey = new Map<number, number>();
	const codes: number[][] = [];
	for (let i = 0; i < rows; i++) {
		const key = keys[i] ?? -1;
		if (key < 0) continue;
		let cell = cellOfKey.get(key);
		if (cell === undefined) {
			cell = codes.length;
			cellOfKey.set(key, cell);
			codes.push(columns.map((column) => column[i] ?? -1));
		}
		cells[i] = cell;
	}
	return { cells, codes };
}

function greatest(column: CellColumn): number {
	let most = 0;
	for (let i = 0; i < column.length; i++) if ((column[i] ?? 0) > most) most = column[i] ?? 0;
	return most;
}

/** Row to target. */
function cellsOf(
	targets: readonly { readonly codes: readonly number[] }[],
	columns: readonly CellColumn[],
	rows: number,
): Int32Array {
	const radix = columns.map((_, v) => 1 + targets.reduce((most, { codes }) => Math.max(most, codes[v] ?? 0), 0));
	const keyOf = (codes: readonly number[]) => radix.reduce((key, size, v) => key * size + (codes[v] ?? 0), 0);
	const keys = keysOf(columns, radix, rows);
	const cells = new Int32Array(rows).fill(-1);
	const possible = radix.reduce((product, size) => product * size, 1);
	if (possible <= tableLimit) {
		const table = new Int32Array(possible).fill(-1);
		targets.forEach(({ codes }, cell) => (table[keyOf(codes)] = cell));
		for (let i = 0; i < rows; i++) cells[i] = table[keys[i] ?? -1] ?? -1;
		return cells;
	}
	const cellOfKey = new Map(targets.map(({ codes }, cell) => [keyOf(codes), cell]));
	for (let i = 0; i < rows; i++) cells[i] = cellOfKey.get(keys[i] ?? -1) ?? -1;
	return cells;
}

/**
 * Codes combined into one whole number a row, `radix` being one more than the greatest code of each variable; −1 where
 * a code is missing or greater. Doubles, since the product may pass 2³¹.
 */
function keysOf(columns: readonly CellColumn[], radix: readonly number[], rows: number): Float64Array {
	const keys = new Float64Array(rows);
	columns.forEach((column, v) => {
		const size = radix[v] ?? 1;
		for (let i = 0; i < rows; i++) {
			const code = column[i] ?? -1;
			const key = keys[i] ?? -1;
			keys[i] = key < 0 || code < 0 || code >= size ? -1 : key * size + code;
		}
	});
	return keys;
}
