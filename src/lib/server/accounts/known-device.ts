import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Makes the value of the cookie that a browser keeps once somebody has signed in on it: a random id, and a code that
 * only this server can make for that id and that account. It opens nothing; it only gives the owner's own browser its own
 * count of attempts ("device cookies", OWASP).
 */
export function deviceCookie(of: {
	readonly id: Uint8Array;
	readonly email: string;
	readonly key: Uint8Array;
}): string {
	const id = Buffer.from(of.id).toString('base64url');
	return `${id}.${codeOf(id, of.email, of.key).toString('base64url')}`;
}

/** The device's id when the cookie was made here for this account, otherwise undefined. */
export function knownDevice(given: {
	readonly cookie: string | undefined;
	readonly email: string;
	readonly key: Uint8Array;
}): string | undefined {
	const [id, code] = given.cookie?.split('.') ?? [];
	if (id === undefined || code === undefined) return undefined;
	const expected = codeOf(id, given.email, given.key);
	const received = Buffer.from(code, 'base64url');
	return received.length === expected.length && timingSafeEqual(received, expected) ? id : undefined;
}

function codeOf(id: string, email: string, key: Uint8Array): Buffer {
	return createHmac('sha256', key)
		.update(JSON.stringify([id, email]))
		.digest();
}
