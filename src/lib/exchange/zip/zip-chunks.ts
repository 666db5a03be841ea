import { constants, crc32, deflateRawSync } from 'node:zlib';
import { Zip } from 'fflate';
import type { ZipInputFile } from 'fflate';

/** Bytes piece by piece, whether they are there or have to be waited for. */
export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** A file to be put into a zip. Its chunks are asked for when its turn has come, so that it may tell of those before it. */
export interface ZipEntry {
	readonly name: string;
	/** Whether deflating it saves anything; what is compressed already is stored as it is. */
	readonly deflate: boolean;
	readonly chunks: () => Chunks;
}

/** A file or the whole is larger than a zip without extensions can say: 4 GiB. */
export class TooLargeForZip extends Error {
	constructor(readonly entry: string) {
		super(`${entry} makes the zip larger than 4 GiB, which many programs cannot open`);
	}
}

/**
 * A zip of the entries in their order, in chunks as they come: at no time is more held than a chunk of an entry and its
 * compressed form. `made` is the time that all entries carry. Thrown once more than `most` bytes come together, before a
 * size that is wrong could be written: `TooLargeForZip`.
 */
export async function* zipChunks(
	entries: Iterable<ZipEntry>,
	{ made, most = fourGiB }: { readonly made: Date; readonly most?: number },
): AsyncGenerator<Uint8Array> {
	let ready: Uint8Array[] = [];
	const zip = new Zip((error, chunk) => {
		if (error) throw error;
		ready.push(chunk);
	});
	let total = 0;
	const handOver = function* (): Generator<Uint8Array> {
		const chunks = ready;
		ready = [];
		for (const chunk of chunks) {
			total += chunk.length;
			yield chunk;
		}
	};
	for (const { name, deflate, chunks } of entries) {
		const file: ZipInputFile = { filename: name, size: 0, crc: 0, compression: deflate ? 8 : 0, mtime: made };
		zip.add(file);
		for await (const chunk of chunks()) {
			file.crc = crc32(chunk, file.crc);
			file.size += chunk.length;
			if (file.size + total > most) throw new TooLargeForZip(name);
			file.ondata?.(null, new Uint8Array(deflate ? deflated(chunk) : chunk), false);
			yield* handOver();
		}
		file.ondata?.(null, deflate ? endOfDeflate : new Uint8Array(), true);
		yield* handOver();
	}
	zip.end();
	yield* handOver();
}

/** Less room for the list of contents at the end. */
const fourGiB = 2 ** 32 - 2 ** 20;

/** Blocks that end on a byte, so that those of the next chunk may follow them. */
function deflated(chunk: Uint8Array): Uint8Array {
	return deflateRawSync(chunk, { level: 4, finishFlush: constants.Z_SYNC_FLUSH });
}

/** A last block with nothing in it (RFC 1951, 3.2.3). */
const endOfDeflate = Uint8Array.of(3, 0);
