import { createHash, createHmac } from 'node:crypto';
import type { Site } from '../../site.ts';

/** 16 bytes as 22 characters of base64url. */
const tokenBytes = 16;

/**
 * The token of a pilot's link: 128 bits of an HMAC of its id under a key of the site's secret, so that its authors can be
 * shown the link again although a copy of the database holds only a hash of it.
 */
export function tokenOf(site: Pick<Site, 'secrets'>, pilot: string): string {
	const keyed = createHmac('sha256', site.secrets.keyFor('pilot-links')).update(pilot).digest();
	return keyed.subarray(0, tokenBytes).toString('base64url');
}

/** Under what a pilot is found by its token, from which there is no way back to it. */
export function tokenHash(token: string): Buffer {
	return createHash('sha256').update('pilot').update(token.slice(0, 200)).digest();
}
