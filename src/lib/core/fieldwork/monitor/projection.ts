import { daysBetween } from '../day.ts';

/** How many interviews a wave completed by the end of each day, in order of days. */
export type Cumulative = readonly { readonly day: string; readonly completed: number }[];

/** What a wave may end with. `byPace` and `byLast` are the two ways to tell, null where one cannot be had. */
export interface Projection {
	readonly byPace: number | null;
	readonly byLast: number | null;
}

/** So many whole days back the pace is taken from. */
const paceDays = 7;

/**
 * How many completed interviews a wave may end with. By the pace: as many each day until its last one as on each of the
 * last seven whole days. By the last wave: as large a part of the whole as that had by the same day of its fieldwork.
 */
export function projectionOf(facts: {
	readonly opensOn: string;
	readonly closesOn: string | null;
	readonly today: string;
	readonly completed: number;
	/** Of this wave, whole days only: before today. */
	readonly before: Cumulative;
	readonly last: { readonly opensOn: string; readonly days: Cumulative } | null;
}): Projection {
	const { opensOn, closesOn, today, completed, before, last } = facts;
	const wholeDays = daysBetween(opensOn, today);
	if (wholeDays < 1 || completed === 0) return { byPace: null, byLast: null };
	return { byPace: byPace(), byLast: last === null ? null : byLast(last) };

	function byPace(): number | null {
		if (closesOn === null) return null;
		const daysLeft = Math.max(0, daysBetween(today, closesOn) + 1);
		const days = Math.min(paceDays, wholeDays);
		const done = completedBy(before, today);
		const earlier = before.findLast(({ day }) => daysBetween(day, today) > days)?.completed ?? 0;
		return Math.max(completed, done + ((done - earlier) / days) * daysLeft);
	}

	function byLast({ opensOn: opened, days }: { opensOn: string; days: Cumulative }): number | null {
		const all = days.at(-1)?.completed ?? 0;
		const then = days.findLast(({ day }) => daysBetween(opened, day) < wholeDays)?.completed ?? 0;
		return then === 0 ? null : Math.max(completed, (completedBy(before, today) * all) / then);
	}
}

function completedBy(days: Cumulative, today: string): number {
	return days.findLast(({ day }) => day < today)?.completed ?? 0;
}

/**
 * Half the width of the 95 % interval of a share of one half among `interviews`, 0–1, with the design effect of the weights
 * and the share of the population that was asked.
 *
 * @source Kish (1965), Survey Sampling, section 2.2 and 11.7
 */
export function marginOfError(
	interviews: number,
	{ designEffect, population }: { readonly designEffect: number; readonly population: number | null },
): number {
	const fpc = population === null || population <= 1 ? 1 : Math.max(0, (population - interviews) / (population - 1));
	return 1.959963984540054 * Math.sqrt((designEffect * 0.25 * fpc) / interviews);
}
