import { chmodSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Database, Reader, Writer } from './database.ts';
import { groupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';

/** An open database. `accounts` is for the sign-in library's own adapter and for nothing else. */
export interface Storage {
	readonly reader: Reader;
	readonly writer: Writer;
	readonly accounts: Database;
	/**
	 * Moves the write-ahead log into the database and empties it. Until then the log tells which rows were written
	 * together, so the server does this every hour.
	 */
	emptyLog(): void;
	/** Whether the database answers. */
	isHealthy(): boolean;
	/** Commits what is waiting, moves the write-ahead log into the file and closes it. */
	close(): Promise<void>;
}

export type OpenedStorage =
	{ readonly kind: 'opened'; readonly storage: Storage } | { readonly kind: 'newer-database' };

/** The longest that a statement waits for another process's transaction, in milliseconds. */
const busyTimeout = 10_000;

/**
 * Opens the SQLite database in `file`, made if it is not there, and migrates it with the migrations in `migrations`.
 * Durability: write-ahead log with synchronous=FULL, so that a commit is on disk when it returns. Deleted bytes are
 * overwritten. One connection writes and another, which cannot, reads.
 */
export async function openStorage(place: { file: string; migrations: string }): Promise<OpenedStorage> {
	const writing = new SqliteDatabase(place.file, { timeout: busyTimeout });
	chmodSync(place.file, 0o600);
	for (const setting of [
		'journal_mode = WAL',
		'synchronous = FULL',
		'foreign_keys = ON',
		'secure_delete = ON',
		'journal_size_limit = 67108864',
		'temp_store = MEMORY',
		'cache_size = -65536',
		'trusted_schema = OFF',
	]) {
		writing.pragma(setting);
	}
	const writer = drizzle({ client: writing });
	if (migrate(writer, place.migrations).kind === 'newer-database') {
		writing.close();
		return { kind: 'newer-database' };
	}
	const reading = new SqliteDatabase(place.file, { timeout: busyTimeout, readonly: true });
	reading.pragma('temp_store = MEMORY');
	reading.pragma('cache_size = -65536');
	return { kind: 'opened', storage: storageOf(writer, drizzle({ client: reading })) };
}

function storageOf(writing: Database, reading: Database): Storage {
	const group = groupCommit(writing.$client);
	// Moves when another process commits, never for what this connection commits itself.
	const othersCommits = writing.$client.prepare('PRAGMA data_version').pluck();
	let ownChanges = 0;
	return {
		reader: { database: reading, wavesStamp: () => `${String(othersCommits.get())}/${ownChanges}` },
		writer: {
			commit: (body) => group.commit(() => body(writing)),
			wavesChanged: () => void ownChanges++,
		},
		accounts: writing,
		emptyLog: () => void writing.$client.pragma('wal_checkpoint(TRUNCATE)'),
		isHealthy: () => reading.$client.open && reading.$client.prepare('select 1').pluck().get() === 1,
		close: async () => {
			group.flush();
			reading.$client.close();
			writing.$client.pragma('wal_checkpoint(TRUNCATE)');
			writing.$client.close();
		},
	};
}
