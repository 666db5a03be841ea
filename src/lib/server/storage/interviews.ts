import { and, count, eq, lt, sql } from 'drizzle-orm';
import { WaveId } from '#core/fieldwork/index.ts';
import type { Arms } from '#core/instrument/index.ts';
import { allocate } from './allocate.ts';
import { castBallot } from './ballots.ts';
import type { Database, Reader, Writer } from './database.ts';
import { preparedOnce } from './database.ts';
import { fillQuotas, filledIn } from './quotas.ts';
import { addResponse } from './responses.ts';
import type { StoredResponse } from './responses.ts';
import { memberOfTokenIn, settleMemberIn } from './sample-members.ts';
import type { MemberState, SampleMember } from './sample-members.ts';
import { allocations, interviews } from './tables/interviews.ts';

/** An interview as it is stored: nothing in it can be read without the respondent's code, of which `lookup` is a hash. */
export interface StoredInterview {
	readonly lookup: Buffer;
	readonly wave: WaveId;
	readonly version: number;
	readonly state: 'open' | 'completed' | 'declined';
	readonly serverHalf: Buffer;
	readonly sealed: Buffer;
	readonly startedDay: string;
}

/** What is known in the transaction that changes an interview. */
export interface InterviewStanding {
	/** Whose invitation the interview is held with, as they are at this moment. */
	readonly member: SampleMember | undefined;
	/** How many completed interviews a quota of the wave holds. */
	filled(quota: string): number;
}

/** How an interview ends: as a response, as one that its member leads to, or as a ballot beside its member's used token. */
export type InterviewEnding = { readonly state: 'completed' | 'declined'; readonly fills: readonly string[] } & (
	| { readonly kind: 'response'; readonly response: StoredResponse }
	| { readonly kind: 'linked'; readonly response: StoredResponse; readonly member: MemberState }
	| { readonly kind: 'ballot'; readonly ballot: Buffer; readonly place: () => number; readonly member: MemberState }
);

/**
 * What becomes of an interview: its new sealed state, or with `ending` its end, which stores what it leads to in the same
 * transaction; neither leaves it as it is.
 */
export interface InterviewChange<T> {
	readonly result: T;
	readonly sealed?: Buffer;
	readonly ending?: InterviewEnding;
}

const at = and(eq(interviews.place, sql.placeholder('place')), eq(interviews.lookup, sql.placeholder('lookup')));

type InterviewRow = Omit<StoredInterview, 'wave'> & { readonly wave: string };

const statements = preparedOnce((database) => ({
	// Every page is shown and every answer stored by these two, which cost half as much as they are.
	find: database.$client.prepare<[number, Buffer], InterviewRow>(
		`select lookup, wave, version, state, server_half as serverHalf, sealed, started_day as startedDay
		from interviews where place = ? and lookup = ?`,
	),
	seal: database.$client.prepare<[Buffer, number, Buffer]>(
		'update interviews set sealed = ? where place = ? and lookup = ?',
	),
	insert: database
		.insert(interviews)
		.values({
			place: sql.placeholder('place'),
			lookup: sql.placeholder('lookup'),
			wave: sql.placeholder('wave'),
			version: sql.placeholder('version'),
			state: sql.placeholder('state'),
			serverHalf: sql.placeholder('serverHalf'),
			sealed: sql.placeholder('sealed'),
			startedDay: sql.placeholder('startedDay'),
		})
		.prepare(),
	end: database
		.update(interviews)
		.set({ sealed: sql`${sql.placeholder('sealed')}`, state: sql`${sql.placeholder('state')}` })
		.where(at)
		.prepare(),
	counts: database
		.select({ arm: allocations.arm, count: allocations.count })
		.from(allocations)
		.where(
			and(eq(allocations.wave, sql.placeholder('wave')), eq(allocations.experiment, sql.placeholder('experiment'))),
		)
		.prepare(),
	count: database
		.insert(allocations)
		.values({
			wave: sql.placeholder('wave'),
			experiment: sql.placeholder('experiment'),
			arm: sql.placeholder('arm'),
			count: 1,
		})
		.onConflictDoUpdate({
			target: [allocations.wave, allocations.experiment, allocations.arm],
			set: { count: sql`${allocations.count} + 1` },
		})
		.prepare(),
}));

/** The interview whose code has this hash, open or ended. */
export async function findInterview(reader: Reader, args: { lookup: Buffer }): Promise<StoredInterview | undefined> {
	return interviewIn(reader.database, args.lookup);
}

/**
 * Stores a new interview with the arms it is allocated among those of the wave. `start` gets them and gives the row.
 * `balanced`: in each experiment the arm that the fewest have, and the count of it goes up. Otherwise any arm with equal
 * chance and no count, because a count that goes up as a row appears tells the arm of that row.
 */
