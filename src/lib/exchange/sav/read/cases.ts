import { byteCode, systemMissing } from '../format.ts';
import type { SavCells } from '../sav-file.ts';
import { joined, viewOf } from './bytes.ts';
import type { Budget, NumberCells, TextCells } from './cells.ts';
import { numberCells, textCells } from './cells.ts';
import type { Dictionary } from './dictionary.ts';
import type { Header } from './records.ts';
import { Unreadable } from './unreadable.ts';

/** Takes the cases of a file piece by piece. */
export interface CaseReader {
	/** Takes the next piece, of any length. Throws `Unreadable`. */
	push(piece: Uint8Array): void;
	/** Ends the file: rows, and the cells of each column that was wanted. Throws `Unreadable` where cases lack. */
	finish(): { readonly rows: number; readonly cells: ReadonlyMap<string, SavCells> };
}

/** What is done with each 8 bytes of a case: numbers go to a column, pieces of a text are collected first. */
interface Plan {
	readonly steps: Uint8Array;
	readonly numbers: readonly (NumberCells | undefined)[];
	readonly texts: readonly (TextCells | undefined)[];
	/** Where the 8 bytes go in the text that is being collected, and how many of them belong to it. */
	readonly offsets: Uint16Array;
	readonly lengths: Uint8Array;
	/** Bytes of the text that the last piece completes; 0 elsewhere. */
	readonly completes: Uint16Array;
	readonly cells: ReadonlyMap<string, NumberCells | TextCells>;
}

const step = { skip: 0, number: 1, text: 2 } as const;

/**
 * `expected` is the number of cases that the file tells, negative where it does not. Columns that are not wanted are
 * stepped over.
 */
export function caseReader(
	dictionary: Dictionary,
	{ littleEndian, compression, bias }: Header,
	{ wanted, budget, expected }: { wanted: (name: string) => boolean; budget: Budget; expected: number },
): CaseReader {
	const { steps, numbers, texts, offsets, lengths, completes, cells } = planOf(dictionary, wanted, budget);
	const text = new Uint8Array(32_768);
	const missing = dictionary.systemMissing;
	let element = 0;
	let rows = 0;
	let ended = false;
	let leftover: Uint8Array = new Uint8Array(0);

	const passed = (): void => {
		element++;
		if (element < steps.length) return;
		element = 0;
		rows++;
		if (rows === 2 ** 31) throw new Unreadable('it has more cases than can be read here');
	};
	const takeText = (): void => {
		const complete = completes[element] ?? 0;
		if (complete > 0) texts[element]?.add(text.subarray(0, complete));
	};
	/** One 8-byte piece as it stands in the file. */
	const raw = (bytes: Uint8Array, view: DataView, at: number): void => {
		if (steps[element] === step.number) {
			const value = view.getFloat64(at, littleEndian);
			numbers[element]?.add(value === missing || value === systemMissing ? NaN : value);
		} else if (steps[element] === step.text) {
			const offset = offsets[element] ?? 0;
			const length = lengths[element] ?? 0;
			for (let byte = 0; byte < length; byte++) text[offset + byte] = bytes[at + byte] ?? 0;
			takeText();
		}
		passed();
	};
	const filled = (byte: number): void => {
		if (steps[element] === step.number) throw new Unreadable(`case ${rows + 1} has text where a number belongs`);
		if (steps[element] === step.text) {
			const offset = offsets[element] ?? 0;
			text.fill(byte, offset, offset + (lengths[element] ?? 0));
			takeText();
		}
		passed();
	};
	const code = (value: number): void => {
		if (steps[element] === step.text) {
			// Some writers say zero bytes of a text as the number 0.
			if (value !== 0) throw new Unreadable(`case ${rows + 1} has a number where text belongs`);
			filled(0);
			return;
		}
		if (steps[element] === step.number) numbers[element]?.add(value);
		passed();
	};
	const complete = (): boolean => ended || (rows === expected && element === 0);

	const plainPieces = (bytes: Uint8Array): number => {
		const view = viewOf(bytes);
		let at = 0;
		for (; at + 8 <= bytes.length && !complete(); at += 8) raw(bytes, view, at);
		return at;
	};
	/** Groups of eight codes, followed by the 8 bytes of each that stands for itself. */
	const codedPieces = (bytes: Uint8Array): number => {
		const view = viewOf(bytes);
		let at = 0;
		while (at + 8 <= bytes.length && !complete()) {
			let end = at + 8;
			for (let place = at; place < at + 8; place++) if (bytes[place] === byteCode.raw) end += 8;
			if (end > bytes.length) break;
			let payload = at + 8;
			for (let place = at; place < at + 8; place++) {
				const said = bytes[place] ?? 0;
				if (said === byteCode.padding) continue;
				if (said === byteCode.end) {
					ended = true;
					break;
				}
				if (complete()) throw moreThan(expected);
				if (said === byteCode.raw) {
					raw(bytes, view, payload);
					payload += 8;
				} else if (said === byteCode.spaces) filled(32);
				else code(said === byteCode.systemMissing ? NaN : said - bias);
			}
			at = end;
		}
		return at;
	};
	const pieces = compression === 'none' ? plainPieces : codedPieces;
	return {
		push: (piece) => {
			const bytes = leftover.length === 0 ? piece : joined([leftover, piece]);
			const used = pieces(bytes);
			leftover = bytes.slice(used, used + 4096);
			if (complete() && hasMore(leftover, compression, ended)) throw moreThan(expected);
		},
		finish: () => {
			if (element > 0 || (!complete() && leftover.length > 0))
				throw new Unreadable(`it is cut short in case ${rows + 1}`);
			if (expected >= 0 && rows !== expected)
				throw new Unreadable(`it is cut short: it has ${rows} of ${expected} cases`);
			return { rows, cells: new Map([...cells].map(([name, column]) => [name, column.finish()])) };
		},
	};
}

