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
	const table = crosstab(design.weights, row, column, options.domain ?? null);
	if (table.kind === 'no-base') return table;
	const places = table.rows.flatMap((_, r) => table.columns.map((__, c) => ({ r, c })));
	const kinds = ['count', 'total-share', 'row-share', 'column-share'] as const;
	const figures = places.flatMap(({ r, c }) => kinds.map((kind) => cellFigure(table, kind, r, c)));
	const estimates = cellEstimates(design, table, figures, options);
	if ('kind' in estimates) return estimates;
	const at = (k: number): CellEstimate => estimates[k] ?? { kind: 'no-base', asked: true };
	return {
		kind: 'crosstab-estimates',
		table,
		cells: places.map(({ r, c }, k) => ({
			...{ row: table.rows[r] ?? 0, column: table.columns[c] ?? 0 },
			...{ count: at(4 * k), totalShare: at(4 * k + 1), rowShare: at(4 * k + 2), columnShare: at(4 * k + 3) },
		})),
	};
}

/** Figures of a table as estimates, in their order. */
export function cellEstimates(
	design: Design,
	table: Crosstab,
	figures: readonly (CellFigure | NoBase)[],
	options: EstimateOptions,
): readonly CellEstimate[] | LonelyStratum {
	const { domain = null, lonelyPsu = 'fail' } = options;
	const rows = domain === null ? table.counts.reduce((sum, n) => sum + n, 0) : rowsInDomain(design, domain);
	const df = degreesOfFreedom(design, domain, rows);
	const based = figures.filter((figure) => figure.kind === 'cell-figure');
	const variances = df < 1 ? [] : cellVariances(design, table, based, { lonelyPsu });
	if ('kind' in variances) return variances;
	let next = 0;
	return figures.map((figure) => {
		if (figure.kind === 'no-base') return figure;
		if (df < 1) return { kind: 'too-few-units', base: figure.base };
		const { variance, logitVariance } = variances[next++] ?? { variance: 0, logitVariance: null };
		return described(figure, { variance, logitVariance, df, rows }, options);
	});
}
