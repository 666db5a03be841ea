import { readFileSync } from 'node:fs';
import type { SealingKey } from '#server/backup/sealed-file.ts';
import type { Env } from '#server/env.ts';

/** By what a backup is encrypted: the file of --key-file, or else SOUNDINGS_BACKUP_PASSPHRASE. */
export function sealingKey(
	env: Env,
	keyFile: string | undefined,
): { readonly kind: 'key'; readonly key: SealingKey } | { readonly kind: 'none'; readonly line: string } {
	if (keyFile === undefined) {
		const words = env.SOUNDINGS_BACKUP_PASSPHRASE;
		if (words !== undefined) return { kind: 'key', key: { kind: 'passphrase', words } };
		return none(
			'Set SOUNDINGS_BACKUP_PASSPHRASE (at least 16 characters) or give --key-file: every backup is encrypted.',
		);
	}
	try {
		const bytes = readFileSync(keyFile);
		if (bytes.length >= 32) return { kind: 'key', key: { kind: 'key-file', bytes } };
		return none(
			`${keyFile} has ${bytes.length} bytes; a key file needs at least 32, of chance: openssl rand 32 > FILE.`,
		);
	} catch {
		return none(`${keyFile} cannot be read; expected a file of at least 32 bytes of chance.`);
	}
}

function none(line: string): ReturnType<typeof sealingKey> {
	return { kind: 'none', line };
}
