import {
	createCipheriv,
	createDecipheriv,
	createHmac,
	hkdfSync,
	randomBytes,
	scryptSync,
	timingSafeEqual,
} from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { z } from 'zod';

/** What a sealed file is opened with: a passphrase, or the bytes of a key file (at least 32 of chance). */
export type SealingKey =
	{ readonly kind: 'passphrase'; readonly words: string } | { readonly kind: 'key-file'; readonly bytes: Uint8Array };

export type Unsealed =
	| { readonly kind: 'read' }
	/** The file is none of ours, or of a later form. */
	| { readonly kind: 'not-sealed' }
	| { readonly kind: 'wrong-key' }
	/** Bytes from `at` on were changed, or the file was cut there. */
	| { readonly kind: 'damaged'; readonly at: number };

const firstLine = 'soundings sealed 1\n';
const chunkBytes = 64 * 1024;
const tagBytes = 16;
const checkBytes = 32;
/** scrypt with 2^17 blocks of 1 KiB: 128 MiB and about half a second for each guess. */
const scryptCost = 17;

const Header = z.strictObject({
	key: z.enum(['passphrase', 'key-file']),
	cost: z.int().min(14).max(20),
	salt: z.string().regex(/^[0-9a-f]{64}$/),
});
type Header = z.infer<typeof Header>;

/**
 * Writes a new file that only `key` opens, for this account's eyes, and sees it onto the disk. `fill` puts the bytes in.
 *
 * The form is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as age has it: chunks of 64 KiB under
 * AES-256-GCM, the nonce an 88-bit count and a byte that marks the last chunk, so that none can be changed, swapped, left
 * out or cut off. The key is HKDF-SHA256 of scrypt(passphrase) or of the key file, salted with 32 random bytes for each
 * file. The header is authenticated by an HMAC, which tells a wrong key from damage.
 */
export function seal(path: string, key: SealingKey, fill: (put: (bytes: Uint8Array) => void) => void): void {
	const header: Header = { key: key.kind, cost: scryptCost, salt: randomBytes(32).toString('hex') };
	const lead = Buffer.from(`${firstLine}${JSON.stringify(header)}\n`);
	const keys = keysOf(key, header);
	const file = openSync(path, 'wx', 0o600);
	try {
		writeAll(file, lead);
		writeAll(file, checkOf(keys.check, lead));
		let count = 0;
		let held: Buffer = Buffer.alloc(0);
		const close = (chunk: Uint8Array, isLast: boolean) => {
			const cipher = createCipheriv('aes-256-gcm', keys.chunks, nonceOf(count++, isLast));
			writeAll(file, Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]));
		};
		fill((bytes) => {
			held = Buffer.concat([held, bytes]);
			// The last chunk is known only at the end, so one stays in hand.
			let from = 0;
			for (; held.length - from > chunkBytes; from += chunkBytes) close(held.subarray(from, from + chunkBytes), false);
			held = held.subarray(from);
		});
		close(held, true);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

/** Reads a sealed file from its beginning and gives each chunk to `take` once it is known to be as it was written. */
export function unseal(path: string, key: SealingKey, take: (bytes: Uint8Array) => void): Unsealed {
	const file = openSync(path, 'r');
	try {
		const { size } = fstatSync(file);
		const lead = leadOf(file);
		if (lead === undefined || lead.header.key !== key.kind)
			return { kind: lead === undefined ? 'not-sealed' : 'wrong-key' };
		const keys = keysOf(key, lead.header);
		const check = readAt(file, lead.bytes.length, checkBytes);
		if (check.length < checkBytes || !timingSafeEqual(check, checkOf(keys.check, lead.bytes)))
			return { kind: 'wrong-key' };
		let at = lead.bytes.length + checkBytes;
		for (let count = 0; ; count++) {
			const isLast = size - at <= chunkBytes + tagBytes;
			const opened = openChunk(readAt(file, at, chunkBytes + tagBytes), keys.chunks, nonceOf(count, isLast));
			if (opened === undefined) return { kind: 'damaged', at };
			take(opened);
			if (isLast) return { kind: 'read' };
			at += chunkBytes + tagBytes;
		}
	} finally {
		closeSync(file);
	}
}

function leadOf(file: number): { bytes: Buffer; header: Header } | undefined {
	const start = readAt(file, 0, 512);
	if (start.subarray(0, firstLine.length).toString('latin1') !== firstLine) return undefined;
	const end = start.indexOf('\n', firstLine.length);
	if (end === -1) return undefined;
	try {
		const header = Header.parse(JSON.parse(start.subarray(firstLine.length, end).toString()));
		return { bytes: start.subarray(0, end + 1), header };
	} catch {
		return undefined;
	}
}

function keysOf(key: SealingKey, { cost, salt }: Header): { chunks: Buffer; check: Buffer } {
	const saltBytes = Buffer.from(salt, 'hex');
	const memory = 2 ** cost * 1024;
	const main =
		key.kind === 'passphrase'
			? scryptSync(key.words.normalize('NFC'), saltBytes, 32, { N: 2 ** cost, r: 8, p: 1, maxmem: 2 * memory })
			: key.bytes;
	const made = (purpose: string) => Buffer.from(hkdfSync('sha256', main, saltBytes, `soundings sealed ${purpose}`, 32));
	return { chunks: made('chunks'), check: made('check') };
}

function checkOf(key: Buffer, lead: Uint8Array): Buffer {
	return createHmac('sha256', key).update(lead).digest();
}

function nonceOf(count: number, isLast: boolean): Buffer {
	const nonce = Buffer.alloc(12);
	nonce.writeBigUInt64BE(BigInt(count), 3);
	nonce[11] = isLast ? 1 : 0;
	return nonce;
}

function openChunk(sealed: Buffer, key: Buffer, nonce: Buffer): Buffer | undefined {
	if (sealed.length < tagBytes) return undefined;
	const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
	decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
	try {
		return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
	} catch {
		return undefined;
	}
}

/** Up to `count` bytes; fewer only where the file ends. */
function readAt(file: number, at: number, count: number): Buffer {
	const bytes = Buffer.alloc(count);
	let read = 0;
	for (let part = -1; part !== 0 && read < count; read += part)
		part = readSync(file, bytes, read, count - read, at + read);
	return bytes.subarray(0, read);
}

function writeAll(file: number, bytes: Uint8Array): void {
	for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
