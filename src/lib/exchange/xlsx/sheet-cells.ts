import { cellName } from '#core/fieldwork/index.ts';
import type { ZipPart } from '../zip/zip-parts.ts';
import { columnOfCell } from './cell-name.ts';
import { shownNumber } from './number-format.ts';
import { textReader } from './workbook.ts';
import { readXml } from './xml.ts';

/** What a sheet may hold at most; `characters` of all of its cells together. */
export interface SheetLimits {
	readonly rows: number;
	readonly columns: number;
	readonly characters: number;
}

/** What keeps a sheet from being read, and in which cell. */
export type SheetTrouble =
	| { readonly why: 'too-many-rows' | 'too-many-characters' }
	| { readonly why: 'too-many-columns'; readonly cell: string }
	/** A formula that came to an error, such as #REF!, or that nobody has worked out since it was written. */
	| { readonly why: 'error-cell'; readonly cell: string; readonly shown: string }
	| { readonly why: 'no-value'; readonly cell: string };

interface Row {
	readonly row: number;
	readonly cells: readonly string[];
}

/** The cells of a sheet as they show, row by row; empty rows are left out. */
export function* readSheetCells(
	part: ZipPart,
	of: {
		strings: readonly string[];
		formats: readonly string[];
		since1904: boolean;
		bytes: number;
		limits: SheetLimits;
	},
): Generator<void, { readonly rows: readonly Row[] } | SheetTrouble> {
	const { limits } = of;
	const rows: Row[] = [];
	const text = textReader();
	let trouble: SheetTrouble | undefined;
	let characters = 0;
	let row = 0;
	let column = -1;
	let cells: string[] = [];
	let cell = { type: '', style: 0, value: '', hasFormula: false };
	let isValue = false;
	const reader = {
		open(name: string, attributes: Readonly<Record<string, string>>) {
			if (name === 'row') {
				row = Math.max(row + 1, rowNumber(attributes['r']));
				column = -1;
				cells = [];
			} else if (name === 'c') {
				column = columnOfCell(attributes['r'] ?? '') ?? column + 1;
				const style = Number(attributes['s'] ?? 0);
				cell = { type: attributes['t'] ?? 'n', style, value: '', hasFormula: false };
				text.start();
			} else if (name === 'f') cell.hasFormula = true;
			isValue = name === 'v';
			text.open(name);
		},
		text(words: string) {
			if (isValue) cell.value += words.slice(0, 32_767);
			else text.text(words);
		},
		close(name: string) {
			text.close(name);
			isValue = false;
			if (name === 'c') take();
			if (name === 'row' && cells.some((shown) => shown.trim() !== '')) {
				rows.push({ row, cells });
				if (rows.length > limits.rows) trouble ??= { why: 'too-many-rows' };
			}
		},
		isDone: () => trouble !== undefined,
	};
	yield* readXml(part, reader, { most: of.bytes });
	return trouble ?? { rows };

	function take(): void {
		const shown = cell.type === 'inlineStr' ? text.read() : shownValue(cell, of);
		const name = cellName(column, row);
		if (cell.type === 'e') trouble ??= { why: 'error-cell', cell: name, shown: cell.value.slice(0, 20) };
		else if (cell.hasFormula && cell.value === '' && cell.type !== 'str') trouble ??= { why: 'no-value', cell: name };
		if (shown === '') return;
		if (column >= limits.columns) {
			trouble ??= { why: 'too-many-columns', cell: name };
			return;
		}
		characters += shown.length;
		if (characters > limits.characters) trouble ??= { why: 'too-many-characters' };
		while (cells.length < column) cells.push('');
		cells[column] = shown;
	}
}

/** 0 for what is no row that a sheet can have. */
function rowNumber(typed: string | undefined): number {
	const row = Number(typed);
	return Number.isInteger(row) && row <= 1_048_576 ? row : 0;
}

function shownValue(
	{ type, style, value }: { readonly type: string; readonly style: number; readonly value: string },
	of: { readonly strings: readonly string[]; readonly formats: readonly string[]; readonly since1904: boolean },
): string {
	switch (type) {
		case 's':
			return of.strings[Number(value)] ?? '';
		case 'b':
			return value === '1' ? 'TRUE' : 'FALSE';
		case 'n': {
			const number = Number(value);
			if (value.trim() === '' || !Number.isFinite(number)) return value;
			return shownNumber(number, of.formats[style] ?? 'General', of);
		}
		// A text that a formula made, or a day that stands as ISO 8601.
		default:
			return value;
	}
}
