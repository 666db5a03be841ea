import { and, count, eq } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Reader } from './database.ts';
import { sampleMembers } from './tables/samples.ts';

/** What became of somebody in a sample; *ready* until something did. */
export type MemberState = (typeof sampleMembers.$inferSelect)['state'];

/** How many members of a wave's sample are in a state. */
export async function countMembers(reader: Reader, args: { wave: WaveId; state: MemberState }): Promise<number> {
	const row = reader.database
		.select({ count: count() })
		.from(sampleMembers)
		.where(and(eq(sampleMembers.wave, args.wave), eq(sampleMembers.state, args.state)))
		.get();
	return row?.count ?? 0;
}
