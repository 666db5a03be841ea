import { setImmediate } from 'node:timers/promises';

/** Drives work that yields now and then to its end; other requests are served wherever it yields. */
export async function unhurried<T>(work: Generator<void, T>): Promise<T> {
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
		await setImmediate();
	}
}
