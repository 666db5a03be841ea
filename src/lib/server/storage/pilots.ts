import { and, asc, count, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { Instrument, Language, SurveySlug } from '#core/instrument/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { pilotComments, pilotInterviews, pilotQuestions, pilotResponses, pilots } from './tables/pilots.ts';

/** A test of a questionnaire, which asks what the draft was at `revision`, or a version as it was published (null). */
export interface Pilot {
	readonly id: string;
	readonly draft: string;
	readonly survey: SurveySlug;
	readonly version: number;
	readonly revision: number | null;
	readonly label: string;
	readonly languages: readonly Language[];
	readonly state: 'open' | 'closed';
	/** ISO dates: the last day on which it takes answers, and the day on which somebody closed it. */
	readonly closesOn: string;
	readonly closedOn: string | null;
	readonly closedByName: string | null;
	readonly byName: string;
	readonly on: string;
	/** Interviews that were started, and how those ended that did. */
	readonly started: number;
	readonly completed: number;
	readonly declined: number;
}

/** What a new pilot is stored with: the canonical JSON of what it asks, and the hash of its link's token. */
export interface NewPilot extends Omit<
	Pilot,
	'started' | 'completed' | 'declined' | 'state' | 'closedOn' | 'closedByName'
> {
	readonly document: string;
	readonly sha256: string;
	readonly tokenHash: Buffer;
}

/** How many pilots a draft may have: more are no test any more, and lists of them stay short. */
const mostOfDraft = 50;

/** Stores a new pilot, unless its draft has 50 already. */
export async function insertPilot(
	writer: Writer,
	args: { pilot: NewPilot },
): Promise<{ kind: 'inserted' } | { kind: 'too-many'; most: number }> {
	return writer.commit((database) => {
		const { pilot } = args;
		const there = database.select({ count: count() }).from(pilots).where(eq(pilots.draft, pilot.draft)).get();
		if ((there?.count ?? 0) >= mostOfDraft) return { kind: 'too-many', most: mostOfDraft };
		database
			.insert(pilots)
			.values({
				...pilot,
				languages: JSON.stringify(pilot.languages),
				...{ state: 'open', started: 0, allocated: '{}' },
			})
			.run();
		return { kind: 'inserted' };
	});
}

/** The pilots of a draft, the newest first. */
export async function listPilots(reader: Reader, args: { draft: string }): Promise<Pilot[]> {
	const rows = reader.database
		.select(columns)
		.from(pilots)
		.where(eq(pilots.draft, args.draft))
		.orderBy(desc(pilots.on), asc(pilots.id))
		.limit(mostOfDraft)
		.all();
	return rows.map((row) => pilotFrom(reader.database, row));
}

/** Every pilot, in any order, to sweep what is left over in them. At most 10,000. */
export async function listAllPilots(reader: Reader): Promise<Pick<Pilot, 'id' | 'state' | 'closesOn'>[]> {
	const { id, state, closesOn } = pilots;
	return reader.database.select({ id, state, closesOn }).from(pilots).limit(10_000).all();
}

/** A pilot by its id, or by the hash of its link's token. */
export async function findPilot(
	reader: Reader,
	args: { id: string } | { tokenHash: Buffer },
): Promise<Pilot | undefined> {
	const at = 'id' in args ? eq(pilots.id, args.id) : eq(pilots.tokenHash, args.tokenHash);
	const row = reader.database.select(columns).from(pilots).where(at).get();
	return row === undefined ? undefined : pilotFrom(reader.database, row);
}

const parsed = new WeakMap<Reader, Map<string, Instrument>>();

/** What a pilot asks, parsed once and then remembered: it never changes. Throws where there is no such pilot. */
export async function instrumentOfPilot(reader: Reader, args: { id: string }): Promise<Instrument> {
	const known = parsed.get(reader) ?? new Map<string, Instrument>();
	parsed.set(reader, known);
	const before = known.get(args.id);
	if (before !== undefined) return before;
	const { document } = pilots;
	const row = reader.database.select({ document }).from(pilots).where(eq(pilots.id, args.id)).get();
	if (row === undefined) throw new Error(`there is no pilot ${args.id}`);
	const instrument = Instrument.parse(JSON.parse(row.document));
	known.set(args.id, instrument);
	return instrument;
}

/** Closes a pilot for good; false where it is closed already. */
export async function closePilot(writer: Writer, args: { id: string; byName: string; on: string }): Promise<boolean> {
	return writer.commit(
		(database) =>
			database
				.update(pilots)
				.set({ state: 'closed', closedByName: args.byName, closedOn: args.on })
				.where(and(eq(pilots.id, args.id), eq(pilots.state, 'open')))
				.run().changes === 1,
	);
}

/** Deletes a pilot with every answer and every comment that was given in it; false where there is none. */
export async function deletePilot(writer: Writer, args: { id: string }): Promise<boolean> {
	return writer.commit((database) => {
		for (const table of [pilotInterviews, pilotResponses, pilotQuestions, pilotComments]) {
			database.delete(table).where(eq(table.pilot, args.id)).run();
		}
		return database.delete(pilots).where(eq(pilots.id, args.id)).run().changes === 1;
	});
}

const columns = {
	id: pilots.id,
	draft: pilots.draft,
	survey: pilots.survey,
	version: pilots.version,
	revision: pilots.revision,
	label: pilots.label,
	languages: pilots.languages,
	state: pilots.state,
	closesOn: pilots.closesOn,
	closedOn: pilots.closedOn,
	closedByName: pilots.closedByName,
	byName: pilots.byName,
	on: pilots.on,
	started: pilots.started,
};

const Languages = z.array(Language).min(1);

function pilotFrom(database: Database, row: Pick<typeof pilots.$inferSelect, keyof typeof columns>): Pilot {
	const ended = database
		.select({ outcome: pilotResponses.outcome, count: count() })
		.from(pilotResponses)
		.where(eq(pilotResponses.pilot, row.id))
		.groupBy(pilotResponses.outcome)
		.all();
	const of = (outcome: 'completed' | 'declined') => ended.find((one) => one.outcome === outcome)?.count ?? 0;
	return {
		...row,
		survey: SurveySlug.parse(row.survey),
		languages: Languages.parse(JSON.parse(row.languages)),
		completed: of('completed'),
		declined: of('declined'),
	};
}
