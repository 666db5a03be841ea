import { parse } from 'csv-parse/sync';
import type { SampleSheet } from '#core/fieldwork/index.ts';

/** What a file may hold at most. */
export const sampleLimits = { bytes: 8 << 20, rows: 50_000, columns: 60 } as const;

export type ReadSample =
	| { readonly kind: 'sheet'; readonly sheet: SampleSheet }
	| { readonly kind: 'no-sheet'; readonly why: 'empty' | 'not-text' | 'too-many-rows' | 'too-many-columns' }
	/** A row that is no CSV, on that line. */
	| { readonly kind: 'no-sheet'; readonly why: 'broken'; readonly line: number };

/**
 * Reads a CSV with a header, its cells parted by commas, semicolons or tabs, whichever stands most often in the header. A
 * cell is text whatever it looks like: nothing in it is ever worked out.
 */
export function readSampleCsv(text: string): ReadSample {
	if (text.includes('\u0000')) return { kind: 'no-sheet', why: 'not-text' };
	const lines: number[] = [];
	let rows: string[][];
	try {
		rows = parse(text, {
			bom: true,
			skip_empty_lines: true,
			relax_column_count: true,
			delimiter: delimiterOf(text),
			max_record_size: 1 << 16,
			to: sampleLimits.rows + 2,
			on_record: (cells: string[], { lines: line }) => {
				if (cells.every((cell) => cell.trim() === '')) return null;
				lines.push(line);
				return cells;
			},
		});
	} catch (error) {
		const line = error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
		return { kind: 'no-sheet', why: 'broken', line };
	}
	const [header, ...records] = rows;
	if (header === undefined || records.length === 0) return { kind: 'no-sheet', why: 'empty' };
	if (header.length > sampleLimits.columns) return { kind: 'no-sheet', why: 'too-many-columns' };
	if (records.length > sampleLimits.rows) return { kind: 'no-sheet', why: 'too-many-rows' };
	const columns = header.map((name) => name.trim().slice(0, 60));
	return {
		kind: 'sheet',
		sheet: { columns, rows: records.map((cells, at) => ({ line: lines[at + 1] ?? at + 2, cells })) },
	};
}

function delimiterOf(text: string): string {
	const [header = ''] = text.split(/\r?\n/, 1);
	const often = (delimiter: string) => header.split(delimiter).length;
	return [',', ';', '\t'].toSorted((a, b) => often(b) - often(a))[0] ?? ',';
}
