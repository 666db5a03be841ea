import { asc, eq } from 'drizzle-orm';
import type { Database, Reader } from './database.ts';
import { grants } from './tables/accounts.ts';

/** A role in one survey, or in every survey where `survey` is null. */
export interface StoredGrant {
	readonly role: string;
	readonly survey: string | null;
}

/** The stand-in for every survey in the table, whose key has no place for null. */
const everySurvey = '';

/** What an account may do in surveys; at most 1,000. */
export async function listGrants(reader: Reader, args: { userId: string }): Promise<StoredGrant[]> {
	return grantsOf(reader.database, args.userId);
}

/** The same within a body. */
export function grantsOf(database: Database, userId: string): StoredGrant[] {
	return database
		.select({ role: grants.role, survey: grants.survey })
		.from(grants)
		.where(eq(grants.userId, userId))
		.orderBy(asc(grants.survey), asc(grants.role))
		.limit(1000)
		.all()
		.map(({ role, survey }) => ({ role, survey: survey === everySurvey ? null : survey }));
}

/** Adds roles to an account, within the body that makes or changes it. */
export function giveGrants(database: Database, args: { userId: string; grants: readonly StoredGrant[] }): void {
	for (const { role, survey } of args.grants) {
		database
			.insert(grants)
			.values({ userId: args.userId, role, survey: survey ?? everySurvey })
			.onConflictDoNothing()
			.run();
	}
}
