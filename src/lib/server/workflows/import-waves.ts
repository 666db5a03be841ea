import { createHash } from 'node:crypto';
import { readWaves } from '#exchange/waves/index.ts';
import type { ReadWave, RowProblem, WaveCodebook, WaveFile } from '#exchange/waves/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument, SurveySlug } from '#core/instrument/index.ts';
import type { Site } from '../site.ts';
import { findInstrument } from '../storage/index.ts';
import { newWaveId } from './open-wave.ts';
import { storeWaves } from './store-responses.ts';

export type ImportedWaves =
	| { readonly kind: 'imported'; readonly waves: readonly { readonly label: string; readonly interviews: number }[] }
	| { readonly kind: 'already-imported'; readonly on: string }
	| { readonly kind: 'rejected'; readonly problems: readonly RowProblem[]; readonly more: number }
	| { readonly kind: 'survey-exists' }
	| { readonly kind: 'unknown-version'; readonly version: number }
	| { readonly kind: 'wave-exists'; readonly label: string };

/**
 * Brings earlier waves in from a contractor's CSV or .sav: all of the file or none of it. A file that was imported before, with
 * the same codebook, changes nothing. The waves are closed and marked as imported, and stand in the order of their days.
 */
export async function importWaves(
	site: Site,
	args: WaveFile & { survey: SurveySlug; codebook: WaveCodebook },
): Promise<ImportedWaves> {
	const { survey, codebook } = args;
	let existing: Instrument | undefined;
	if ('continues' in codebook) {
		const { version } = codebook.continues;
		existing = await findInstrument(site.storage.reader, { survey, version });
		if (existing === undefined) return { kind: 'unknown-version', version };
	}
	const read = await readWaves(args, codebook, survey, existing);
	if (read.kind === 'rejected') return read;
	const stored = await storeWaves(site, {
		instrument: read.instrument,
		sha256: createHash('sha256')
			.update(JSON.stringify([survey, codebook]))
			.update('csv' in args ? args.csv : args.sav)
			.digest('hex'),
		waves: read.waves.map((wave) => ({
			wave: waveOf(site, wave, read.instrument, codebook),
			responses: wave.interviews.map(({ answers, weight }) => ({ answers, baseWeight: weight, arms: {} })),
		})),
	});
	switch (stored.kind) {
		case 'stored':
			return {
				kind: 'imported',
				waves: read.waves.map(({ label, interviews }) => ({ label, interviews: interviews.length })),
			};
		case 'already-stored':
			return { kind: 'already-imported', on: stored.on };
		case 'version-differs':
			return { kind: 'survey-exists' };
		case 'wave-exists':
			return stored;
	}
}

function waveOf(site: Site, wave: ReadWave, instrument: Instrument, codebook: WaveCodebook): Wave {
	return {
		id: newWaveId(site, instrument),
		survey: instrument.survey,
		number: 1,
		label: wave.label,
		state: 'closed',
		origin: 'imported',
		instrumentVersion: instrument.version,
		identityMode: 'anonymous',
		modes: [codebook.wave.mode],
		sampleType: codebook.wave.sampleType,
		languages: instrument.languages.map(({ code }) => code),
		opensOn: firstDayOf(wave),
		closesOn: wave.closedOn,
		weighting: null,
	};
}

/** Of a wave that the file knows by its year alone, the first day of the year: it stands for the year, not for a day. */
function firstDayOf({ value, closedOn }: ReadWave): string {
	return closedOn === `${value}-12-31` ? `${value}-01-01` : closedOn;
}
