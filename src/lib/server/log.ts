import pino, { type DestinationStream, type Logger } from 'pino';
import type { Env } from './env.ts';

/**
 * The two logs of a server, both JSON lines on standard output. `staff` lines carry the time. `respondent` lines carry
 * none: a line that says when somebody answered would join a stored answer to a person, so what is logged about
 * respondents is either a count over many requests or a fault in our own code.
 */
export type Logs = { readonly staff: Logger; readonly respondent: Logger };

/**
 * Opens the logs. No line holds a process id, host name, address, user agent, cookie, path or query.
 * @param destination where lines go; standard output unless a test gives its own
 */
export function openLogs(level: Env['SOUNDINGS_LOG_LEVEL'], destination?: DestinationStream): Logs {
	const options = { level, base: null, formatters: { level: (label: string) => ({ level: label }) } };
	const open = (timestamp: pino.LoggerOptions['timestamp']) => {
		const chosen = { ...options, timestamp: timestamp ?? false };
		return destination === undefined ? pino(chosen) : pino(chosen, destination);
	};
	return { staff: open(pino.stdTimeFunctions.isoTime), respondent: open(false) };
}
