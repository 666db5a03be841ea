import type { Outcome, Wave } from '#core/fieldwork/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Site } from '../site.ts';
import { interviewsOf } from './fieldwork/interviews-of.ts';
import { listWaves as listStored } from '../storage/index.ts';

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
	const waves = await listStored(site.storage.reader, args);
	return Promise.all(
		waves.map(async (wave) => {
			const { answering, ...outcomes } = await interviewsOf(site, wave);
			return { wave, outcomes, open: answering };
		}),
	);
}
