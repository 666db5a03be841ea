import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm';
import type { Language } from '#core/instrument/index.ts';
import type { Reader, Writer } from './database.ts';
import { pilotComments, pilots } from './tables/pilots.ts';

/** What a tester wrote to the authors. `id` is 128 random bits in hexadecimal; `question` is null for the whole. */
export interface PilotComment {
	readonly id: string;
	readonly pilot: string;
	readonly question: string | null;
	readonly language: Language;
	readonly day: string;
	readonly words: string;
	/** Who found it dealt with, and on which day. */
	readonly resolvedByName: string | null;
	readonly resolvedOn: string | null;
}

/** As many as authors can read, and no more than a hostile tester may fill a disk with. */
const mostOfPilot = 5000;

/** Stores a comment. The same one sent twice, by its id, is stored once; past 5,000 none is. */
export async function insertPilotComment(
	writer: Writer,
	args: { comment: PilotComment },
): Promise<{ kind: 'kept' } | { kind: 'too-many-comments' }> {
	return writer.commit((database) => {
		const { comment } = args;
		const ofPilot = eq(pilotComments.pilot, comment.pilot);
		const there = database.select({ count: count() }).from(pilotComments).where(ofPilot).get();
		if ((there?.count ?? 0) >= mostOfPilot) return { kind: 'too-many-comments' };
		const place = Number.parseInt(comment.id.slice(0, 13), 16);
		database
			.insert(pilotComments)
			.values({ ...comment, place })
			.onConflictDoNothing()
			.run();
		return { kind: 'kept' };
	});
}

/** The comments of a pilot, in the random order of the table. */
export async function listPilotComments(reader: Reader, args: { pilot: string }): Promise<PilotComment[]> {
	return reader.database
		.select(columns)
		.from(pilotComments)
		.where(eq(pilotComments.pilot, args.pilot))
		.orderBy(asc(pilotComments.place))
		.limit(mostOfPilot)
		.all();
}

/** The comments on one question in all pilots of a draft, by pilot. At most 5,000. */
export async function listQuestionComments(
	reader: Reader,
	args: { draft: string; question: string },
): Promise<PilotComment[]> {
	const { database } = reader;
	const ofDraft = database.select({ id: pilots.id }).from(pilots).where(eq(pilots.draft, args.draft));
	return database
		.select(columns)
		.from(pilotComments)
		.where(and(inArray(pilotComments.pilot, ofDraft), eq(pilotComments.question, args.question)))
		.orderBy(asc(pilotComments.pilot), asc(pilotComments.place))
		.limit(mostOfPilot)
		.all();
}

/** Marks a comment of a pilot as dealt with, or with null as open again; false where it is that already or is not there. */
export async function resolvePilotComment(
	writer: Writer,
	args: { pilot: string; id: string; resolved: { byName: string; on: string } | null },
): Promise<boolean> {
	const at = and(
		eq(pilotComments.pilot, args.pilot),
		eq(pilotComments.id, args.id),
		...(args.resolved === null ? [] : [isNull(pilotComments.resolvedOn)]),
	);
	const set = { resolvedByName: args.resolved?.byName ?? null, resolvedOn: args.resolved?.on ?? null };
	return writer.commit((database) => database.update(pilotComments).set(set).where(at).run().changes === 1);
}

const columns = {
	id: pilotComments.id,
	pilot: pilotComments.pilot,
	question: pilotComments.question,
	language: pilotComments.language,
	day: pilotComments.day,
	words: pilotComments.words,
	resolvedByName: pilotComments.resolvedByName,
	resolvedOn: pilotComments.resolvedOn,
};
