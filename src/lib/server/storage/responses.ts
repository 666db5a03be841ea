import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import type { Mode, Outcome, WaveId } from '#core/fieldwork/index.ts';
import type { Arms, Language } from '#core/instrument/index.ts';
import { readAnswers, readArms, readSignals } from './answers.ts';
import type { Answers } from './answers.ts';
import type { Database, Reader, Writer } from './database.ts';
import { preparedOnce } from './database.ts';
import { responses } from './tables/responses.ts';

/**
 * An ended interview. `day` is an ISO date and all the time that is kept. `answers` are those on the route; `abandoned`
 * were given on a route that was left. `seed` and `language` are null where nobody knows them, as in an earlier
 * contractor's data; `source` says where in such a file it stood. `panelLink` joins one person's interviews.
 * `baseWeight` is the weight that an earlier contractor's file gave; null for interviews of our own.
 */
export interface StoredResponse {
	readonly id: string;
	readonly wave: WaveId;
	readonly version: number;
	readonly day: string | null;
	readonly outcome: Outcome;
	readonly mode: Mode;
	readonly language: Language | null;
	readonly seed: number | null;
	readonly arms: Arms;
	readonly answers: Answers;
	readonly abandoned: Answers;
	readonly source: string | null;
	readonly panelLink: string | null;
	readonly baseWeight: number | null;
	/** How long it took: the lower bound, in seconds, of a coarse band; null where nobody knows. */
	readonly seconds: number | null;
	/** What spoke against a person having answered, by the names of the signals. */
	readonly signals: readonly string[];
}

/** How many responses are read at a time: a few megabytes. */
const batch = 4000;
/** How many places are listed at a time: a few milliseconds. */
const placesBatch = 20_000;

const statements = preparedOnce((database) => ({
	insert: database
		.insert(responses)
		.values({
			place: sql.placeholder('place'),
			id: sql.placeholder('id'),
			wave: sql.placeholder('wave'),
			version: sql.placeholder('version'),
			day: sql.placeholder('day'),
			outcome: sql.placeholder('outcome'),
			mode: sql.placeholder('mode'),
			language: sql.placeholder('language'),
			seed: sql.placeholder('seed'),
			arms: sql.placeholder('arms'),
			answers: sql.placeholder('answers'),
			abandoned: sql.placeholder('abandoned'),
			source: sql.placeholder('source'),
			panelLink: sql.placeholder('panelLink'),
			baseWeight: sql.placeholder('baseWeight'),
			seconds: sql.placeholder('seconds'),
			signals: sql.placeholder('signals'),
		})
		.onConflictDoNothing()
		.prepare(),
	page: database
		.select()
		.from(responses)
		.where(and(eq(responses.wave, sql.placeholder('wave')), gt(responses.place, sql.placeholder('after'))))
		.orderBy(asc(responses.place))
		.limit(batch)
		.prepare(),
	places: database
		.select({ place: responses.place })
		.from(responses)
		.where(
			and(
				eq(responses.wave, sql.placeholder('wave')),
				eq(responses.outcome, sql.placeholder('outcome')),
				gt(responses.place, sql.placeholder('after')),
			),
		)
		.orderBy(asc(responses.place))
		.limit(placesBatch)
		.prepare(),
	at: database
		.select()
		.from(responses)
		.where(eq(responses.place, sql.placeholder('place')))
		.prepare(),
}));

/** Inserts one response inside a transaction. */
export function addResponse(database: Database, response: StoredResponse): void {
	const row = {
		...response,
		arms: JSON.stringify(response.arms),
		answers: JSON.stringify(response.answers),
		abandoned: JSON.stringify(response.abandoned),
		signals: JSON.stringify(response.signals),
	};
	for (const place of placesOf(response.id)) {
		if (statements(database).insert.run({ ...row, place }).changes === 1) return;
	}
	throw new Error('a response found both of its places taken: its id is not random');
}

