import { z } from 'zod';
import type { Reader } from './database.ts';

const Rows = z.array(z.record(z.string(), z.unknown()));

/** What SQLite finds wrong: damaged pages and indexes, and rows that refer to rows which are gone. At most 100 lines. */
export async function checkDatabase(reader: Reader): Promise<string[]> {
	const { $client: sqlite } = reader.database;
	const pages = Rows.parse(sqlite.pragma('integrity_check(100)'))
		.map(({ integrity_check: line }) => String(line))
		.filter((line) => line !== 'ok');
	const references = Rows.parse(sqlite.pragma('foreign_key_check')).map(
		({ table, rowid, parent }) =>
			`row ${String(rowid)} of ${String(table)} refers to a row of ${String(parent)} that is gone`,
	);
	return [...pages, ...references].slice(0, 100);
}
