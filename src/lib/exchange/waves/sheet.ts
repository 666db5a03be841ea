import { parse } from 'csv-parse/sync';
import { cellAt, isUserMissing, readSav } from '../sav/index.ts';
import type { SavColumn, SavFile, SavValue } from '../sav/index.ts';

/** A contractor's data file: the text of a CSV, or an SPSS system file. */
export type WaveFile = { readonly csv: string } | { readonly sav: Uint8Array };

/** The rows of a data file, whatever its format. */
export interface Sheet {
	readonly kind: 'sheet';
	/** Place of each column by its name. */
	readonly places: ReadonlyMap<string, number>;
	readonly rows: number;
	/** Where a row stands in the file: the line of a CSV, which begins with its header; the case of a .sav, from 1. */
	line(row: number): number;
	/** Where the names of the columns stand: line 1 of a CSV; 0 for a .sav, whose cases have no header. */
	readonly header: 0 | 1;
	cell(row: number, place: number): SheetCell;
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

export interface NoSheet {
	readonly kind: 'no-sheet';
	readonly line: number;
	readonly words: string;
}

/** Reads a data file; of a .sav only the columns that are wanted. */
export async function sheetOf(file: WaveFile, wanted: ReadonlySet<string>): Promise<Sheet | NoSheet> {
	if ('csv' in file) return csvSheet(file.csv);
	const read = await readSav(file.sav, { wanted: (name) => wanted.has(name) });
	if (read.kind === 'unreadable') return { kind: 'no-sheet', line: 0, words: read.words };
	return savSheet(read.file);
}

function csvSheet(csv: string): Sheet | NoSheet {
	try {
		const lines: number[] = [];
		const records: string[][] = parse(csv, {
			bom: true,
			skip_empty_lines: true,
			on_record: (fields: string[], context) => {
				lines.push(context.lines);
				return fields;
			},
		});
		const [names = []] = records;
		return {
			kind: 'sheet',
			places: new Map(names.map((name, place) => [name.trim(), place])),
			rows: Math.max(0, records.length - 1),
			line: (row) => lines[row + 1] ?? 0,
			header: 1,
			cell: (row, place) => {
				const text = records[row + 1]?.[place]?.trim() ?? '';
				return { text, spellings: [text], isUserMissing: false };
			},
		};
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		const line = /line (\d+)/.exec(words)?.[1];
		return { kind: 'no-sheet', line: Number(line ?? 1), words: `not a well-formed CSV file: ${words}` };
	}
}

function savSheet({ columns, rows }: SavFile): Sheet {
	const cells = columns.map(cellsOf);
	return {
		kind: 'sheet',
		places: new Map(columns.map(({ name }, place) => [name, place])),
		rows,
		line: (row) => row + 1,
		header: 0,
		cell: (row, place) => cells[place]?.(row) ?? empty,
	};
}

const empty: SheetCell = { text: '', spellings: [''], isUserMissing: false };

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
