import { z } from 'zod';

/** A time zone of the IANA database that this machine knows, such as `Europe/London`. */
export const TimeZone = z.string().max(60).refine(isTimeZone, 'a time zone such as Europe/London');
export type TimeZone = z.infer<typeof TimeZone>;

/** The zone of waves for which nobody has said another. */
export const usualTimeZone: TimeZone = 'Europe/London';

/** The day that it is at `instant` in `timeZone`, as an ISO date. */
export function dayIn(instant: Date, timeZone: TimeZone): string {
	const minute = Math.floor(instant.getTime() / 60_000);
	const before = lastDays.get(timeZone);
	if (before?.minute === minute) return before.day;
	const day = formatOf(timeZone).format(instant);
	lastDays.set(timeZone, { minute, day });
	return day;
}

/** The last minute that was asked for in each zone: days begin with a minute everywhere, and every page asks what day it is. */
const lastDays = new Map<TimeZone, { readonly minute: number; readonly day: string }>();

/** The day `count` days after `day`, before it where `count` is negative; both ISO dates. */
export function daysAfter(day: string, count: number): string {
	const instant = new Date(`${day}T00:00:00Z`);
	instant.setUTCDate(instant.getUTCDate() + count);
	return instant.toISOString().slice(0, 10);
}

/** The same day `count` months later, or the last of that month where it has no such day; ISO dates. */
export function monthsAfter(day: string, count: number): string {
	const instant = new Date(`${day}T00:00:00Z`);
	const date = instant.getUTCDate();
	instant.setUTCMonth(instant.getUTCMonth() + count, 1);
	const last = new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + 1, 0)).getUTCDate();
	instant.setUTCDate(Math.min(date, last));
	return instant.toISOString().slice(0, 10);
}

/** How many days lie from one ISO date to another; negative when `to` is the earlier. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

const formats = new Map<TimeZone, Intl.DateTimeFormat>();

/** Making a format costs far more than using it. The Swedish order is that of ISO dates. */
function formatOf(timeZone: TimeZone): Intl.DateTimeFormat {
	const before = formats.get(timeZone);
	if (before !== undefined) return before;
	const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
	formats.set(timeZone, format);
	return format;
}

function isTimeZone(name: string): boolean {
	try {
		formatOf(name);
		return true;
	} catch {
		return false;
	}
}
