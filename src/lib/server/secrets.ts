import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './env.ts';

/** What each key made from the site's secret is for. One that leaks tells nothing of the others. */
export type KeyPurpose =
	| 'interviews'
	| 'panel-links'
	| 'pilot-links'
	| 'sessions'
	| 'rate-limits'
	| 'fingerprint'
	| 'audit'
	/** Tokens of invitations, and the keyed hash by which an address is known again. */
	| 'tokens'
	| 'contacts'
	/** The sums that browsers of respondents are asked to do. */
	| 'proof-of-work'
	/** What keys that are to be destroyed one day are sealed with until then. */
	| 'destroyable-keys';

/** The site's secret, from which every key is made; the secret itself leaves this file for a backup only. */
export interface Secrets {
	/** 32 bytes, the same on every start with the same secret. */
	keyFor(purpose: KeyPurpose): Buffer;
}

/**
 * Reads the secret from SOUNDINGS_SECRET or else from the file `secret` in the data folder, which the first start makes
 * for this account's eyes only. It is kept beside the database but not in it: a copy of the database alone opens nothing.
 */
export function openSecrets(env: Pick<Env, 'SOUNDINGS_DATA' | 'SOUNDINGS_SECRET'>): Secrets {
	const secret = env.SOUNDINGS_SECRET ?? secretFile(join(env.SOUNDINGS_DATA, 'secret'));
	const keys = new Map<KeyPurpose, Buffer>();
	return {
		keyFor: (purpose) => {
			const made = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, '', `soundings ${purpose}`, 32));
			keys.set(purpose, made);
			return made;
		},
	};
}

/** The secret itself, for a backup of it and for nothing else. */
export function secretForBackup(env: Pick<Env, 'SOUNDINGS_DATA' | 'SOUNDINGS_SECRET'>): string {
	return env.SOUNDINGS_SECRET ?? secretFile(join(env.SOUNDINGS_DATA, 'secret'));
}

/** A short mark by which a database knows the secret it belongs to. */
export function fingerprintOf(secrets: Secrets): string {
	return createHmac('sha256', secrets.keyFor('fingerprint')).update('soundings').digest('hex').slice(0, 16);
}

function secretFile(path: string): string {
	if (!existsSync(path)) {
		const file = openSync(path, 'wx', 0o600);
		writeSync(file, `${randomBytes(32).toString('hex')}\n`);
		fsyncSync(file);
		closeSync(file);
	}
	return readFileSync(path, 'utf8').trim();
}
