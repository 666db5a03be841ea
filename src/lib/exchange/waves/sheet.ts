import { cellAt, isUserMissing, readSav } from '../sav/index.ts';
import type { SavColumn, SavFile, SavValue } from '../sav/index.ts';
import { readCsv } from './csv.ts';
import type { CsvColumns, NoSheet } from './csv.ts';

/** A contractor's data file: the text of a CSV, or an SPSS system file. */
export type WaveFile = { readonly csv: string } | { readonly sav: Uint8Array };

/** How much of a file is taken in; past that it is refused. */
export interface Limits {
	readonly rows: number;
	readonly columns: number;
	/** Bytes that the columns of an SPSS file may take in memory. */
	readonly memory: number;
}

/** The rows of a data file, whatever its format. */
export interface Sheet {
	readonly kind: 'sheet';
	/** Place of each column by its name. */
	readonly places: ReadonlyMap<string, number>;
	/** What the file says of each column, by place. */
	readonly columns: readonly SheetColumn[];
	/** The column that the file itself names as its weight; null where it names none. */
	readonly weight: string | null;
	readonly rows: number;
	/** Where a row stands in the file: the line of a CSV, which begins with its header; the case of a .sav, from 1. */
	line(row: number): number;
	/** Where the names of the columns stand: line 1 of a CSV; 0 for a .sav, whose cases have no header. */
	readonly header: 0 | 1;
	cell(row: number, place: number): SheetCell;
}

export interface SheetColumn {
	readonly name: string;
	/** The words of its question; empty where the file has none, as no CSV does. */
	readonly words: string;
	/** Values that the file names or declares missing, whether or not they occur. */
	readonly named: readonly { readonly value: string; readonly label: string; readonly isMissing: boolean }[];
}

/** A cell. An empty or system-missing one has an empty text. */
export interface SheetCell {
	/** What stands in the cell. */
	readonly text: string;
	/** How a codebook may spell it, the most telling first: in a .sav the label of the value, then the value. */
	readonly spellings: readonly string[];
	/** The author of the file declared the value missing, and only the codebook can say for which reason. */
	readonly isUserMissing: boolean;
}

/** Reads a data file; of a .sav only the columns that are wanted. */
export async function sheetOf(
	file: WaveFile,
	{ wanted = () => true, limits }: { wanted?: (name: string) => boolean; limits?: Limits | undefined } = {},
): Promise<Sheet | NoSheet> {
	if ('csv' in file) {
		const read = await readCsv(file.csv, limits);
		return read.kind === 'no-sheet' ? read : csvSheet(read);
	}
	const read = await readSav(file.sav, { wanted, ...(limits && { memory: limits.memory }) });
	if (read.kind === 'unreadable') return { kind: 'no-sheet', line: 0, words: read.words };
	const { rows, columns } = read.file;
	const tooMany = limits === undefined ? undefined : beyond(limits, { rows, columns: columns.length });
	return tooMany === undefined ? savSheet(read.file) : { kind: 'no-sheet', line: 0, words: tooMany };
}

/** Why a file of that size is not taken in; undefined when it is. */
function beyond(limits: Limits, size: { rows: number; columns: number }): string | undefined {
	const counted = new Intl.NumberFormat('en-GB');
	if (size.columns > limits.columns) return `it has more than ${counted.format(limits.columns)} columns`;
	if (size.rows > limits.rows) return `it has more than ${counted.format(limits.rows)} rows`;
	return undefined;
}

function csvSheet({ names, columns, lines }: CsvColumns): Sheet {
	const cells = columns.map(({ values, places }) => {
		const spelt = values.map((text): SheetCell => ({ text, spellings: [text], isUserMissing: false }));
		return (row: number) => spelt[places[row] ?? -1] ?? empty;
	});
	return {
		kind: 'sheet',
		places: new Map(names.map((name, place) => [name, place])),
		columns: names.map((name) => ({ name, words: '', named: [] })),
		weight: null,
		rows: lines.length,
		line: (row) => lines[row] ?? 0,
		header: 1,
		cell: (row, place) => cells[place]?.(row) ?? empty,
	};
}

function savSheet({ columns, rows, weight }: SavFile): Sheet {
	const cells = columns.map(cellsOf);
	return {
		kind: 'sheet',
		places: new Map(columns.map(({ name }, place) => [name, place])),
		columns: columns.map((column) => ({ name: column.name, words: column.label.trim(), named: namedIn(column) })),
		weight,
		rows,
		line: (row) => row + 1,
		header: 0,
		cell: (row, place) => cells[place]?.(row) ?? empty,
	};
}

const empty: SheetCell = { text: '', spellings: [''], isUserMissing: false };

function namedIn({ valueLabels, missing }: SavColumn): SheetColumn['named'] {
	const labels = new Map(valueLabels.map(({ value, label }) => [value, label.trim()]));
	for (const value of missing.values) if (!labels.has(value)) labels.set(value, '');
	return [...labels]
		.map(([value, label]) => ({ value: String(value).trim(), label, isMissing: isUserMissing(missing, value) }))
		.filter(({ value }) => value !== '');
}

/** Cells of a column by row; each value of a few is spelt once. */
function cellsOf(column: SavColumn): (row: number) => SheetCell {
	const labels = new Map(column.valueLabels.map(({ value, label }) => [value, label]));
	const spelt = (value: SavValue | null): SheetCell => {
		const text = value === null ? '' : String(value).trim();
		if (value === null || text === '') return empty;
		const label = labels.get(value)?.trim() ?? '';
		const spellings = label === '' ? [text] : [label, text];
		return { text, spellings, isUserMissing: isUserMissing(column.missing, value) };
	};
	const { cells } = column;
	if (cells.kind === 'numbers') return (row) => spelt(cellAt(cells, row));
	const all = cells.values.map(spelt);
	return (row) => all[cells.places[row] ?? -1] ?? empty;
}
