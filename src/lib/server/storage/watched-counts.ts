import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import type { Outcome, WaveId } from '#core/fieldwork/index.ts';
import type { Reader } from './database.ts';
import { interviews } from './tables/interviews.ts';
import { responses } from './tables/responses.ts';
import { sampleMembers } from './tables/samples.ts';
import type { MemberState } from './sample-members.ts';

/** What is counted here is read from indexes or from columns beside the answers: no answer is ever read. */

/** How many interviews of a wave are kept in each state. */
export async function countInterviews(
	reader: Reader,
	args: { wave: WaveId },
): Promise<Record<'open' | 'completed' | 'declined', number>> {
	const rows = reader.database
		.select({ state: interviews.state, count: count() })
		.from(interviews)
		.where(eq(interviews.wave, args.wave))
		.groupBy(interviews.state)
		.all();
	const counts = { open: 0, completed: 0, declined: 0 };
	for (const row of rows) counts[row.state] = row.count;
	return counts;
}

/** How many members of a wave's sample are in each state that any is in. */
export async function countSampleStates(
	reader: Reader,
	args: { wave: WaveId },
): Promise<ReadonlyMap<MemberState, number>> {
	const rows = reader.database
		.select({ state: sampleMembers.state, count: count() })
		.from(sampleMembers)
		.where(eq(sampleMembers.wave, args.wave))
		.groupBy(sampleMembers.state)
		.all();
	return new Map(rows.map((row) => [row.state, row.count]));
}

/** How many members with a value in a column of the sample are in a state. */
export interface StratumCount {
	readonly column: string;
	readonly value: string;
	readonly state: MemberState;
	readonly count: number;
}

/** A wave's sample by sector and by each further column of its file; members without a value have the value ''. */
export async function countStrata(reader: Reader, args: { wave: WaveId }): Promise<StratumCount[]> {
	const { sector, state, wave } = sampleMembers;
	const bySector = reader.database
		.select({ column: sql<string>`'sector'`, value: sql<string>`coalesce(${sector}, '')`, state, count: count() })
		.from(sampleMembers)
		.where(eq(wave, args.wave))
		.groupBy(sector, state)
		.all();
	const further = reader.database
		.select({ column: sql<string>`each.key`, value: sql<string>`each.value`, state, count: count() })
		.from(sampleMembers)
		.innerJoin(sql`json_each(${sampleMembers.strata}) each`, sql`true`)
		.where(eq(wave, args.wave))
		.groupBy(sql`each.key`, sql`each.value`, state)
		.limit(5000)
		.all();
	return [...(bySector.some(({ value }) => value !== '') ? bySector : []), ...further];
}

/** How many interviews of a wave ended on a day, in one way and in one language. */
export interface EndedCount {
	readonly day: string;
	readonly outcome: Outcome;
	readonly language: string;
	readonly count: number;
}

const batch = 5000;

/** Those of a wave that was never tallied; some thousand at a time, so that others are answered in between. */
export async function countEndedByDay(reader: Reader, args: { wave: WaveId }): Promise<EndedCount[]> {
	const { place, day, outcome, language, wave } = responses;
	const counts = new Map<string, EndedCount>();
	for (let after = -1; ;) {
		const rows = reader.database
			.select({ place, day, outcome, language })
			.from(responses)
			.where(and(eq(wave, args.wave), gt(place, after)))
			.orderBy(asc(place))
			.limit(batch)
			.all();
		for (const row of rows) {
			if (row.day === null) continue;
			const of = { day: row.day, outcome: row.outcome, language: row.language ?? '' };
			const key = `${of.day} ${of.outcome} ${of.language}`;
			counts.set(key, { ...of, count: (counts.get(key)?.count ?? 0) + 1 });
		}
		const last = rows.at(-1);
		if (last === undefined || rows.length < batch) return [...counts.values()];
		after = last.place;
		await new Promise((resolve) => setImmediate(resolve));
	}
}
