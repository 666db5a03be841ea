import { Wave, unplanned } from '../../../src/lib/core/fieldwork/index.ts';
import type { PlannedWave, WavePlan } from '../../../src/lib/core/fieldwork/index.ts';

/** A wave of the tiny survey that was planned for March 2026, as an open link unless said otherwise. */
export function plannedWave(wave: Partial<Wave> = {}, plan: Partial<WavePlan> = {}): PlannedWave {
	return {
		wave: Wave.parse({
			...{ id: 'tiny.1', survey: 'tiny', number: 1, label: 'March 2026', state: 'planned', origin: 'fielded' },
			...{ instrumentVersion: 1, identityMode: 'anonymous', modes: ['web'], sampleType: 'open-link' },
			...{ languages: ['en'], opensOn: '2026-03-02', closesOn: '2026-03-29', weighting: null, ...wave },
		}),
		plan: { ...unplanned, ...plan },
	};
}
