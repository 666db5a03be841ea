import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { RateLimiterCluster, RateLimiterMemory } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { z } from 'zod';

/**
 * What this process is among those of a server (src/cli/supervise.mjs): alone, the first of several workers, the one that
 * took the first one's place, or a further one.
 */
const Part = z.enum(['alone', 'first', 'keeper', 'further']).default('alone');
const { isWorker } = cluster;
const part = Part.parse(process.env.SOUNDINGS_WORKER_PART);

/** Whether this process readies the database: one does, before any other starts. */
export const setsUp = part === 'alone' || part === 'first';

/** Whether this process does what is done each hour: one does at any time. */
export const keepsHouse = part !== 'further';

/**
 * 32 random bytes that all workers of a server have, that live as long as it and are kept nowhere: what is counted under a
 * hash keyed with them cannot be joined to an address later.
 */
export const passingKey: Uint8Array = isWorker
	? Buffer.from(
			z
				.string()
				.regex(/^[0-9a-f]{64}$/)
				.parse(process.env.SOUNDINGS_WORKER_KEY),
			'hex',
		)
	: randomBytes(32);

/** Counts tries: `points` are allowed in so many seconds. In memory; of several workers, in that of the process above them. */
export function openLimiter(rule: { name: string; points: number; seconds: number }): RateLimiterAbstract {
	const options = { keyPrefix: rule.name, points: rule.points, duration: rule.seconds };
	return isWorker ? new RateLimiterCluster(options) : new RateLimiterMemory(options);
}
