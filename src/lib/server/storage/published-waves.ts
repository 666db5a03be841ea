import { and, asc, eq } from 'drizzle-orm';
import { PublishedResults } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { publishedWaves } from './tables/published-waves.ts';

/** Rounds of a survey of which only published figures are known, by the day on which they opened. At most 1,000. */
export async function listPublishedWaves(reader: Reader, args: { survey: string }): Promise<PublishedResults[]> {
	const rows = reader.database
		.select()
		.from(publishedWaves)
		.where(eq(publishedWaves.survey, args.survey))
		.orderBy(asc(publishedWaves.opensOn), asc(publishedWaves.id))
		.limit(1000)
		.all();
	return rows.map((row) => PublishedResults.parse(row));
}

/**
 * Stores the published figures of a round, in place of what was stored under its id. False where that is the id of
 * another survey's round, which stays as it is.
 */
export async function putPublishedWave(writer: Writer, args: { wave: PublishedResults }): Promise<boolean> {
	return writer.commit((database) => putPublishedWaveIn(database, args.wave));
}

/** The same inside a transaction. */
export function putPublishedWaveIn(database: Database, wave: PublishedResults): boolean {
	const isOwn = eq(publishedWaves.survey, wave.survey);
	return (
		database
			.insert(publishedWaves)
			.values(wave)
			.onConflictDoUpdate({ target: publishedWaves.id, set: wave, setWhere: isOwn })
			.run().changes === 1
	);
}

/** Deletes a round and gives back what it was, so that the deletion can be undone; undefined when it is not there. */
export async function deletePublishedWave(
	writer: Writer,
	args: { survey: string; id: string },
): Promise<PublishedResults | undefined> {
	const thisWave = and(eq(publishedWaves.survey, args.survey), eq(publishedWaves.id, args.id));
	return writer.commit((database) => {
		const row = database.select().from(publishedWaves).where(thisWave).get();
		if (row === undefined) return undefined;
		database.delete(publishedWaves).where(thisWave).run();
		return PublishedResults.parse(row);
	});
}
