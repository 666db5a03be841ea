import type { Base, CellEstimate, Design, Domain, Figure, NettedSide, NettedTable } from '#core/estimation/index.ts';
import { independence, nettedEstimates, nettedTable, rowsWithCode } from '#core/estimation/index.ts';
import type {
	CrossedCategory,
	CrosstabColumn,
	CrosstabIntervals,
	CrosstabRow,
	CrosstabShow,
	CrosstabTable,
} from '#core/trends/index.ts';
import type { CrossedColumn } from './crossed-variable.ts';
import type { Cells } from './crosstab-comparison.ts';
import { comparisonOf, letters } from './crosstab-comparison.ts';
import type { Heading } from './crosstab-headings.ts';
import { allColumns, columnHeadings, rowHeadings } from './crosstab-headings.ts';
import type { CrosstabQuestion } from './crosstab-question.ts';
import { leftOutOf } from './left-out.ts';

/** Cells up to which a table has all its intervals at once; of a larger one only those of the part that is looked at. */
const mostWithIntervals = 2500;
/** Cells up to which the whole table is tested: a large one tells nothing, and takes seconds. */
const mostTested = 200;

/** The part of a large table that is looked at. */
const partSize = { rows: 50, columns: 40 } as const;

/** Whether all intervals of a table are had at once. */
export function hasAllIntervals(rows: number, columns: number): boolean {
	return rows * columns <= mostWithIntervals;
}

/** One table of the report: everybody, or those in one category of the layer. */
export function crosstabTable(args: {
	design: Design;
	rows: CrossedColumn;
	columns: CrossedColumn;
	layer: { readonly column: CrossedColumn; readonly category: CrossedCategory } | null;
	question: CrosstabQuestion;
}): CrosstabTable {
	const { design, rows, columns, layer, question } = args;
	const category = layer?.category ?? null;
	const domain = layer === null ? null : rowsWithCode(layer.column.column.codes, layer.category.code);
	const show = question.show;
	const headings = { rows: rowHeadings(rows, question), columns: columnHeadings(columns, show) };
	const [row, column] = [sideOf(rows, headings.rows), sideOf(columns, headings.columns)];
	const table = nettedTable(design.weights, row, column, domain);
	if (table.kind === 'no-base') return { kind: 'nobody', layer: category };
	const order = ordered(table, headings, question);
	const wanted = { rows: order, columns: headings.columns.map((_, c) => c) };
	const parted = question.intervals === 'seen' && !hasAllIntervals(wanted.rows.length, wanted.columns.length);
	const part = parted ? partOf(wanted, question) : null;
	const seen =
		part === null
			? wanted
			: {
					rows: wanted.rows.slice(part.rows.from, part.rows.to),
					columns: wanted.columns.slice(part.columns.from, part.columns.to),
				};
	const intervals = intervalsOf(design, row, column, { wanted: seen, question, domain });
	const comparison = comparisonOf(design, row, column, { headings, wanted, seen, question, domain });
	if (intervals === 'no-variance' || comparison === 'no-variance') return { kind: 'no-variance', layer: category };
	const width = headings.columns.length;
	const cells = seen.rows.flatMap((r) => seen.columns.map((c) => r * width + c));
	const lettered = comparison.kind === 'compared' && comparison.compare === 'letters';
	const tested = independenceOf(design, rows, columns, domain);
	if (tested?.kind === 'lonely-psu') return { kind: 'no-variance', layer: category };
	return {
		kind: 'table',
		layer: category,
		rows: seen.rows.flatMap((r) => withBase(headings.rows[r], table.ofRows[r])),
		columns: seen.columns.flatMap((c) =>
			withBase(headings.columns[c], table.ofColumns[c]).map((heading): CrosstabColumn => ({
				...heading,
				letter: lettered && heading.kind !== 'all' ? (letters[c - allColumns(headings.columns)] ?? null) : null,
			})),
		),
		base: table.base,
		counts: Float64Array.from(cells, (cell) => table.counts[cell] ?? 0),
		values: Float64Array.from(cells, (cell) => valueAt(table, show, Math.floor(cell / width), cell % width)),
		intervals,
		comparison,
		independence: tested,
		leftOut: leftOutOf(design, row, column, domain),
		part,
	};
}

