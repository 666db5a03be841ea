import type BetterSqlite3 from 'better-sqlite3';

export interface GroupCommit {
	commit<T>(body: () => T): Promise<T>;
	/** Commits whatever is waiting, at once. */
	flush(): void;
}

/** A group is cut here so that one commit never keeps the process from answering for long. */
const largestGroup = 1000;

interface Waiting {
	run(): void;
	resolve(): void;
	reject(error: unknown): void;
}

/**
 * Group commit: bodies that arrive in one turn of the event loop share one BEGIN IMMEDIATE … COMMIT, and so one flush to
 * disk, with a savepoint each. While a flush blocks, the next group gathers, so a slow disk makes larger groups.
 * Shown by tests/storage/group-commit.test.ts.
 */
export function groupCommit(sqlite: BetterSqlite3.Database): GroupCommit {
	const begin = sqlite.prepare('BEGIN IMMEDIATE');
	const commitAll = sqlite.prepare('COMMIT');
	const rollBackAll = sqlite.prepare('ROLLBACK');
	const savepoint = sqlite.prepare('SAVEPOINT body');
	const release = sqlite.prepare('RELEASE body');
	const rollBackBody = sqlite.prepare('ROLLBACK TO body');
	let waiting: Waiting[] = [];

	function flush(): void {
		while (waiting.length > 0) {
			const group = waiting.slice(0, largestGroup);
			waiting = waiting.slice(largestGroup);
			flushGroup(group);
		}
	}

	function flushGroup(group: readonly Waiting[]): void {
		const done: Waiting[] = [];
		try {
			begin.run();
			for (const entry of group) if (runBody(entry)) done.push(entry);
			commitAll.run();
		} catch (error) {
			if (sqlite.inTransaction) rollBackAll.run();
			for (const entry of group) entry.reject(error);
			return;
		}
		for (const entry of done) entry.resolve();
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
			entry.reject(error);
			return false;
		}
	}

	return {
		flush,
		commit: <T>(body: () => T) =>
			new Promise<T>((resolve, reject) => {
				let result: T;
				waiting.push({
					run: () => void (result = body()),
					resolve: () => resolve(result),
					reject,
				});
				if (waiting.length === 1) setImmediate(flush);
			}),
	};
}
