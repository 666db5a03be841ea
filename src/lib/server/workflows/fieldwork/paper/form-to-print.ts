import type { WaveId } from '#core/fieldwork/index.ts';
import { armsOf, paperLayouts } from '#core/paper/index.ts';
import type { PaperLayout } from '#core/paper/index.ts';
import { demand } from '../../../accounts/demand.ts';
import type { Site } from '../../../site.ts';
import type { PaperWave } from './find-paper.ts';
import { findPaperWave } from './find-paper.ts';

/** What is printed of a wave for one letter, with the other letters that it has. */
export interface FormToPrint extends PaperWave, PaperLayout {
	readonly layouts: readonly PaperLayout[];
}

/**
 * The questionnaire of a wave as it is printed for a letter, the first one where there is no such letter; undefined for a
 * wave that the survey does not have or that is not answered on paper.
 */
export async function formToPrint(
	site: Site,
	args: { survey: string; wave: WaveId; letter: string },
): Promise<FormToPrint | undefined> {
	demand(site, 'field', args.survey);
	const found = await findPaperWave(site, args);
	if (found === undefined || !found.wave.modes.includes('paper')) return undefined;
	const layouts = paperLayouts(found.instrument);
	const asked = armsOf(found.instrument, args.letter);
	const letter = asked === undefined ? (layouts[0]?.letter ?? 'A') : args.letter.trim().toUpperCase();
	return { ...found, letter, arms: asked ?? layouts[0]?.arms ?? {}, layouts };
}
