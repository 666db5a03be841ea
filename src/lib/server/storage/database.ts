import type BetterSqlite3 from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';

/** A connection that the statements of this folder run on. */
export type Database = BetterSQLite3Database & { readonly $client: BetterSqlite3.Database };

/** May read what is committed. `wavesStamp` changes whenever waves may have changed, in this process or another. */
export interface Reader {
	readonly database: Database;
	wavesStamp(): string;
}

/**
 * May write. `commit` runs `body`, which is synchronous, inside a transaction that it may share with others; the promise
 * resolves once the commit that holds it is on disk. A body that throws undoes itself alone and rejects its own promise.
 */
export interface Writer {
	commit<T>(body: (database: Database) => T): Promise<T>;
	/** The same in a transaction that nothing else is in, so that nothing is joined to what others write just then. */
	commitAlone<T>(body: (database: Database) => T): Promise<T>;
	/** To be called inside a body that writes to waves. */
	wavesChanged(): void;
}

/** Prepares an aggregate's statements once for each connection. */
export function preparedOnce<T>(prepare: (database: Database) => T): (database: Database) => T {
	const prepared = new WeakMap<Database, T>();
	return (database) => {
		const before = prepared.get(database);
		if (before !== undefined) return before;
		const statements = prepare(database);
		prepared.set(database, statements);
		return statements;
	};
}
