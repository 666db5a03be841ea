import { deleteExpiredSessions } from '#server/storage/accounts.ts';
import type { Site } from '../site.ts';
import { passingKey } from '../workers.ts';
import type { Storage } from '../storage/index.ts';
import type { Attempts } from './attempts.ts';
import { deviceCookie, knownDevice } from './known-device.ts';
import { networkOf } from './network.ts';
import { openSession, type SessionCookie } from './session.ts';

/** The cookie by which an account's owner is told from strangers when attempts are counted; see known-device.ts. */
export const deviceCookieName = 'soundings_device';

const year = 365 * 24 * 60 * 60;

/**
 * Opens a session for an e-mail address and its password, or asks for the account's second factor, and gives the cookies
 * that the answer has to carry.
 *
 * @param who what was typed, with the address of whoever sent it (kept in memory only, hashed) and their device cookie
 */
export async function signIn(
	site: Site,
	who: {
		readonly email: string;
		readonly password: string;
		readonly clientAddress: string;
		readonly device: string | undefined;
	},
): Promise<
	| { kind: 'signed-in' | 'second-factor'; cookies: readonly SessionCookie[] }
	| { kind: 'wrong' }
	| { kind: 'too-many'; minutes: number }
> {
	const email = who.email.trim().toLowerCase();
	const key = site.secrets.keyFor('rate-limits');
	const known = knownDevice({ cookie: who.device, email, key });
	const attempt = { email, network: networkOf(who.clientAddress), knownDevice: known };
	const attempts = await attemptsOf(site);
	const begun = await attempts.begin(attempt);
	if (begun.kind === 'too-many') return begun;

	const session = await openSession(site, { email, password: who.password });
	if (session.kind === 'wrong') return session;
	// Not taken back: a right password alone must not give endless tries at the second factor.
	if (session.kind === 'second-factor') return session;
	await attempts.succeeded(attempt);
	await deleteExpiredSessions(site.storage.writer, { now: site.clock.now() });
	const device = known === undefined ? deviceCookie({ id: site.random.bytes(16), email, key }) : who.device;
	const kept = device === undefined ? [] : [{ name: deviceCookieName, value: device, maxAge: year }];
	return { kind: 'signed-in', cookies: [...session.cookies, ...kept] };
}

const counting = new WeakMap<Storage, Promise<Attempts>>();

/** The counts of a site, from its first attempt on. */
function attemptsOf(site: Site): Promise<Attempts> {
	const before = counting.get(site.storage);
	if (before !== undefined) return before;
	const opening = import('./attempts.ts').then(({ countAttempts }) => countAttempts(passingKey));
	counting.set(site.storage, opening);
	return opening;
}
