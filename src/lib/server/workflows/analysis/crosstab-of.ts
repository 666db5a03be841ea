import { setImmediate } from 'node:timers/promises';
import { defaultPolicy } from '#core/disclosure/index.ts';
import type { CrosstabReport, CrosstabTable, NamedVariable, ReportedWave } from '#core/trends/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { CrossedColumn } from './crossed-variable.ts';
import type { CountedTable, NothingCounted } from './crosstab-counts.ts';
import { countedTable } from './crosstab-counts.ts';
import type { PartOfTable } from './crosstab-part.ts';
import { bandsOf, filledPart, hasAllIntervals, partSeen } from './crosstab-part.ts';
import type { CrosstabQuestion } from './crosstab-question.ts';
import type { CrosstabSides, NoSides } from './crosstab-sides.ts';
import { crosstabSides } from './crosstab-sides.ts';
import { reportedWave } from './loaded-waves.ts';

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
			/** Whether what was chosen would make a table that nobody could read. */
			readonly tooLarge: boolean;
	  }
	| NoSides;

export type CrosstabChoices = CrosstabSides['choices'] & {
	/** Whether all categories of the layer can be shown together. */
	readonly layersTogether: boolean;
};

/** A crosstab with all its intervals, in reports that each hold some rows of one table; together they are the whole. */
export type CrosstabInBands =
	| { readonly kind: 'bands'; readonly bands: AsyncIterable<CrosstabReport> }
	| Exclude<CrosstabAnswer, { kind: 'crosstab' }>;

/** Layers that stand below each other on one page. */
const mostLayers = 12;
/** Cells up to which a table is made: a page would hold no more, and a file says the same with fewer. */
const mostCells = 100_000;

/** Answers of one wave crossed: weighted shares, bases, what differs between columns, and whether the two are related. */
export async function crosstabOf(site: Site, question: CrosstabQuestion): Promise<CrosstabAnswer> {
	demand(site, 'see', question.survey);
	const crossed = await crossedSides(site, question);
	if (crossed.kind !== 'crossed') return crossed;
	const tables = countedTables(crossed, question).map((table): CrosstabTable =>
		table.kind === 'counted' ? filled(table, partSeen(table)) : table,
	);
	return { kind: 'crosstab', report: { ...reportOn(crossed, question), tables }, choices: crossed.choices };
}

/** The same for files, however large the table. Between two bands others have their turn. */
export async function crosstabInBands(site: Site, question: CrosstabQuestion): Promise<CrosstabInBands> {
	demand(site, 'see', question.survey);
	const crossed = await crossedSides(site, question);
	if (crossed.kind !== 'crossed') return crossed;
	const report = reportOn(crossed, question);
	async function* bands(of: Crossed): AsyncGenerator<CrosstabReport> {
		for (const table of countedTables(of, { ...question, intervals: true }))
			for (const part of table.kind === 'counted' ? bandsOf(table) : [null]) {
				yield { ...report, tables: [table.kind === 'counted' ? filled(table, part) : table] };
				await setImmediate();
			}
	}
	return { kind: 'bands', bands: bands(crossed) };
}

interface Crossed extends Omit<CrosstabSides, 'kind' | 'choices'> {
	readonly kind: 'crossed';
	readonly rows: CrossedColumn;
	readonly columns: CrossedColumn;
	readonly choices: CrosstabChoices;
}

async function crossedSides(
	site: Site,
	question: CrosstabQuestion,
): Promise<Crossed | Exclude<CrosstabAnswer, { kind: 'crosstab' }>> {
	const sides = await crosstabSides(site, question);
	if (sides.kind !== 'sides') return sides;
	const { rows, columns, layer } = sides;
	const isLayerTooLarge = layer === null && question.layer.length > 0;
	if (rows === null || columns === null || isLayerTooLarge || rows.base.length * columns.base.length > mostCells) {
		const named = question.rows.length > 0 && question.columns.length > 0;
		return {
			...{ kind: 'choose', title: sides.title, wave: reportedWave(sides.loaded), tooLarge: named || isLayerTooLarge },
			choices: { ...sides.choices, layersTogether: false },
			suggestions: suggestedBy(sides),
		};
	}
	const layers = layer?.base.length ?? 1;
	const layersTogether = layers <= mostLayers && hasAllIntervals(rows.base.length * layers, columns.base.length);
	return { ...sides, kind: 'crossed', rows, columns, choices: { ...sides.choices, layersTogether } };
}

function reportOn(crossed: Crossed, { show, compare }: CrosstabQuestion): Omit<CrosstabReport, 'tables'> {
	const { title, population, loaded, rows, columns, layer } = crossed;
	return {
		survey: loaded.instrument.survey,
		wave: reportedWave(loaded),
		...{ title, population, rows: rows.variable, columns: columns.variable, layer: layer?.variable ?? null },
		...{ show, compare },
		policy: { minimumBase: defaultPolicy.minimumBase, smallBase: defaultPolicy.smallBase },
	};
}

function countedTables(crossed: Crossed, question: CrosstabQuestion): (CountedTable | NothingCounted)[] {
	const { rows, columns, layer, choices } = crossed;
	const { design } = crossed.loaded.answers;
	if (layer === null) return [countedTable({ design, rows, columns, layer, question })];
	const all = layer.variable.categories;
	const one = all.filter(({ code }) => code === question.at);
	const categories = one.length > 0 ? one : choices.layersTogether ? all : all.slice(0, 1);
	return categories.map((category) =>
		countedTable({ design, rows, columns, layer: { column: layer, category }, question }),
	);
}

function filled(counted: CountedTable, part: PartOfTable): CrosstabTable {
	const table = filledPart(counted, part);
	return table === 'no-variance' ? { kind: table, layer: counted.layer } : table;
}

function suggestedBy({ loaded, choices: { variables, breaks } }: CrosstabSides) {
	const [columns] = breaks;
	if (columns === undefined) return [];
	const { measures } = loaded.instrument;
	const measured = measures.flatMap((measure) => (measure.statistic === 'share' ? measure.variables : []));
	return [...new Set(measured)]
		.flatMap((name) => variables.filter((variable) => variable.name === name && name !== columns.name))
		.slice(0, 4)
		.map((rows) => ({ rows, columns }));
}
