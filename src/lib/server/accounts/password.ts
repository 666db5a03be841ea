import type { Options } from '@node-rs/argon2';

/** OWASP's first choice for argon2id (the library's default kind): 19 MiB, two passes, one lane. About 20 ms. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password as a PHC string, `$argon2id$…`, with a random salt. */
export async function hashPassword(password: string): Promise<string> {
	const { hash } = await import('@node-rs/argon2');
	return hash(normalised(password), cost);
}

export async function verifyPassword(given: { readonly hash: string; readonly password: string }): Promise<boolean> {
	const { verify } = await import('@node-rs/argon2');
	return verify(given.hash, normalised(given.password));
}

/** The same characters typed on different keyboards are the same password (RFC 8265, OpaqueString). */
function normalised(password: string): string {
	return password.normalize('NFC');
}
