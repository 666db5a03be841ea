import { fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Codes, Column } from '#core/dataset/index.ts';
import type { Variable } from '#core/instrument/index.ts';
import type { PlacedPart } from './column-file-format.ts';

/** An open file. Nothing else may close it: columns are read from it for as long as anybody holds them. */
export interface OpenFile {
	readonly descriptor: number;
	bytesRead: number;
}

/** How much is checked before others are served, in bytes: a millisecond. */
const atOnce = 4 * 1024 * 1024;

/** Undefined where there is no such file. */
export function opened(path: string): number | undefined {
	try {
		return openSync(path, 'r');
	} catch {
		return undefined;
	}
}

/** Reads all parts through, `atOnce` at a time, and compares their sums. */
export async function isAsWritten(file: OpenFile, parts: readonly PlacedPart[]): Promise<boolean> {
	const buffer = Buffer.alloc(Math.min(atOnce, Math.max(1, ...parts.map(({ length }) => length))));
	let sinceTurn = 0;
	for (const { start, length, sum } of parts) {
		let found = 0;
		for (let done = 0; done < length;) {
			const read = readSync(file.descriptor, buffer, 0, Math.min(buffer.length, length - done), start + done);
			if (read === 0) return false;
			found = crc32(buffer.subarray(0, read), found);
			done += read;
			sinceTurn += read;
			if (sinceTurn >= atOnce) {
				sinceTurn = 0;
				await new Promise((resolve) => setImmediate(resolve));
			}
		}
		if (found !== sum) return false;
	}
	return true;
}

/** A column that is read when it is first asked for; undefined without the parts that make one. */
export function columnFrom(
	file: OpenFile,
	variable: Variable,
	parts: { codes: PlacedPart | undefined; values: PlacedPart | undefined; missing: PlacedPart | undefined },
): Column | undefined {
	const { codes, values, missing } = parts;
	if (codes !== undefined) {
		const read = once(() => codesIn(file, codes));
		return {
			kind: 'code',
			variable,
			get codes() {
				return read();
			},
		};
	}
	if (values === undefined || missing === undefined) return undefined;
	const readValues = once(() => doublesIn(file, values));
	const readMissing = once(() => new Int8Array(partOf(file, missing)));
	return {
		kind: 'number',
		variable,
		get values() {
			return readValues();
		},
		get missing() {
			return readMissing();
		},
	};
}

function codesIn(file: OpenFile, part: PlacedPart): Codes {
	const bytes = partOf(file, part);
	switch (part.width) {
		case 1:
			return new Int8Array(bytes);
		case 2:
			return new Int16Array(bytes);
		case 4:
			return new Int32Array(bytes);
		case 8:
			throw new RangeError('codes of eight bytes are never written');
	}
}

export function doublesIn(file: OpenFile, part: PlacedPart): Float64Array {
	return new Float64Array(partOf(file, part));
}

function partOf(file: OpenFile, { start, length }: PlacedPart): ArrayBuffer {
	file.bytesRead += length;
	return bytesAt(file, start, length);
}

/** Throws where the file ends before. */
export function bytesAt({ descriptor }: OpenFile, start: number, length: number): ArrayBuffer {
	const bytes = new Uint8Array(length);
	for (let done = 0; done < length;) {
		const read = readSync(descriptor, bytes, done, length - done, start + done);
		if (read === 0) throw new RangeError('a file of columns is shorter than it says');
		done += read;
	}
	return bytes.buffer;
}

export function lastWritten({ descriptor }: OpenFile): string {
	const { size, mtimeMs } = fstatSync(descriptor);
	return `${size} ${mtimeMs}`;
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}
