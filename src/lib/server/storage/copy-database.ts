import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';

const Names = z.array(z.string());
const Count = z.int().nonnegative();

/**
 * Copies a database into a new file as it stood at one moment, however many processes write to it meanwhile (SQLite's
 * backup API, all pages in one step, so that a commit of another process never makes it begin again). Nothing but the
 * copy waits for it.
 */
export async function copyDatabase(args: { from: string; to: string }): Promise<void> {
	const source = new SqliteDatabase(args.from, { readonly: true, timeout: 10_000 });
	try {
		await source.backup(args.to, { progress: () => 0x7fffffff });
	} finally {
		source.close();
	}
}

/** How many rows each table of a database file has, by name; the file is only read. */
export async function countRows(args: { file: string }): Promise<Readonly<Record<string, number>>> {
	const database = new SqliteDatabase(args.file, { readonly: true, timeout: 10_000 });
	try {
		// All counts are of one moment.
		return database.transaction(() => {
			const listed = database.prepare("select name from sqlite_schema where type = 'table' order by name");
			return Object.fromEntries(
				Names.parse(listed.pluck().all()).map((name) => {
					const quoted = `"${name.replaceAll('"', '""')}"`;
					return [name, Count.parse(database.prepare(`select count(*) from ${quoted}`).pluck().get())];
				}),
			);
		})();
	} finally {
		database.close();
	}
}
