import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Lives as long as this process and is kept nowhere, so that what is counted cannot be joined to an address later. */
const key = randomBytes(32);

const perMinute = {
	/** Guesses of a code to come back with: 100 random bits make even a fast guesser hopeless; this keeps the noise down. */
	resume: 20,
	/** High enough for a school or an office behind one address, and for a test of load. */
	start: 6000,
} as const;

const limiters = {
	resume: new RateLimiterMemory({ points: perMinute.resume, duration: 60 }),
	start: new RateLimiterMemory({ points: perMinute.start, duration: 60 }),
} as const;

/** Counts one try of `what` from an address, in memory and under a keyed hash; `too-many` past the minute's limit. */
export async function countTry(
	what: keyof typeof perMinute,
	address: string,
): Promise<{ kind: 'counted' } | { kind: 'too-many-tries' }> {
	const hashed = createHmac('sha256', key).update(address).digest('base64');
	try {
		await limiters[what].consume(hashed);
		return { kind: 'counted' };
	} catch (refusal) {
		if (refusal instanceof Error) throw refusal;
		return { kind: 'too-many-tries' };
	}
}
