import { sentenceOf } from '#core/dataset/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { layOut, layOutDerived } from '#exchange/data-file/layout.ts';
import type { LaidColumn } from '#exchange/data-file/layout.ts';
import type { Site } from '../../site.ts';
import { madeVariables } from '../coding/coded-columns.ts';
import type { LoadedWave } from '../analysis/loaded-waves.ts';

/** Files are in English. */
export const language = 'en';

/** The columns that a file of these waves has between `wave` and `weight`: what was asked, then what was coded or derived. */
export async function columnsFor(
	site: Site,
	waves: readonly LoadedWave[],
	{ survey, published, text }: { survey: string; published: readonly Instrument[]; text: boolean },
): Promise<LaidColumn[]> {
	const used = published.filter(({ version }) => waves.some(({ wave }) => wave.instrumentVersion === version));
	const asked = layOut(used, { published, language, text });
	const labels = new Map(asked.map(({ name, label }) => [name, label]));
	const made = await madeVariables(site, { survey });
	const madeHow = new Map(
		made.map(({ name, definition }) => [
			name,
			sentenceOf(definition, { language, nameOf: (column) => labels.get(column) ?? column }),
		]),
	);
	const datasets = waves.map(({ wave, answers }) => ({
		version: wave.instrumentVersion,
		columns: answers.dataset.columns,
	}));
	return [...asked, ...layOutDerived(asked, datasets, { language, madeHow })];
}
