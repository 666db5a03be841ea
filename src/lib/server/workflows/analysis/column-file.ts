import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Codes, Column, Dataset } from '#core/dataset/index.ts';
import type { Instrument, Variable } from '#core/instrument/index.ts';
import { codebook } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';

/** A wave's answers as columns, and the weights that came with them, one a row; null where none did. */
export interface KeptColumns {
	readonly dataset: Dataset;
	readonly supplied: Float64Array | null;
	/** How much of it is in memory now. */
	bytes(): number;
	/** False once somebody has written into the file that it is read from. */
	isIntact(): boolean;
}

/** Rises when the same answers would make other columns. */
const format = 2;

/** One typed array of the file. They follow the header in this order, each from the next multiple of 8 bytes. */
const Part = z.strictObject({
	/** The column; the weights that came with the data have none. */
	column: z.string().nullable(),
	holds: z.enum(['codes', 'values', 'missing', 'weights']),
	/** Bytes of one row. */
	width: z.literal([1, 2, 4, 8]),
	/** CRC-32 of its bytes. */
	sum: z.int().min(0),
});
const Header = z.strictObject({
	madeFrom: z.string(),
	/** Numbers are written as this machine has them. */
	endianness: z.enum(['BE', 'LE']),
	rows: z.int().min(0),
	parts: z.array(Part),
});

/** Before the header: these letters, the length of the header and its CRC-32. */
const letters = Buffer.from('SOUNDCOL');
const prefix = letters.length + 8;
const alignment = 8;
const longestHeader = 16 * 1024 * 1024;
/** How much is checked before others are served, in bytes: a millisecond. */
const atOnce = 4 * 1024 * 1024;

type Part = z.infer<typeof Part>;
interface PlacedPart extends Part {
	readonly start: number;
	readonly length: number;
}
type TypedArray = Codes | Float64Array;

/** An open file. Nothing else may close it: columns are read from it for as long as anybody holds them. */
interface OpenFile {
	readonly descriptor: number;
	bytesRead: number;
}

const closing = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/**
 * Opens the columns of a wave that were kept on disk: all of the file is checked against its sums, and each column is read
 * when it is first asked for. Undefined when there are none, when they were made from something else than `madeFrom` says,
 * and when a byte is not as it was written; they are then to be built again. A file that is replaced while it is open
 * stays readable to those who opened it.
 */
export async function readColumns(
	site: Site,
	args: { wave: string; instrument: Instrument; madeFrom: string },
): Promise<KeptColumns | undefined> {
	const descriptor = opened(pathOf(site, args.wave));
	if (descriptor === undefined) return undefined;
	const file: OpenFile = { descriptor, bytesRead: 0 };
	const columns = await columnsIn(file, args).catch(() => undefined);
	if (columns === undefined) closeSync(descriptor);
	else closing.register(file, descriptor);
	return columns;
}

async function columnsIn(
	file: OpenFile,
	{ instrument, madeFrom }: { instrument: Instrument; madeFrom: string },
): Promise<KeptColumns | undefined> {
	const since = lastWritten(file);
	const header = headerOf(file);
	if (header === undefined || header.madeFrom !== `${format} ${madeFrom}`) return undefined;
	if (header.endianness !== endianness()) return undefined;
	if (!(await isAsWritten(file, header.parts))) return undefined;
	const variables = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
	const find = (column: string | null, holds: Part['holds']) =>
		header.parts.find((part) => part.column === column && part.holds === holds);
	const columns = new Map<string, Column>();
	for (const name of new Set(header.parts.map(({ column }) => column))) {
		if (name === null) continue;
		const variable = variables.get(name);
		const parts = { codes: find(name, 'codes'), values: find(name, 'values'), missing: find(name, 'missing') };
		const column = variable === undefined ? undefined : columnFrom(file, variable, parts);
		if (column === undefined) return undefined;
		columns.set(name, column);
	}
	const weights = find(null, 'weights');
	return {
		dataset: { rows: header.rows, columns },
		supplied: weights === undefined ? null : doublesIn(file, weights),
		bytes: () => file.bytesRead,
		isIntact: () => lastWritten(file) === since,
	};
}

