import { type Numbers } from '#core/estimation/index.ts';
import { type Failure, failure } from './failure.ts';

/**
 * A file of answers as columns, each cell a number into the column's list of distinct spellings: a million rows take four
 * bytes a cell. Row numbers in failures count from 1, without the header.
 */
export interface Table {
	readonly rows: number;
	/** In the order of the file. */
	readonly names: readonly string[];
	readonly columns: ReadonlyMap<string, TextColumn>;
}

export interface TextColumn {
	readonly name: string;
	readonly cells: Int32Array;
	readonly spellings: readonly string[];
}

/** A column as categories: codes into `levels`, in order (numbers by size, else by character); −9 where empty or NA. */
export interface Categories {
	readonly kind: 'categories';
	readonly name: string;
	readonly codes: Int32Array;
	readonly levels: readonly string[];
}

const noAnswer = -9;

/** Collects a table record by record, so that a large file never stands in memory as text. */
export function tableBuilder(header: readonly string[]) {
	const names = header.map((name) => name.trim());
	const growing = names.map(() => ({ cells: new Int32Array(1024), numbers: new Map<string, number>() }));
	let rows = 0;
	return {
		add(record: readonly string[]): void {
			growing.forEach((column, c) => {
				if (rows === column.cells.length) {
					const larger = new Int32Array(rows * 2);
					larger.set(column.cells);
					column.cells = larger;
				}
				const text = (record[c] ?? '').trim();
				const known = column.numbers.get(text) ?? column.numbers.size;
				if (known === column.numbers.size) column.numbers.set(text, known);
				column.cells[rows] = known;
			});
			rows++;
		},
		finish(): Table | Failure {
			const twice = names.find((name, k) => names.indexOf(name) !== k);
			if (twice !== undefined) return failure(`the file has two columns “${twice}”: rename one`);
			if (rows === 0) return failure('the file has no rows below its header');
			return {
				rows,
				names,
				columns: new Map(
					names.map((name, c) => {
						const { cells, numbers } = growing[c] ?? { cells: new Int32Array(), numbers: new Map<string, number>() };
						return [name, { name, cells: cells.slice(0, rows), spellings: [...numbers.keys()] }];
					}),
				),
			};
		},
	};
}

/** The column of a name, or a failure that says which names there are. */
export function columnOf(table: Table, name: string): TextColumn | Failure {
	const column = table.columns.get(name);
	if (column !== undefined) return column;
	const known = table.names.slice(0, 12).join(', ');
	return failure(`there is no column “${name}”; the file has ${known}${table.names.length > 12 ? ', …' : ''}`);
}

export function isMissing(spelling: string): boolean {
	return spelling === '' || spelling === 'NA';
}

/** The number that a spelling stands for; undefined where it is none. Decimal notation alone. */
export function numberIn(spelling: string): number | undefined {
	return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(spelling) ? Number(spelling) : undefined;
}

export function isNumeric({ spellings }: TextColumn): boolean {
	return spellings.every((spelling) => isMissing(spelling) || numberIn(spelling) !== undefined);
}

export function categoriesOf(table: Table, name: string): Categories | Failure {
	const column = columnOf(table, name);
	if ('kind' in column) return column;
	const levels = column.spellings.filter((spelling) => !isMissing(spelling));
	levels.sort(isNumeric(column) ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1));
	const codeOf = new Map(levels.map((level, code) => [level, code]));
	const codes = column.spellings.map((spelling) => codeOf.get(spelling) ?? noAnswer);
	return { kind: 'categories', name, codes: column.cells.map((cell) => codes[cell] ?? noAnswer), levels };
}

export function numbersOf(table: Table, name: string): Numbers | Failure {
	const column = columnOf(table, name);
	if ('kind' in column) return column;
	const numbers = Float64Array.from(column.spellings, (spelling) => numberIn(spelling) ?? Number.NaN);
	const missing = Int8Array.from(column.spellings, (spelling) => (isMissing(spelling) ? noAnswer : 0));
	const bad = column.cells.findIndex((cell) => missing[cell] === 0 && Number.isNaN(numbers[cell]));
	if (bad >= 0) return failure(`column “${name}”, row ${bad + 1}: “${spellingAt(column, bad)}” is not a number`);
	return {
		values: Float64Array.from(column.cells, (cell) => (missing[cell] === 0 ? (numbers[cell] ?? 0) : 0)),
		missing: Int8Array.from(column.cells, (cell) => missing[cell] ?? noAnswer),
	};
}

/** As `numbersOf`, of a column that must be filled in every row. */
export function completeNumbersOf(table: Table, name: string): Float64Array | Failure {
	const numbers = numbersOf(table, name);
	if ('kind' in numbers) return numbers;
	const empty = numbers.missing.findIndex((reason) => reason !== 0);
	return empty >= 0
		? failure(`column “${name}”, row ${empty + 1}: there is no value, and a design needs one`)
		: numbers.values;
}

/** Numbers that tell the rows' values apart, of a column that must be filled in every row. */
export function completeKeysOf(table: Table, name: string): Int32Array | Failure {
	const column = columnOf(table, name);
	if ('kind' in column) return column;
	const empty = column.spellings.findIndex(isMissing);
	if (empty < 0) return column.cells;
	const row = column.cells.indexOf(empty);
	return failure(`column “${name}”, row ${row + 1}: there is no value, and a design needs one`);
}

/** What a row says in a column. */
export function spellingAt({ cells, spellings }: TextColumn, row: number): string {
	return spellings[cells[row] ?? 0] ?? '';
}
