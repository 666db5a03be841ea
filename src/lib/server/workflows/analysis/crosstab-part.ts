import type { Base, CellEstimate, Figure } from '#core/estimation/index.ts';
import { nettedEstimates } from '#core/estimation/index.ts';
import type {
	ComparisonOfColumns,
	CrosstabColumn,
	CrosstabIntervals,
	CrosstabRow,
	CrosstabShow,
	FilledTable,
} from '#core/trends/index.ts';
import type { CountedTable } from './crosstab-counts.ts';
import { valueAt } from './crosstab-counts.ts';
import { letters } from './crosstab-comparison.ts';
import type { Heading } from './crosstab-headings.ts';
import { allColumns } from './crosstab-headings.ts';

/** Places `from` up to, not including, `to` of the rows in their order and of the columns; null for all. */
export type PartOfTable = FilledTable['part'];

/** Cells up to which a table has all its intervals at once; a larger one has them part by part. */
const mostWithIntervals = 2500;
/** The part of a large table that is looked at. */
const partSize = { rows: 50, columns: 40 } as const;

/** Whether all intervals of a table are had at once. */
export function hasAllIntervals(rows: number, columns: number): boolean {
	return rows * columns <= mostWithIntervals;
}

/** The part that is shown: of a large table with intervals the one that is asked for, else all. */
export function partSeen({ order, headings, question }: CountedTable): PartOfTable {
	const [rows, columns] = [order.length, headings.columns.length];
	if (!question.intervals || hasAllIntervals(rows, columns)) return null;
	const within = (start: number, size: number, all: number) => {
		const from = Math.min(Math.max(0, start), Math.max(0, all - 1));
		return { from, to: Math.min(all, from + size), all };
	};
	return {
		rows: within(question.from, partSize.rows, rows),
		columns: within(question.across, partSize.columns, columns),
	};
}

/** Parts that make up the whole table, some whole rows each, so that no more than these need be held at a time. */
export function bandsOf({ order, headings }: CountedTable): PartOfTable[] {
	const [rows, columns] = [order.length, headings.columns.length];
	const height = Math.max(1, Math.floor(mostWithIntervals / columns));
	return Array.from({ length: Math.ceil(rows / height) }, (_, k) => ({
		rows: { from: k * height, to: Math.min(rows, (k + 1) * height), all: rows },
		columns: { from: 0, to: columns, all: columns },
	}));
}

/** A part of a table as it is told, with its intervals where they are asked for. */
export function filledPart(counted: CountedTable, part: PartOfTable): FilledTable | 'no-variance' {
	const { headings, table, layer, comparison, independence, leftOut, question } = counted;
	const width = headings.columns.length;
	const rows = counted.order.slice(part?.rows.from, part?.rows.to);
	const columns = headings.columns.map((_, c) => c).slice(part?.columns.from, part?.columns.to);
	const intervals = question.intervals ? intervalsOf(counted, rows, columns) : null;
	if (intervals === 'no-variance') return intervals;
	const cells = rows.flatMap((r) => columns.map((c) => r * width + c));
	const lettered = comparison.kind === 'compared' && comparison.compare === 'letters';
	const first = allColumns(headings.columns);
	return {
		kind: 'table',
		...{ layer, base: table.base, intervals, independence, leftOut, part },
		rows: rows.flatMap((r) => withBase(headings.rows[r], table.ofRows[r])),
		columns: columns.flatMap((c) =>
			withBase(headings.columns[c], table.ofColumns[c]).map((heading): CrosstabColumn => ({
				...heading,
				letter: lettered && isLettered(heading) ? (letters[c - first] ?? null) : null,
			})),
		),
		counts: Float64Array.from(cells, (cell) => table.counts[cell] ?? 0),
		values: Float64Array.from(cells, (cell) => valueAt(table, question.show, Math.floor(cell / width), cell % width)),
		comparison: comparisonIn(comparison, part),
	};
}

function isLettered({ kind }: Heading): boolean {
	return kind === 'code' || kind === 'missing';
}

function withBase(heading: Heading | undefined, base: Base | undefined): CrosstabRow[] {
	return heading === undefined || base === undefined ? [] : [{ ...heading, base }];
}

/** The marks of a part; the family stays that of the whole table. */
function comparisonIn(comparison: ComparisonOfColumns, part: PartOfTable): ComparisonOfColumns {
	if (comparison.kind !== 'compared' || part === null) return comparison;
	const { rows, columns } = part;
	const marks = comparison.marks.filter((_, cell) => {
		const [r, c] = [Math.floor(cell / columns.all), cell % columns.all];
		return r >= rows.from && r < rows.to && c >= columns.from && c < columns.to;
	});
	return { ...comparison, marks };
}

function intervalsOf(
	{ design, domain, row, column, question }: CountedTable,
	rows: readonly number[],
	columns: readonly number[],
): CrosstabIntervals | 'no-variance' {
	const figure = figureOf(question.show);
	const found = nettedEstimates(design, row, column, { figure, wanted: { rows, columns }, domain });
	if ('kind' in found) return 'no-variance';
	const of = (read: (estimate: Extract<CellEstimate, { kind: 'estimate' }>) => number) =>
		Float64Array.from(found, (cell) => (cell.kind === 'estimate' ? read(cell) : 0));
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
