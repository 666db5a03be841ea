import type { ImportedWave } from '#core/comparability/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { QualityReading } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { ReportedWave } from '#core/trends/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { findInstrument, listVersions, listWaves } from '../../storage/index.ts';
import { withAnswers } from './deleted-answers.ts';
import { declaredReading } from '../quality/rules-in-force.ts';
import { importedWaves } from '../imports/imported-waves.ts';
import { answersInReading } from './answers-in-reading.ts';
import type { WaveAnswers } from './wave-answers.ts';
import { waveAnswers } from './wave-answers.ts';

/** A wave with the version that it asked and its answers, of which there may be none yet. */
export interface LoadedWave {
	readonly wave: Wave;
	readonly instrument: Instrument;
	readonly answers: WaveAnswers;
	/** Which answers these are: how many the reading leaves out, and the quality of each row, null without any flag. */
	readonly reading: QualityReading;
	readonly leftOut: number;
	readonly quality: Int8Array | null;
	/** What was found of its variables when it was brought in from others; null for a wave of our own. */
	readonly imported: ImportedWave | null;
}

/** All versions of a survey, the oldest first. */
export async function versionsOf(site: Site, survey: string): Promise<Instrument[]> {
	demand(site, 'see', survey);
	const { reader } = site.storage;
	const rows = (await listVersions(reader)).filter((row) => row.survey === survey);
	const found = await Promise.all(rows.map(({ version }) => findInstrument(reader, { survey, version })));
	return found.filter((instrument) => instrument !== undefined);
}

/**
 * The waves of a survey that are or were in the field, in the order of time; planned ones and pilots are left out, and those
 * whose answers were deleted.
 */
export async function loadWaves(
	site: Site,
	{
		survey,
		versions,
		reached,
		...asked
	}: {
		survey: string;
		versions: readonly Instrument[];
		/** Which responses count; as the survey's quality rules declare it unless said otherwise. */
		reading?: QualityReading | undefined;
		/** Is told of each wave before it is loaded: which of how many it is. */
		reached?: (at: { wave: Wave; number: number; waves: number }) => void;
	},
): Promise<LoadedWave[]> {
	demand(site, 'see', survey);
	const fielded = (await listWaves(site.storage.reader, { survey })).filter(
		({ state }) => state !== 'planned' && state !== 'pilot',
	);
	const waves = await withAnswers(site, fielded);
	const imported = await importedWaves(site, { survey });
	const reading = asked.reading ?? (await declaredReading(site, { survey }));
	const loaded: LoadedWave[] = [];
	for (const [index, wave] of waves.entries()) {
		reached?.({ wave, number: index + 1, waves: waves.length });
		const instrument = versions.find(({ version }) => version === wave.instrumentVersion);
		if (instrument === undefined) continue;
		const whole = await waveAnswers(site, { wave, instrument });
		const read = await answersInReading(site, { wave, answers: whole, reading });
		loaded.push({ wave, instrument, reading, ...read, imported: imported.get(wave.id) ?? null });
	}
	return loaded;
}

/** What readers must know of a wave. */
export function reportedWave({ wave, answers }: LoadedWave): ReportedWave {
	const { id, number, label, state, origin, modes, sampleType, instrumentVersion, opensOn, closesOn } = wave;
	return {
		...{ id, number, label, state, origin, modes, sampleType, instrumentVersion, opensOn, closesOn },
		date: middleOf(opensOn, closesOn),
		completed: answers.dataset.rows,
		indicative: isIndicative(sampleType),
		published: null,
		weighting: answers.dataset.rows === 0 ? null : answers.weighting,
	};
}

/** Whether intervals of a sample are indicative only, chance not having drawn it. */
export function isIndicative(sampleType: Wave['sampleType']): boolean {
	return sampleType === 'open-link' || sampleType === 'partner-list';
}

/** The day in the middle of fieldwork, where a wave stands on a time axis; the one day there is, if only one is known. */
export function middleOf(opensOn: string | null, closesOn: string | null): string | null {
	if (opensOn === null || closesOn === null) return opensOn ?? closesOn;
	return new Date((Date.parse(opensOn) + Date.parse(closesOn)) / 2).toISOString().slice(0, 10);
}
