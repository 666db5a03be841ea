import { Inflate } from 'fflate';

/** A file within a zip, not unpacked yet. */
export interface ZipPart {
	readonly packed: Uint8Array;
	readonly isDeflated: boolean;
	readonly isEncrypted: boolean;
}

/** A part unpacks to more than it may. */
export class TooMuchUnpacked extends Error {}

/** A part cannot be unpacked: it was damaged, or never was what it says. */
export class BrokenPart extends Error {}

const signatures = { end: 0x06054b50, listed: 0x02014b50, local: 0x04034b50 } as const;
const lengths = { end: 22, listed: 46, local: 30 } as const;
const longestComment = 0xffff;
const mostParts = 10_000;

/**
 * The files of a zip by name, as its directory at the end lists them; undefined for what is no zip. Nothing is unpacked, and
 * no size that the zip says of itself is believed but those of its packed bytes.
 */
export function zipParts(bytes: Uint8Array): ReadonlyMap<string, ZipPart> | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = endOf(view);
	if (end === undefined) return undefined;
	const parts = new Map<string, ZipPart>();
	let at = view.getUint32(end + 16, true);
	for (let left = Math.min(view.getUint16(end + 10, true), mostParts); left > 0; left--) {
		if (at + lengths.listed > bytes.length || view.getUint32(at, true) !== signatures.listed) return undefined;
		const nameLength = view.getUint16(at + 28, true);
		const part = partOf(bytes, view, at);
		if (part === undefined) return undefined;
		const name = new TextDecoder().decode(bytes.subarray(at + lengths.listed, at + lengths.listed + nameLength));
		parts.set(name, part);
		at += lengths.listed + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return parts;
}

/**
 * What a part unpacks to, piece by piece, so that never more than some megabytes are held. Thrown once that is more than
 * `most` bytes: `TooMuchUnpacked`; where it is damaged: `BrokenPart`.
 */
export function* unpacked({ packed, isDeflated }: ZipPart, { most }: { most: number }): Generator<Uint8Array> {
	let ready: Uint8Array[] = [];
	let size = 0;
	const inflate = new Inflate((chunk) => ready.push(chunk));
	for (let at = 0; at < packed.length; at += piece) {
		const chunk = packed.subarray(at, at + piece);
		if (isDeflated) push(inflate, chunk, at + piece >= packed.length);
		else ready.push(chunk);
		const chunks = ready;
		ready = [];
		for (const one of chunks) {
			size += one.length;
			if (size > most) throw new TooMuchUnpacked();
			yield one;
		}
	}
}

/** Deflate makes at most 1032 bytes of one: so much of a part unpacks to 8 MB at the most. */
const piece = 8 << 10;

function push(inflate: Inflate, chunk: Uint8Array, isLast: boolean): void {
	try {
		inflate.push(chunk, isLast);
	} catch {
		throw new BrokenPart();
	}
}

function endOf(view: DataView): number | undefined {
	const last = view.byteLength - lengths.end;
	for (let at = last; at >= Math.max(0, last - longestComment); at--) {
		if (view.getUint32(at, true) === signatures.end) return at;
	}
	return undefined;
}

/** The part that the directory lists at `at`; its own header says where its bytes begin. */
function partOf(bytes: Uint8Array, view: DataView, at: number): ZipPart | undefined {
	const local = view.getUint32(at + 42, true);
	const method = view.getUint16(at + 10, true);
	if (local + lengths.local > bytes.length || view.getUint32(local, true) !== signatures.local) return undefined;
	const from = local + lengths.local + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
	const packed = bytes.subarray(from, from + view.getUint32(at + 20, true));
	return { packed, isDeflated: method === 8, isEncrypted: (view.getUint16(at + 8, true) & 1) === 1 };
}
