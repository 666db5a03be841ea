import { recordType } from '../format.ts';

/** The fields that records are made of, little-endian and in UTF-8. */

export function integers(...numbers: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(4 * numbers.length);
	const view = new DataView(bytes.buffer);
	for (const [place, number] of numbers.entries()) view.setInt32(4 * place, number, true);
	return bytes;
}

export function longIntegers(...numbers: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(8 * numbers.length);
	const view = new DataView(bytes.buffer);
	for (const [place, number] of numbers.entries()) view.setBigInt64(8 * place, BigInt(number), true);
	return bytes;
}

export function floats(...numbers: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(8 * numbers.length);
	const view = new DataView(bytes.buffer);
	for (const [place, number] of numbers.entries()) view.setFloat64(8 * place, number, true);
	return bytes;
}

/** A text filled with spaces to `length` bytes, cut there between characters. */
export function padded(words: string, length: number): Uint8Array {
	const bytes = new Uint8Array(length).fill(32);
	bytes.set(cut(text(words), length));
	return bytes;
}

export function text(words: string): Uint8Array {
	return new TextEncoder().encode(words);
}

/** The bytes of as many whole characters as `most` bytes hold. */
export function cut(bytes: Uint8Array, most: number): Uint8Array {
	if (bytes.length <= most) return bytes;
	let end = most;
	while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
	return bytes.subarray(0, end);
}

/** An extension record of elements of `size` bytes. */
export function extensionRecord(subtype: number, size: 1 | 4 | 8, data: Uint8Array): Uint8Array[] {
	return [integers(recordType.extension, subtype, size, data.length / size), data];
}
