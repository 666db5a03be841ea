import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import { z } from 'zod';

/** Rises when the same answers would make other columns. */
const format = 3;

/** One typed array of a file of columns. They follow the header in this order, each from the next multiple of 8 bytes. */
export const Part = z.strictObject({
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

export type Part = z.infer<typeof Part>;

/** A part where it lies in the file, in bytes. */
export interface PlacedPart extends Part {
	readonly start: number;
	readonly length: number;
}

interface LaidOut {
	readonly rows: number;
	readonly parts: readonly PlacedPart[];
}

/** Before the header: these letters, the length of the header and its CRC-32. */
const letters = Buffer.from('SOUNDCOL');
const prefix = letters.length + 8;
const alignment = 8;
const longestHeader = 16 * 1024 * 1024;

/** The beginning of a file of columns: what it was made from, and its parts. */
export function headerBytes(args: { madeFrom: string; rows: number; parts: readonly Part[] }): Buffer {
	const { madeFrom, rows, parts } = args;
	const header = Buffer.from(
		JSON.stringify({
			...{ madeFrom: `${format} ${madeFrom}`, endianness: endianness(), rows, parts: [...parts] },
		} satisfies z.input<typeof Header>),
	);
	const before = Buffer.alloc(prefix);
	letters.copy(before);
	before.writeUInt32LE(header.length, letters.length);
	before.writeUInt32LE(crc32(header), letters.length + 4);
	return Buffer.concat([before, header]);
}

/**
 * Where the parts of a file lie, `read` giving its bytes. Undefined for what is no such file, was made from something else
 * than `madeFrom` says, or has a header that is not as it was written; throws where the file ends before.
 */
export function laidOut(
	read: (start: number, length: number) => ArrayBuffer,
	{ madeFrom }: { madeFrom: string },
): LaidOut | undefined {
	const before = Buffer.from(read(0, prefix));
	if (!before.subarray(0, letters.length).equals(letters)) return undefined;
	const length = before.readUInt32LE(letters.length);
	if (length > longestHeader) return undefined;
	const bytes = Buffer.from(read(prefix, length));
	if (crc32(bytes) !== before.readUInt32LE(letters.length + 4)) return undefined;
	const header = Header.parse(JSON.parse(bytes.toString('utf8')));
	if (header.madeFrom !== `${format} ${madeFrom}` || header.endianness !== endianness()) return undefined;
	let start = aligned(prefix + length);
	const parts = header.parts.map((part): PlacedPart => {
		const placed = { ...part, start, length: header.rows * part.width };
		start = aligned(start + placed.length);
		return placed;
	});
	return { rows: header.rows, parts };
}

/** The next place where a part may begin. */
export function aligned(place: number): number {
	return Math.ceil(place / alignment) * alignment;
}
