import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { NoPaper } from '#core/paper/index.ts';
import type { Site } from '../../../site.ts';
import { findInstrument, findWave } from '../../../storage/index.ts';

/** Which form of which wave; the number is the one that was written on it. */
export interface WhichForm {
	readonly survey: string;
	readonly wave: WaveId;
	readonly number: string;
}

/** A wave that forms come back to, with what it asks. */
export interface PaperWave {
	readonly wave: Wave;
	readonly instrument: Instrument;
}

/** A wave of a survey with its instrument; undefined for one that the survey does not have. */
export async function findPaperWave(
	site: Site,
	args: { survey: string; wave: WaveId },
): Promise<PaperWave | undefined> {
	const { reader } = site.storage;
	const wave = await findWave(reader, { id: args.wave });
	if (wave?.survey !== args.survey) return undefined;
	const instrument = await findInstrument(reader, { survey: wave.survey, version: wave.instrumentVersion });
	if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
	return { wave, instrument };
}

/** The same where forms can be typed: until the wave is closed, whether or not it is paused for others. */
export async function takingForms(
	site: Site,
	args: { survey: string; wave: WaveId },
): Promise<({ readonly kind: 'takes' } & PaperWave) | NoPaper> {
	const found = await findPaperWave(site, args);
	return found === undefined ? { kind: 'unknown-wave' } : takes(found);
}

/** Whether forms can be typed into a wave. */
export function takes(found: PaperWave): ({ readonly kind: 'takes' } & PaperWave) | NoPaper {
	if (!found.wave.modes.includes('paper')) return { kind: 'no-paper' };
	return found.wave.state === 'open' ? { kind: 'takes', ...found } : { kind: 'not-open' };
}
