import { eq } from 'drizzle-orm';
import { WavePlan, unplanned } from '#core/fieldwork/index.ts';
import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { wavePlans } from './tables/wave-plans.ts';
import { sampleMembers } from './tables/samples.ts';
import { waves } from './tables/waves.ts';
import { openWaveIn, placeWaves, renumberWaves, waveIn, writeWave } from './waves.ts';

/** What was planned of a wave; of one that nobody has planned, `unplanned`. */
export async function findWavePlan(reader: Reader, args: { wave: WaveId }): Promise<WavePlan> {
	return planIn(reader.database, args.wave);
}

/** What becomes of a planned wave: it and its plan anew, or with `refused` nothing. */
export type PlannedChange<T> = { readonly wave: Wave; readonly plan: WavePlan } | { readonly refused: T };

/**
 * Replaces a wave of a survey and its plan by what `change` makes of both, in one transaction. `change` also gets the one
 * other wave of the survey that takes answers, if there is one. Undefined for a wave that the survey does not have.
 */
export async function changePlannedWave<T>(
	writer: Writer,
	args: {
		survey: string;
		wave: WaveId;
		change: (wave: Wave, plan: WavePlan, alreadyOpen: Wave | undefined) => PlannedChange<T>;
	},
): Promise<PlannedChange<T> | undefined> {
	return writer.commit((database) => {
		const before = waveIn(database, args.wave);
		if (before === undefined || before.survey !== args.survey) return undefined;
		const open = openWaveIn(database, args.survey);
		const changed = args.change(before, planIn(database, args.wave), open?.id === args.wave ? undefined : open);
		if ('refused' in changed) return changed;
		writeWave(database, changed.wave);
		writer.wavesChanged();
		writePlan(database, args.wave, changed.plan);
		return changed;
	});
}

/** Stores a wave that is planned, numbered after the waves before it, with its plan. */
export async function insertPlannedWave(writer: Writer, args: { wave: Wave; plan: WavePlan }): Promise<Wave> {
	return writer.commit((database) => {
		placeWaves(database, [args.wave]);
		writer.wavesChanged();
		writePlan(database, args.wave.id, args.plan);
		return waveIn(database, args.wave.id) ?? args.wave;
	});
}

/** Takes away a wave that nobody has answered or been invited to; false for any other. */
export async function deletePlannedWave(writer: Writer, args: { survey: string; wave: WaveId }): Promise<boolean> {
	return writer.commit((database) => {
		const wave = waveIn(database, args.wave);
		if (wave?.state !== 'planned' || wave.survey !== args.survey) return false;
		const sampled = database.select().from(sampleMembers).where(eq(sampleMembers.wave, args.wave)).limit(1).get();
		if (sampled !== undefined) return false;
		database.delete(wavePlans).where(eq(wavePlans.wave, args.wave)).run();
		database.delete(waves).where(eq(waves.id, args.wave)).run();
		renumberWaves(database, args.survey);
		writer.wavesChanged();
		return true;
	});
}

function writePlan(database: Database, wave: WaveId, planned: WavePlan): void {
	const plan = WavePlan.parse(planned);
	const whole = { target: wavePlans.wave, set: { plan } };
	database.insert(wavePlans).values({ wave, plan }).onConflictDoUpdate(whole).run();
}

function planIn(database: Database, wave: WaveId): WavePlan {
	const row = database.select().from(wavePlans).where(eq(wavePlans.wave, wave)).get();
	return row === undefined ? unplanned : WavePlan.parse(row.plan);
}
