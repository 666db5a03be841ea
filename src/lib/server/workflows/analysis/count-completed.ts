import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';
import { countResponses } from '../../storage/index.ts';

interface Counted {
	readonly completed: number;
	readonly state: Wave['state'];
	wavesStamp: string;
	countedAt: number;
}

const countedBySite = new WeakMap<Storage, Map<WaveId, Counted>>();

/**
 * Completed interviews of a wave. Counting reads all of them, so a count stands for `patience` milliseconds; that of a
 * wave which takes no answers stands until another process has written to the database.
 */
export async function countCompleted(
	site: Site,
	{ wave, patience }: { wave: Wave; patience: number },
): Promise<number> {
	const counted = countedBySite.get(site.storage) ?? new Map<WaveId, Counted>();
	countedBySite.set(site.storage, counted);
	const before = counted.get(wave.id);
	const now = site.clock.now().getTime();
	const wavesStamp = site.storage.reader.wavesStamp();
	if (before !== undefined && before.state === wave.state) {
		const settled = wave.state !== 'open' && before.wavesStamp === wavesStamp;
		if (settled || now - before.countedAt < patience) return before.completed;
	}
	const { completed } = await countResponses(site.storage.reader, { wave: wave.id });
	counted.set(wave.id, { completed, state: wave.state, wavesStamp, countedAt: now });
	return completed;
}
