import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import { QualityRules } from '#core/fieldwork/index.ts';
import type { FlagSeverity, QualityDecision } from '#core/fieldwork/index.ts';
import type { Reader, Writer } from './database.ts';
import { placesOf } from './responses.ts';
import { qualityRules, responseDecisions, responseFlags } from './tables/quality.ts';
import { responses } from './tables/responses.ts';

/** A frozen version of a series' rules: why it was made, by whom (their name) and when (ISO date). */
export interface RulesVersion {
	readonly version: number;
	readonly rules: QualityRules;
	readonly reason: string;
	readonly by: string;
	readonly on: string;
}

/** What a rule found in a response, under one version of the rules. */
export interface StoredFlag {
	readonly response: string;
	readonly rule: string;
	readonly version: number;
	readonly severity: FlagSeverity;
}

/** What a person decided about a response, over what the rules say. */
export interface StoredDecision {
	readonly response: string;
	readonly decision: QualityDecision;
	readonly reason: string;
	readonly by: string;
	readonly on: string;
}

/** Every version of a survey's rules, the oldest first; at most 500. */
export async function listRulesVersions(reader: Reader, args: { survey: string }): Promise<RulesVersion[]> {
	return reader.database
		.select()
		.from(qualityRules)
		.where(eq(qualityRules.survey, args.survey))
		.orderBy(asc(qualityRules.version))
		.limit(500)
		.all()
		.map(({ version, rules, reason, by, on }) => ({ version, rules: QualityRules.parse(rules), reason, by, on }));
}

/** Freezes rules as the version after `after`; undefined when somebody else has made that version meanwhile. */
export async function insertRulesVersion(
	writer: Writer,
	args: { survey: string; after: number } & Omit<RulesVersion, 'version'>,
): Promise<number | undefined> {
	const { after, ...row } = args;
	return writer.commit((database) => {
		const { last } = database
			.select({ last: sql<number>`coalesce(max(${qualityRules.version}), 0)` })
			.from(qualityRules)
			.where(eq(qualityRules.survey, args.survey))
			.get() ?? { last: 0 };
		if (last !== after) return undefined;
		database
			.insert(qualityRules)
			.values({ ...row, version: last + 1 })
			.run();
		return last + 1;
	});
}

/** Puts these flags in the place of all that a wave had, in one transaction. Nothing changes where they are the same. */
export async function replaceFlags(
	writer: Writer,
	args: { wave: WaveId; flags: readonly StoredFlag[] },
): Promise<'replaced' | 'unchanged'> {
	const keyOf = ({ response, rule, version, severity }: StoredFlag) => `${response} ${rule} ${version} ${severity}`;
	return writer.commit((database) => {
		const before = database.select().from(responseFlags).where(eq(responseFlags.wave, args.wave)).all();
		const known = new Set(before.map(keyOf));
		if (known.size === args.flags.length && args.flags.every((flag) => known.has(keyOf(flag)))) return 'unchanged';
		database.delete(responseFlags).where(eq(responseFlags.wave, args.wave)).run();
		for (const flag of args.flags) {
			database
				.insert(responseFlags)
				.values({ ...flag, wave: args.wave })
				.run();
		}
		return 'replaced';
	});
}

/** The flags of a wave, at most a million. */
export async function listFlags(reader: Reader, args: { wave: WaveId }): Promise<StoredFlag[]> {
	return reader.database
		.select({
			response: responseFlags.response,
			rule: responseFlags.rule,
			version: responseFlags.version,
			severity: responseFlags.severity,
		})
		.from(responseFlags)
		.where(eq(responseFlags.wave, args.wave))
		.orderBy(asc(responseFlags.response), asc(responseFlags.rule))
		.limit(1_000_000)
		.all();
}

/** What was decided in a wave, at most 100,000. */
export async function listDecisions(reader: Reader, args: { wave: WaveId }): Promise<StoredDecision[]> {
	return reader.database
		.select({
			response: responseDecisions.response,
			decision: responseDecisions.decision,
			reason: responseDecisions.reason,
			by: responseDecisions.by,
			on: responseDecisions.on,
		})
		.from(responseDecisions)
		.where(eq(responseDecisions.wave, args.wave))
		.orderBy(asc(responseDecisions.response))
		.limit(100_000)
		.all();
}

/** Puts a decision in the place of the one that a flagged response had; false for a response that has no flag. */
export async function putDecision(writer: Writer, args: StoredDecision & { wave: WaveId }): Promise<boolean> {
	const { decision, reason, by, on } = args;
	return writer.commit((database) => {
		const flagged = database
			.select({ rule: responseFlags.rule })
			.from(responseFlags)
			.where(and(eq(responseFlags.wave, args.wave), eq(responseFlags.response, args.response)))
			.get();
		if (flagged === undefined) return false;
		database
			.insert(responseDecisions)
			.values(args)
			.onConflictDoUpdate({ target: responseDecisions.response, set: { decision, reason, by, on } })
			.run();
		return true;
	});
}

/** Leaves a response to the rules again. False where nobody had decided. */
export async function deleteDecision(writer: Writer, args: { wave: WaveId; response: string }): Promise<boolean> {
	const { wave, response } = args;
	return writer.commit(
		(database) =>
			database
				.delete(responseDecisions)
				.where(and(eq(responseDecisions.wave, wave), eq(responseDecisions.response, response)))
				.run().changes === 1,
	);
}

/** Where responses stand in the table, by their ids; those that are not there have no place. */
export async function placesOfResponses(
	reader: Reader,
	args: { wave: WaveId; ids: readonly string[] },
): Promise<Map<string, number>> {
	const found = new Map<string, number>();
	const wanted = new Set(args.ids);
	const places = [...wanted].flatMap(placesOf);
	for (let from = 0; from < places.length; from += 1000) {
		const rows = reader.database
			.select({ id: responses.id, place: responses.place })
			.from(responses)
			.where(and(inArray(responses.place, places.slice(from, from + 1000)), eq(responses.wave, args.wave)))
			.all();
		for (const { id, place } of rows) if (wanted.has(id)) found.set(id, place);
	}
	return found;
}
