import { closeSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Gives finished files or folders their names, in order, and sees the names onto the disk: after a power cut each is there
 * whole or not at all.
 * @throws an error with code EEXIST where a name is taken
 */
export function putInPlace(moves: readonly { readonly from: string; readonly to: string }[]): void {
	for (const { from, to } of moves) {
		if (existsSync(to)) throw Object.assign(new Error(`${to} is there already`), { code: 'EEXIST' });
		renameSync(from, to);
	}
	for (const folder of new Set(moves.map(({ to }) => dirname(to)))) {
		const handle = openSync(folder, 'r');
		fsyncSync(handle);
		closeSync(handle);
	}
}
