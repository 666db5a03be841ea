import { z } from 'zod';

const secondsOfDay = 86_400;

/** Longer than this between two pages, and somebody was doing something else: ten minutes. */
const longest = 600;

/**
 * How long somebody has been answering, in whole seconds. `shown` is the second of the UTC day at which the last page was
 * shown, without the day; `spent` adds up what each page took, ten minutes at most. It is held in an interview's sealed
 * state alone and leaves it as coarse bands.
 */
export const InterviewClock = z.strictObject({
	shown: z
		.int()
		.min(0)
		.max(secondsOfDay - 1),
	spent: z.int().min(0),
});
export type InterviewClock = z.infer<typeof InterviewClock>;

/** The clock of an interview that begins at `now`. */
export function clockFrom(now: Date): InterviewClock {
	return { shown: secondOf(now), spent: 0 };
}

/** The clock when a page is posted at `now` and the next one is shown. A clock that was set back has counted the most. */
export function clockAt(before: InterviewClock, now: Date): InterviewClock {
	const shown = secondOf(now);
	const took = (shown - before.shown + secondsOfDay) % secondsOfDay;
	return { shown, spent: before.spent + Math.min(took, longest) };
}

function secondOf(now: Date): number {
	return Math.floor(now.getTime() / 1000) % secondsOfDay;
}
