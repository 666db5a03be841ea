import { dayIn } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { demand } from '../accounts/demand.ts';
import { onRecord, type Actor } from '../on-record.ts';
import type { Site } from '../site.ts';
import { changeWave, listWaves } from '../storage/index.ts';

/** Closes a survey's open wave, for good: pages that are posted from now on get the page of a closed survey. */
export async function closeWave(
	site: Site,
	args: { actor: Actor; survey: string },
): Promise<{ readonly kind: 'closed'; readonly wave: Wave } | { readonly kind: 'none-open' }> {
	demand(site, 'field', args.survey);
	const waves = await listWaves(site.storage.reader, args);
	const open = waves.find((wave) => wave.state === 'open' && wave.origin === 'fielded');
	const doing = { action: 'wave.closed', object: `wave ${open?.label}`, survey: args.survey, before: open };
	const closed =
		open === undefined
			? undefined
			: await changeWave(onRecord(site, args.actor, doing), {
					id: open.id,
					change: (wave) => {
						if (wave.state !== 'open') return undefined;
						const today = dayIn(site.clock.now(), wave.timeZone);
						const ended = wave.closesOn !== null && wave.closesOn < today;
						return { ...wave, state: 'closed', paused: false, closesOn: ended ? wave.closesOn : today };
					},
				});
	return closed === undefined ? { kind: 'none-open' } : { kind: 'closed', wave: closed };
}
