import { and, asc, desc, eq } from 'drizzle-orm';
import type { SurveySlug } from '#core/instrument/index.ts';
import { WeightingScheme } from '#core/weighting/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { weightingSchemes } from './tables/weighting-schemes.ts';

/** One version of a named weighting scheme. A locked one stays as it is for good. */
export interface StoredScheme {
	readonly survey: string;
	readonly name: string;
	readonly version: number;
	readonly scheme: WeightingScheme;
	readonly locked: boolean;
	readonly note: string;
	readonly createdBy: string;
	readonly createdOn: string;
}

interface VersionArgs {
	readonly survey: string;
	readonly name: string;
	readonly version: number;
}

/** Every version of a survey's schemes, by name and version. At most 2,000. */
export async function listSchemes(reader: Reader, args: { survey: string }): Promise<StoredScheme[]> {
	const rows = reader.database
		.select()
		.from(weightingSchemes)
		.where(eq(weightingSchemes.survey, args.survey))
		.orderBy(asc(weightingSchemes.name), asc(weightingSchemes.version))
		.limit(2000)
		.all();
	return rows.map((row) => ({ ...row, scheme: WeightingScheme.parse(row.scheme) }));
}

/** Stores a scheme as the next version of its name, unlocked. */
export async function insertScheme(
	writer: Writer,
	args: Omit<StoredScheme, 'version' | 'locked' | 'survey'> & { survey: SurveySlug },
): Promise<{ version: number }> {
	return writer.commit((database) => {
		const newest = database
			.select({ version: weightingSchemes.version })
			.from(weightingSchemes)
			.where(and(eq(weightingSchemes.survey, args.survey), eq(weightingSchemes.name, args.name)))
			.orderBy(desc(weightingSchemes.version))
			.limit(1)
			.get();
		const version = (newest?.version ?? 0) + 1;
		database
			.insert(weightingSchemes)
			.values({ ...args, version, locked: false })
			.run();
		return { version };
	});
}

/**
 * Locks a version for good, with what is to be added to its note. False when it is not there; locking twice is no harm, and
 * adds nothing the second time.
 */
export async function lockScheme(writer: Writer, args: VersionArgs & { readonly remark?: string }): Promise<boolean> {
	return writer.commit((database) => lockIn(database, args));
}

/** The same within a transaction. */
export function lockIn(database: Database, args: VersionArgs & { readonly remark?: string }): boolean {
	const stored = schemeIn(database, args);
	if (stored === undefined) return false;
	if (stored.locked) return true;
	const note = [stored.note, args.remark ?? ''].filter((words) => words !== '').join('\n');
	database.update(weightingSchemes).set({ locked: true, note }).where(thisVersion(args)).run();
	return true;
}

/** Deletes a version that is not locked, and gives back what it was. */
export async function deleteScheme(
	writer: Writer,
	args: VersionArgs,
): Promise<{ kind: 'deleted'; scheme: StoredScheme } | { kind: 'locked' } | { kind: 'unknown-scheme' }> {
	return writer.commit((database) => {
		const stored = schemeIn(database, args);
		if (stored === undefined) return { kind: 'unknown-scheme' };
		if (stored.locked) return { kind: 'locked' };
		database.delete(weightingSchemes).where(thisVersion(args)).run();
		return { kind: 'deleted', scheme: stored };
	});
}

/** One version of a scheme, within a transaction or without. */
export function schemeIn(database: Database, args: VersionArgs): StoredScheme | undefined {
	const row = database.select().from(weightingSchemes).where(thisVersion(args)).get();
	return row === undefined ? undefined : { ...row, scheme: WeightingScheme.parse(row.scheme) };
}

function thisVersion({ survey, name, version }: VersionArgs) {
	return and(
		eq(weightingSchemes.survey, survey),
		eq(weightingSchemes.name, name),
		eq(weightingSchemes.version, version),
	);
}
