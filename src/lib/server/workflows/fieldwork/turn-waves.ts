import { turnOf } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { soundings } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { findWavePlan, listAllWaves } from '../../storage/index.ts';
import { takeStep } from './take-step.ts';

/**
 * Opens waves whose day has come and that were to open by themselves, and closes those whose last day is over; yields which.
 * A wave that is not ready, or whose place another wave holds, stays planned: its page says what is lacking. Doing it
 * twice, or in two processes at once, is as good as once.
 */
export async function turnWaves(site: Site): Promise<readonly Wave[]> {
	const turned: Wave[] = [];
	const now = site.clock.now();
	// Closing first: a wave that follows another on the next day finds the place free.
	for (const turn of ['closes', 'opens'] as const) {
		for (const wave of await listAllWaves(site.storage.reader)) {
			if (wave.origin !== 'fielded') continue;
			const plan = await findWavePlan(site.storage.reader, { wave: wave.id });
			if (turnOf({ wave, plan }, now) !== turn) continue;
			const taken = await takeStep(site, {
				...{ actor: soundings, survey: wave.survey, wave: wave.id, reason: '' },
				step: turn === 'opens' ? 'open' : 'close',
			});
			if (taken.kind === 'taken') turned.push(taken.wave);
		}
	}
	return turned;
}