export async function insertInterview(
	writer: Writer,
	args: {
		wave: WaveId;
		experiments: readonly { readonly id: string; readonly arms: readonly string[] }[];
		draw: (below: number) => number;
		balanced?: boolean;
		start: (arms: Arms) => StoredInterview;
	},
): Promise<void> {
	await writer.commit((database) => {
		const { counts, count: countArm, insert } = statements(database);
		const given = new Map<string, number>();
		const balanced = args.balanced !== false;
		for (const { id } of balanced ? args.experiments : []) {
			for (const row of counts.all({ wave: args.wave, experiment: id })) given.set(`${id} ${row.arm}`, row.count);
		}
		const arms = allocate(args, (experiment, arm) => given.get(`${experiment} ${arm}`) ?? 0);
		for (const [experiment, arm] of balanced ? Object.entries(arms) : [])
			countArm.run({ wave: args.wave, experiment, arm });
		const interview = args.start(arms);
		insert.run({ ...interview, place: placeOf(interview.lookup) });
	});
}

/**
 * Reads an interview and writes what `change`, which is synchronous, makes of it, with nothing in between; undefined when
 * there is no such interview. Two posts at once are therefore two changes one after the other. `token` is the hash of that
 * of the invitation that it is held with.
 */
export async function changeInterview<T>(
	writer: Writer,
	args: {
		lookup: Buffer;
		token?: Buffer | undefined;
		change: (interview: StoredInterview, standing: InterviewStanding) => InterviewChange<T>;
	},
): Promise<T | undefined> {
	return writer.commit((database) => {
		const interview = interviewIn(database, args.lookup);
		if (interview === undefined) return undefined;
		const member = args.token === undefined ? undefined : memberOfTokenIn(database, args.token);
		const filled = (quota: string) => filledIn(database, interview.wave, quota);
		const { result, sealed, ending } = args.change(interview, { member, filled });
		const key = { place: placeOf(args.lookup), lookup: args.lookup };
		if (ending !== undefined) {
			end(database, interview.wave, ending, member);
			const remains = sealed ?? interview.sealed;
			statements(database).end.run({ ...key, sealed: remains, state: ending.state });
		} else if (sealed !== undefined) {
			statements(database).seal.run(sealed, key.place, key.lookup);
		}
		return result;
	});
}

/**
 * Puts down that a member takes no part although no interview of theirs says so, with the ballot that stands for it where
 * the wave has ballots. `end` sees the member as they are; undefined from it changes nothing.
 */
export async function endInvitation(
	writer: Writer,
	args: {
		token: Buffer;
		end: (member: SampleMember) => Exclude<InterviewEnding, { kind: 'response' }> | undefined;
	},
): Promise<boolean> {
	return writer.commit((database) => {
		const member = memberOfTokenIn(database, args.token);
		const ending = member === undefined ? undefined : args.end(member);
		if (member === undefined || ending === undefined) return false;
		end(database, member.wave, ending, member);
		return true;
	});
}

function end(database: Database, wave: WaveId, ending: InterviewEnding, member: SampleMember | undefined): void {
	fillQuotas(database, wave, ending.fills);
	if (ending.kind === 'response') return addResponse(database, ending.response);
	if (member === undefined) throw new Error('an interview ended with an invitation that nobody has');
	const { place } = member;
	if (ending.kind === 'linked') {
		addResponse(database, ending.response);
		settleMemberIn(database, { place, state: ending.member, response: ending.response.id });
		return;
	}
	castBallot(database, { wave, sealed: ending.ballot, place: ending.place });
	settleMemberIn(database, { place, state: ending.member });
}

/**
 * Ends open interviews of a wave as the responses that `breakOff` makes of them, and deletes what they held; at most
 * `most` at a time. Yields how many there were.
 */
export async function breakOffInterviews(
	writer: Writer,
	args: { wave: WaveId; most: number; breakOff: (interview: StoredInterview) => StoredResponse },
): Promise<number> {
	return writer.commit((database) => {
		const open = database
			.select()
			.from(interviews)
			.where(and(eq(interviews.wave, args.wave), eq(interviews.state, 'open')))
			.limit(args.most)
			.all();
		for (const row of open) {
			addResponse(database, args.breakOff({ ...row, wave: args.wave }));
			database.delete(interviews).where(eq(interviews.place, row.place)).run();
		}
		return open.length;
	});
}

/** Deletes what remains of a wave's ended interviews that began before `before`, an ISO date. */
export async function forgetEndedInterviews(writer: Writer, args: { wave: WaveId; before: string }): Promise<void> {
	await writer.commit((database) => {
		database
			.delete(interviews)
			.where(
				and(eq(interviews.wave, args.wave), sql`${interviews.state} <> 'open'`, lt(interviews.startedDay, args.before)),
			)
			.run();
	});
}

/** How many interviews of a wave are open now. */
export async function countOpenInterviews(reader: Reader, args: { wave: WaveId }): Promise<number> {
	const row = reader.database
		.select({ count: count() })
		.from(interviews)
		.where(and(eq(interviews.wave, args.wave), eq(interviews.state, 'open')))
		.get();
	return row?.count ?? 0;
}

function interviewIn(database: Database, lookup: Buffer): StoredInterview | undefined {
	const row = statements(database).find.get(placeOf(lookup), lookup);
	return row === undefined ? undefined : { ...row, wave: WaveId.parse(row.wave) };
}

/** Where an interview stands in the table: by 52 bits of its lookup. */
function placeOf(lookup: Buffer): number {
	return Number(lookup.readBigUInt64BE() >> 12n);
}
