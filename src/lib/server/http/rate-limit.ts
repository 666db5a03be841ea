import { createHmac } from 'node:crypto';
import { openLimiter, passingKey } from '../workers.ts';

const perMinute = {
	/** Guesses of a code to come back with: 100 random bits make even a fast guesser hopeless; this keeps the noise down. */
	resume: 20,
	/** Guesses of the token of a pilot's link; a right one is not counted. */
	pilot: 20,
	/** Guesses of the token of an invitation; a right one is not counted. */
	invitation: 20,
	/** High enough for a school or an office behind one address, and for a test of load. */
	start: 6000,
} as const;

const limiters = {
	resume: openLimiter({ name: 'resume', points: perMinute.resume, seconds: 60 }),
	pilot: openLimiter({ name: 'pilot', points: perMinute.pilot, seconds: 60 }),
	invitation: openLimiter({ name: 'invitation', points: perMinute.invitation, seconds: 60 }),
	start: openLimiter({ name: 'start', points: perMinute.start, seconds: 60 }),
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
	return createHmac('sha256', passingKey).update(address).digest('base64');
}
