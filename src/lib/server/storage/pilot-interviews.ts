import { and, asc, eq, inArray, lt, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Arms, Language } from '#core/instrument/index.ts';
import { allocate } from './allocate.ts';
import { readAnswers, readArms } from './answers.ts';
import type { Answers } from './answers.ts';
import type { Database, Reader, Writer } from './database.ts';
import { pilotInterviews, pilotQuestions, pilotResponses, pilots } from './tables/pilots.ts';

/** An interview of a pilot, stored as those of waves are: nothing in it can be read without the tester's code. */
export interface StoredPilotInterview {
	readonly lookup: Buffer;
	readonly pilot: string;
	readonly state: 'open' | 'completed' | 'declined';
	readonly serverHalf: Buffer;
	readonly sealed: Buffer;
	readonly startedDay: string;
}

/** An ended interview of a pilot. `place`, random, is where it stands; the day is all the time there is. */
export interface PilotResponse {
	readonly place: number;
	readonly pilot: string;
	readonly day: string;
	readonly outcome: 'completed' | 'declined';
	readonly language: Language;
	readonly arms: Arms;
	readonly answers: Answers;
}

/** What an interview adds to the sums of a question, or takes from them: each −1, 0 or 1. */
export interface QuestionStep {
	readonly question: string;
	readonly reached: number;
	readonly answered: number;
	readonly declined: number;
}

/** What becomes of an interview of a pilot; see `InterviewChange`. `steps` change the sums of its questions. */
export interface PilotInterviewChange<T> {
	readonly result: T;
	readonly sealed?: Buffer;
	readonly steps?: readonly QuestionStep[];
	readonly ending?: { readonly state: 'completed' | 'declined'; readonly response: PilotResponse };
}

export async function findPilotInterview(
	reader: Reader,
	args: { lookup: Buffer },
): Promise<StoredPilotInterview | undefined> {
	return interviewIn(reader.database, args.lookup);
}

/** Stores a new interview with the arms that it is allocated, as a wave's are. `start` gets them and gives the row. */
export async function insertPilotInterview(
	writer: Writer,
	args: {
		pilot: string;
		experiments: readonly { readonly id: string; readonly arms: readonly string[] }[];
		draw: (below: number) => number;
		start: (arms: Arms) => { readonly interview: StoredPilotInterview; readonly steps: readonly QuestionStep[] };
	},
): Promise<void> {
	await writer.commit((database) => {
		const at = eq(pilots.id, args.pilot);
		const row = database.select({ allocated: pilots.allocated }).from(pilots).where(at).get();
		const given = Allocated.parse(JSON.parse(row?.allocated ?? '{}'));
		const arms = allocate(args, (experiment, arm) => given[experiment]?.[arm] ?? 0);
		for (const [experiment, arm] of Object.entries(arms)) {
			given[experiment] = { ...given[experiment], [arm]: (given[experiment]?.[arm] ?? 0) + 1 };
		}
		const { interview, steps } = args.start(arms);
		database
			.insert(pilotInterviews)
			.values({ ...interview, place: placeOf(interview.lookup) })
			.run();
		database
			.update(pilots)
			.set({ allocated: JSON.stringify(given), started: sql`${pilots.started} + 1` })
			.where(at)
			.run();
		addSteps(database, args.pilot, steps);
	});
}

/** Reads an interview and writes what `change`, which is synchronous, makes of it, with nothing in between. */
export async function changePilotInterview<T>(
	writer: Writer,
	args: { lookup: Buffer; change: (interview: StoredPilotInterview) => PilotInterviewChange<T> },
): Promise<T | undefined> {
	return writer.commit((database) => {
		const interview = interviewIn(database, args.lookup);
		if (interview === undefined) return undefined;
		const { result, sealed, steps = [], ending } = args.change(interview);
		const state = ending?.state ?? interview.state;
		if (ending !== undefined) addResponse(database, ending.response);
		if (sealed !== undefined || ending !== undefined) {
			database
				.update(pilotInterviews)
				.set({ sealed: sealed ?? interview.sealed, state })
				.where(at(args.lookup))
				.run();
		}
		addSteps(database, interview.pilot, steps);
		return result;
	});
}

/** How many interviews have reached each question by now, and what they did there. */
export async function listPilotQuestions(reader: Reader, args: { pilot: string }): Promise<QuestionStep[]> {
	const { question, reached, answered, declined } = pilotQuestions;
	return reader.database
		.select({ question, reached, answered, declined })
		.from(pilotQuestions)
		.where(eq(pilotQuestions.pilot, args.pilot))
		.limit(10_000)
		.all();
}

/** The ended interviews of a pilot in the random order of the table; at most 10,000. */
export async function listPilotResponses(reader: Reader, args: { pilot: string }): Promise<PilotResponse[]> {
	return reader.database
		.select()
		.from(pilotResponses)
		.where(eq(pilotResponses.pilot, args.pilot))
		.orderBy(asc(pilotResponses.place))
		.limit(10_000)
		.all()
		.map((row) => ({ ...row, arms: readArms(row.arms), answers: readAnswers(row.answers) }));
}

/** Deletes what can be of no more use: interviews of `closed` pilots that are open, and what remains of ended ones that began before `before`. */
export async function forgetPilotInterviews(
	writer: Writer,
	args: { closed: readonly string[]; before: string },
): Promise<void> {
	const { pilot, state, startedDay } = pilotInterviews;
	await writer.commit((database) => {
		database
			.delete(pilotInterviews)
			.where(
				or(
					and(inArray(pilot, [...args.closed]), eq(state, 'open')),
					and(ne(state, 'open'), lt(startedDay, args.before)),
				),
			)
			.run();
	});
}

const Allocated = z.record(z.string(), z.record(z.string(), z.int()));

function addSteps(database: Database, pilot: string, steps: readonly QuestionStep[]): void {
	for (const { question, reached, answered, declined } of steps) {
		database
			.insert(pilotQuestions)
			.values({ pilot, question, reached, answered, declined })
			.onConflictDoUpdate({
				target: [pilotQuestions.pilot, pilotQuestions.question],
				set: {
					reached: sql`${pilotQuestions.reached} + ${reached}`,
					answered: sql`${pilotQuestions.answered} + ${answered}`,
					declined: sql`${pilotQuestions.declined} + ${declined}`,
				},
			})
			.run();
	}
}

function addResponse(database: Database, response: PilotResponse): void {
	const row = { ...response, arms: JSON.stringify(response.arms), answers: JSON.stringify(response.answers) };
	database.insert(pilotResponses).values(row).run();
}

function interviewIn(database: Database, lookup: Buffer): StoredPilotInterview | undefined {
	const row = database.select().from(pilotInterviews).where(at(lookup)).get();
	if (row === undefined) return undefined;
	const { place: _place, ...interview } = row;
	return interview;
}

function at(lookup: Buffer) {
	return and(eq(pilotInterviews.place, placeOf(lookup)), eq(pilotInterviews.lookup, lookup));
}

/** Where an interview stands in the table: by 52 bits of its lookup, as a wave's does. */
function placeOf(lookup: Buffer): number {
	return Number(lookup.readBigUInt64BE() >> 12n);
}
