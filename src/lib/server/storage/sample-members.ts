import { and, count, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { preparedOnce } from './database.ts';
import { sampleFiles, sampleMembers } from './tables/samples.ts';

/** What became of somebody in a sample; *ready* until something did. */
export type MemberState = (typeof sampleMembers.$inferSelect)['state'];

/** Somebody whom a wave invites. `strata` are further columns of the file that they came in, by name. */
export interface SampleMember extends Omit<typeof sampleMembers.$inferSelect, 'wave' | 'strata'> {
	readonly wave: WaveId;
	readonly strata: Readonly<Record<string, string>>;
}

/** Further columns of a sample, by name; stored as JSON. */
export const Strata = z.record(z.string(), z.string());

const statements = preparedOnce((database) => ({
	ofToken: database
		.select()
		.from(sampleMembers)
		.where(eq(sampleMembers.token, sql.placeholder('token')))
		.prepare(),
}));

/** A file that members of a wave's sample were brought in from. */
export interface SampleFile extends Omit<typeof sampleFiles.$inferSelect, 'wave'> {
	readonly wave: WaveId;
}

/**
 * Brings members into a wave's sample, all or none: none where one of them has an address that the wave has already, which
 * yields false. `file` is where they came from; null for who is added by hand.
 */
export async function insertSample(
	writer: Writer,
	args: { file: SampleFile | null; members: readonly SampleMember[] },
): Promise<boolean> {
	return writer.commit((database) => {
		const taken = args.members.some(({ wave, contact }) => contact !== null && hasContact(database, wave, contact));
		if (taken) return false;
		if (args.file !== null) database.insert(sampleFiles).values(args.file).run();
		for (const member of args.members) {
			const row = { ...member, strata: JSON.stringify(member.strata) };
			database.insert(sampleMembers).values(row).run();
		}
		return true;
	});
}

function hasContact(database: Database, wave: WaveId, contact: Buffer): boolean {
	const same = and(eq(sampleMembers.wave, wave), eq(sampleMembers.contact, contact));
	return database.select({ place: sampleMembers.place }).from(sampleMembers).where(same).get() !== undefined;
}

/** The member whose token has this hash. */
export async function findMemberOfToken(reader: Reader, args: { token: Buffer }): Promise<SampleMember | undefined> {
	return memberOfTokenIn(reader.database, args.token);
}

/** The same inside a transaction. */
export function memberOfTokenIn(database: Database, token: Buffer): SampleMember | undefined {
	const row = statements(database).ofToken.get({ token });
	return row === undefined ? undefined : memberFrom(row);
}

/** Writes down what became of a member, inside the transaction in which it did; `response` in a *confidential* wave. */
export function settleMemberIn(
	database: Database,
	{ place, state, response = null }: { place: number; state: MemberState; response?: string | null },
): void {
	database.update(sampleMembers).set({ state, response }).where(eq(sampleMembers.place, place)).run();
}

/** A member as it is stored. */
export function memberFrom(row: typeof sampleMembers.$inferSelect): SampleMember {
	return { ...row, wave: WaveId.parse(row.wave), strata: Strata.parse(JSON.parse(row.strata)) };
}

/** How many members of a wave's sample are in a state. */
export async function countMembers(reader: Reader, args: { wave: WaveId; state: MemberState }): Promise<number> {
	const row = reader.database
		.select({ count: count() })
		.from(sampleMembers)
		.where(and(eq(sampleMembers.wave, args.wave), eq(sampleMembers.state, args.state)))
		.get();
	return row?.count ?? 0;
}
