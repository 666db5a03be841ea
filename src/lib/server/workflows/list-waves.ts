import type { Outcome, Wave } from '#core/fieldwork/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Site } from '../site.ts';
import { keptOutcomes } from './fieldwork/retention/kept-counts.ts';
import { countOpenInterviews, countResponses, listWaves as listStored } from '../storage/index.ts';

/** A wave with how its interviews ended, and how many are open now. */
export interface WaveWithCounts {
	readonly wave: Wave;
	readonly outcomes: Readonly<Record<Outcome, number>>;
	readonly open: number;
}

/** A survey's waves in the order of time; empty for a survey that has none or is not there. */
export async function listWaves(site: Site, args: { survey: string }): Promise<readonly Wave[]> {
	return listStored(site.storage.reader, args);
}

/** The same with counts, for those who run the fieldwork. */
export async function countWaves(site: Site, args: { survey: string }): Promise<WaveWithCounts[]> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const waves = await listStored(reader, args);
	return Promise.all(
		waves.map(async (wave) => ({
			wave,
			outcomes: (await keptOutcomes(site, wave)) ?? (await countResponses(reader, { wave: wave.id })),
			open: await countOpenInterviews(reader, { wave: wave.id }),
		})),
	);
}
