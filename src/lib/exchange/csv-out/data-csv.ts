import type { Codes } from '#core/dataset/index.ts';
import type { CodeLabel, DataColumn, DataFile } from '../data-file/data-file.ts';
import { missingShift } from '../data-file/missing-shift.ts';
import { csvCell, csvLine } from './csv-cell.ts';

export interface DataCsvOptions {
	/** What stands for a code, and for a missing reason: the number, or its words. */
	readonly show: 'codes' | 'labels';
	/** Told of the rows written so far, once a chunk. */
	readonly progress?: ((rows: number) => void) | undefined;
}

/**
 * The rows as CSV (RFC 4180, UTF-8, a line feed after each line), in chunks of about 256 KB: one header line, then one
 * line a row in the order of the file. Missing reasons of numbers and texts stand in the column like any value. A byte
 * order mark leads only where there are words to spoil. A row is never split, nor left out.
 */
export function* dataCsv(file: DataFile, { show, progress }: DataCsvOptions): Generator<Uint8Array> {
	const columns = file.columns.map((column) => cellsOf(column, show));
	const hasWords = show === 'labels' || file.columns.some(({ data }) => data.kind === 'text');
	yield encoder.encode(`${hasWords ? '\ufeff' : ''}${csvLine(file.columns.map(({ name }) => name))}`);
	const longest = columns.reduce((sum, { most }) => sum + most + 1, 1);
	const capacity = Math.max(chunkBytes, 2 * longest);
	let chunk = new Uint8Array(capacity);
	let at = 0;
	for (let row = 0; row < file.rows; row++) {
		if (at + longest > capacity) {
			yield chunk.subarray(0, at);
			progress?.(row);
			chunk = new Uint8Array(capacity);
			at = 0;
		}
		for (const column of columns) {
			at = column.kind === 'coded' ? putCoded(column, row, chunk, at) : column.put(row, chunk, at);
			chunk[at++] = comma;
		}
		chunk[at - 1] = lineFeed;
	}
	if (at > 0) yield chunk.subarray(0, at);
	progress?.(file.rows);
}

const chunkBytes = 256 * 1024;
const [comma, lineFeed] = [0x2c, 0x0a];
const encoder = new TextEncoder();

/** How the cells of a column are written; `most` is the length in bytes of the longest. */
type Cells =
	Coded | { readonly kind: 'put'; readonly most: number; put(row: number, chunk: Uint8Array, at: number): number };

/** Every code's cell one after another in `pool`; that of code c from `starts[c - lowest]` to where the next begins. */
interface Coded {
	readonly kind: 'coded';
	readonly most: number;
	readonly codes: Codes;
	readonly lowest: number;
	readonly starts: Int32Array;
	readonly pool: Uint8Array;
}

function cellsOf(column: DataColumn, show: DataCsvOptions['show']): Cells {
	const { data, values, missing } = column;
	const words = show === 'labels' ? wordsOf([...missing, ...values]) : new Map<number, string>();
	switch (data.kind) {
		case 'code':
			return coded(data.codes, words);
		case 'number':
			return numbers(data.values, data.missing, words, missingShift(column));
		case 'text':
			return texts(data.texts, data.missing, words);
	}
}

function wordsOf(labels: readonly CodeLabel[]): Map<number, string> {
	return new Map(labels.map(({ code, label }) => [code, csvCell(label)]));
}

function coded(codes: Codes, words: ReadonlyMap<number, string>): Cells {
	let [lowest, highest] = [0, 0];
	for (let i = 0; i < codes.length; i++) {
		const code = codes[i] ?? 0;
		if (code < lowest) lowest = code;
		if (code > highest) highest = code;
	}
	if (highest - lowest > mostPooled) return sparselyCoded(codes, words);
	const cells = Array.from({ length: highest - lowest + 1 }, (_, k) =>
		encoder.encode(words.get(k + lowest) ?? String(k + lowest)),
	);
	const starts = new Int32Array(cells.length + 1);
	cells.forEach((cell, k) => (starts[k + 1] = (starts[k] ?? 0) + cell.length));
	const pool = new Uint8Array(starts[cells.length] ?? 0);
	cells.forEach((cell, k) => pool.set(cell, starts[k] ?? 0));
	const most = cells.reduce((longest, cell) => Math.max(longest, cell.length), 0);
	return { kind: 'coded', most, codes, lowest, starts, pool };
}

/** Beyond this range of codes a table of all of them would be mostly empty. */
const mostPooled = 100_000;

function sparselyCoded(codes: Codes, words: ReadonlyMap<number, string>): Cells {
	const cells = cellsByCode(words);
	return { kind: 'put', most: cells.most, put: (row, chunk, at) => putBytes(cells.of(codes[row] ?? 0), chunk, at) };
}

function putCoded({ codes, lowest, starts, pool }: Coded, row: number, chunk: Uint8Array, at: number): number {
	const k = (codes[row] ?? 0) - lowest;
	const end = starts[k + 1] ?? 0;
	for (let from = starts[k] ?? 0; from < end; from++) chunk[at++] = pool[from] ?? 0;
	return at;
}

function numbers(values: Float64Array, missing: Int8Array, words: ReadonlyMap<number, string>, shift: number): Cells {
	const reasons = cellsByCode(words, shift);
	return {
		kind: 'put',
		most: Math.max(longestNumber, reasons.most),
		put: (row, chunk, at) => {
			const reason = missing[row] ?? 0;
			if (reason !== 0) return putBytes(reasons.of(reason), chunk, at);
			const digits = String(values[row] ?? 0);
			for (let i = 0; i < digits.length; i++) chunk[at++] = digits.charCodeAt(i);
			return at;
		},
	};
}

/** JavaScript writes no double longer, such as -1.7976931348623157e+308; with room to spare. */
const longestNumber = 32;

function texts(words: readonly string[], missing: Int8Array, reasonWords: ReadonlyMap<number, string>): Cells {
	const reasons = cellsByCode(reasonWords);
	// A character is at most three bytes of UTF-8, and a quote within quotes is written twice.
	const longest = words.reduce((most, text) => Math.max(most, text.length), 0) * 3 + 4;
	return {
		kind: 'put',
		most: Math.max(longest, reasons.most),
		put: (row, chunk, at) => {
			const reason = missing[row] ?? 0;
			if (reason !== 0) return putBytes(reasons.of(reason), chunk, at);
			return at + encoder.encodeInto(csvCell(words[row] ?? ''), chunk.subarray(at)).written;
		},
	};
}

/** Cells by code, made as they are met. */
function cellsByCode(words: ReadonlyMap<number, string>, shift = 0): { most: number; of(code: number): Uint8Array } {
	const made = new Map<number, Uint8Array>();
	const most = [...words.values()].reduce(
		(longest, text) => Math.max(longest, encoder.encode(text).length),
		longestNumber,
	);
	return {
		most,
		of: (code) => {
			const known = made.get(code) ?? encoder.encode(words.get(code) ?? String(code + shift));
			made.set(code, known);
			return known;
		},
	};
}

function putBytes(bytes: Uint8Array, chunk: Uint8Array, at: number): number {
	chunk.set(bytes, at);
	return at + bytes.length;
}
