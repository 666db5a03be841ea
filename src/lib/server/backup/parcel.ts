import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { seal, unseal } from './sealed-file.ts';
import type { SealingKey, Unsealed } from './sealed-file.ts';

/** A file that goes into a parcel: its name there, and where it is. */
export interface Packed {
	readonly name: string;
	readonly path: string;
}

export type Unpacked =
	| { readonly kind: 'unpacked'; readonly label: unknown; readonly names: readonly string[] }
	| Exclude<Unsealed, { kind: 'read' }>;

/** A name is a path downwards; no part of it begins with a dot. */
const Entry = z.strictObject({
	name: z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/),
	bytes: z.int().nonnegative(),
});

const partBytes = 1024 * 1024;

/**
 * Seals a label, which is any JSON, and whole files into one new file: a line of JSON for the label, then for each file a
 * line with its name and length, and its bytes. A file that is gone by now is left out.
 */
export function pack(path: string, args: { key: SealingKey; label: unknown; files: readonly Packed[] }): void {
	seal(path, args.key, (put) => {
		put(lineOf(args.label));
		for (const { name, path: from } of args.files) {
			const file = openIfThere(from);
			if (file === undefined) continue;
			try {
				const { size } = fstatSync(file);
				put(lineOf(Entry.parse({ name, bytes: size })));
				const part = Buffer.alloc(Math.min(size, partBytes));
				for (let left = size; left > 0;) {
					const read = readSync(file, part, 0, Math.min(left, part.length), null);
					if (read === 0) throw new Error(`${from} became shorter while it was read`);
					// A copy, since what is put may be held on to.
					put(Buffer.from(part.subarray(0, read)));
					left -= read;
				}
			} finally {
				closeSync(file);
			}
		}
	});
}

/** Opens a parcel into `folder`: each file new, for this account's eyes, and on the disk when this returns. */
export function unpack(path: string, args: { key: SealingKey; folder: string }): Unpacked {
	let label: { readonly value: unknown } | undefined;
	const names: string[] = [];
	let line: Buffer = Buffer.alloc(0);
	let file: { readonly handle: number; left: number } | undefined;
	const close = () => {
		if (file === undefined) return;
		fsyncSync(file.handle);
		closeSync(file.handle);
		file = undefined;
	};
	const takeLine = (words: string) => {
		if (label === undefined) return void (label = { value: JSON.parse(words) });
		const { name, bytes } = Entry.parse(JSON.parse(words));
		const to = join(args.folder, name);
		mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
		file = { handle: openSync(to, 'wx', 0o600), left: bytes };
		names.push(name);
		if (bytes === 0) close();
	};
	const take = (bytes: Buffer) => {
		for (let rest = bytes; rest.length > 0;) {
			if (file === undefined) {
				const end = rest.indexOf(10);
				line = Buffer.concat([line, end === -1 ? rest : rest.subarray(0, end)]);
				rest = end === -1 ? Buffer.alloc(0) : rest.subarray(end + 1);
				if (end === -1) continue;
				const words = line.toString();
				line = Buffer.alloc(0);
				takeLine(words);
			} else {
				const part = rest.subarray(0, file.left);
				for (let written = 0; written < part.length;) written += writeSync(file.handle, part, written);
				file.left -= part.length;
				rest = rest.subarray(part.length);
				if (file.left === 0) close();
			}
		}
	};
	try {
		const read = unseal(path, args.key, (bytes) => take(Buffer.from(bytes)));
		return read.kind === 'read' ? { kind: 'unpacked', label: label?.value, names } : read;
	} finally {
		close();
	}
}

function lineOf(value: unknown): Buffer {
	return Buffer.from(`${JSON.stringify(value)}\n`);
}

function openIfThere(path: string): number | undefined {
	try {
		return openSync(path, 'r');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}
