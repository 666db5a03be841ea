import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Reader, Writer } from './database.ts';
import { memberFrom } from './sample-members.ts';
import type { SampleMember } from './sample-members.ts';
import { messages } from './tables/messages.ts';
import { sampleMembers } from './tables/samples.ts';

/** What a letter's row among the messages is known by: it stands there as sent, so that what follows it counts from it. */
export const byLetter = 'By letter.';

/**
 * To whom of a wave letters go. *not-written*: who has no message that left or will; *not-answered*: whoever has not
 * answered. Of one file, or of one group of a column of the sample, where these are given.
 */
export interface LetterFilter {
	readonly to: 'not-written' | 'not-answered';
	readonly file: string | null;
	readonly group: { readonly column: string; readonly value: string } | null;
}

/** Letters that were made at one time; `at` names them. */
export interface LetterRun {
	readonly at: Date;
	readonly letters: number;
	/** How many of them are for people who have not answered since. */
	readonly open: number;
}

export async function countForLetters(reader: Reader, args: { wave: WaveId; filter: LetterFilter }): Promise<number> {
	const where = toWrite(args.wave, args.filter);
	return reader.database.select({ count: count() }).from(sampleMembers).where(where).get()?.count ?? 0;
}

/** Puts down a letter for each of them, as sent now; yields how many. */
export async function makeLetters(
	writer: Writer,
	args: { wave: WaveId; filter: LetterFilter; now: Date },
): Promise<number> {
	const { wave, filter } = args;
	const at = args.now.getTime();
	return writer.commit(
		(database) =>
			database.run(sql`
		insert into messages (id, wave, member, round, state, due_at, attempts, answer, changed_at)
		select lower(hex(randomblob(16))), ${wave}, ${sampleMembers.place},
			coalesce((select max(round) + 1 from messages before where before.member = ${sampleMembers.place}), 0),
			'sent', ${at}, 1, ${byLetter}, ${at}
		from ${sampleMembers} where ${toWrite(wave, filter)}`).changes,
	);
}

/** When letters of a wave were made, the newest first. At most 200. */
export async function listLetterRuns(reader: Reader, args: { wave: WaveId }): Promise<LetterRun[]> {
	return reader.database
		.select({
			at: messages.dueAt,
			letters: count(),
			open: sql<number>`sum(${sampleMembers.state} in ('ready', 'bounced'))`,
		})
		.from(messages)
		.innerJoin(sampleMembers, eq(sampleMembers.place, messages.member))
		.where(and(eq(messages.wave, args.wave), eq(messages.answer, byLetter)))
		.groupBy(messages.dueAt)
		.orderBy(desc(messages.dueAt))
		.limit(200)
		.all();
}

/** Those of a run, whatever became of them since, by organisation and name: `most` of them from `from` on. */
export async function listLetters(
	reader: Reader,
	args: { wave: WaveId; at: Date; from: number; most: number },
): Promise<SampleMember[]> {
	const rows = reader.database
		.select({ member: sampleMembers })
		.from(messages)
		.innerJoin(sampleMembers, eq(sampleMembers.place, messages.member))
		.where(ofRun(args))
		.orderBy(asc(sampleMembers.organisation), asc(sampleMembers.name), asc(sampleMembers.place))
		.limit(args.most)
		.offset(args.from)
		.all();
	return rows.map(({ member }) => memberFrom(member));
}

/** Takes letters back that were not posted, as though they had never been made; yields how many. */
export async function takeBackLetters(writer: Writer, args: { wave: WaveId; at: Date }): Promise<number> {
	return writer.commit((database) => database.delete(messages).where(ofRun(args)).run().changes);
}

function ofRun({ wave, at }: { wave: WaveId; at: Date }) {
	return and(eq(messages.wave, wave), eq(messages.dueAt, at), eq(messages.answer, byLetter));
}

/** By letter also those whose e-mail came back. */
const canBeAsked = inArray(sampleMembers.state, ['ready', 'bounced']);

function toWrite(wave: WaveId, { to, file, group }: LetterFilter): SQL {
	const optedOut = sql`exists (select 1 from opt_outs join waves on waves.id = ${sampleMembers.wave}
		where opt_outs.contact = ${sampleMembers.contact} and opt_outs.survey in ('', waves.survey))`;
	const written = sql`exists (select 1 from messages earlier where earlier.member = ${sampleMembers.place}
		and earlier.state in ('waiting', 'sending', 'sent', 'uncertain'))`;
	const parts = [
		sql`${sampleMembers.wave} = ${wave}`,
		sql`${canBeAsked}`,
		sql`not ${optedOut}`,
		...(to === 'not-written' ? [sql`not ${written}`] : []),
		...(file === null ? [] : [sql`${sampleMembers.file} = ${file}`]),
		...(group === null ? [] : [isOf(group)]),
	];
	return sql.join(parts, sql` and `);
}

function isOf({ column, value }: { column: string; value: string }): SQL {
	if (column === 'sector') return sql`${sampleMembers.sector} = ${value}`;
	return sql`exists (select 1 from json_each(${sampleMembers.strata}) held where held.key = ${column} and held.value = ${value})`;
}
