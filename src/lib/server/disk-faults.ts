/** Faults of disks and folders, in words that follow what could not be done. */
const words: Readonly<Record<string, string>> = {
	ENOSPC: 'there is no space left on the disk',
	EDQUOT: 'this account may store no more there',
	EFBIG: 'a file may not become that large there',
	SQLITE_FULL: 'there is no space left on the disk',
	SQLITE_IOERR_WRITE: 'the disk did not take what was written',
	EROFS: 'the disk is read-only',
	SQLITE_READONLY: 'the database or its disk is read-only',
	EACCES: 'this account may not write there',
	EPERM: 'this account may not write there',
	ENOENT: 'there is no such file or folder',
	ENOTDIR: 'there is no such folder',
	EEXIST: 'there is a file of that name',
	EISDIR: 'that is a folder',
	EIO: 'the disk has a fault',
	SQLITE_CANTOPEN: 'the database cannot be opened',
	SQLITE_BUSY: 'another process holds the database',
	SQLITE_IOERR: 'the disk has a fault',
	SQLITE_NOTADB: 'it is not a database',
	SQLITE_CORRUPT: 'the database is damaged',
};

/** A fault that the person at the keyboard can put right, in words; undefined for any other error, which is a bug. */
export function faultWords(thrown: unknown): string | undefined {
	for (const code of codesOf(thrown)) {
		const found = words[code] ?? words[code.replace(/^(SQLITE_[A-Z]+)_.*/, '$1')];
		if (found !== undefined) return found;
	}
	return undefined;
}

/** The codes of an error and of those that caused it: what asks a database wraps what the database said. */
function codesOf(thrown: unknown): string[] {
	if (!(thrown instanceof Error)) return [];
	const own = 'code' in thrown && typeof thrown.code === 'string' ? [thrown.code] : [];
	return [...own, ...codesOf(thrown.cause)];
}

/** Why the database takes nothing now, as /healthz says it. */
export type StorageFault = 'disk-full' | 'read-only' | 'disk-fault' | 'database-moved' | 'busy';

/**
 * The database did not take what was to be written, and nothing of it is there. It is thrown, since any write can meet it,
 * and told in one place: to respondents by their route's document, to staff by hooks.server.ts, always as 503.
 */
export class CannotStore extends Error {
	readonly why: StorageFault;

	constructor(why: StorageFault, cause?: Error) {
		super(cause?.message ?? why, { cause });
		this.why = why;
	}
}

/** A fault of the disk or of another process as CannotStore; any other error as it is. */
export function asStorageFault(thrown: unknown): unknown {
	if (!(thrown instanceof Error) || thrown instanceof CannotStore) return thrown;
	for (const code of codesOf(thrown)) {
		const found = kinds.find(([start]) => code.startsWith(start));
		if (found !== undefined) return new CannotStore(found[1], thrown);
	}
	return thrown;
}

const kinds: readonly (readonly [string, StorageFault])[] = [
	['SQLITE_FULL', 'disk-full'],
	['SQLITE_READONLY', 'read-only'],
	['SQLITE_IOERR', 'disk-fault'],
	['SQLITE_CANTOPEN', 'disk-fault'],
	['SQLITE_BUSY', 'busy'],
];
