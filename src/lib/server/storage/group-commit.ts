import type BetterSqlite3 from 'better-sqlite3';
import { asStorageFault, CannotStore } from '../disk-faults.ts';
import type { StorageFault } from '../disk-faults.ts';

export interface GroupCommit {
	commit<T>(body: () => T): Promise<T>;
	/** The same in a transaction that it shares with nobody. */
	commitAlone<T>(body: () => T): Promise<T>;
	/** Commits whatever is waiting, at once. */
	flush(): void;
	/** Why the last commit was not taken; undefined as soon as one is. */
	fault(): StorageFault | undefined;
}

/** A group is cut here so that one commit never keeps the process from answering for long. */
const largestGroup = 1000;

interface Waiting {
	readonly isAlone: boolean;
	run(): void;
	resolve(): void;
	reject(error: unknown): void;
}

/**
 * Group commit: bodies that arrive in one turn of the event loop share one BEGIN IMMEDIATE … COMMIT, and so one flush to
 * disk, with a savepoint each. While a flush blocks, the next group gathers, so a slow disk makes larger groups. While
 * another process commits, the group goes on gathering and this process goes on answering, for as long as the connection's
 * busy_timeout. What cannot be stored is rejected with CannotStore; so is a group for which `mayCommit` throws one. What comes after the
 * database was closed is rejected too.
 * Shown by tests/storage/group-commit.test.ts.
 */
export function groupCommit(sqlite: BetterSqlite3.Database, mayCommit: () => void = () => undefined): GroupCommit {
	const begin = sqlite.prepare('BEGIN IMMEDIATE');
	const commitAll = sqlite.prepare('COMMIT');
	const rollBackAll = sqlite.prepare('ROLLBACK');
	const savepoint = sqlite.prepare('SAVEPOINT body');
	const release = sqlite.prepare('RELEASE body');
	const rollBackBody = sqlite.prepare('ROLLBACK TO body');
	const patience = Number(sqlite.pragma('busy_timeout', { simple: true }));
	let waiting: Waiting[] = [];
	let isScheduled = false;
	/** Since when another process has held the database, on the clock of performance.now. */
	let heldSince: number | undefined;
	let fault: StorageFault | undefined;

	function flush(): void {
		while (waiting.length > 0) commitGroup(() => void begin.run());
	}

	/** Commits group after group until another process is at it; then again a millisecond later. */
	function flushWhenFree(): void {
		isScheduled = false;
		while (waiting.length > 0) {
			const refusal = beginNow();
			if (isBusy(refusal)) {
				heldSince ??= performance.now();
				if (performance.now() - heldSince < patience) return schedule(() => setTimeout(flushWhenFree, 1));
			}
			heldSince = undefined;
			commitGroup(() => {
				if (refusal !== undefined) throw refusal;
			});
		}
	}

	function schedule(soon: () => void): void {
		isScheduled = true;
		soon();
	}

	/** Begins a transaction without waiting for anybody; yields the error where that cannot be. */
	function beginNow(): unknown {
		try {
			sqlite.pragma('busy_timeout = 0');
			begin.run();
			return undefined;
		} catch (error) {
			return error;
		} finally {
			if (sqlite.open) sqlite.pragma(`busy_timeout = ${patience}`);
		}
	}

	/** Takes the next group; `begun` throws where there is no transaction for it. */
	function commitGroup(begun: () => void): void {
		const group = waiting.slice(0, groupEnd());
		waiting = waiting.slice(group.length);
		const done: Waiting[] = [];
		try {
			begun();
			mayCommit();
			for (const entry of group) if (runBody(entry)) done.push(entry);
			commitAll.run();
			fault = undefined;
		} catch (thrown) {
			if (sqlite.inTransaction) rollBackAll.run();
			const error = asStorageFault(thrown);
			if (error instanceof CannotStore) fault = error.why;
			for (const entry of group) entry.reject(error);
			return;
		}
		for (const entry of done) entry.resolve();
	}

	/** Where the next group ends: before or after one that is alone. */
	function groupEnd(): number {
		const alone = waiting.findIndex(({ isAlone }) => isAlone);
		if (alone === 0) return 1;
		return alone === -1 ? largestGroup : Math.min(alone, largestGroup);
	}

	/** Throws only when SQLite has given up the whole transaction, as it does on a full disk. */
	function runBody(entry: Waiting): boolean {
		savepoint.run();
		try {
			entry.run();
			release.run();
			return true;
		} catch (error) {
			if (!sqlite.inTransaction) throw error;
			rollBackBody.run();
			release.run();
			entry.reject(asStorageFault(error));
			return false;
		}
	}

	function add<T>(body: () => T, isAlone: boolean): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			let result: T;
			waiting.push({
				isAlone,
				run: () => void (result = body()),
				resolve: () => resolve(result),
				reject,
			});
			if (!isScheduled) schedule(() => setImmediate(flushWhenFree));
		});
	}

	return {
		flush,
		fault: () => fault,
		commit: (body) => add(body, false),
		commitAlone: (body) => add(body, true),
	};
}

function isBusy(error: unknown): boolean {
	return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
