import type { WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '../site.ts';
import { readResponses as readStored } from '../storage/index.ts';
import type { StoredResponse } from '../storage/index.ts';

/** Hands every response of a wave to `each`, whatever its outcome, in no order that means anything. */
export async function readResponses(
	site: Site,
	args: { wave: WaveId; each: (response: StoredResponse) => void },
): Promise<void> {
	await readStored(site.storage.reader, args);
}
