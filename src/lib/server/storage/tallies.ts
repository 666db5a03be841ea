import { and, eq, sql } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Reader, Writer } from './database.ts';
import { pageTimes, tallies } from './tables/wave-plans.ts';

/**
 * How many interviews more reached a stage on a day. `stage` is *started* or an outcome, `answered:<question>`, or
 * `at:<question>`: those who stand at it, by the day on which they began; `count` is below 0 where more left than came. Of
 * `begun:<column>` the stratum is a value of that column of the sample, and there is no day.
 */
export interface Tally {
	readonly day: string;
	readonly stage: string;
	readonly stratum: string;
	readonly source: string;
	readonly language: string;
	readonly count: number;
}

/** How many pages more took as long as the band that begins with `band` seconds. */
export interface PageTime {
	readonly question: string;
	readonly band: number;
	readonly count: number;
}

/** How far interviews have got with a question. `standing` began before `today`, `standingToday` on it. */
export interface QuestionTally {
	readonly question: string;
	readonly answered: number;
	readonly standing: number;
	readonly standingToday: number;
}

/** Adds tallies of many interviews to those of a wave, in a transaction that nothing else is in. */
export async function addTallies(
	writer: Writer,
	args: { wave: WaveId; tallies: readonly Tally[]; pageTimes: readonly PageTime[] },
): Promise<void> {
	const { wave } = args;
	await writer.commitAlone((database) => {
		for (const tally of args.tallies) {
			const { day, stage, stratum, source, language } = tallies;
			database
				.insert(tallies)
				.values({ ...tally, wave })
				.onConflictDoUpdate({
					target: [tallies.wave, day, stage, stratum, source, language],
					set: { count: sql`${tallies.count} + excluded.count` },
				})
				.run();
		}
		for (const time of args.pageTimes) {
			database
				.insert(pageTimes)
				.values({ ...time, wave })
				.onConflictDoUpdate({
					target: [pageTimes.wave, pageTimes.question, pageTimes.band],
					set: { count: sql`${pageTimes.count} + excluded.count` },
				})
				.run();
		}
	});
}

/** The tallies of a wave that are not of questions, by day and all else. At most 50,000. */
export async function listTallies(reader: Reader, args: { wave: WaveId }): Promise<Tally[]> {
	const { day, stage, stratum, source, language, count } = tallies;
	return reader.database
		.select({ day, stage, stratum, source, language, count })
		.from(tallies)
		.where(and(eq(tallies.wave, args.wave), sql`instr(${tallies.stage}, ':') = 0`))
		.orderBy(day, stage, stratum, source, language)
		.limit(50_000)
		.all();
}

/** How many interviews people with a value in a column of the sample have begun. */
export interface BegunCount {
	readonly column: string;
	readonly value: string;
	readonly count: number;
}

export async function listBegunByStratum(reader: Reader, args: { wave: WaveId }): Promise<BegunCount[]> {
	const column = sql<string>`substr(${tallies.stage}, instr(${tallies.stage}, ':') + 1)`;
	return reader.database
		.select({ column, value: tallies.stratum, count: sql<number>`sum(${tallies.count})` })
		.from(tallies)
		.where(and(eq(tallies.wave, args.wave), sql`${tallies.stage} like 'begun:%'`))
		.groupBy(column, tallies.stratum)
		.limit(10_000)
		.all();
}

/** The tallies of a wave's questions. */
export async function listQuestionTallies(
	reader: Reader,
	args: { wave: WaveId; today: string },
): Promise<QuestionTally[]> {
	const question = sql<string>`substr(${tallies.stage}, instr(${tallies.stage}, ':') + 1)`;
	const sumOf = (kind: string, days = sql`true`) =>
		sql<number>`sum(case when ${tallies.stage} like ${`${kind}:%`} and ${days} then ${tallies.count} else 0 end)`;
	return reader.database
		.select({
			question,
			answered: sumOf('answered'),
			standing: sumOf('at', sql`${tallies.day} < ${args.today}`),
			standingToday: sumOf('at', sql`${tallies.day} >= ${args.today}`),
		})
		.from(tallies)
		.where(and(eq(tallies.wave, args.wave), sql`(${tallies.stage} like 'answered:%' or ${tallies.stage} like 'at:%')`))
		.groupBy(question)
		.all();
}

/** How long the pages of a wave took. */
export async function listPageTimes(reader: Reader, args: { wave: WaveId }): Promise<PageTime[]> {
	const { question, band, count } = pageTimes;
	return reader.database.select({ question, band, count }).from(pageTimes).where(eq(pageTimes.wave, args.wave)).all();
}
