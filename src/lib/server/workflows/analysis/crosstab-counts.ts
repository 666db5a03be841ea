import type { Base, Design, Domain, NettedSide, NettedTable } from '#core/estimation/index.ts';
import { independence, nettedTable, rowsWithCode } from '#core/estimation/index.ts';
import type { ComparisonOfColumns, CrossedCategory, CrosstabShow, FilledTable, LeftOut } from '#core/trends/index.ts';
import type { CrossedColumn } from './crossed-variable.ts';
import { comparisonOf } from './crosstab-comparison.ts';
import type { Heading } from './crosstab-headings.ts';
import { columnHeadings, rowHeadings, sortedColumn } from './crosstab-headings.ts';
import type { CrosstabQuestion } from './crosstab-question.ts';
import { leftOutOf } from './left-out.ts';

/** A table but for its intervals, which are had part by part. */
export interface CountedTable {
	readonly kind: 'counted';
	readonly design: Design;
	readonly domain: Domain;
	readonly question: CrosstabQuestion;
	readonly layer: CrossedCategory | null;
	readonly row: NettedSide;
	readonly column: NettedSide;
	readonly headings: { readonly rows: readonly Heading[]; readonly columns: readonly Heading[] };
	readonly table: NettedTable;
	/** Numbers of the rows in the order asked for. */
	readonly order: readonly number[];
	/** Of all cells, in that order. */
	readonly comparison: ComparisonOfColumns;
	readonly independence: FilledTable['independence'];
	readonly leftOut: readonly LeftOut[];
}

export interface NothingCounted {
	readonly kind: 'nobody' | 'no-variance';
	readonly layer: CrossedCategory | null;
}

/** Cells up to which the whole table is tested: a large one tells nothing, and takes seconds. */
const mostTested = 200;

/** Counts one table of the report: everybody, or those in one category of the layer. */
export function countedTable(args: {
	design: Design;
	rows: CrossedColumn;
	columns: CrossedColumn;
	layer: { readonly column: CrossedColumn; readonly category: CrossedCategory } | null;
	question: CrosstabQuestion;
}): CountedTable | NothingCounted {
	const { design, rows, columns, question } = args;
	const layer = args.layer?.category ?? null;
	const domain = args.layer === null ? null : rowsWithCode(args.layer.column.codes, args.layer.category.code);
	const headings = { rows: rowHeadings(rows, question), columns: columnHeadings(columns, question) };
	const [row, column] = [sideOf(rows, headings.rows), sideOf(columns, headings.columns)];
	const table = nettedTable(design.weights, row, column, domain);
	if (table.kind === 'no-base') return { kind: 'nobody', layer };
	const order = ordered(table, headings, question);
	const comparison = comparisonOf(design, row, column, { headings, order, question, domain });
	if (comparison === 'no-variance') return { kind: 'no-variance', layer };
	const tested = independenceOf(design, rows, columns, domain);
	if (tested?.kind === 'lonely-psu') return { kind: 'no-variance', layer };
	return {
		kind: 'counted',
		...{ design, domain, question, layer, row, column, headings, table, order, comparison },
		independence: tested,
		leftOut: leftOutOf(design, row, column, domain),
	};
}

/** What is shown of a cell; 0 where nobody is in its base. */
export function valueAt(table: NettedTable, show: CrosstabShow, r: number, c: number): number {
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

function sideOf({ codes, base }: CrossedColumn, headings: readonly Heading[]): NettedSide {
	return { codes, base, sets: headings.map((heading) => heading.codes) };
}

/** Codes sorted among those with the same outer answers; everybody, missing reasons and nets where they always stand. */
function ordered(table: NettedTable, headings: CountedTable['headings'], { sort, show }: CrosstabQuestion): number[] {
	const rows = headings.rows.map((_, r) => r);
	if (sort === null) return rows;
	const { by } = sort;
	const column = sortedColumn(headings.columns, by);
	if (column === undefined && by !== 'base' && by !== 'effective-base') return rows;
	const amount = (r: number) => {
		if (column !== undefined) return valueAt(table, show, r, column);
		const base = table.ofRows[r];
		return (by === 'base' ? base?.n : base?.effectiveSize) ?? 0;
	};
	const nests = new Map<string | null, number[]>();
	for (const r of rows) {
		const heading = headings.rows[r];
		if (heading?.kind === 'code') nests.set(heading.within, [...(nests.get(heading.within) ?? []), r]);
	}
	const sign = sort.order === 'down' ? -1 : 1;
	for (const codes of nests.values()) codes.sort((a, b) => sign * (amount(a) - amount(b)));
	return rows.map((r) => {
		const heading = headings.rows[r];
		return heading?.kind === 'code' ? (nests.get(heading.within)?.shift() ?? r) : r;
	});
}

function independenceOf(design: Design, rows: CrossedColumn, columns: CrossedColumn, domain: Domain) {
	if (rows.base.length * columns.base.length > mostTested) return null;
	const tested = independence(
		design,
		{ codes: rows.codes, categories: rows.base },
		{ codes: columns.codes, categories: columns.base },
		{ domain },
	);
	return tested.kind === 'no-base' ? null : tested;
}
