import type { PastedFigures } from '#exchange/published/index.ts';
import { pastedFigures } from '#exchange/published/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { EntryProblem } from './entry-problem.ts';
import type { PublishedPage } from './published-page.ts';
import { knownOn } from './published-page.ts';
import type { FigureFacts } from './published-rounds.ts';
import { saveFigures } from './published-rounds.ts';
import type { TypedFigure } from './typed-figure.ts';
import { figureFrom } from './typed-figure.ts';

/** A pasted table, and what holds for all of its figures that do not say otherwise. */
export interface TypedTable extends Omit<TypedFigure, 'measure' | 'share'> {
	readonly text: string;
	/** Of a table that names no rounds. */
	readonly round: string;
	/** Which measure a row is, by its line: its id, `none` for a row that is left out, or empty while nobody has said. */
	readonly rows: ReadonlyMap<number, string>;
}

/** A row as it was understood. */
export interface UnderstoodRow {
	readonly line: number;
	readonly words: string;
	/** As in `TypedTable`. */
	readonly measure: string;
	readonly figures: readonly {
		readonly round: string;
		readonly percent: number;
		readonly base: string;
		/** The share that the round has of the measure already, 0–1. */
		readonly replaces: number | null;
	}[];
}

export interface ReadTable {
	readonly rows: readonly UnderstoodRow[];
	/** Cells of the table that hold no figure. */
	readonly empty: number;
	/** One a control at most. */
	readonly problems: readonly EntryProblem[];
	/** All that is wrong with lines of the table. */
	readonly lines: PastedFigures['problems'];
	/** What would be put down, by round and measure. */
	readonly figures: ReadonlyMap<string, Readonly<Record<string, FigureFacts>>>;
}

/** Reads a pasted table; rows that are no measure by their words are no problem before `isFinal`. */
export function readTable(page: PublishedPage, typed: TypedTable, isFinal: boolean): ReadTable {
	const pasted = pastedFigures(typed.text, page);
	const known = knownOn(page);
	const problems = new Map<string, string>();
	const refuse = ({ control, message }: EntryProblem) => problems.set(control, problems.get(control) ?? message);
	const [first] = pasted.problems;
	if (first !== undefined) refuse({ control: 'text', message: `Line ${first.line}: ${first.words}` });
	const figures = new Map<string, Record<string, FigureFacts>>();
	const rows = pasted.rows.map((row): UnderstoodRow => {
		const measure = typed.rows.get(row.line) || (row.measure ?? '');
		if (measure === '' && isFinal) {
			refuse({ control: `row-${row.line}`, message: `Choose which measure “${row.words}” is, or leave it out` });
		}
		const shown = row.figures.map(({ round: named, percent, base, deft, source }) => {
			const round = page.rounds.find(({ id }) => id === (named ?? typed.round));
			if (round === undefined) refuse({ control: 'round', message: 'Choose the round of these figures' });
			const entry: TypedFigure = {
				...{ measure, share: String(percent), base: base === null ? typed.base : String(base) },
				...(deft === null ? pickDeft(typed) : { deft: 'declared', factor: String(deft), neighbour: '' }),
				...{ rounding: typed.rounding, source: source ?? typed.source },
			};
			if (known.measures.includes(measure)) {
				const read = figureFrom(entry, known);
				if (read.kind === 'refused') read.problems.map((problem) => refuse(onTable(problem, row.line)));
				else if (round !== undefined) {
					const there = figures.get(round.id) ?? {};
					if (there[measure] !== undefined) {
						refuse({ control: `row-${row.line}`, message: `Line ${row.line}: another row has this measure and round` });
					}
					figures.set(round.id, { ...there, [measure]: read.figure });
				}
			}
			return {
				...{ round: round?.label ?? '', percent, base: entry.base },
				replaces: round?.figures[measure]?.share ?? null,
			};
		});
		return { line: row.line, words: row.words, measure, figures: shown };
	});
	const nothing = pasted.problems.length === 0 && isFinal && figures.size === 0 && problems.size === 0;
	if (nothing) refuse({ control: 'text', message: 'There is no figure of a measure of this survey in the table' });
	return {
		...{ rows, empty: pasted.empty, lines: pasted.problems, figures },
		problems: [...problems].map(([control, message]) => ({ control, message })),
	};
}

/** Puts every figure of a pasted table down, or none. */
export async function saveTable(
	site: Site,
	{ page, typed, actor }: { page: PublishedPage; typed: TypedTable; actor: Actor },
): Promise<
	{ readonly kind: 'saved'; readonly count: number } | { readonly kind: 'refused'; readonly read: ReadTable }
> {
	demand(site, 'manage', page.survey);
	const read = readTable(page, typed, true);
	if (read.problems.length > 0) return { kind: 'refused', read };
	let count = 0;
	for (const [round, figures] of read.figures) {
		await saveFigures(site, { survey: page.survey, round, figures, actor });
		count += Object.keys(figures).length;
	}
	return { kind: 'saved', count };
}

function pickDeft({ deft, factor, neighbour }: TypedTable): Pick<TypedFigure, 'deft' | 'factor' | 'neighbour'> {
	return { deft, factor, neighbour };
}

/** A share stands in the table; all else that can be wrong is in the fields for all figures. */
function onTable({ control, message }: EntryProblem, line: number): EntryProblem {
	switch (control) {
		case 'share':
			return { control: 'text', message: `Line ${line}: ${message}` };
		case 'base':
			return { control, message: 'Enter the base of all figures: the table has none for some of them' };
		default:
			return { control, message };
	}
}
