import type { Quota, WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { findWavePlan } from '../../storage/index.ts';

interface Remembered {
	readonly stamp: string;
	readonly byWave: Map<WaveId, readonly Quota[]>;
}

const remembered = new WeakMap<object, Remembered>();

/** The quotas of a wave; remembered until a wave changes, here or in another process. */
export async function quotasOfWave({ storage: { reader } }: Site, wave: WaveId): Promise<readonly Quota[]> {
	const stamp = reader.wavesStamp();
	const before = remembered.get(reader);
	const memory = before?.stamp === stamp ? before : { stamp, byWave: new Map<WaveId, readonly Quota[]>() };
	remembered.set(reader, memory);
	const known = memory.byWave.get(wave);
	if (known !== undefined) return known;
	const { quotas } = await findWavePlan(reader, { wave });
	memory.byWave.set(wave, quotas);
	return quotas;
}
