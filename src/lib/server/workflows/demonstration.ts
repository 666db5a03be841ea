import type { Site } from '../site.ts';
import { findInstrument } from '../storage/index.ts';
import { listSurveys } from './list-surveys.ts';
import { pastWave, readProfile } from './simulation-plan.ts';
import { simulateWaves } from './simulate-waves.ts';
import type { PlannedWave } from './simulate-waves.ts';

export type LoadedDemonstration =
	{ readonly kind: 'loaded'; readonly responses: number } | { readonly kind: 'refused'; readonly line: string };

const seed = 2026;

/**
 * Loads the demonstration: for each survey whose `simulation.json` plans one, its past waves of simulated answers, closed
 * and marked as simulated. Once any are there, months go by without more being added; a load that was cut short is
 * completed.
 */
export async function loadDemonstration(
	site: Site,
	args: { folder: string; onProgress?: (responses: number) => void },
): Promise<LoadedDemonstration> {
	let responses = 0;
	for (const { survey, waves } of await listSurveys(site)) {
		const read = readProfile(args.folder, survey);
		if (read.kind === 'no-profile') return { kind: 'refused', line: read.line };
		const plan = read.profile.demonstration;
		if (plan === undefined) continue;
		const simulated = waves.filter((wave) => wave.origin === 'simulated');
		if (simulated.length >= plan.waves.length) continue;
		const planned: PlannedWave[] = [];
		for (const { version, monthsAgo } of plan.waves) {
			const instrument = await findInstrument(site.storage.reader, { survey, version });
			if (instrument === undefined) {
				return { kind: 'refused', line: `${survey}: its demonstration asks version ${version}, which is not there.` };
			}
			planned.push(pastWave(instrument, site.clock.today(), monthsAgo));
		}
		const there = new Set(waves.map((wave) => wave.label));
		const done = await simulateWaves(site, {
			waves: planned,
			respondents: plan.respondents,
			population: plan.population,
			seed,
			profile: read.profile,
			sampleType: 'probability',
			only: new Set(planned.map(({ label }) => label).filter((label) => !there.has(label))),
			onProgress: (count) => args.onProgress?.(responses + count),
		});
		switch (done.kind) {
			case 'simulated':
				responses += done.responses;
				break;
			case 'wave-exists':
				return { kind: 'refused', line: `${survey} has a wave called ${done.label} already.` };
			case 'version-differs':
				return { kind: 'refused', line: `${survey}: version ${done.version} was published with other content.` };
		}
	}
	return { kind: 'loaded', responses };
}
