import { and, eq, sql } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader } from './database.ts';
import { preparedOnce } from './database.ts';
import { quotaCounts } from './tables/wave-plans.ts';

const statements = preparedOnce((database) => ({
	find: database
		.select({ count: quotaCounts.count })
		.from(quotaCounts)
		.where(and(eq(quotaCounts.wave, sql.placeholder('wave')), eq(quotaCounts.quota, sql.placeholder('quota'))))
		.prepare(),
	fill: database
		.insert(quotaCounts)
		.values({ wave: sql.placeholder('wave'), quota: sql.placeholder('quota'), count: 1 })
		.onConflictDoUpdate({
			target: [quotaCounts.wave, quotaCounts.quota],
			set: { count: sql`${quotaCounts.count} + 1` },
		})
		.prepare(),
}));

/** How many completed interviews a quota of a wave holds, inside a transaction. */
export function filledIn(database: Database, wave: WaveId, quota: string): number {
	return statements(database).find.get({ wave, quota })?.count ?? 0;
}

/** Counts one more in each of `quotas`, inside the transaction of a completion. */
export function fillQuotas(database: Database, wave: WaveId, quotas: readonly string[]): void {
	for (const quota of quotas) statements(database).fill.run({ wave, quota });
}

/** How many completed interviews each quota of a wave holds; one that holds none is not listed. */
export async function listQuotaCounts(reader: Reader, args: { wave: WaveId }): Promise<ReadonlyMap<string, number>> {
	const rows = reader.database.select().from(quotaCounts).where(eq(quotaCounts.wave, args.wave)).all();
	return new Map(rows.map(({ quota, count }) => [quota, count]));
}
