import { inflateSync } from 'node:zlib';
import type { Bytes } from './bytes.ts';
import { joined, viewOf } from './bytes.ts';
import { Unreadable } from './unreadable.ts';

/** A block that grows beyond this is none: all that were seen grow to less than 4 MB. */
const largestBlock = 2 ** 24;
/** Compressed bytes that are looked at to find the end of a block: enough for 4 MB that do not shrink, then for all. */
const windows = [4.25 * 2 ** 20, largestBlock + 2 ** 16];

/**
 * The byte stream within a .zsav, a block at a time. The blocks stand between a header that tells where they end and a
 * trailer that counts them. Throws `Unreadable`.
 */
export async function* inflated(bytes: Bytes, littleEndian: boolean): AsyncGenerator<Uint8Array> {
	const head = viewOf(await bytes.take(24));
	const end = Number(head.getBigInt64(8, littleEndian));
	if (end < bytes.position()) throw new Unreadable('its compressed cases end before they begin');
	let window: Uint8Array = new Uint8Array(0);
	let blocks = 0;
	while (bytes.position() < end || window.length > 0) {
		let block: Inflated = 'cut';
		for (const size of windows) {
			window = await filled(window, bytes, size, end);
			block = inflatedBlock(window);
			if (block !== 'cut' || bytes.position() === end) break;
		}
		if (block === 'cut') throw new Unreadable(`its compressed block ${blocks + 1} is cut short or longer than any`);
		blocks++;
		window = window.subarray(block.used);
		yield block.bytes;
	}
	const told = viewOf(await bytes.take(24)).getInt32(20, littleEndian);
	if (told !== blocks) throw new Unreadable(`it says that it has ${told} compressed blocks, and has ${blocks}`);
}

/** The window with bytes added up to `size`, none of them from behind the last block. */
async function filled(window: Uint8Array, bytes: Bytes, size: number, end: number): Promise<Uint8Array> {
	const parts = [window];
	for (let length = window.length; length < size && bytes.position() < end;) {
		const part = await bytes.next(Math.min(size - length, end - bytes.position()));
		if (part === undefined) throw new Unreadable(`it is cut short: it ends after ${bytes.position()} bytes`);
		parts.push(part);
		length += part.length;
	}
	return joined(parts);
}

type Inflated = { readonly bytes: Uint8Array; readonly used: number } | 'cut';

/** The first block of the window and how many bytes it took; 'cut' where the window ends within it. */
function inflatedBlock(window: Uint8Array): Inflated {
	try {
		const done: unknown = inflateSync(window, { info: true, maxOutputLength: largestBlock });
		if (typeof done === 'object' && done !== null && 'buffer' in done && 'engine' in done) {
			const { buffer, engine } = done;
			if (buffer instanceof Uint8Array && typeof engine === 'object' && engine !== null && 'bytesWritten' in engine) {
				if (typeof engine.bytesWritten === 'number') return { bytes: buffer, used: engine.bytesWritten };
			}
		}
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'Z_BUF_ERROR') return 'cut';
		if (code === 'ERR_BUFFER_TOO_LARGE')
			throw new Unreadable('one of its compressed blocks is larger than any should be');
		if (typeof code === 'string' && code.startsWith('Z_')) throw new Unreadable('its compressed cases are damaged');
		throw error;
	}
	throw new Error('zlib tells no longer how many bytes it took');
}
