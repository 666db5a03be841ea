import { createHmac } from 'node:crypto';
import { and, asc, desc, eq, gte, lt, lte, sql } from 'drizzle-orm';
import type { Database, Reader, Writer } from './database.ts';
import { audit } from './tables/audit.ts';

/** Something that was done, by whom, to what. `before` and `after` are any JSON values, null where there is none. */
export interface Deed {
	readonly at: Date;
	/** The account's id; `byName` is what it was called then. */
	readonly by: string;
	readonly byName: string;
	readonly action: string;
	readonly object: string;
	readonly survey: string | null;
	readonly before: unknown;
	readonly after: unknown;
}

/** A deed as it stands in the log; `before` and `after` are the JSON that was hashed. */
export type AuditEntry = typeof audit.$inferSelect;

/** Where the log ends: how many entries it has, and the hash of the last. */
export interface AuditHead {
	readonly entries: number;
	readonly hash: string;
}

export type CheckedAudit =
	| { readonly kind: 'sound'; readonly head: AuditHead }
	/** The first entry that is not what was written, or not where it was written. */
	| { readonly kind: 'broken'; readonly place: number; readonly how: 'changed' | 'missing-before' };

/** What an empty log's hash is. */
const beginning = '0'.repeat(64);

/**
 * A writer whose commits put `deed` into the audit log in the same transaction, so that neither is there without the
 * other. A body that changes no row, because what it was asked for is refused or done already, is not recorded.
 */
export function recording(writer: Writer, { key, deed }: { key: Uint8Array; deed: Deed }): Writer {
	const recorded =
		<T>(body: (database: Database) => T) =>
		(database: Database) => {
			const before = rowsChanged(database);
			const result = body(database);
			if (rowsChanged(database) > before) append(database, key, deed);
			return result;
		};
	return {
		wavesChanged: () => writer.wavesChanged(),
		commit: (body) => writer.commit(recorded(body)),
		commitAlone: (body) => writer.commitAlone(recorded(body)),
	};
}

/** Puts a deed into the log that changes nothing here, such as handing out data. */
export async function record(writer: Writer, args: { key: Uint8Array; deed: Deed }): Promise<void> {
	await writer.commit((database) => append(database, args.key, args.deed));
}

/**
 * Entries, the newest first, at most 200: those before the place `before`, by whom, of which survey, whose action starts
 * with `action`, and on or between two ISO days (UTC).
 */
export async function listAudit(
	reader: Reader,
	args: {
		before?: number | undefined;
		by?: string | undefined;
		survey?: string | undefined;
		action?: string | undefined;
		from?: string | undefined;
		to?: string | undefined;
		limit: number;
	},
): Promise<AuditEntry[]> {
	const { before, by, survey, action, from, to } = args;
	return reader.database
		.select()
		.from(audit)
		.where(
			and(
				before === undefined ? undefined : lt(audit.place, before),
				by === undefined ? undefined : eq(audit.by, by),
				survey === undefined ? undefined : eq(audit.survey, survey),
				action === undefined ? undefined : sql`substr(${audit.action}, 1, ${action.length}) = ${action}`,
				from === undefined ? undefined : gte(audit.at, from),
				to === undefined ? undefined : lte(audit.at, `${to}T99`),
			),
		)
		.orderBy(desc(audit.place))
		.limit(Math.min(args.limit, 200))
		.all();
}

/** Everybody who is in the log, by the name that they had last. */
export async function listAuditActors(reader: Reader): Promise<{ readonly by: string; readonly byName: string }[]> {
	return reader.database
		.select({ by: audit.by, byName: audit.byName, last: sql<number>`max(${audit.place})` })
		.from(audit)
		.groupBy(audit.by)
		.orderBy(asc(audit.byName))
		.limit(1000)
		.all()
		.map(({ by, byName }) => ({ by, byName }));
}

/**
 * Walks the whole log and computes each hash again. `known` is a head that somebody noted earlier: it must still be in
 * the log, which shows that nothing was cut off its end since.
 */
export async function checkAudit(
	reader: Reader,
	args: { key: Uint8Array; known?: AuditHead | undefined },
): Promise<CheckedAudit> {
	let hash = beginning;
	let entries = 0;
	for (const entry of rowsOf(reader.database)) {
		if (entry.place !== entries + 1) return { kind: 'broken', place: entry.place, how: 'missing-before' };
		if (hashOf(args.key, hash, entry) !== entry.hash) return { kind: 'broken', place: entry.place, how: 'changed' };
		({ hash } = entry);
		entries += 1;
		if (args.known?.entries === entries && args.known.hash !== hash) {
			return { kind: 'broken', place: entry.place, how: 'changed' };
		}
	}
	if (args.known !== undefined && args.known.entries > entries) {
		return { kind: 'broken', place: entries + 1, how: 'missing-before' };
	}
	return { kind: 'sound', head: { entries, hash } };
}

/** All rows in their order, a thousand at a time. */
function* rowsOf(database: Database): Generator<AuditEntry> {
	for (let after = 0; ;) {
		const rows = database
			.select()
			.from(audit)
			.where(sql`${audit.place} > ${after}`)
			.orderBy(asc(audit.place))
			.limit(1000)
			.all();
		yield* rows;
		const last = rows.at(-1);
		if (last === undefined) return;
		after = last.place;
	}
}

function append(database: Database, key: Uint8Array, deed: Deed): void {
	const last = database
		.select({ place: audit.place, hash: audit.hash })
		.from(audit)
		.orderBy(desc(audit.place))
		.limit(1)
		.get() ?? { place: 0, hash: beginning };
	const { at, before, after, ...rest } = deed;
	const entry = { ...rest, at: at.toISOString(), before: json(before), after: json(after), place: last.place + 1 };
	database
		.insert(audit)
		.values({ ...entry, hash: hashOf(key, last.hash, entry) })
		.run();
}

function json(value: unknown): string | null {
	return value === null || value === undefined ? null : JSON.stringify(value);
}

function hashOf(key: Uint8Array, previous: string, entry: Omit<AuditEntry, 'hash'>): string {
	const { place, at, by, byName, action, object, survey, before, after } = entry;
	return createHmac('sha256', key)
		.update(JSON.stringify([previous, place, at, by, byName, action, object, survey, before, after]))
		.digest('hex');
}

function rowsChanged(database: Database): number {
	return database.get<{ count: number }>(sql`select total_changes() as count`).count;
}