/** Keeps the columns of a wave, in place of what was kept of it before; readable by the owner of the process alone. */
export async function keepColumns(
	site: Site,
	args: { wave: string; madeFrom: string; columns: Pick<KeptColumns, 'dataset' | 'supplied'> },
): Promise<void> {
	const { dataset, supplied } = args.columns;
	const arrays = [...dataset.columns].flatMap(([column, of]) => arraysOf(column, of));
	if (supplied !== null) arrays.push({ column: null, holds: 'weights', array: supplied });
	const header = Buffer.from(
		JSON.stringify({
			madeFrom: `${format} ${args.madeFrom}`,
			endianness: endianness(),
			rows: dataset.rows,
			parts: arrays.map(({ column, holds, array }) => ({
				...{ column, holds, width: widthOf(array) },
				sum: crc32(bytesOf(array)),
			})),
		} satisfies z.input<typeof Header>),
	);
	const before = Buffer.alloc(prefix);
	letters.copy(before);
	before.writeUInt32LE(header.length, letters.length);
	before.writeUInt32LE(crc32(header), letters.length + 4);
	const path = pathOf(site, args.wave);
	await mkdir(folderOf(site), { recursive: true, mode: 0o700 });
	const unfinished = `${path}.${process.pid}`;
	const file = await open(unfinished, 'w', 0o600);
	try {
		for (const part of [Buffer.concat([before, header]), ...arrays.map(({ array }) => bytesOf(array))]) {
			await file.writeFile(part);
			await file.writeFile(Buffer.alloc(aligned(part.length) - part.length));
		}
	} finally {
		await file.close();
	}
	await rename(unfinished, path).catch(() => rm(unfinished, { force: true }));
}

interface LaidOut extends Omit<z.infer<typeof Header>, 'parts'> {
	readonly parts: readonly PlacedPart[];
}

function headerOf(file: OpenFile): LaidOut | undefined {
	const before = Buffer.from(bytesAt(file, 0, prefix));
	if (!before.subarray(0, letters.length).equals(letters)) return undefined;
	const length = before.readUInt32LE(letters.length);
	if (length > longestHeader) return undefined;
	const bytes = Buffer.from(bytesAt(file, prefix, length));
	if (crc32(bytes) !== before.readUInt32LE(letters.length + 4)) return undefined;
	const header = Header.parse(JSON.parse(bytes.toString('utf8')));
	let start = aligned(prefix + length);
	const parts = header.parts.map((part): PlacedPart => {
		const placed = { ...part, start, length: header.rows * part.width };
		start = aligned(start + placed.length);
		return placed;
	});
	return { ...header, parts };
}

/** Reads all parts through, `atOnce` at a time, and compares their sums. */
async function isAsWritten(file: OpenFile, parts: readonly PlacedPart[]): Promise<boolean> {
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

function columnFrom(
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

function doublesIn(file: OpenFile, part: PlacedPart): Float64Array {
	return new Float64Array(partOf(file, part));
}

function partOf(file: OpenFile, { start, length }: PlacedPart): ArrayBuffer {
	file.bytesRead += length;
	return bytesAt(file, start, length);
}

/** Throws where the file ends before. */
function bytesAt({ descriptor }: OpenFile, start: number, length: number): ArrayBuffer {
	const bytes = new Uint8Array(length);
	for (let done = 0; done < length;) {
		const read = readSync(descriptor, bytes, done, length - done, start + done);
		if (read === 0) throw new RangeError('a file of columns is shorter than it says');
		done += read;
	}
	return bytes.buffer;
}

function lastWritten({ descriptor }: OpenFile): string {
	const { size, mtimeMs } = fstatSync(descriptor);
	return `${size} ${mtimeMs}`;
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}

function arraysOf(column: string, of: Column): (Pick<Part, 'column' | 'holds'> & { array: TypedArray })[] {
	if (of.kind === 'code') return [{ column, holds: 'codes', array: of.codes }];
	return [
		{ column, holds: 'values', array: of.values },
		{ column, holds: 'missing', array: of.missing },
	];
}

function widthOf(array: TypedArray): Part['width'] {
	if (array instanceof Int8Array) return 1;
	if (array instanceof Int16Array) return 2;
	return array instanceof Int32Array ? 4 : 8;
}

function bytesOf(array: TypedArray): Buffer {
	return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

function aligned(place: number): number {
	return Math.ceil(place / alignment) * alignment;
}

function opened(path: string): number | undefined {
	try {
		return openSync(path, 'r');
	} catch {
		return undefined;
	}
}

function folderOf(site: Site): string {
	return join(site.env.SOUNDINGS_DATA, 'columns');
}

function pathOf(site: Site, wave: string): string {
	return join(folderOf(site), `${encodeURIComponent(wave)}.columns`);
}
