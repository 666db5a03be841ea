import { daysBetween } from '../day.ts';
import type { PlannedWave } from '../life.ts';
import type { Outcome } from '../outcome.ts';
import { responseRates } from '../response-rates.ts';
import type { Dispositions, ResponseRates } from '../response-rates.ts';
import { medianBand, pageTimeBands } from '../time-bands.ts';
import type { TimeBand } from '../time-bands.ts';
import { cumulative, daysOf, lastOf } from './days.ts';
import type { LastByNow, LastWave, StageTally, WatchedDay } from './days.ts';
import type { DesignEffect } from './design-effect.ts';
import { marginOfError, projectionOf } from './projection.ts';
import type { Projection } from './projection.ts';
import { roundedCount, watched, watchedSplit } from './watched-count.ts';
import type { WatchedCount, WatchRule } from './watched-count.ts';

/** All that is counted of a wave, before anything is masked; of no answer. */
export interface MonitorFacts extends PlannedWave {
	/** The day in the wave's time zone. */
	readonly today: string;
	readonly rule: WatchRule;
	/** As they are at this moment. `answering`: begun and not ended, on whichever day. */
	readonly counts: Readonly<Record<Outcome, number>> & { readonly answering: number };
	/** Null where nobody is invited by name. */
	readonly sample: {
		readonly dispositions: Dispositions;
		readonly sampled: number;
		/** Each column of the sample by which groups are told apart, with its values. */
		readonly strata: readonly { readonly column: string; readonly groups: readonly SampleGroup[] }[];
	} | null;
	/** Of interviews that were tallied: some minutes or interviews behind. */
	readonly tallies: readonly StageTally[];
	readonly questions: readonly AskedQuestion[];
	readonly last: LastWave | null;
	/** What the weights of the last wave that is over did to its variances; null where nobody knows it. */
	readonly designEffect: DesignEffect | null;
}

export interface SampleGroup {
	readonly value: string;
	readonly sampled: number;
	/** Interviews begun, as far as they were tallied. */
	readonly started: number;
	readonly completed: number;
	readonly declined: number;
}

/** A question in the order of the questionnaire. `standing`: those who began before today and got no further. */
export interface AskedQuestion {
	readonly id: string;
	readonly words: string;
	readonly answered: number;
	readonly standing: number;
	readonly standingToday: number;
	/** By the lower bound of the band of seconds. */
	readonly times: ReadonlyMap<number, number>;
}

/** A wave under way as those who run it may see it: counts, none of them of fewer people than the rule allows. */
export interface Monitor {
	readonly today: string;
	/** Days of fieldwork with today, from 1; null before the first. */
	readonly dayNumber: number | null;
	readonly days: number | null;
	readonly totals: {
		readonly sampled: number | null;
		readonly started: number;
		readonly completed: number;
		readonly answering: number;
		readonly brokenOff: number;
		readonly declined: number;
		readonly quotaFull: number;
	};
	/** Completed of those who began, 0–1. */
	readonly completion: number | null;
	readonly rates: ResponseRates | null;
	readonly splits: readonly WatchedSplit[];
	readonly stops: { readonly total: number; readonly questions: readonly WatchedQuestion[] };
	readonly byDay: readonly WatchedDay[];
	readonly last: LastByNow | null;
	readonly projection: Projection & { readonly margins: Margins | null };
	readonly planned: number | null;
	/** Whether margins of error may be stated without the word *indicative*. */
	readonly isProbability: boolean;
	readonly designEffect: DesignEffect | null;
	/** Completed interviews that are in no count by language, source or day yet. */
	readonly untallied: number;
}

/** Margins of error of a share of a half, 0–1, at the least and the most interviews that are projected. */
export interface Margins {
	readonly fewest: { readonly interviews: number; readonly margin: number };
	readonly most: { readonly interviews: number; readonly margin: number };
}

/** Groups by a stratum of the sample, by language or by source; `sampled` null where nobody is invited by name. */
export interface WatchedSplit {
	readonly by: { readonly kind: 'stratum'; readonly column: string } | { readonly kind: 'language' | 'source' };
	readonly groups: readonly {
		readonly value: string;
		readonly sampled: WatchedCount | null;
		readonly started: WatchedCount | null;
		readonly completed: WatchedCount;
		readonly declined: WatchedCount;
		readonly margins: Margins | null;
	}[];
}

export interface WatchedQuestion {
	readonly id: string;
	readonly words: string;
	/** Interviews that answered it, to the nearest ten. */
	readonly answered: number;
	/** Interviews that began before today and stopped here. */
	readonly stopped: WatchedCount;
	readonly median: TimeBand | null;
}

