import type { LineProblem } from '../pasted/index.ts';
import { alike, cellsOf, delimiterOf, figureOf } from '../pasted/index.ts';
import { type Columns, columnsIn } from './columns.ts';

/** A row of a pasted table that has figures of one measure. */
export interface PastedRow {
	/** From 1. */
	readonly line: number;
	/** What its first column says. */
	readonly words: string;
	/** The measure that is called so; null where none is. */
	readonly measure: string | null;
	readonly figures: readonly PastedFigure[];
}

export interface PastedFigure {
	/** The round that its column or row names; null where the table names none. */
	readonly round: string | null;
	/** Per cent. */
	readonly percent: number;
	/** Null where the table has none; so with the two below. */
	readonly base: number | null;
	readonly deft: number | null;
	readonly source: string | null;
}

export interface PastedFigures {
	readonly rows: readonly PastedRow[];
	/** Cells that hold no figure, such as - or #. */
	readonly empty: number;
	readonly problems: readonly LineProblem[];
}

interface Named {
	readonly id: string;
	readonly label: string;
}

/**
 * Reads published figures as they are pasted from a spreadsheet: a heading, then a row a measure. Either each further column
 * is headed by the label of a round and holds its per cent, with the bases in a row called Base or n; or columns are called
 * % (or Share, from 0 to 1), Base, Deft, Source and Round. Measures are given by name or label.
 */
export function pastedFigures(
	text: string,
	{ measures, rounds }: { readonly measures: readonly Named[]; readonly rounds: readonly Named[] },
): PastedFigures {
	const lines = text
		.split(/\r\n|\r|\n/)
		.map((words, index) => ({ line: index + 1, words }))
		.filter(({ words }) => !/^[\s,;]*$/.test(words));
	const [heading, ...below] = lines;
	const refused = (line: number, words: string): PastedFigures => ({ rows: [], empty: 0, problems: [{ line, words }] });
	if (heading === undefined) return refused(1, 'paste a table with a heading and one row of figures at least');
	const delimiter = delimiterOf(heading.words);
	if (delimiter === undefined) {
		return refused(heading.line, 'a heading has two columns at least, set apart by a tab or a comma');
	}
	const columns = columnsIn(cellsOf(heading.words, delimiter), rounds);
	if (typeof columns === 'string') return refused(heading.line, columns);
	const table = below.map(({ line, words }) => ({ line, cells: cellsOf(words, delimiter) }));
	if (table.length === 0) return refused(heading.line, 'there is no row of figures under the heading');
	const found = columns.kind === 'rounds' ? acrossRounds(table, columns) : downRows(table, columns, rounds);
	const rows = found.rows.map((row) => ({ ...row, measure: called(row.words, measures) ?? null }));
	const percents = rows.flatMap(({ figures }) => figures.map(({ percent }) => percent));
	if (columns.shares !== 'proportion' && percents.some((one) => one > 0) && percents.every((one) => one <= 1)) {
		const words = 'no figure is above 1: paste per cent, such as 72, or call the column Share where it is 0.72';
		return refused(heading.line, words);
	}
	return { ...found, rows };
}

interface TableRow {
	readonly line: number;
	readonly cells: readonly string[];
}

type Found = Omit<PastedFigures, 'rows'> & { readonly rows: readonly Omit<PastedRow, 'measure'>[] };

/** One column a round; a row called Base or n has the bases of all. */
function acrossRounds(table: readonly TableRow[], { rounds }: Extract<Columns, { kind: 'rounds' }>): Found {
	const problems: LineProblem[] = [];
	let empty = 0;
	const isBase = ({ cells }: TableRow) => /^(unweighted )?(base|n|bases|sample size)\b/i.test(cells[0] ?? '');
	const bases = rounds.map(({ at }) => {
		const row = table.find(isBase);
		const read = row === undefined ? null : baseIn(row.cells[at]);
		if (typeof read === 'string') problems.push({ line: row?.line ?? 1, words: read });
		return typeof read === 'number' ? read : null;
	});
	const rows = table
		.filter((row) => !isBase(row))
		.map(({ line, cells }) => ({
			line,
			words: cells[0] ?? '',
			figures: rounds.flatMap(({ at, round }, k): PastedFigure[] => {
				const percent = percentIn(cells[at], 'percent');
				if (typeof percent === 'number') {
					return [{ round, percent, base: bases[k] ?? null, deft: null, source: null }];
				}
				if (percent === undefined) empty++;
				else problems.push({ line, words: percent });
				return [];
			}),
		}));
	return { rows: rows.filter(({ figures }) => figures.length > 0), empty, problems };
}

/** One row a figure, with what belongs to it beside it. */
function downRows(
	table: readonly TableRow[],
	{ at, shares }: Extract<Columns, { kind: 'figures' }>,
	rounds: readonly Named[],
): Found {
	const problems: LineProblem[] = [];
	let empty = 0;
	const rows = table.flatMap(({ line, cells }): Omit<PastedRow, 'measure'>[] => {
		const cell = (column: number | undefined) => (column === undefined ? '' : (cells[column] ?? ''));
		const percent = percentIn(cell(at.share), shares);
		if (percent === undefined) {
			empty++;
			return [];
		}
		const round = at.round === undefined ? null : called(cell(at.round), rounds);
		const base = at.base === undefined ? null : baseIn(cell(at.base));
		const deft = cell(at.deft) === '' ? null : deftIn(cell(at.deft));
		const unknown = round === undefined ? [`“${cell(at.round)}” is no round here: add it first`] : [];
		const wrong = [...unknown, ...[percent, base, deft].filter((one) => typeof one === 'string')];
		problems.push(...wrong.map((words) => ({ line, words })));
		if (typeof percent !== 'number' || typeof base === 'string' || typeof deft === 'string') return [];
		if (round === undefined) return [];
		const figure = { round, percent, base, deft, source: cell(at.source) || null };
		return [{ line, words: cell(at.measure), figures: [figure] }];
	});
	return { rows, empty, problems };
}

function called(words: string, named: readonly Named[]): string | undefined {
	return (named.find(({ id }) => id === words) ?? named.find(({ label }) => alike(label, words)))?.id;
}

/** Undefined for a cell without a figure: empty, or one of the signs that publishers put for none. */
function percentIn(cell: string | undefined, written: 'percent' | 'proportion'): number | string | undefined {
	if (cell === undefined || /^([-–—*#:.]|\.\.|n\/?a|\[\w+\])?$/i.test(cell)) return undefined;
	const read = figureOf(cell);
	if (typeof read === 'string') return read;
	const percent =
		written === 'proportion' && !read.isPercent ? Number((read.figure * 100).toPrecision(12)) : read.figure;
	return percent <= 100 ? percent : `“${cell}” is more than 100 per cent`;
}

function baseIn(cell: string | undefined): number | string | null {
	if (cell === undefined || cell === '') return null;
	const read = figureOf(cell.replace(/^n\s*=\s*/i, ''));
	const isCount = typeof read !== 'string' && Number.isInteger(read.figure) && read.figure >= 1 && !read.isPercent;
	return isCount ? read.figure : `“${cell}” is no base: it is a whole number of answers, such as 1,001`;
}

function deftIn(cell: string): number | string {
	const read = figureOf(cell);
	const isFactor = typeof read !== 'string' && read.figure > 0 && read.figure <= 20 && !read.isPercent;
	return isFactor ? read.figure : `“${cell}” is no design factor: it is a number such as 1.19`;
}
