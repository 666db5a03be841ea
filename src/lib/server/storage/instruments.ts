import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { Instrument, SurveySlug } from '#core/instrument/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { preparedOnce } from './database.ts';
import { instrumentVersions, surveys } from './tables/instruments.ts';

/** An instrument version as it is stored: its canonical JSON and the SHA-256 of that, in hexadecimal. */
export interface StoredVersion {
	readonly survey: SurveySlug;
	readonly version: number;
	readonly sha256: string;
	readonly document: string;
}

const statements = preparedOnce((database) => ({
	find: database
		.select({ document: instrumentVersions.document })
		.from(instrumentVersions)
		.where(
			and(
				eq(instrumentVersions.survey, sql.placeholder('survey')),
				eq(instrumentVersions.version, sql.placeholder('version')),
			),
		)
		.prepare(),
	latest: database
		.select({ version: instrumentVersions.version })
		.from(instrumentVersions)
		.where(eq(instrumentVersions.survey, sql.placeholder('survey')))
		.orderBy(desc(instrumentVersions.version))
		.limit(1)
		.prepare(),
}));

const parsed = new WeakMap<Reader, Map<string, Instrument>>();

/** One version of a survey's instrument, parsed once and then remembered: versions never change. */
export async function findInstrument(
	reader: Reader,
	args: { survey: string; version: number },
): Promise<Instrument | undefined> {
	const known = parsed.get(reader) ?? new Map<string, Instrument>();
	parsed.set(reader, known);
	const key = `${args.survey}/${args.version}`;
	const before = known.get(key);
	if (before !== undefined) return before;
	const row = statements(reader.database).find.get(args);
	if (row === undefined) return undefined;
	const instrument = Instrument.parse(JSON.parse(row.document));
	known.set(key, instrument);
	return instrument;
}

/** The number of a survey's newest version; undefined for a survey that is not there. */
export async function findLatestVersion(reader: Reader, args: { survey: string }): Promise<number | undefined> {
	return statements(reader.database).latest.get(args)?.version;
}

/** Every version of every survey, by survey and version, without the documents. At most 10,000. */
export async function listVersions(reader: Reader): Promise<Omit<StoredVersion, 'document'>[]> {
	const rows = reader.database
		.select({
			survey: instrumentVersions.survey,
			version: instrumentVersions.version,
			sha256: instrumentVersions.sha256,
		})
		.from(instrumentVersions)
		.orderBy(asc(instrumentVersions.survey), asc(instrumentVersions.version))
		.limit(10_000)
		.all();
	return rows.map((row) => ({ ...row, survey: SurveySlug.parse(row.survey) }));
}

/** Every stored version with its document, one after the other, by survey and version. */
export async function* readVersions(reader: Reader): AsyncGenerator<StoredVersion> {
	const { document } = instrumentVersions;
	for (const listed of await listVersions(reader)) {
		const row = reader.database
			.select({ document })
			.from(instrumentVersions)
			.where(and(eq(instrumentVersions.survey, listed.survey), eq(instrumentVersions.version, listed.version)))
			.get();
		if (row !== undefined) yield { ...listed, ...row };
	}
}

/** One stored version with its document as it was published. */
export async function findStoredVersion(
	reader: Reader,
	args: { survey: string; version: number },
): Promise<StoredVersion | undefined> {
	const row = reader.database
		.select()
		.from(instrumentVersions)
		.where(and(eq(instrumentVersions.survey, args.survey), eq(instrumentVersions.version, args.version)))
		.get();
	return row === undefined ? undefined : { ...row, survey: SurveySlug.parse(row.survey) };
}

/**
 * Stores versions, and their surveys where they are new; all of them or, when one is there already with other content,
 * none. A version that is there with the same content is left as it is.
 */
export async function insertVersions(
	writer: Writer,
	args: { versions: readonly StoredVersion[] },
): Promise<InsertedVersions> {
	return writer.commit((database) => storeVersions(database, args.versions));
}

type InsertedVersions =
	| { readonly kind: 'inserted'; readonly count: number }
	| { readonly kind: 'version-differs'; readonly survey: SurveySlug; readonly version: number };

/** {@link insertVersions} as a part of somebody else's transaction. */
export function storeVersions(database: Database, versions: readonly StoredVersion[]): InsertedVersions {
	const stored = versions.map((version) => ({
		version,
		before: database
			.select({ sha256: instrumentVersions.sha256 })
			.from(instrumentVersions)
			.where(and(eq(instrumentVersions.survey, version.survey), eq(instrumentVersions.version, version.version)))
			.get(),
	}));
	const differing = stored.find(({ version, before }) => before !== undefined && before.sha256 !== version.sha256);
	if (differing !== undefined) {
		const { survey, version } = differing.version;
		return { kind: 'version-differs', survey, version };
	}
	const added = stored.filter(({ before }) => before === undefined).map(({ version }) => version);
	for (const version of added) {
		database.insert(surveys).values({ slug: version.survey }).onConflictDoNothing().run();
		database.insert(instrumentVersions).values(version).run();
	}
	return { kind: 'inserted', count: added.length };
}
