import { asc, eq, sql } from 'drizzle-orm';
import { Wave } from '#core/fieldwork/index.ts';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { waves } from './tables/waves.ts';

interface Remembered {
	stamp: string;
	bySurvey: Map<string, readonly Wave[]>;
}

const remembered = new WeakMap<Reader, Remembered>();

/** A survey's waves in the order of time; remembered until a wave changes, here or in another process. */
export async function listWaves(reader: Reader, args: { survey: string }): Promise<readonly Wave[]> {
	const stamp = reader.wavesStamp();
	let memory = remembered.get(reader);
	if (memory?.stamp !== stamp) {
		memory = { stamp, bySurvey: new Map() };
		remembered.set(reader, memory);
	}
	const before = memory.bySurvey.get(args.survey);
	if (before !== undefined) return before;
	const listed = wavesOf(reader.database, args.survey);
	if (listed.length > 0) memory.bySurvey.set(args.survey, listed);
	return listed;
}

/** Every wave, by survey and number. At most 10,000. */
export async function listAllWaves(reader: Reader): Promise<Wave[]> {
	const rows = reader.database.select().from(waves).orderBy(asc(waves.survey), asc(waves.number)).limit(10_000).all();
	return rows.map((row) => Wave.parse(row));
}

export async function findWave(reader: Reader, args: { id: WaveId }): Promise<Wave | undefined> {
	return waveIn(reader.database, args.id);
}

/** The same inside a transaction. */
export function waveIn(database: Database, id: WaveId): Wave | undefined {
	const row = database.select().from(waves).where(eq(waves.id, id)).get();
	return row === undefined ? undefined : Wave.parse(row);
}

/** The wave of a survey that takes answers from people, inside a transaction. */
export function openWaveIn(database: Database, survey: string): Wave | undefined {
	return wavesOf(database, survey).find(isOpen);
}

/** Writes what a wave is now inside a transaction, which has to tell that waves changed. */
export function writeWave(database: Database, wave: Wave): void {
	database.update(waves).set(wave).where(eq(waves.id, wave.id)).run();
}

/**
 * Stores a new wave. A survey has one open fielded wave at most: another is refused with the one that is open. The wave is
 * numbered by its place in time, whatever number it came with.
 */
export async function insertWave(
	writer: Writer,
	args: { wave: Wave },
): Promise<{ kind: 'inserted'; wave: Wave } | { kind: 'already-open'; wave: Wave }> {
	return writer.commit((database) => {
		const open = isOpen(args.wave) ? openWaveIn(database, args.wave.survey) : undefined;
		if (open !== undefined) return { kind: 'already-open', wave: open };
		placeWaves(database, [args.wave]);
		writer.wavesChanged();
		const placed = wavesOf(database, args.wave.survey).find((wave) => wave.id === args.wave.id);
		return { kind: 'inserted', wave: placed ?? args.wave };
	});
}

/** Replaces what is stored of a wave by what `change` makes of it; undefined from either changes nothing. */
export async function changeWave(
	writer: Writer,
	args: { id: WaveId; change: (wave: Wave) => Wave | undefined },
): Promise<Wave | undefined> {
	return writer.commit((database) => {
		const wave = waveIn(database, args.id);
		const changed = wave === undefined ? undefined : args.change(wave);
		if (changed === undefined) return undefined;
		writeWave(database, changed);
		writer.wavesChanged();
		return changed;
	});
}

/**
 * Inserts waves inside a transaction and numbers all of their survey's waves from 1 by the day on which they opened; one
 * without a day comes last.
 */
export function placeWaves(database: Database, added: readonly Wave[]): void {
	for (const survey of new Set(added.map((wave) => wave.survey))) {
		const before = wavesOf(database, survey);
		const arriving = added.filter((wave) => wave.survey === survey);
		const inTime = [...before, ...arriving].toSorted(byTime);
		// Out of the way first: no two waves may have one number at any moment.
		database
			.update(waves)
			.set({ number: sql`${waves.number} + 1000000` })
			.where(eq(waves.survey, survey))
			.run();
		inTime.forEach((wave, index) => {
			const number = index + 1;
			if (before.includes(wave)) database.update(waves).set({ number }).where(eq(waves.id, wave.id)).run();
			else
				database
					.insert(waves)
					.values({ ...wave, number })
					.run();
		});
	}
}

/** Numbers a survey's waves from 1 without gaps, inside a transaction that took some away. */
export function renumberWaves(database: Database, survey: string): void {
	wavesOf(database, survey).forEach((wave, index) => {
		database
			.update(waves)
			.set({ number: index + 1 })
			.where(eq(waves.id, wave.id))
			.run();
	});
}

function wavesOf(database: Database, survey: string): Wave[] {
	const rows = database
		.select()
		.from(waves)
		.where(eq(waves.survey, survey))
		.orderBy(asc(waves.number))
		.limit(1000)
		.all();
	return rows.map((row) => Wave.parse(row));
}

function byTime(a: Wave, b: Wave): number {
	const [first, second] = [a.opensOn ?? '9999-12-31', b.opensOn ?? '9999-12-31'];
	return first === second ? a.number - b.number : first < second ? -1 : 1;
}

function isOpen(wave: Wave): boolean {
	return wave.state === 'open' && wave.origin === 'fielded';
}
