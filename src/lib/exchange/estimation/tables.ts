import {
	type CrosstabCell,
	type Side,
	type Untestable,
	crosstabEstimates,
	independence,
} from '#core/estimation/index.ts';
import { type AnsweredEstimate, type AnsweredRow } from './answer.ts';
import { answeredRow } from './by-group.ts';
import { type Context, lonelyWords } from './context.ts';
import { type Failure, failure } from './failure.ts';
import { type Requested } from './request.ts';
import { type Categories, categoriesOf } from './table.ts';

type Answered = Omit<AnsweredEstimate, 'id'>;

/** A row for each cell: its weighted count, and its shares of the whole, the row and the column. */
export function crosstabRows(context: Context, request: Requested<'crosstab'>): Answered | Failure {
	const sides = sidesOf(context, request);
	if (sides.kind === 'failure') return sides;
	const { row, column } = sides;
	const { design, domain, lonelyPsu } = context;
	// Rows outside the domain leave by their codes, so that intervals count the degrees of freedom of the whole design.
	const inside = domain === null ? row : { ...row, codes: row.codes.map((code, i) => (domain[i] === 1 ? code : -9)) };
	const options = { level: request.level, interval: 'wald', lonelyPsu } as const;
	const found = crosstabEstimates(design, sideOf(inside), sideOf(column), options);
	if (found.kind === 'no-base')
		return failure(`the domain is empty: no row has both “${request.row}” and “${request.column}”`);
	if (found.kind === 'lonely-psu') return failure(lonelyWords(context, found));
	const rows: AnsweredRow[] = [];
	for (const cell of found.cells) {
		const labels = {
			[request.row]: row.levels[cell.row] ?? '',
			[request.column]: column.levels[cell.column] ?? '',
		};
		const answered = cellRow(context, cell, labels);
		if ('kind' in answered) return answered;
		rows.push(answered);
	}
	return { rows };
}

function cellRow(
	context: Context,
	{ count, totalShare, rowShare, columnShare }: CrosstabCell,
	labels: Readonly<Record<string, string>>,
): AnsweredRow | Failure {
	const weighted = answeredRow(context, count, labels);
	if ('kind' in weighted) return weighted;
	const total = answeredRow(context, totalShare);
	if ('kind' in total) return total;
	const row = answeredRow(context, rowShare);
	if ('kind' in row) return row;
	const column = answeredRow(context, columnShare);
	if ('kind' in column) return column;
	return { ...weighted, shares: { total, row, column } };
}

/** The test that row and column have nothing to do with one another. */
export function independenceTest(context: Context, request: Requested<'independence'>): Answered | Failure {
	const sides = sidesOf(context, request);
	if (sides.kind === 'failure') return sides;
	const { design, domain, lonelyPsu } = context;
	const options = { test: request.test, domain, lonelyPsu };
	const found = independence(design, sideOf(sides.row), sideOf(sides.column), options);
	switch (found.kind) {
		case 'test': {
			const { name, statistic, df1, df2, p } = found;
			return { rows: [], test: { name, statistic, df1, ...(df2 !== null && { df2 }), p } };
		}
		case 'untestable':
			return failure(untestableWords(found));
		case 'no-base':
			return failure(`the domain is empty: no row has both “${request.row}” and “${request.column}”`);
		case 'lonely-psu':
			return failure(lonelyWords(context, found));
	}
}

function untestableWords({ reason }: Untestable): string {
	switch (reason) {
		case 'singular-covariance':
			return 'the covariances of the cells have no inverse, so that a Wald test cannot be had: take the test F';
		case 'too-few-degrees-of-freedom':
			return 'the sample has too few sampling units for a table of this size: merge categories';
		case 'single-category':
			return 'one of the two variables says the same in every row';
		case 'too-many-cells':
			return 'the table has too many cells for a test: merge categories';
	}
}

function sidesOf(
	{ table }: Context,
	request: { readonly row: string; readonly column: string },
): { readonly kind: 'sides'; readonly row: Categories; readonly column: Categories } | Failure {
	if (request.row === request.column) return failure(`“${request.row}” cannot be crossed with itself`);
	const row = categoriesOf(table, request.row);
	if (row.kind === 'failure') return row;
	const column = categoriesOf(table, request.column);
	return column.kind === 'failure' ? column : { kind: 'sides', row, column };
}

function sideOf({ codes, levels }: Categories): Side {
	return { codes, categories: levels.map((_, code) => code) };
}
