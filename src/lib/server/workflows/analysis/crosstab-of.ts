import { defaultPolicy } from '#core/disclosure/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { CrosstabReport, NamedVariable, ReportedWave } from '#core/trends/index.ts';
import type { Site } from '../../site.ts';
import { listDerived } from '../derived-variables.ts';
import type { CrossedColumn } from './crossed-variable.ts';
import { crossable, crossedColumn } from './crossed-variable.ts';
import type { CrosstabQuestion } from './crosstab-question.ts';
import { crosstabTable, hasAllIntervals } from './crosstab-table.ts';
import { breakVariables } from './followed.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, reportedWave, versionsOf } from './loaded-waves.ts';

export type CrosstabAnswer =
	| { readonly kind: 'crosstab'; readonly report: CrosstabReport; readonly choices: CrosstabChoices }
	/** Rows or columns are still to be chosen. */
	| {
			readonly kind: 'choose';
			readonly title: string;
			readonly wave: ReportedWave;
			readonly choices: CrosstabChoices;
			/** Pairs worth a look: a measure's variable by one that results are broken down by. */
			readonly suggestions: readonly { readonly rows: NamedVariable; readonly columns: NamedVariable }[];
	  }
	| { readonly kind: 'no-answers'; readonly title: string; readonly waves: readonly ReportedWave[] }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-wave'; readonly wave: string }
	| { readonly kind: 'unknown-variable'; readonly variable: string };

export interface CrosstabChoices {
	/** Those with answers, the newest first. */
	readonly waves: readonly ReportedWave[];
	/** In the order of the codebook. */
	readonly variables: readonly NamedVariable[];
	/** Those among them by which the survey's results are broken down. */
	readonly breaks: readonly NamedVariable[];
	/** Whether all categories of the layer can be shown together. */
	readonly layersTogether: boolean;
}

/** Pages of staff are in English. */
const language = 'en';
/** Layers that stand below each other on one page. */
const mostLayers = 12;

/** Two answers of one wave crossed: weighted shares, bases, what differs between columns, and whether the two are related. */
export async function crosstabOf(site: Site, question: CrosstabQuestion): Promise<CrosstabAnswer> {
	const versions = await versionsOf(site, question.survey);
	const newest = versions.at(-1);
	if (newest === undefined) return { kind: 'unknown-survey' };
	const title = plainText(say(newest.title, language));
	const loaded = await loadWaves(site, { survey: question.survey, versions });
	const answered = loaded.filter(({ answers }) => answers.dataset.rows > 0).toReversed();
	const chosen =
		question.wave === undefined
			? (answered.find(({ wave }) => wave.state !== 'open') ?? answered[0])
			: answered.find(({ wave }) => wave.id === question.wave);
	if (question.wave !== undefined && chosen === undefined) return { kind: 'unknown-wave', wave: question.wave };
	if (chosen === undefined) return { kind: 'no-answers', title, waves: loaded.map((wave) => reportedWave(wave)) };

	const { dataset } = chosen.answers;
	const crossed = [question.rows, question.columns, question.layer].map((name) =>
		name === undefined ? null : (crossedColumn(dataset, name, language) ?? name),
	);
	const [rows = null, columns = null, layer = null] = crossed;
	for (const side of crossed) if (typeof side === 'string') return { kind: 'unknown-variable', variable: side };
	const variables = crossable(dataset, language);
	const { inUse: derived } = await listDerived(site, question);
	const broken = new Set(breakVariables(versions.toReversed(), derived).map(({ name }) => name));
	const choices: CrosstabChoices = {
		waves: answered.map((wave) => reportedWave(wave)),
		variables,
		breaks: variables.filter(({ name }) => broken.has(name)),
		layersTogether: false,
	};
	if (!isColumn(rows) || !isColumn(columns)) {
		const suggestions = suggestedBy(chosen, choices);
		return { kind: 'choose', title, wave: reportedWave(chosen), choices, suggestions };
	}
	const together = layersTogether(rows, columns, isColumn(layer) ? layer : null);
	const report = reportOn(chosen, { rows, columns, layer: isColumn(layer) ? layer : null, together, question });
	return {
		kind: 'crosstab',
		report: { ...report, title, population: plainText(say(newest.population, language)) },
		choices: { ...choices, layersTogether: together },
	};
}

function reportOn(
	loaded: LoadedWave,
	args: {
		rows: CrossedColumn;
		columns: CrossedColumn;
		layer: CrossedColumn | null;
		together: boolean;
		question: CrosstabQuestion;
	},
): Omit<CrosstabReport, 'title' | 'population'> {
	const { rows, columns, layer, together, question } = args;
	const all = layer?.variable.categories ?? [];
	const one = all.filter(({ code }) => code === question.at);
	const categories = one.length > 0 ? one : together ? all : all.slice(0, 1);
	const { design } = loaded.answers;
	return {
		survey: loaded.instrument.survey,
		wave: reportedWave(loaded),
		rows: rows.variable,
		columns: columns.variable,
		layer: layer?.variable ?? null,
		show: question.show,
		compare: question.compare,
		policy: { minimumBase: defaultPolicy.minimumBase, smallBase: defaultPolicy.smallBase },
		tables:
			layer === null
				? [crosstabTable({ design, rows, columns, layer: null, question })]
				: categories.map((category) =>
						crosstabTable({ design, rows, columns, layer: { column: layer, category }, question }),
					),
	};
}

function layersTogether(rows: CrossedColumn, columns: CrossedColumn, layer: CrossedColumn | null): boolean {
	const layers = layer?.base.length ?? 1;
	return layers <= mostLayers && hasAllIntervals(rows.base.length * layers, columns.base.length);
}

function isColumn(side: CrossedColumn | string | null): side is CrossedColumn {
	return side !== null && typeof side !== 'string';
}

function suggestedBy({ instrument }: LoadedWave, { variables, breaks }: CrosstabChoices) {
	const [columns] = breaks;
	if (columns === undefined) return [];
	const measured = instrument.measures.flatMap((measure) => (measure.statistic === 'share' ? measure.variables : []));
	return [...new Set(measured)]
		.flatMap((name) => variables.filter((variable) => variable.name === name && name !== columns.name))
		.slice(0, 4)
		.map((rows) => ({ rows, columns }));
}
