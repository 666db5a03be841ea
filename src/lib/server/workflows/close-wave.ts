import type { Wave } from '#core/fieldwork/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Actor } from '../on-record.ts';
import type { Site } from '../site.ts';
import { listWaves } from '../storage/index.ts';
import { takeStep } from './fieldwork/index.ts';

/** Closes a survey's open wave, for good: pages that are posted from now on get the page of a closed survey. */
export async function closeWave(
	site: Site,
	args: { actor: Actor; survey: string },
): Promise<{ readonly kind: 'closed'; readonly wave: Wave } | { readonly kind: 'none-open' }> {
	demand(site, 'field', args.survey);
	const waves = await listWaves(site.storage.reader, args);
	const open = waves.find((wave) => wave.state === 'open' && wave.origin === 'fielded');
	if (open === undefined) return { kind: 'none-open' };
	const taken = await takeStep(site, { ...args, wave: open.id, step: 'close', reason: '' });
	return taken.kind === 'taken' ? { kind: 'closed', wave: taken.wave } : { kind: 'none-open' };
}
