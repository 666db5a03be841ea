import type { Logs } from '../log.ts';
import { isStaffRoute } from './audience.ts';

/** What is known of an answered request: the route's pattern (`/s/[survey]`), never the address that was asked for. */
export type AnsweredRequest = { method: string; routeId: string | null; status: number; ms: number };

/** What is known of a fault: the id that the reader was shown, and where in our own code it happened. */
export type Fault = { id: string; method: string; routeId: string | null; error: unknown };

export type RequestLog = {
	/** One line for a staff request; for any other one more in its route's count. */
	answered(request: AnsweredRequest): void;
	/** A line at once. For anybody but staff it has no time and no message, for a message may quote what was typed. */
	failed(fault: Fault): void;
	/** One line with the counts since the last such line, if there are any. */
	writeCounts(): void;
};

export function openRequestLog(logs: Logs): RequestLog {
	const counts = new Map<string, number>();
	return {
		answered({ method, routeId, status, ms }) {
			const route = routeId ?? 'none';
			if (isStaffRoute(routeId)) {
				logs.staff.info({ method, route, status, ms: Math.round(ms) }, 'request');
				return;
			}
			const key = `${method} ${route} ${status}`;
			counts.set(key, (counts.get(key) ?? 0) + 1);
		},
		failed({ id, method, routeId, error }) {
			const line = { id, method, route: routeId ?? 'none' };
			if (isStaffRoute(routeId)) logs.staff.error({ ...line, err: error }, 'fault');
			else logs.respondent.error({ ...line, at: framesOf(error) }, 'fault');
		},
		writeCounts() {
			if (counts.size === 0) return;
			logs.respondent.info({ requests: Object.fromEntries(counts) }, 'requests since the last count');
			counts.clear();
		},
	};
}

/** The error's class and the places in the code, without the message. */
function framesOf(error: unknown): string[] {
	if (!(error instanceof Error)) return [typeof error];
	const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
	return [error.constructor.name, ...frames.slice(0, 12).map((line) => line.trim())];
}