/** Inserts responses inside a transaction, in the order in which they stand in the table, which is random. */
export function addResponses(database: Database, added: readonly StoredResponse[]): void {
	for (const response of added.toSorted((a, b) => (a.id < b.id ? -1 : 1))) addResponse(database, response);
}

/** Where a response may stand: by the first 52 bits of its id or, should that be taken, by the next. */
export function placesOf(id: string): number[] {
	return [Number.parseInt(id.slice(0, 13), 16), Number.parseInt(id.slice(13, 26), 16)];
}

/** Stores responses, all or none. */
export async function insertResponses(writer: Writer, args: { responses: readonly StoredResponse[] }): Promise<void> {
	await writer.commit((database) => addResponses(database, args.responses));
}

/**
 * Hands every response of a wave to `each`, in the random order of the table, a few thousand read at a time; the server
 * answers others in between. A response that arrives meanwhile may be among them or not.
 */
export async function readResponses(
	reader: Reader,
	args: { wave: WaveId; each: (response: StoredResponse, place: number) => void },
): Promise<void> {
	for (let after = -1; ;) {
		const rows = statements(reader.database).page.all({ wave: args.wave, after });
		for (const row of rows) args.each(responseFrom(row, args.wave), row.place);
		const last = rows.at(-1);
		if (last === undefined || rows.length < batch) return;
		after = last.place;
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/** The responses of a wave that stand in the table after the place `after`, in that order; some thousand at most. */
export async function listResponsesAfter(
	reader: Reader,
	args: { wave: WaveId; after: number },
): Promise<(StoredResponse & { readonly place: number })[]> {
	const rows = statements(reader.database).page.all(args);
	return rows.map((row) => ({ ...responseFrom(row, args.wave), place: row.place }));
}

/**
 * Where a wave's completed responses stand in the table, in that order. A place says nothing of when a response came; it
 * tells those that were read before from those that were not.
 */
export async function listCompletedPlaces(reader: Reader, args: { wave: WaveId }): Promise<Float64Array> {
	const places: number[] = [];
	for (let after = -1; ;) {
		const rows = statements(reader.database).places.all({ wave: args.wave, outcome: 'completed', after });
		for (const { place } of rows) places.push(place);
		const last = rows.at(-1);
		if (last === undefined || rows.length < placesBatch) return Float64Array.from(places);
		after = last.place;
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/** Hands the wave's responses at `places` to `each`, in the order given; where none stands any more there is none. */
export async function readResponsesAt(
	reader: Reader,
	args: { wave: WaveId; places: Iterable<number>; each: (response: StoredResponse, place: number) => void },
): Promise<void> {
	let sinceTurn = 0;
	for (const place of args.places) {
		const row = statements(reader.database).at.get({ place });
		if (row?.wave === args.wave) args.each(responseFrom(row, args.wave), place);
		if (++sinceTurn < batch) continue;
		sinceTurn = 0;
		await new Promise((resolve) => setImmediate(resolve));
	}
}

function responseFrom(row: typeof responses.$inferSelect, wave: WaveId): StoredResponse {
	const { place: _place, ...stored } = row;
	return {
		...stored,
		wave,
		arms: readArms(row.arms),
		answers: readAnswers(row.answers),
		abandoned: readAnswers(row.abandoned),
		signals: readSignals(row.signals),
	};
}

/** How many responses a wave has of each outcome. */
export async function countResponses(reader: Reader, args: { wave: WaveId }): Promise<Record<Outcome, number>> {
	const counts: Record<Outcome, number> = { completed: 0, 'broken-off': 0, declined: 0, 'quota-full': 0 };
	const rows = reader.database
		.select({ outcome: responses.outcome, count: count() })
		.from(responses)
		.where(eq(responses.wave, args.wave))
		.groupBy(responses.outcome)
		.all();
	for (const row of rows) counts[row.outcome] = row.count;
	return counts;
}
