import { accessSync, chmodSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { CannotStore } from '../disk-faults.ts';
import type { StorageFault } from '../disk-faults.ts';
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
	/**
	 * Whether the database answers and, as far as can be told, takes what is written; after a write that it did not take,
	 * by writing.
	 */
	health(): Promise<'ok' | 'no-answer' | StorageFault>;
	/** Commits what is waiting, moves the write-ahead log into the file and closes it. */
	close(): Promise<void>;
}

export type OpenedStorage =
	{ readonly kind: 'opened'; readonly storage: Storage } | { readonly kind: 'newer-database' };

const leastRoom = 1024 * 1024;

/** Changes a page of the database, which a change to the same would not. */
const probe = sql`insert into settings (name, value) values ('health', hex(randomblob(4)))
	on conflict (name) do update set value = excluded.value`;

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
	return { kind: 'opened', storage: storageOf(place.file, writer, drizzle({ client: reading })) };
}

function storageOf(file: string, writing: Database, reading: Database): Storage {
	const opened = statSync(file).ino;
	// SQLite would go on writing to a file that was moved away or deleted, where nobody would find it again.
	const group = groupCommit(writing.$client, () => {
		if (statSync(file, { throwIfNoEntry: false })?.ino !== opened) throw new CannotStore('database-moved');
	});
	// Moves when another process commits, never for what this connection commits itself.
	const othersCommits = writing.$client.prepare('PRAGMA data_version').pluck();
	let ownChanges = 0;
	/** What others have committed, as of this turn of the event loop: a request asks several times. */
	let others: string | undefined;
	const othersStamp = () => {
		if (others === undefined) setImmediate(() => (others = undefined));
		return (others ??= String(othersCommits.get()));
	};
	return {
		reader: { database: reading, wavesStamp: () => `${othersStamp()}/${ownChanges}` },
		writer: {
			commit: (body) => group.commit(() => body(writing)),
			commitAlone: (body) => group.commitAlone(() => body(writing)),
			wavesChanged: () => void ownChanges++,
		},
		accounts: writing,
		emptyLog: () => void writing.$client.pragma('wal_checkpoint(TRUNCATE)'),
		health: async () => {
			if (!reading.$client.open || reading.$client.prepare('select 1').pluck().get() !== 1) return 'no-answer';
			if (group.fault() === undefined) return roomFor(file);
			try {
				await group.commit(() => writing.run(probe));
				return 'ok';
			} catch (error) {
				return error instanceof CannotStore ? error.why : 'no-answer';
			}
		},
		close: async () => {
			group.flush();
			reading.$client.close();
			writing.$client.pragma('wal_checkpoint(TRUNCATE)');
			writing.$client.close();
		},
	};
}

/** What can be told of the disk without writing to it. A megabyte is room for some hundred answers. */
function roomFor(file: string): 'ok' | 'disk-full' | 'read-only' {
	const { bavail, blocks, bsize } = statfsSync(dirname(file));
	if (blocks > 0 && bavail * bsize < leastRoom) return 'disk-full';
	try {
		accessSync(file, constants.W_OK);
		return 'ok';
	} catch {
		return 'read-only';
	}
}