function planOf(dictionary: Dictionary, wanted: (name: string) => boolean, budget: Budget): Plan {
	const size = dictionary.columns.reduce((sum, { segments }) => sum + elementsOf(segments), 0);
	const plan = {
		steps: new Uint8Array(size),
		numbers: new Array<NumberCells | undefined>(size),
		texts: new Array<TextCells | undefined>(size),
		offsets: new Uint16Array(size),
		lengths: new Uint8Array(size),
		completes: new Uint16Array(size),
	};
	const cells = new Map<string, NumberCells | TextCells>();
	let element = 0;
	for (const { name, width, segments } of dictionary.columns) {
		const from = element;
		element += elementsOf(segments);
		if (!wanted(name)) continue;
		if (width === 0) {
			const column = numberCells(budget);
			cells.set(name, column);
			plan.steps[from] = step.number;
			plan.numbers[from] = column;
			continue;
		}
		const column = textCells(budget, dictionary.decode);
		cells.set(name, column);
		plan.steps.fill(step.text, from, element);
		plan.texts[element - 1] = column;
		const written = segments.reduce((sum, bytes) => sum + bytes, 0);
		plan.completes[element - 1] = Math.min(width, written);
		let place = from;
		let before = 0;
		for (const bytes of segments) {
			for (let offset = 0; offset < bytes; offset += 8, place++) {
				plan.offsets[place] = before + offset;
				plan.lengths[place] = Math.max(0, Math.min(8, bytes - offset, width - before - offset));
			}
			before += bytes;
		}
	}
	return { ...plan, cells };
}

function elementsOf(segments: readonly number[]): number {
	return segments.reduce((sum, bytes) => sum + Math.max(1, Math.ceil(bytes / 8)), 0);
}

/** Whether what follows the last case is one more, rather than the mark of the end. */
function hasMore(bytes: Uint8Array, compression: Header['compression'], ended: boolean): boolean {
	if (ended) return false;
	if (compression === 'none') return bytes.length >= 8;
	for (const said of bytes.subarray(0, 8)) {
		if (said === byteCode.end) return false;
		if (said !== byteCode.padding) return true;
	}
	return false;
}

function moreThan(expected: number): Unreadable {
	return new Unreadable(`it says that it has ${expected} cases, and has more`);
}
