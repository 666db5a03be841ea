import { readXlsx, type NoXlsx } from '../xlsx/read-xlsx.ts';
import { sampleLimits } from './sample-csv.ts';

/** A sheet of a workbook as the CSV that it is looked at and brought in as. Lines are rows of the sheet. */
export interface SampleWorkbook {
	readonly kind: 'csv';
	readonly text: string;
	readonly sheet: string;
	readonly sheets: readonly string[];
}

/** Reads a sample from a sheet of a workbook, its first unless `sheet` names another; driven as `readXlsx` is. */
export function* readSampleXlsx(
	bytes: Uint8Array,
	{ sheet }: { sheet: string | undefined },
): Generator<void, SampleWorkbook | NoXlsx> {
	const { rows: most, columns, bytes: characters } = sampleLimits;
	const read = yield* readXlsx(bytes, { sheet, limits: { rows: most + 1, columns, characters } });
	if (read.kind !== 'sheet') return read;
	const lines: string[] = [];
	for (const { row, cells } of read.rows) {
		while (lines.length < row - 1) lines.push('');
		lines.push(cells.map(lines.length === 0 ? headerCell : quoted).join(','));
	}
	return { kind: 'csv', text: lines.join('\n'), sheet: read.name, sheets: read.sheets };
}

/** What a header is parted by is found by counting: none of its names holds what could part it. */
function headerCell(name: string): string {
	return quoted(name.replaceAll(/[,;\t]+/g, ' '));
}

/** In one line: a line break within a cell would move the lines below it. */
function quoted(cell: string): string {
	const line = cell.replaceAll(/[\r\n\u0000]+/g, ' ');
	return /[",;\t]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
