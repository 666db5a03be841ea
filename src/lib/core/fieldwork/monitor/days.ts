import { daysAfter, daysBetween } from '../day.ts';
import type { Wave } from '../wave.ts';
import type { Cumulative } from './projection.ts';
import { roundedCount } from './watched-count.ts';
import type { WatchRule } from './watched-count.ts';

/** How many interviews began or ended on a day; `stage` is *started* or an outcome. */
export interface StageTally {
	readonly day: string;
	readonly stage: string;
	readonly source: string;
	readonly language: string;
	readonly count: number;
}

export interface LastWave {
	readonly label: string;
	readonly opensOn: string;
	readonly days: Cumulative;
}

/** Interviews by the end of a day, to the nearest ten; `last` is the last wave by the same day of its fieldwork. */
export interface WatchedDay {
	readonly day: string;
	readonly number: number;
	readonly started: number;
	readonly completed: number;
	readonly last: number | null;
}

/** The last wave by the same day of this one's fieldwork, and in the end. */
export interface LastByNow {
	readonly label: string;
	readonly sameDay: number | null;
	readonly whole: number;
}

/** What days are counted of. */
interface Watched {
	readonly wave: Pick<Wave, 'closesOn'>;
	readonly today: string;
	readonly tallies: readonly StageTally[];
	readonly rule: WatchRule;
	readonly last: LastWave | null;
}

/** Each day of fieldwork until today, beside the same day of the last wave. */
export function daysOf(
	{ wave, today, tallies, rule, last }: Watched,
	opensOn: string,
	completed: Cumulative,
): WatchedDay[] {
	const lastDay = [today, wave.closesOn ?? today].toSorted()[0] ?? today;
	const started = cumulative(tallies, 'started');
	return Array.from({ length: Math.max(0, daysBetween(opensOn, lastDay) + 1) }, (_, k) => {
		const day = daysAfter(opensOn, k);
		return {
			...{ day, number: k + 1 },
			started: roundedCount(by(started, day), rule),
			completed: roundedCount(by(completed, day), rule),
			last: last === null ? null : roundedCount(by(last.days, daysAfter(last.opensOn, k)), rule),
		};
	});
}

/** The last wave by the same day of its fieldwork, and when it was over. */
export function lastOf({ label, days, opensOn }: LastWave, rule: WatchRule, number: number): LastByNow {
	const whole = days.at(-1)?.completed ?? 0;
	const sameDay = number < 1 ? null : roundedCount(by(days, daysAfter(opensOn, number - 1)), rule);
	return { label, sameDay, whole };
}

/** How many interviews reached a stage by the end of each day on which any did. */
export function cumulative(tallies: readonly StageTally[], stage: string): Cumulative {
	const ofDay = new Map<string, number>();
	for (const tally of tallies) {
		if (tally.stage === stage) ofDay.set(tally.day, (ofDay.get(tally.day) ?? 0) + tally.count);
	}
	let completed = 0;
	return [...ofDay]
		.toSorted(([a], [b]) => a.localeCompare(b))
		.map(([day, count]) => ({ day, completed: (completed += count) }));
}

function by(days: Cumulative, day: string): number {
	return days.findLast((one) => one.day <= day)?.completed ?? 0;
}
