import type { Fielded } from '#core/authoring/index.ts';
import type { WaveState } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { countResponses, findInstrument, listVersions, listWaves } from '../../storage/index.ts';
import { importedWaves } from '../imports/imported-waves.ts';

/** What is published of a survey, and the waves that have asked it in the order of time: those that a draft can lose. */
export async function fieldedOf(site: Site, { survey }: { survey: string }): Promise<Fielded> {
	demand(site, 'see', survey);
	const { reader } = site.storage;
	const imported = await importedWaves(site, { survey });
	const numbers = (await listVersions(reader)).filter((row) => row.survey === survey);
	const versions = await Promise.all(numbers.map(({ version }) => findInstrument(reader, { survey, version })));
	const waves = (await listWaves(reader, { survey })).filter(({ state }) => hasAsked[state]);
	const counted = waves.findLast(({ state }) => state !== 'open') ?? waves.at(-1);
	const { completed } = counted === undefined ? { completed: 0 } : await countResponses(reader, { wave: counted.id });
	return {
		versions: versions.filter((version) => version !== undefined),
		waves: waves.map(({ id, label, instrumentVersion, modes, sampleType, origin }) => ({
			...{ label, modes, sampleType },
			version: instrumentVersion,
			simulated: origin === 'simulated',
			imported: imported.get(id),
			...(id === counted?.id && { completed }),
		})),
	};
}

/** Whether a wave has put its questions to anybody, or does so now. */
export const hasAsked: Readonly<Record<WaveState, boolean>> = {
	planned: false,
	pilot: false,
	open: true,
	closed: true,
	archived: true,
};
