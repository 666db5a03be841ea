/** Faults of disks and folders, in words that follow what could not be done. */
const words: Readonly<Record<string, string>> = {
	ENOSPC: 'there is no space left on the disk',
	EDQUOT: 'this account may store no more there',
	EFBIG: 'a file may not become that large there',
	SQLITE_FULL: 'there is no space left on the disk',
	SQLITE_IOERR_WRITE: 'the disk did not take what was written',
	EROFS: 'the disk is read-only',
	SQLITE_READONLY: 'the disk is read-only',
	EACCES: 'this account may not write there',
	EPERM: 'this account may not write there',
	ENOENT: 'there is no such file or folder',
	ENOTDIR: 'there is no such folder',
	EEXIST: 'there is a file of that name',
	EISDIR: 'that is a folder',
	EIO: 'the disk has a fault',
	SQLITE_CANTOPEN: 'the database cannot be opened',
	SQLITE_NOTADB: 'it is not a database',
	SQLITE_CORRUPT: 'the database is damaged',
};

/** A fault that the person at the keyboard can put right, in words; undefined for any other error, which is a bug. */
export function faultWords(error: unknown): string | undefined {
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
	return words[error.code] ?? words[error.code.replace(/^(SQLITE_[A-Z]+)_.*/, '$1')];
}
