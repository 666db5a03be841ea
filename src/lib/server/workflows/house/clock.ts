import { z } from 'zod';

const hour = 60 * 60 * 1000;
/** By how much the clock of a process that runs may leave the course that it was on. */
const mostDrift = 48 * hour;
/** For how long a server may have been off, as far as its clock tells, before the clock is doubted. */
const longestOff = 7 * 24 * hour;
/** After how long on its new course a clock is believed that nobody has put right. */
const untilBelieved = 24 * hour;

const instant = z.iso.datetime();

/**
 * What is known of this machine's clock. `seen` is what it said last. `doubt`: it jumped, `from` where it should have been
 * `to` where it was; `watched` is for how many milliseconds it has run on since.
 */
export const ClockRecord = z.strictObject({
	seen: instant,
	doubt: z.strictObject({ from: instant, to: instant, watched: z.number().min(0) }).nullable(),
});
export type ClockRecord = z.infer<typeof ClockRecord>;

/**
 * What is known of the clock now that it says `now`. `passed` is how many milliseconds went by since `before`, by a clock
 * that nobody sets; null where this process was not there. A clock that is back on its old course is believed at once, and
 * one that has run on for a day after that; any other jump begins a doubt anew.
 */
export function lookAtClock(
	before: ClockRecord | undefined,
	{ now, passed }: { now: Date; passed: number | null },
): ClockRecord {
	const seen = now.toISOString();
	if (before === undefined) return { seen, doubt: null };
	const expected = Date.parse(before.seen) + (passed ?? 0);
	const hasJumped = Math.abs(now.getTime() - expected) > (passed === null ? longestOff : mostDrift);
	const { doubt } = before;
	if (doubt === null) {
		if (!hasJumped) return { seen, doubt };
		return { seen, doubt: { from: new Date(expected).toISOString(), to: seen, watched: 0 } };
	}
	const watched = doubt.watched + (passed ?? 0);
	const course = Date.parse(doubt.from) + watched;
	if (Math.abs(now.getTime() - course) <= mostDrift) return { seen, doubt: null };
	if (hasJumped) return { seen, doubt: { from: new Date(course).toISOString(), to: seen, watched: 0 } };
	return { seen, doubt: watched >= untilBelieved ? null : { ...doubt, watched } };
}
