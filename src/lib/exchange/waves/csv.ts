import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';

/** The cells of a CSV by column: each different text once, and for each row which of them stands there. */
export interface CsvColumns {
	readonly kind: 'csv';
	readonly names: readonly string[];
	readonly columns: readonly { readonly values: readonly string[]; readonly places: readonly number[] }[];
	/** The line on which each row ends, from 1. */
	readonly lines: readonly number[];
}

export interface NoSheet {
	readonly kind: 'no-sheet';
	readonly line: number;
	readonly words: string;
}

/** How much is parsed before others have their turn, in characters: a few milliseconds. */
const atOnce = 1 << 16;
/** Characters of one row; more than that is no table of answers. */
const longestRow = 1 << 20;

/**
 * Reads a CSV with a header. Memory is about eight bytes a cell and each different text of a column once. More rows or
 * columns than `limits` allows are refused as soon as they show.
 */
export async function readCsv(
	text: string,
	limits: { readonly rows: number; readonly columns: number } | undefined,
): Promise<CsvColumns | NoSheet> {
	let names: readonly string[] | undefined;
	let columns: { values: string[]; known: Map<string, number>; places: number[] }[] = [];
	const lines: number[] = [];
	const take = (fields: readonly string[], line: number): void => {
		if (names === undefined) {
			names = fields.map((name) => name.trim());
			if (limits !== undefined && names.length > limits.columns) {
				throw new TooMuch(`it has more than ${limits.columns} columns`);
			}
			columns = names.map(() => ({ values: [], known: new Map(), places: [] }));
			return;
		}
		if (limits !== undefined && lines.length === limits.rows) throw new TooMuch(`it has more than ${limits.rows} rows`);
		lines.push(line);
		columns.forEach(({ values, known, places }, at) => {
			const cell = fields[at]?.trim() ?? '';
			let place = known.get(cell);
			if (place === undefined) {
				place = values.push(cell) - 1;
				known.set(cell, place);
			}
			places.push(place);
		});
	};
	const parser = parse({
		bom: true,
		skip_empty_lines: true,
		max_record_size: longestRow,
		on_record: (fields: string[], context) => {
			take(fields, context.lines);
			return null;
		},
	});
	try {
		await pipeline(Readable.from(slicesOf(text)), parser.resume());
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		if (error instanceof TooMuch) return { kind: 'no-sheet', line: 1, words };
		const line = /line (\d+)/.exec(words)?.[1];
		return { kind: 'no-sheet', line: Number(line ?? 1), words: `not a well-formed CSV file: ${words}` };
	}
	return { kind: 'csv', names: names ?? [], columns, lines };
}

/** Thrown out of the parser and caught where it is called. */
class TooMuch extends Error {}

async function* slicesOf(text: string): AsyncGenerator<string> {
	for (let from = 0; from < text.length; from += atOnce) {
		yield text.slice(from, from + atOnce);
		await new Promise((resolve) => setImmediate(resolve));
	}
}
