import { createHash, createHmac } from 'node:crypto';
import type { Site } from '../../site.ts';

/** Crockford's base 32 in lower case: no i, l, o or u. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const bytes = 20;

/**
 * The token of a member of a wave's sample: 160 bits as 32 characters of Crockford's base 32. Their place is random, and
 * without the site's secret nobody can make one. It is stored nowhere: a reminder or a letter makes it again.
 */
export function tokenOf(
	{ secrets }: Pick<Site, 'secrets'>,
	member: { readonly wave: string; readonly place: number },
): string {
	const made = createHmac('sha256', secrets.keyFor('tokens')).update(`${member.wave} ${member.place}`).digest();
	let token = '';
	let bits = 0;
	let held = 0;
	for (const byte of made.subarray(0, bytes)) {
		held = (held << 8) | byte;
		for (bits += 8; bits >= 5; bits -= 5) token += alphabet[(held >>> (bits - 5)) & 31];
		held &= 31;
	}
	return token;
}

/** A token in groups of four, as it is read from paper and typed. */
export function tokenToType(token: string): string {
	return token.match(/.{1,4}/g)?.join('-') ?? '';
}

/** The token that somebody typed or followed: case, spaces and hyphens do not matter, O is 0, and I and L are 1. */
export function typedToken(typed: string): string {
	return typed.slice(0, 100).toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
}

/** What is stored of a token, which finds its member again and leads back to no token. */
export function tokenHashOf(token: string): Buffer {
	return createHash('sha256').update(token).digest();
}
