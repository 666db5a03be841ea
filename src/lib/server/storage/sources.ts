import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import { indistinct } from '#core/fieldwork/index.ts';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Reader, Writer } from './database.ts';
import { responses } from './tables/responses.ts';
import { sources } from './tables/sources.ts';
import { tallies } from './tables/wave-plans.ts';

/** A place or partner by whose poster people come to a survey; `tag` is what their link says after `from=`. */
export type Source = typeof sources.$inferSelect;

/** How many places a survey can have. */
export const mostSources = 500;

/** A survey's places by their names. */
export async function listSources(reader: Reader, args: { survey: string }): Promise<Source[]> {
	const ofSurvey = eq(sources.survey, args.survey);
	return reader.database.select().from(sources).where(ofSurvey).orderBy(asc(sources.label)).limit(mostSources).all();
}

export async function findSource(reader: Reader, args: { survey: string; tag: string }): Promise<Source | undefined> {
	return reader.database.select().from(sources).where(itself(args)).get();
}

/** Adds a place; false where its tag is taken or there are as many as there can be. */
export async function insertSource(writer: Writer, args: { source: Source }): Promise<boolean> {
	return writer.commit((database) => {
		const counted = database
			.select({ count: count() })
			.from(sources)
			.where(eq(sources.survey, args.source.survey))
			.get();
		if ((counted?.count ?? 0) >= mostSources) return false;
		return database.insert(sources).values(args.source).onConflictDoNothing().run().changes === 1;
	});
}

/** Takes a place away; what came by it keeps its tag. False where it is not there. */
export async function deleteSource(writer: Writer, args: { survey: string; tag: string }): Promise<boolean> {
	return writer.commit((database) => database.delete(sources).where(itself(args)).run().changes === 1);
}

/**
 * Takes the sources out of a wave's responses, and out of its tallies, that too few came by to hide one another: see
 * `indistinct`. Yields how many responses lost theirs.
 */
export async function thinSources(writer: Writer, args: { wave: WaveId }): Promise<number> {
	const ofWave = eq(responses.wave, args.wave);
	return writer.commitAlone((database) => {
		const held = database.select({ source: responses.source }).from(responses).where(ofWave).all();
		const before = held.map(({ source }) => source);
		const kept = new Set(indistinct(before));
		const lost = [...new Set(before)].filter((source) => source !== null && !kept.has(source)).map(String);
		const tallied = database
			.selectDistinct({ source: tallies.source })
			.from(tallies)
			.where(eq(tallies.wave, args.wave));
		const alsoLost = tallied.all().flatMap(({ source }) => (source === '' || kept.has(source) ? [] : [source]));
		for (const source of new Set([...lost, ...alsoLost])) {
			const those = and(eq(tallies.wave, args.wave), eq(tallies.source, source));
			for (const tally of database.select().from(tallies).where(those).all()) {
				const { wave, day, stage, stratum, source: column, language } = tallies;
				database
					.insert(tallies)
					.values({ ...tally, source: '' })
					.onConflictDoUpdate({
						target: [wave, day, stage, stratum, column, language],
						set: { count: sql`${tallies.count} + excluded.count` },
					})
					.run();
			}
			database.delete(tallies).where(those).run();
		}
		if (lost.length === 0) return 0;
		const those = and(ofWave, inArray(responses.source, lost));
		return database.update(responses).set({ source: null }).where(those).run().changes;
	});
}

function itself({ survey, tag }: { survey: string; tag: string }) {
	return and(eq(sources.survey, survey), eq(sources.tag, tag));
}
