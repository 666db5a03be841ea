import type { Env } from '../env.ts';

/** Opens what the server needs before it listens. */
export async function startUp(_env: Env): Promise<void> {}

/** Closes what {@link startUp} opened, after the last request. */
export async function shutDown(): Promise<void> {}

/** Whether requests can be answered. */
export async function checkHealth(): Promise<{ kind: 'ok' } | { kind: 'unavailable' }> {
	return { kind: 'ok' };
}
