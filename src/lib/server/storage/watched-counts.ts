import { and, asc, count, eq, gt } from 'drizzle-orm';
import type { Outcome, WaveId } from '#core/fieldwork/index.ts';
import type { Reader } from './database.ts';
import { interviews } from './tables/interviews.ts';
import { responses } from './tables/responses.ts';
import { sampleMembers } from './tables/samples.ts';
import { Strata } from './sample-members.ts';
import type { MemberState } from './sample-members.ts';

const batch = 5000;

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

/** How many members with a value in a column of the sample are in a state. */
export interface StratumCount {
	readonly column: string;
	readonly value: string;
	readonly state: MemberState;
	readonly count: number;
}

/** A wave's sample by sector and by each further column of its file, some thousand members at a time. */
export async function countStrata(reader: Reader, args: { wave: WaveId }): Promise<StratumCount[]> {
	const { place, sector, strata, state, wave } = sampleMembers;
	const alike = new Map<string, Pick<typeof sampleMembers.$inferSelect, 'sector' | 'strata' | 'state'>>();
	const counts = new Map<string, number>();
	for (let after = -1; ;) {
		const rows = reader.database
			.select({ place, sector, strata, state })
			.from(sampleMembers)
			.where(and(eq(wave, args.wave), gt(place, after)))
			.orderBy(asc(place))
			.limit(batch)
			.all();
		for (const row of rows) {
			const key = JSON.stringify([row.sector, row.strata, row.state]);
			alike.set(key, row);
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
		const last = rows.at(-1);
		if (last === undefined || rows.length < batch) break;
		after = last.place;
		await new Promise((resolve) => setImmediate(resolve));
	}
	return [...alike].flatMap(([key, row]) => {
		const columns = Object.entries({
			...(row.sector === null ? {} : { sector: row.sector }),
			...Strata.parse(JSON.parse(row.strata)),
		});
		return columns.map(([column, value]) => ({ column, value, state: row.state, count: counts.get(key) ?? 0 }));
	});
}

/** How many interviews of a wave ended on a day, in one way and in one language. */
export interface EndedCount {
	readonly day: string;
	readonly outcome: Outcome;
	readonly language: string;
	readonly count: number;
}

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
