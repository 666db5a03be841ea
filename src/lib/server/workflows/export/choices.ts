import type { Wave } from '#core/fieldwork/index.ts';
import type { CodeLabel } from '#exchange/data-file/data-file.ts';
import { plainWords } from '#exchange/data-file/layout.ts';
import { reasonLabels } from '#exchange/data-file/stack.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { loadWaves, versionsOf } from '../analysis/loaded-waves.ts';
import { columnsFor, language } from './columns-of.ts';

/** What may be asked of a survey's export. */
export interface ExportChoices {
	readonly title: string;
	/** Waves with answers, in the order of time. */
	readonly waves: readonly (Pick<Wave, 'id' | 'number' | 'label' | 'state' | 'origin'> & { readonly rows: number })[];
	/** Columns that have codes to choose by, with all that may stand in them. */
	readonly variables: readonly {
		readonly name: string;
		readonly label: string;
		readonly codes: readonly CodeLabel[];
	}[];
	/** Columns of open text; none is exported unless asked for. */
	readonly texts: number;
}

export async function exportChoices(
	site: Site,
	{ survey }: { survey: string },
): Promise<ExportChoices | { readonly kind: 'unknown-survey' }> {
	demand(site, 'export', survey);
	const published = await versionsOf(site, survey);
	const newest = published.at(-1);
	if (newest === undefined) return { kind: 'unknown-survey' };
	const answered = (await loadWaves(site, { survey, versions: published, reading: 'none' })).filter(
		({ answers }) => answers.dataset.rows > 0,
	);
	const laid = await columnsFor(site, answered, { survey, published, text: true });
	return {
		title: plainWords(newest.title, language),
		waves: answered.map(({ wave: { id, number, label, state, origin }, answers }) => ({
			...{ id, number, label, state, origin },
			rows: answers.dataset.rows,
		})),
		variables: laid
			.filter(({ type, values }) => type === 'code' && values.length > 0)
			.map(({ name, label, values }) => ({ name, label, codes: [...values, ...reasonLabels] })),
		texts: laid.filter(({ type }) => type === 'text').length,
	};
}
