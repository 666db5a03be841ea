import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFolder } from '../../src/lib/server/project-folder.ts';
import type { Storage } from '../../src/lib/server/storage/index.ts';
import { openStorage } from '../../src/lib/server/storage/index.ts';

export const migrations = join(projectFolder, 'drizzle');

/** An empty folder that goes with the test. */
export function emptyFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-storage-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** The database in `file`, or a new one, that closes with the test. */
export async function openSqlite(file = join(emptyFolder(), 'soundings.db')): Promise<Storage> {
	const opened = await openStorage({ file, migrations });
	if (opened.kind !== 'opened') throw new Error(opened.kind);
	onTestFinished(() => opened.storage.close());
	return opened.storage;
}
