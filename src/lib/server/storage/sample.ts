import { and, asc, count, desc, eq, inArray, like, or, sql } from 'drizzle-orm';
import { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { memberFrom } from './sample-members.ts';
import type { MemberState, SampleFile, SampleMember } from './sample-members.ts';
import { messages } from './tables/messages.ts';
import { sampleFiles, sampleMembers } from './tables/samples.ts';
import { waves } from './tables/waves.ts';

/** A file of a wave with how many of its people are in the sample, and whether it can still be taken back. */
export interface ListedFile extends SampleFile {
	readonly members: number;
	readonly inUse: boolean;
}

/** A wave's files, the newest first. At most 200. */
export async function listSampleFiles(reader: Reader, args: { wave: WaveId }): Promise<ListedFile[]> {
	const { database } = reader;
	const ofWave = eq(sampleFiles.wave, args.wave);
	const rows = database.select().from(sampleFiles).where(ofWave).orderBy(desc(sampleFiles.on)).limit(200).all();
	return rows.map((row) => {
		const counted = database.select({ count: count() }).from(sampleMembers).where(eq(sampleMembers.file, row.id)).get();
		return {
			...row,
			wave: args.wave,
			members: counted?.count ?? 0,
			inUse: isInUse(database, eq(sampleMembers.file, row.id)),
		};
	});
}

/** Members of a wave by name and address, those in `state` whose name, address or organisation holds `search`. */
export async function listSample(
	reader: Reader,
	args: { wave: WaveId; state: MemberState | undefined; search: string; from: number; most: number },
): Promise<{ readonly members: SampleMember[]; readonly found: number }> {
	const { database } = reader;
	const holding = `%${args.search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
	const holds = (column: typeof sampleMembers.email | typeof sampleMembers.name | typeof sampleMembers.organisation) =>
		sql`${like(column, holding)} escape '\\'`;
	const where = and(
		eq(sampleMembers.wave, args.wave),
		args.state === undefined ? undefined : eq(sampleMembers.state, args.state),
		args.search === ''
			? undefined
			: or(holds(sampleMembers.email), holds(sampleMembers.name), holds(sampleMembers.organisation)),
	);
	const found = database.select({ count: count() }).from(sampleMembers).where(where).get()?.count ?? 0;
	const rows = database
		.select()
		.from(sampleMembers)
		.where(where)
		.orderBy(asc(sampleMembers.name), asc(sampleMembers.email), asc(sampleMembers.place))
		.limit(Math.min(args.most, 1000))
		.offset(args.from)
		.all();
	return { members: rows.map(memberFrom), found };
}

/** How many members a wave has in each state. */
export async function countMemberStates(reader: Reader, args: { wave: WaveId }): Promise<Record<MemberState, number>> {
	const counts = { ready: 0, answered: 0, declined: 0, 'opted-out': 0, bounced: 0, ineligible: 0 };
	const rows = reader.database
		.select({ state: sampleMembers.state, count: count() })
		.from(sampleMembers)
		.where(eq(sampleMembers.wave, args.wave))
		.groupBy(sampleMembers.state)
		.all();
	for (const row of rows) counts[row.state] = row.count;
	return counts;
}

/** The waves of a survey in whose samples each of `contacts` stands, by the contact in hexadecimal. */
export async function knownContacts(
	reader: Reader,
	args: { survey: string; contacts: readonly Buffer[] },
): Promise<ReadonlyMap<string, ReadonlySet<WaveId>>> {
	const found = new Map<string, Set<WaveId>>();
	for (let from = 0; from < args.contacts.length; from += 500) {
		const rows = reader.database
			.select({ contact: sampleMembers.contact, wave: sampleMembers.wave })
			.from(sampleMembers)
			.innerJoin(waves, eq(waves.id, sampleMembers.wave))
			.where(and(eq(waves.survey, args.survey), inArray(sampleMembers.contact, args.contacts.slice(from, from + 500))))
			.all();
		for (const { contact, wave } of rows) {
			const key = contact?.toString('hex') ?? '';
			found.set(key, (found.get(key) ?? new Set<WaveId>()).add(WaveId.parse(wave)));
		}
	}
	return found;
}

/** Takes a file and its people out of a wave; undefined where it is not there, or somebody of it was invited or has answered. */
export async function takeBackSample(
	writer: Writer,
	args: { wave: WaveId; file: string },
): Promise<number | undefined> {
	return writer.commit((database) => {
		const itself = and(eq(sampleFiles.id, args.file), eq(sampleFiles.wave, args.wave));
		const ofFile = eq(sampleMembers.file, args.file);
		if (database.select().from(sampleFiles).where(itself).get() === undefined || isInUse(database, ofFile)) {
			return undefined;
		}
		const members = database.delete(sampleMembers).where(ofFile).run().changes;
		database.delete(sampleFiles).where(itself).run();
		return members;
	});
}

/** Takes one member out of a wave; false where they were invited, have answered or are not there. */
export async function removeMember(writer: Writer, args: { wave: WaveId; place: number }): Promise<boolean> {
	return writer.commit((database) => {
		const itself = and(eq(sampleMembers.wave, args.wave), eq(sampleMembers.place, args.place));
		if (isInUse(database, itself)) return false;
		return database.delete(sampleMembers).where(itself).run().changes === 1;
	});
}

/** Says of one member that they cannot be asked, or can be; false for who has answered, declined or opted out. */
export async function settleMember(
	writer: Writer,
	args: { wave: WaveId; place: number; state: 'ready' | 'ineligible' },
): Promise<boolean> {
	return writer.commit((database) => {
		const { wave, place, state } = args;
		const from = inArray(sampleMembers.state, state === 'ready' ? ['ineligible', 'bounced'] : ['ready', 'bounced']);
		const itself = and(eq(sampleMembers.wave, wave), eq(sampleMembers.place, place), from);
		return database.update(sampleMembers).set({ state }).where(itself).run().changes === 1;
	});
}

/** Whether a message to one of them was ever on its way, or one of them has done something. */
function isInUse(database: Database, those: ReturnType<typeof and>): boolean {
	const acted = and(those, sql`${sampleMembers.state} not in ('ready', 'ineligible')`);
	if (database.select({ place: sampleMembers.place }).from(sampleMembers).where(acted).limit(1).get() !== undefined) {
		return true;
	}
	const written = database
		.select({ id: messages.id })
		.from(messages)
		.innerJoin(sampleMembers, eq(sampleMembers.place, messages.member))
		.where(those)
		.limit(1)
		.get();
	return written !== undefined;
}
