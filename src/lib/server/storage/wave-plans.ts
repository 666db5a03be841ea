import { eq } from 'drizzle-orm';
import { WavePlan, unplanned } from '#core/fieldwork/index.ts';
import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { wavePlans } from './tables/wave-plans.ts';
import { waveIn, writeWave } from './waves.ts';

/** What was planned of a wave; of one that nobody has planned, `unplanned`. */
export async function findWavePlan(reader: Reader, args: { wave: WaveId }): Promise<WavePlan> {
	return planIn(reader.database, args.wave);
}

/**
 * Replaces a wave and its plan by what `change` makes of both, in one transaction; undefined from it, or an unknown wave,
 * changes nothing.
 */
export async function changePlannedWave(
	writer: Writer,
	args: {
		wave: WaveId;
		change: (wave: Wave, plan: WavePlan) => { readonly wave: Wave; readonly plan: WavePlan } | undefined;
	},
): Promise<{ readonly wave: Wave; readonly plan: WavePlan } | undefined> {
	return writer.commit((database) => {
		const before = waveIn(database, args.wave);
		const changed = before === undefined ? undefined : args.change(before, planIn(database, args.wave));
		if (changed === undefined) return undefined;
		writeWave(database, changed.wave);
		writer.wavesChanged();
		const plan = WavePlan.parse(changed.plan);
		database
			.insert(wavePlans)
			.values({ wave: args.wave, plan })
			.onConflictDoUpdate({ target: wavePlans.wave, set: { plan } })
			.run();
		return changed;
	});
}

function planIn(database: Database, wave: WaveId): WavePlan {
	const row = database.select().from(wavePlans).where(eq(wavePlans.wave, wave)).get();
	return row === undefined ? unplanned : WavePlan.parse(row.plan);
}
