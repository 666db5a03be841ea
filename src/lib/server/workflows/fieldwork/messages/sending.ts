import { setTimeout as wait } from 'node:timers/promises';
import type { Post } from '../../../mail/post.ts';
import type { Site } from '../../../site.ts';
import { sendNext } from './send-next.ts';
import { tendQueue } from './tend-queue.ts';

const second = 1000;
/** How often a quiet queue is looked at, and how often it is tended. */
const quiet = 3 * second;
const tending = 60 * second;

/** What runs beside the requests of a process until it is stopped. */
export interface Sending {
	/** Sends no more; resolves once the letter that is being handed over has been settled, or `patience` is over. */
	stop(patience: number): Promise<void>;
}

/**
 * Sends what is due for as long as this process runs; reminders become due only while `isTimely` says that the clock is
 * believed. A fault is written to the log without a word of the message, and the
 * next message is tried a little later.
 */
export function startSending(site: Site, post: Post, isTimely: () => Promise<boolean>): Sending {
	const stopping = new AbortController();
	const pause = async (span: number) => {
		await wait(span, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
	};
	const run = async () => {
		let tendedAt = -Infinity;
		while (!stopping.signal.aborted) {
			try {
				if (performance.now() - tendedAt > tending) {
					if (await isTimely()) await tendQueue(site, post);
					tendedAt = performance.now();
				}
				const sent = await sendNext(site, post);
				if (sent.kind === 'nothing') await pause(quiet);
				if (sent.kind === 'wait') await pause(Math.min(sent.until.getTime() - site.clock.now().getTime(), quiet));
			} catch (error) {
				site.log.staff.error({ fault: nameOf(error) }, 'the queue of e-mail could not be worked off');
				await pause(10 * quiet);
			}
		}
	};
	const running = run();
	return {
		stop: async (patience) => {
			stopping.abort();
			await Promise.race([running, wait(patience, undefined, { ref: false })]);
		},
	};
}

/** The kind of a fault. Its message may quote an address. */
function nameOf(error: unknown): string {
	return error instanceof Error && 'code' in error
		? `${error.name} ${String(error.code)}`
		: String(error instanceof Error && error.name);
}
