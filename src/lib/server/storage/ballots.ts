import { count, eq } from 'drizzle-orm';
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
	return reader.database.select({ count: count() }).from(ballots).where(eq(ballots.wave, args.wave)).get()?.count ?? 0;
}

/**
 * Turns every ballot of a closed wave into the responses that `open` makes of them, deletes the ballots and destroys their
 * key, in one transaction. Yields how many there were; undefined where the wave is not closed or it was done before.
 */
export async function openBallots(
	writer: Writer,
	args: { wave: WaveId; on: string; open: (key: Buffer, sealed: Iterable<Buffer>) => readonly StoredResponse[] },
): Promise<number | undefined> {
	return writer.commit((database) => {
		const state = waveIn(database, args.wave)?.state;
		const key = wholeKeyIn(database, ballotKeyOf(args.wave));
		if ((state !== 'closed' && state !== 'archived') || key === undefined) return undefined;
		const opened = args.open(key, sealedOf(database, args.wave));
		addResponses(database, opened);
		database.delete(ballots).where(eq(ballots.wave, args.wave)).run();
		destroyKeyIn(database, { purpose: ballotKeyOf(args.wave), on: args.on });
		return opened.length;
	});
}

/** One at a time: a large wave has gigabytes of them. */
function* sealedOf(database: Database, wave: WaveId): Iterable<Buffer> {
	const places = database.select({ place: ballots.place }).from(ballots).where(eq(ballots.wave, wave)).all();
	for (const { place } of places) {
		const row = database.select({ sealed: ballots.sealed }).from(ballots).where(eq(ballots.place, place)).get();
		if (row !== undefined) yield row.sealed;
	}
}
