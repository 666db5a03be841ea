import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { bias, zsavBlock } from '../format.ts';
import { integers, longIntegers } from './fields.ts';

const deflated = promisify(deflate);
const fast = { level: 1 };

/**
 * The byte stream of a .zsav: a header, compressed blocks and a trailer. The header tells where the trailer stands, so the
 * cases are compressed twice, once to know how long they become: `cases` must give the same bytes each time. No more than
 * one block is held. `offset` is where this begins in the file.
 */
export async function* deflatedBytes(cases: () => Iterable<Uint8Array>, offset: number): AsyncGenerator<Uint8Array> {
	const blocks: { readonly plain: number; readonly compressed: number }[] = [];
	for (const block of inBlocks(cases())) {
		blocks.push({ plain: block.length, compressed: (await deflated(block, fast)).length });
	}
	const start = offset + 24;
	const trailer = blocks.reduce((end, { compressed }) => end + compressed, start);
	yield longIntegers(offset, trailer, 24 + 24 * blocks.length);
	for (const block of inBlocks(cases())) yield await deflated(block, fast);
	yield longIntegers(-bias, 0);
	yield integers(zsavBlock, blocks.length);
	let [plainAt, compressedAt] = [offset, start];
	for (const { plain, compressed } of blocks) {
		yield longIntegers(plainAt, compressedAt);
		yield integers(plain, compressed);
		plainAt += plain;
		compressedAt += compressed;
	}
}

/** The same bytes in pieces of the size that every .zsav has; the last may be shorter. A piece holds until the next. */
function* inBlocks(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
	const block = new Uint8Array(zsavBlock);
	let length = 0;
	for (const piece of pieces) {
		for (let at = 0; at < piece.length;) {
			const part = piece.subarray(at, at + zsavBlock - length);
			block.set(part, length);
			length += part.length;
			at += part.length;
			if (length < zsavBlock) continue;
			yield block;
			length = 0;
		}
	}
	if (length > 0) yield block.subarray(0, length);
}
