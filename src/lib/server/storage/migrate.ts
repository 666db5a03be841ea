import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { migrate as runMigrations } from 'drizzle-orm/better-sqlite3/migrator';
import { z } from 'zod';
import type { Database } from './database.ts';

const Journal = z.object({ entries: z.array(z.object({ when: z.int(), tag: z.string() })) });

export type Migrated =
	| { readonly kind: 'migrated'; readonly from: number; readonly to: number }
	/** The database has been opened by a later release, whose tables this one does not know. */
	| { readonly kind: 'newer-database' };

/**
 * Brings the tables up to the last migration of `folder`, each in the order it was made; one that fails leaves the
 * database as it was. `from` and `to` count migrations. Shown by tests/storage/migrate.test.ts.
 */
export function migrate(database: Database, folder: string): Migrated {
	const sqlite = database.$client;
	const known = journalOf(folder).entries.map((entry) => entry.when);
	const done = migrationsDone(sqlite);
	if (done.some((when) => !known.includes(when))) return { kind: 'newer-database' };
	if (done.length < known.length) {
		// A migration may have to build a table anew, which foreign keys would stop half-way.
		sqlite.pragma('foreign_keys = OFF');
		runMigrations(database, { migrationsFolder: folder });
		const broken = sqlite.pragma('foreign_key_check');
		if (Array.isArray(broken) && broken.length > 0)
			throw new Error('a migration left references to rows that are gone');
		sqlite.pragma('foreign_keys = ON');
	}
	return { kind: 'migrated', from: done.length, to: known.length };
}

function journalOf(folder: string): z.infer<typeof Journal> {
	const path = join(folder, 'meta', '_journal.json');
	if (!existsSync(path)) throw new Error(`there are no migrations in ${folder}`);
	return Journal.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function migrationsDone(sqlite: BetterSqlite3.Database): number[] {
	const table = sqlite.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
	if (table === undefined) return [];
	const rows = sqlite.prepare('select created_at from __drizzle_migrations').pluck().all();
	return z.array(z.coerce.number()).parse(rows);
}
