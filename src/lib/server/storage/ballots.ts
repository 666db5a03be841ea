import { and, asc, count, eq, gt, inArray } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { destroyKeyIn, wholeKeyIn } from './destroyable-keys.ts';
import { addResponses } from './responses.ts';
import type { StoredResponse } from './responses.ts';
import { ballots } from './tables/samples.ts';
import { waveIn } from './waves.ts';

/** The name under which the key of a wave's ballots is kept. */
export function ballotKeyOf(wave: WaveId): string {
	return `ballots ${wave}`;
}

/** Puts a sealed ballot at a random place, inside the transaction that ends its interview. */
export function castBallot(database: Database, args: { wave: WaveId; sealed: Buffer; place: () => number }): void {
	// A wave's ballots are opened once: one that came after would stay for ever, beside the token that it used up.
	if (wholeKeyIn(database, ballotKeyOf(args.wave)) === undefined)
		throw new Error('a ballot came after the key was gone');
	for (let tries = 0; tries < 10; tries++) {
		const row = { place: args.place(), wave: args.wave, sealed: args.sealed };
		if (database.insert(ballots).values(row).onConflictDoNothing().run().changes === 1) return;
	}
	throw new Error('ten places for a ballot were taken: they are not random');
}

/** How many ballots a wave has. */
export async function countBallots(reader: Reader, args: { wave: WaveId }): Promise<number> {
	return countIn(reader.database, args.wave);
}

/** The ballots of a wave with their places, in the order of these, which is of chance; at most `most` after a place. */
export async function readBallots(
	reader: Reader,
	args: { wave: WaveId; after: number; most: number },
): Promise<{ readonly place: number; readonly sealed: Buffer }[]> {
	const { wave, after, most } = args;
	const { place, sealed } = ballots;
	return reader.database
		.select({ place, sealed })
		.from(ballots)
		.where(and(eq(ballots.wave, wave), gt(place, after)))
		.orderBy(asc(place))
		.limit(most)
		.all();
}

/** How ballots became responses: not at all where the wave is not closed, or more came than were read, or it was done before. */
export type OpenedBallots = 'opened' | 'not-closed' | 'more-came' | 'opened-before';

/**
 * Stores the responses that all ballots of a closed wave were opened to and destroys their key, in one transaction: after
 * it nobody can open the ballots, which are deleted by `deleteOpenedBallots`. `read` says how many ballots there were.
 */
export async function openBallots(
	writer: Writer,
	args: { wave: WaveId; on: string; read: number; responses: readonly StoredResponse[] },
): Promise<OpenedBallots> {
	const { wave, on, read, responses } = args;
	return writer.commitAlone((database) => {
		const state = waveIn(database, wave)?.state;
		if (state !== 'closed' && state !== 'archived') return 'not-closed';
		if (wholeKeyIn(database, ballotKeyOf(wave)) === undefined) return 'opened-before';
		// Ballots are only ever added before this, so as many are the same.
		if (countIn(database, wave) !== read) return 'more-came';
		addResponses(database, responses);
		destroyKeyIn(database, { purpose: ballotKeyOf(wave), on });
		return 'opened';
	});
}

/** Deletes ballots that nobody can open any more, at most `most` at a time. Yields how many. */
export async function deleteOpenedBallots(writer: Writer, args: { wave: WaveId; most: number }): Promise<number> {
	return writer.commit((database) => {
		if (wholeKeyIn(database, ballotKeyOf(args.wave)) !== undefined) return 0;
		const some = database
			.select({ place: ballots.place })
			.from(ballots)
			.where(eq(ballots.wave, args.wave))
			.limit(args.most);
		return database.delete(ballots).where(inArray(ballots.place, some)).run().changes;
	});
}

function countIn(database: Database, wave: WaveId): number {
	return database.select({ count: count() }).from(ballots).where(eq(ballots.wave, wave)).get()?.count ?? 0;
}