/** What may be seen of a wave under way. */
export function monitorOf(facts: MonitorFacts): Monitor {
	const { wave, plan, today, counts, sample, rule, last } = facts;
	const opensOn = wave.opensOn ?? facts.tallies.map(({ day }) => day).toSorted()[0] ?? today;
	const ended = counts.completed + counts.declined + counts['broken-off'] + counts['quota-full'];
	const completedByDay = cumulative(facts.tallies, 'completed');
	const projected = projectionOf({
		...{ opensOn, closesOn: wave.closesOn, today, completed: counts.completed, last },
		before: completedByDay.filter(({ day }) => day < today),
	});
	const isOver = wave.state === 'closed' || wave.state === 'archived';
	const projection = isOver ? { byPace: null, byLast: null } : projected;
	const number = daysBetween(opensOn, today) + 1;
	return {
		today,
		dayNumber: number < 1 ? null : number,
		days: wave.closesOn === null ? null : daysBetween(opensOn, wave.closesOn) + 1,
		totals: {
			sampled: sample?.sampled ?? null,
			started: counts.answering + ended,
			completed: counts.completed,
			answering: counts.answering,
			brokenOff: counts['broken-off'],
			declined: counts.declined,
			quotaFull: counts['quota-full'],
		},
		completion: ended + counts.answering === 0 ? null : counts.completed / (ended + counts.answering),
		rates: sample === null ? null : responseRates(sample.dispositions),
		splits: splitsOf(facts, projection),
		stops: stopsOf(facts),
		byDay: daysOf(facts, opensOn, completedByDay),
		last: last === null ? null : lastOf(last, rule, number),
		projection: { ...projection, margins: marginsOf(facts, projection, 1) },
		planned: plan.plannedInterviews,
		isProbability: wave.sampleType === 'probability',
		designEffect: facts.designEffect,
		untallied: Math.max(0, counts.completed - (completedByDay.at(-1)?.completed ?? 0)),
	};
}

function splitsOf(facts: MonitorFacts, projection: Projection): WatchedSplit[] {
	const { sample, rule, tallies, counts } = facts;
	const marginsAt = (completed: WatchedCount) =>
		completed.kind === 'shown' ? marginsOf(facts, projection, completed.count / Math.max(1, counts.completed)) : null;
	const strata = (sample?.strata ?? []).map(({ column, groups }): WatchedSplit => {
		const small = groups.flatMap(({ sampled }, k) => (sampled < rule.fewest ? [k] : []));
		const masked = (of: 'sampled' | 'started' | 'completed' | 'declined') =>
			watchedSplit(
				groups.map((group) => group[of]),
				rule,
				small,
			);
		const [sampled, started] = [masked('sampled'), masked('started')];
		const [completed, declined] = [masked('completed'), masked('declined')];
		const hasStarted = groups.some((group) => group.started > 0);
		return {
			by: { kind: 'stratum', column },
			groups: groups.map(({ value }, k) => {
				const done = completed[k] ?? { kind: 'few' };
				const refused = declined[k] ?? { kind: 'few' };
				return {
					...{ value, completed: done, declined: refused, margins: marginsAt(done) },
					sampled: sampled[k] ?? { kind: 'few' },
					// Until enough have ended to be tallied, nobody knows who began.
					started: hasStarted ? (started[k] ?? { kind: 'few' }) : null,
				};
			}),
		};
	});
	const tallied = (['language', 'source'] as const).flatMap((kind): WatchedSplit[] => {
		const values = [...new Set(tallies.map((tally) => tally[kind]))].toSorted();
		if (values.every((value) => value === '')) return [];
		const masked = (stage: string) =>
			watchedSplit(
				values.map((value) => sumOf(stage, kind, value)),
				rule,
			);
		const [started, completed, declined] = [masked('started'), masked('completed'), masked('declined')];
		return [
			{
				by: { kind },
				groups: values.map((value, k) => {
					const done = completed[k] ?? { kind: 'few' };
					return {
						...{ value, sampled: null, completed: done, margins: marginsAt(done) },
						started: started[k] ?? { kind: 'few' },
						declined: declined[k] ?? { kind: 'few' },
					};
				}),
			},
		];
	});
	return [...strata, ...tallied];

	function sumOf(stage: string, kind: 'language' | 'source', value: string): number {
		return tallies.reduce((all, one) => (one.stage === stage && one[kind] === value ? all + one.count : all), 0);
	}
}

function stopsOf({ questions, rule }: MonitorFacts): Monitor['stops'] {
	const standing = questions.map((question) => Math.max(0, question.standing));
	const stopped = watchedSplit(standing, rule);
	return {
		total: standing.reduce((all, count) => all + count, 0),
		questions: questions.map(({ id, words, answered, times }, k) => {
			const timed = [...times.values()].reduce((all, count) => all + count, 0);
			return {
				...{ id, words, answered: roundedCount(Math.max(0, answered), rule) },
				stopped: stopped[k] ?? { kind: 'few' },
				median: watched(timed, rule).kind === 'shown' ? medianBand(pageTimeBands, times) : null,
			};
		}),
	};
}

function marginsOf({ plan, designEffect }: MonitorFacts, projection: Projection, part: number): Margins | null {
	const ends = [projection.byPace, projection.byLast].flatMap((one) => (one === null ? [] : [one * part]));
	if (ends.length === 0) return null;
	const at = (interviews: number) => ({
		interviews,
		margin: marginOfError(interviews, {
			designEffect: designEffect?.factor ?? 1,
			population: part === 1 ? plan.population.size : null,
		}),
	});
	return { fewest: at(Math.min(...ends)), most: at(Math.max(...ends)) };
}
