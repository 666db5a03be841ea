import type { WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';

/** How far the answers of a wave are read, in interviews. */
export interface Reading {
	readonly read: number;
	readonly of: number;
}

const bySite = new WeakMap<Storage, Map<WaveId, Reading>>();

/** Says that the answers of a wave are being read while `work` goes on, which tells of each interview by `reached`. */
export async function whileReading<T>(
	site: Site,
	{ wave, of }: { wave: WaveId; of: number },
	work: (reached: () => void) => Promise<T>,
): Promise<T> {
	const readings = bySite.get(site.storage) ?? new Map<WaveId, Reading>();
	bySite.set(site.storage, readings);
	const reading = { read: 0, of };
	readings.set(wave, reading);
	try {
		return await work(() => void reading.read++);
	} finally {
		readings.delete(wave);
	}
}

/** How far a wave is read now; undefined while nobody reads it. */
export function readingOf(site: Site, wave: WaveId): Reading | undefined {
	return bySite.get(site.storage)?.get(wave);
}
