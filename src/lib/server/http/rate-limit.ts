import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Lives as long as this process and is kept nowhere, so that what is counted cannot be joined to an address later. */
const key = randomBytes(32);

const perMinute = {
	/** Guesses of a code to come back with: 100 random bits make even a fast guesser hopeless; this keeps the noise down. */
	resume: 20,
	/** Guesses of the token of a pilot's link; a right one is not counted. */
	pilot: 20,
	/** High enough for a school or an office behind one address, and for a test of load. */
	start: 6000,
} as const;

const limiters = {
	resume: new RateLimiterMemory({ points: perMinute.resume, duration: 60 }),
	pilot: new RateLimiterMemory({ points: perMinute.pilot, duration: 60 }),
	start: new RateLimiterMemory({ points: perMinute.start, duration: 60 }),
} as const;

/** Counts one try of `what` from an address, in memory and under a keyed hash; `too-many` past the minute's limit. */
export async function countTry(
	what: keyof typeof perMinute,
	address: string,
): Promise<{ kind: 'counted' } | { kind: 'too-many-tries' }> {
	try {
		await limiters[what].consume(hashed(address));
		return { kind: 'counted' };
	} catch (refusal) {
		if (refusal instanceof Error) throw refusal;
		return { kind: 'too-many-tries' };
	}
}

/** Whether tries of `what` from an address have used up this minute's limit; counts nothing. */
export async function hasTriedTooOften(what: keyof typeof perMinute, address: string): Promise<boolean> {
	const counted = await limiters[what].get(hashed(address));
	return counted !== null && counted.consumedPoints >= perMinute[what];
}

function hashed(address: string): string {
	return createHmac('sha256', key).update(address).digest('base64');
}
