import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { seal, unseal } from '../../../src/lib/server/backup/sealed-file.ts';
import type { SealingKey } from '../../../src/lib/server/backup/sealed-file.ts';

const chunk = 64 * 1024;
const key: SealingKey = { kind: 'key-file', bytes: Buffer.alloc(32, 7) };

function place(): string {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-sealed-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return join(folder, 'sealed');
}

/** Bytes that no compression or shift could make equal. */
function bytesOf(length: number): Buffer {
	return createHash('shake256', { outputLength: Math.max(length, 1) })
		.update('any')
		.digest()
		.subarray(0, length);
}

function read(path: string, by: SealingKey) {
	const parts: Uint8Array[] = [];
	const found = unseal(path, by, (part) => void parts.push(part));
	return { found, bytes: Buffer.concat(parts) };
}

describe('a sealed file', () => {
	it.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 5])('gives %i bytes back', (length) => {
		const path = place();
		const bytes = bytesOf(length);
		seal(path, key, (put) => {
			for (let at = 0; at < length; at += 50_000) put(bytes.subarray(at, at + 50_000));
		});
		expect(read(path, key)).toEqual({ found: { kind: 'read' }, bytes });
		expect(statSync(path).mode & 0o777).toBe(0o600);
	});

	it('opens with its passphrase and with no other', () => {
		const path = place();
		const right: SealingKey = { kind: 'passphrase', words: 'a long enough passphrase' };
		seal(path, right, (put) => put(bytesOf(100)));
		expect(read(path, right).bytes).toEqual(bytesOf(100));
		expect(read(path, { kind: 'passphrase', words: 'a long enough passphrasf' })).toEqual({
			found: { kind: 'wrong-key' },
			bytes: Buffer.alloc(0),
		});
		expect(read(path, key).found).toEqual({ kind: 'wrong-key' });
		expect(readFileSync(path).includes(bytesOf(40))).toBe(false);
	});

	it('is another file each time', () => {
		const [one, other] = [place(), place()];
		for (const path of [one, other]) seal(path, key, (put) => put(bytesOf(100)));
		expect(readFileSync(one).subarray(-116)).not.toEqual(readFileSync(other).subarray(-116));
	});

	it('tells of a byte that was changed, wherever it is, and gives nothing from there on', () => {
		const path = place();
		const bytes = bytesOf(3 * chunk);
		seal(path, key, (put) => put(bytes));
		const sealed = readFileSync(path);
		const start = sealed.length - 3 * (chunk + 16);
		for (const at of [0, 20, start - 40, start - 1, start, start + chunk + 20, sealed.length - 1]) {
			const changed = Buffer.from(sealed);
			changed[at] = (changed[at] ?? 0) ^ 1;
			writeFileSync(path, changed);
			const { found, bytes: given } = read(path, key);
			expect([at, found.kind]).not.toEqual([at, 'read']);
			expect(given).toEqual(bytes.subarray(0, given.length));
			if (at >= start)
				expect(found).toEqual({ kind: 'damaged', at: start + Math.floor((at - start) / (chunk + 16)) * (chunk + 16) });
		}
	});

	it('tells of an end that was cut off, also at the end of a chunk', () => {
		const path = place();
		seal(path, key, (put) => put(bytesOf(3 * chunk)));
		const { size } = statSync(path);
		for (const length of [size - 1, size - (chunk + 16), size - (chunk + 16) - 1, 200, 60, 5, 0]) {
			truncateSync(path, length);
			expect([length, read(path, key).found.kind]).not.toEqual([length, 'read']);
		}
	});

	it('tells of chunks that changed places', () => {
		const path = place();
		seal(path, key, (put) => put(bytesOf(3 * chunk)));
		const sealed = readFileSync(path);
		const size = chunk + 16;
		const start = sealed.length - 3 * size;
		const swapped = Buffer.concat([
			sealed.subarray(0, start),
			sealed.subarray(start + size, start + 2 * size),
			sealed.subarray(start, start + size),
			sealed.subarray(start + 2 * size),
		]);
		writeFileSync(path, swapped);
		expect(read(path, key)).toEqual({ found: { kind: 'damaged', at: start }, bytes: Buffer.alloc(0) });
	});
});
