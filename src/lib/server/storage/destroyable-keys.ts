import { eq } from 'drizzle-orm';
import type { Database, Reader, Writer } from './database.ts';
import { destroyableKeys } from './tables/samples.ts';

/** A key under the site's secret; `sealed` is null once it is destroyed, for good. */
export interface DestroyableKey {
	readonly purpose: string;
	readonly sealed: Buffer | null;
	readonly madeOn: string;
	readonly destroyedOn: string | null;
}

/** A key by its purpose, destroyed ones too; undefined where none was ever made. */
export async function findDestroyableKey(
	reader: Reader,
	args: { purpose: string },
): Promise<DestroyableKey | undefined> {
	return keyIn(reader.database, args.purpose);
}

/** Stores a key unless that purpose has or had one; yields the one that it has. */
export async function settleDestroyableKey(
	writer: Writer,
	args: { purpose: string; sealed: Buffer; madeOn: string },
): Promise<DestroyableKey> {
	return writer.commit((database) => {
		const key = { ...args, destroyedOn: null };
		database.insert(destroyableKeys).values(key).onConflictDoNothing().run();
		return keyIn(database, args.purpose) ?? key;
	});
}

/** Destroys a key for good, inside a transaction; false where there was none. Its bytes go once the log is emptied. */
export function destroyKeyIn(database: Database, { purpose, on }: { purpose: string; on: string }): boolean {
	if (wholeKeyIn(database, purpose) === undefined) return false;
	database
		.update(destroyableKeys)
		.set({ sealed: null, destroyedOn: on })
		.where(eq(destroyableKeys.purpose, purpose))
		.run();
	return true;
}

/** The sealed key of a purpose inside a transaction; undefined where there is none, or none any more. */
export function wholeKeyIn(database: Database, purpose: string): Buffer | undefined {
	return keyIn(database, purpose)?.sealed ?? undefined;
}

function keyIn(database: Database, purpose: string): DestroyableKey | undefined {
	return database.select().from(destroyableKeys).where(eq(destroyableKeys.purpose, purpose)).get();
}
