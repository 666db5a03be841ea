import { createHmac } from 'node:crypto';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { openLimiter } from '../workers.ts';

/** Who tries to sign in: the account's address, where from, and whether its owner has signed in on this device before. */
export type Attempt = { readonly email: string; readonly network: string; readonly knownDevice: string | undefined };

export type Attempts = {
	/** Counts an attempt before the password is looked at, so that attempts sent together are all counted. */
	begin(attempt: Attempt): Promise<{ kind: 'may-try' } | { kind: 'too-many'; minutes: number }>;
	/** Takes back what {@link begin} counted: the password was right. */
	succeeded(attempt: Attempt): Promise<void>;
};

const window = 15 * 60;

/**
 * Counts attempts to sign in, in memory, under a keyed hash of who makes them. Ten in a quarter of an hour for one account
 * from one network, a hundred from one network for any account. No count is for an account alone, so nobody can lock its
 * owner out from elsewhere; and a device on which the owner has signed in has a count to itself, so that not even somebody
 * behind the same proxy can. What remains: whoever guesses from the network that the owner is on keeps a browser of theirs
 * that has never signed in waiting for as long as they go on guessing.
 *
 * @param key at least 16 random bytes, the same for all workers, which need not outlive them
 */
export function countAttempts(key: Uint8Array): Attempts {
	const forAccount = openLimiter({ name: 'account', points: 10, seconds: window });
	const forNetwork = openLimiter({ name: 'network', points: 100, seconds: window });

	/** The counts that an attempt adds to. */
	function countsOf({ email, network, knownDevice }: Attempt): { limiter: RateLimiterAbstract; name: string }[] {
		const named = (...parts: string[]) => createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
		if (knownDevice !== undefined) return [{ limiter: forAccount, name: named('device', knownDevice, email) }];
		return [
			{ limiter: forAccount, name: named('network', network, email) },
			{ limiter: forNetwork, name: named('network', network) },
		];
	}

	return {
		async begin(attempt) {
			const counted = await Promise.all(
				countsOf(attempt).map(async ({ limiter, name }) => {
					const { consumedPoints, msBeforeNext } = await limiter.penalty(name);
					return consumedPoints > limiter.points ? msBeforeNext : 0;
				}),
			);
			const wait = Math.max(...counted);
			return wait === 0 ? { kind: 'may-try' } : { kind: 'too-many', minutes: Math.ceil(wait / 60_000) };
		},
		async succeeded(attempt) {
			const [own, ...shared] = countsOf(attempt);
			if (own !== undefined) await own.limiter.delete(own.name);
			await Promise.all(shared.map(({ limiter, name }) => limiter.reward(name)));
		},
	};
}