function sideOf({ column, base }: CrossedColumn, headings: readonly Heading[]): NettedSide {
	return { codes: column.codes, base, sets: headings.map(({ codes }) => codes) };
}

function withBase(heading: Heading | undefined, base: Base | undefined): CrosstabRow[] {
	return heading === undefined || base === undefined ? [] : [{ ...heading, base }];
}

/** What is shown of a cell; 0 where nobody is in its base. */
function valueAt(table: NettedTable, show: CrosstabShow, r: number, c: number): number {
	const sum = table.sums[r * table.ofColumns.length + c] ?? 0;
	const of = baseOf(table, show, r, c)?.sumOfWeights ?? 0;
	return show === 'count' ? sum : of > 0 ? sum / of : 0;
}

function baseOf(table: NettedTable, show: CrosstabShow, r: number, c: number): Base | undefined {
	switch (show) {
		case 'column':
			return table.ofColumns[c];
		case 'row':
			return table.ofRows[r];
		case 'total':
		case 'count':
			return table.base;
	}
}

/** The rows in the order asked for: codes sorted by a column where that is asked, all others where they always stand. */
function ordered(
	table: NettedTable,
	headings: { readonly rows: readonly Heading[]; readonly columns: readonly Heading[] },
	{ sort, show }: CrosstabQuestion,
): number[] {
	const rows = headings.rows.map((_, r) => r);
	if (sort === null) return rows;
	const column = headings.columns.findIndex(({ kind, codes }) =>
		sort.by === 'all' ? kind === 'all' : kind !== 'all' && codes[0] === sort.by,
	);
	if (column < 0) return rows;
	const sign = sort.order === 'down' ? -1 : 1;
	const isCode = (r: number) => headings.rows[r]?.kind === 'code';
	const sorted = rows
		.filter(isCode)
		.toSorted((a, b) => sign * (valueAt(table, show, a, column) - valueAt(table, show, b, column)));
	return rows.map((r) => (isCode(r) ? (sorted.shift() ?? r) : r));
}

function partOf(wanted: { rows: readonly number[]; columns: readonly number[] }, { from, across }: CrosstabQuestion) {
	const within = (start: number, size: number, all: number) => {
		const first = Math.min(Math.max(0, start), Math.max(0, all - 1));
		return { from: first, to: Math.min(all, first + size), all };
	};
	return {
		rows: within(from, partSize.rows, wanted.rows.length),
		columns: within(across, partSize.columns, wanted.columns.length),
	};
}

function intervalsOf(
	design: Design,
	row: NettedSide,
	column: NettedSide,
	{ wanted, question, domain }: { wanted: Cells; question: CrosstabQuestion; domain: Domain },
): CrosstabIntervals | null | 'no-variance' {
	if (question.intervals === 'none' || !hasAllIntervals(wanted.rows.length, wanted.columns.length)) return null;
	const found = nettedEstimates(design, row, column, { figure: figureOf(question.show), wanted, domain });
	if ('kind' in found) return 'no-variance';
	const of = (figure: (estimate: Extract<CellEstimate, { kind: 'estimate' }>) => number) =>
		Float64Array.from(found, (cell) => (cell.kind === 'estimate' ? figure(cell) : 0));
	return {
		level: 0.95,
		known: Uint8Array.from(found, ({ kind }) => (kind === 'estimate' ? 1 : 0)),
		se: of(({ se }) => se),
		lower: of(({ interval }) => interval.lower),
		upper: of(({ interval }) => interval.upper),
		deff: of(({ deff }) => deff ?? 0),
	};
}

function figureOf(show: CrosstabShow): Figure {
	switch (show) {
		case 'column':
			return 'column-share';
		case 'row':
			return 'row-share';
		case 'total':
			return 'total-share';
		case 'count':
			return 'count';
	}
}

function independenceOf(design: Design, rows: CrossedColumn, columns: CrossedColumn, domain: Domain) {
	if (rows.base.length * columns.base.length > mostTested) return null;
	const tested = independence(
		design,
		{ codes: rows.column.codes, categories: rows.base },
		{ codes: columns.column.codes, categories: columns.base },
		{ domain },
	);
	return tested.kind === 'no-base' ? null : tested;
}
