import { type Design, degreesOfFreedom, rowsInDomain } from '../design.ts';
import { type Estimate, type EstimateOptions, type TooFewUnits, described } from '../estimate.ts';
import { type NoBase } from '../linearised.ts';
import { type LonelyStratum } from '../variance.ts';
import { type CellFigure, cellFigure } from './cell-figures.ts';
import { type Crosstab, type Side, crosstab } from './crosstab.ts';
import { cellVariances } from './crosstab-variance.ts';

export type CellEstimate = Estimate | NoBase | TooFewUnits;

/** What is read off one cell. The share of an empty row or column has no base. */
export interface CrosstabCell {
	/** The category of the row and of the column. */
	readonly row: number;
	readonly column: number;
	readonly count: CellEstimate;
	readonly totalShare: CellEstimate;
	readonly rowShare: CellEstimate;
	readonly columnShare: CellEstimate;
}

/** A table and its cells, row by row. */
export interface CrosstabEstimates {
	readonly kind: 'crosstab-estimates';
	readonly table: Crosstab;
	readonly cells: readonly CrosstabCell[];
}

/**
 * Weighted counts and the three kinds of shares of every cell, with standard errors, intervals and deff, as
 * `weightedCount` and `share` would give them cell by cell. Degrees of freedom are those of the domain for every cell.
 */
export function crosstabEstimates(
	design: Design,
	row: Side,
	column: Side,
	options: EstimateOptions = {},
): CrosstabEstimates | NoBase | LonelyStratum {
	const { domain = null, lonelyPsu = 'fail' } = options;
	const table = crosstab(design.weights, row, column, domain);
	if (table.kind === 'no-base') return table;
	const cells = table.rows.flatMap((rowCategory, r) =>
		table.columns.map((columnCategory, c) => ({
			row: rowCategory,
			column: columnCategory,
			count: cellFigure(table, 'count', r, c),
			totalShare: cellFigure(table, 'total-share', r, c),
			rowShare: cellFigure(table, 'row-share', r, c),
			columnShare: cellFigure(table, 'column-share', r, c),
		})),
	);
	const figures = cells
		.flatMap(({ count, totalShare, rowShare, columnShare }) => [count, totalShare, rowShare, columnShare])
		.filter((figure) => figure.kind === 'cell-figure');
	const rows = domain === null ? table.counts.reduce((sum, n) => sum + n, 0) : rowsInDomain(design, domain);
	const df = degreesOfFreedom(design, domain, rows);
	const variances = df < 1 ? [] : cellVariances(design, table, figures, { lonelyPsu });
	if ('kind' in variances) return variances;
	const varianceOf = new Map(figures.map((figure, k) => [figure, variances[k]]));
	const estimateOf = (figure: CellFigure | NoBase): CellEstimate => {
		if (figure.kind === 'no-base') return figure;
		if (df < 1) return { kind: 'too-few-units', base: figure.base };
		const { variance, logitVariance } = varianceOf.get(figure) ?? { variance: 0, logitVariance: null };
		return described(figure, { variance, logitVariance, df, rows }, options);
	};
	return {
		kind: 'crosstab-estimates',
		table,
		cells: cells.map((cell) => ({
			row: cell.row,
			column: cell.column,
			count: estimateOf(cell.count),
			totalShare: estimateOf(cell.totalShare),
			rowShare: estimateOf(cell.rowShare),
			columnShare: estimateOf(cell.columnShare),
		})),
	};
}
