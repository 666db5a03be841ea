import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileColumns, WaveFile } from '#exchange/waves/index.ts';
import { fileColumns } from '#exchange/waves/index.ts';
import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';
import { listDraftsOfFile } from '../../storage/index.ts';
import { importLimits } from './limits.ts';
import { ImportRecord } from './record.ts';

/**
 * Keeps a file under its hash, for the owner of the process alone, until no draft needs it any more. It is there whole or
 * not at all.
 */
export async function keepFile(site: Site, bytes: Uint8Array): Promise<{ readonly sha256: string }> {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	await mkdir(folderOf(site), { recursive: true, mode: 0o700 });
	const path = pathOf(site, sha256);
	const unfinished = `${path}.${site.random.bytes(4).toString('hex')}`;
	try {
		await writeFile(unfinished, bytes, { mode: 0o600, flag: 'wx' });
		await rename(unfinished, path);
	} finally {
		await rm(unfinished, { force: true });
	}
	return { sha256 };
}

/** A file that is kept; undefined when it is not. */
export async function keptFile(site: Site, sha256: string): Promise<WaveFile | undefined> {
	const bytes = await readFile(pathOf(site, sha256)).catch(() => undefined);
	const file = bytes === undefined ? undefined : waveFileOf(bytes);
	return file?.kind === 'file' ? file.file : undefined;
}

/** Removes a file that no open draft of any survey needs. */
export async function dropFile(site: Site, sha256: string): Promise<void> {
	const drafts = await listDraftsOfFile(site.storage.reader, { sha256 });
	if (drafts.some(({ matching }) => ImportRecord.parse(matching).state === 'draft')) return;
	remembered.get(site.storage)?.delete(sha256);
	await rm(pathOf(site, sha256), { force: true });
}

/** Removes files that no draft needs although they are there, as after a power cut: none that is younger than an hour. */
export async function sweepFiles(site: Site): Promise<void> {
	const names = await readdir(folderOf(site)).catch(() => []);
	for (const name of names) {
		const written = (await stat(join(folderOf(site), name)).catch(() => undefined))?.mtimeMs ?? Infinity;
		if (written > site.clock.now().getTime() - hour) continue;
		if (/^[0-9a-f]{64}$/.test(name)) await dropFile(site, name);
		else await rm(join(folderOf(site), name), { force: true });
	}
}

const hour = 60 * 60 * 1000;

/** Tells an SPSS file by its first letters; anything else has to be text in UTF-8. */
export function waveFileOf(
	bytes: Uint8Array,
): { readonly kind: 'file'; readonly file: WaveFile } | { readonly kind: 'unreadable'; readonly words: string } {
	const first = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4, bytes.byteLength)).toString('latin1');
	if (first === '$FL2' || first === '$FL3') return { kind: 'file', file: { sav: bytes } };
	try {
		const csv = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		if (!csv.includes('\0')) return { kind: 'file', file: { csv } };
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
	}
	return { kind: 'unreadable', words: 'it is neither an SPSS file nor a CSV in UTF-8' };
}

const remembered = new WeakMap<Storage, Map<string, Promise<FileColumns | undefined>>>();
/** Files whose columns are remembered at once. */
const mostRemembered = 4;

/** What the columns of a kept file are; undefined when it is gone. Remembered for the pages of a draft. */
export async function columnsOfKept(site: Site, sha256: string): Promise<FileColumns | undefined> {
	const known = remembered.get(site.storage) ?? new Map<string, Promise<FileColumns | undefined>>();
	remembered.set(site.storage, known);
	const found = known.get(sha256) ?? readKept(site, sha256);
	known.delete(sha256);
	known.set(sha256, found);
	const [longestUnused] = known.keys();
	if (known.size > mostRemembered && longestUnused !== undefined) known.delete(longestUnused);
	const columns = await found.catch(() => undefined);
	if (columns === undefined) known.delete(sha256);
	return columns;
}

async function readKept(site: Site, sha256: string): Promise<FileColumns | undefined> {
	const file = await keptFile(site, sha256);
	const read = file && (await fileColumns(file, { limits: importLimits, between: turn }));
	return read?.kind === 'columns' ? read : undefined;
}

/** Lets others have their turn. */
export function turn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

function pathOf(site: Site, sha256: string): string {
	return join(folderOf(site), sha256);
}

function folderOf(site: Site): string {
	return join(site.env.SOUNDINGS_DATA, 'imports');
}
