import type { CodeData, NumberData, TextData } from '../../data-file/data-file.ts';
import { bias, byteCode } from '../format.ts';
import type { PlannedColumn } from './plan.ts';
import { elementsOf } from './plan.ts';

/** Pieces of 8 bytes that are turned into byte codes at a time, more or less. */
const elementsAtATime = 32_768;
const space = 32;

/** Some cases as they would stand in a file without compression; numbers and bytes are two views of the same memory. */
interface Cases {
	readonly numbers: Float64Array;
	readonly bytes: Uint8Array;
	/** Pieces of 8 bytes in a case, and 1 for those of them that are text. */
	readonly width: number;
	readonly isText: Uint8Array;
}

/** The cases as byte codes, in pieces of some hundred kilobytes that are the caller's to keep. */
export function* caseBytes(columns: readonly PlannedColumn[], rows: number): Generator<Uint8Array> {
	const width = columns.reduce((sum, { segments }) => sum + elementsOf(segments), 0);
	// A multiple of eight rows makes whole groups of eight codes.
	const rowsAtATime = Math.max(8, 8 * Math.floor(elementsAtATime / 8 / width));
	const numbers = new Float64Array(rowsAtATime * width);
	const isText = Uint8Array.from(
		columns.flatMap(({ segments, data }) => new Array<number>(elementsOf(segments)).fill(data.kind === 'text' ? 1 : 0)),
	);
	const cases = { numbers, bytes: new Uint8Array(numbers.buffer), width, isText };
	for (let from = 0; from < rows; from += rowsAtATime) {
		const count = Math.min(rowsAtATime, rows - from);
		let place = 0;
		for (const { data, segments, shift } of columns) {
			switch (data.kind) {
				case 'code':
					putCodes(cases, place, data, from, count);
					break;
				case 'number':
					putNumbers(cases, place, data, from, count, shift ?? NaN);
					break;
				case 'text':
					putTexts(cases, place, data, from, count, segments);
			}
			place += elementsOf(segments);
		}
		yield coded(cases, count);
	}
	yield Uint8Array.of(byteCode.end, 0, 0, 0, 0, 0, 0, 0);
}

function putCodes({ numbers, width }: Cases, place: number, { codes }: CodeData, from: number, count: number): void {
	let at = place;
	for (let row = from; row < from + count; row++, at += width) numbers[at] = codes[row] ?? NaN;
}

/** NaN is system-missing. */
function putNumbers(
	{ numbers, width }: Cases,
	place: number,
	{ values, missing }: NumberData,
	from: number,
	count: number,
	shift: number,
): void {
	let at = place;
	for (let row = from; row < from + count; row++, at += width) {
		const code = missing[row] ?? 0;
		numbers[at] = code === 0 ? (values[row] ?? NaN) : code + shift;
	}
}

/** Each text filled with spaces; one of several segments goes on in the next, behind the bytes that fill a segment to 8. */
function putTexts(
	{ bytes, width }: Cases,
	place: number,
	{ texts }: TextData,
	from: number,
	count: number,
	segments: readonly number[],
): void {
	const encoder = new TextEncoder();
	const room = new Uint8Array(segments.reduce((sum, segment) => sum + segment, 0));
	const length = 8 * elementsOf(segments);
	for (let row = from; row < from + count; row++) {
		const start = 8 * ((row - from) * width + place);
		bytes.fill(space, start, start + length);
		const { written } = encoder.encodeInto(texts[row] ?? '', room);
		let at = start;
		let done = 0;
		for (const segment of segments) {
			if (done >= written) break;
			bytes.set(room.subarray(done, Math.min(written, done + segment)), at);
			done += segment;
			at += 8 * Math.ceil(segment / 8);
		}
	}
}

/** Groups of eight codes, each followed by the pieces that no code stands for; zeros fill the last group. */
function coded({ numbers, bytes, width, isText }: Cases, rows: number): Uint8Array {
	const elements = rows * width;
	const out = new Uint8Array(8 * Math.ceil(elements / 8) + 8 * elements);
	const view = new DataView(out.buffer);
	let at = 0;
	let place = 0;
	for (let element = 0; element < elements;) {
		const end = element + 8 < elements ? element + 8 : elements;
		let code = at;
		at += 8;
		for (; element < end; element++, code++) {
			if (isText[place] === 1) {
				let blank = true;
				for (let byte = 8 * element; byte < 8 * element + 8; byte++) if (bytes[byte] !== space) blank = false;
				out[code] = blank ? byteCode.spaces : byteCode.raw;
				if (!blank) {
					for (let byte = 0; byte < 8; byte++) out[at + byte] = bytes[8 * element + byte] ?? space;
					at += 8;
				}
			} else {
				const value = numbers[element] ?? NaN;
				if (value > -bias && value <= 251 - bias && value === Math.trunc(value)) out[code] = value + bias;
				else if (Number.isFinite(value)) {
					out[code] = byteCode.raw;
					view.setFloat64(at, value, true);
					at += 8;
				} else out[code] = byteCode.systemMissing;
			}
			place = place + 1 === width ? 0 : place + 1;
		}
	}
	return out.slice(0, at);
}
