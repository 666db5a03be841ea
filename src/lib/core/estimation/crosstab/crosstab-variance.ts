import { type Design } from '../design.ts';
import { logitVariance } from '../estimate.ts';
import { type Replicates, replicateCovariance } from '../replicates.ts';
import { type Covariance, type LonelyPsu, type LonelyStratum, covariance } from '../variance.ts';
import { alikeRows } from './alike-rows.ts';
import { type CellFigure, valueUnder } from './cell-figures.ts';
import { alongTotals, covarianceOfTotals, productWith, varianceFrom } from './cell-totals.ts';
import { type Crosstab, cellOfRows } from './crosstab.ts';
import { unitsByCell } from './units-by-cell.ts';

/**
 * Variances of figures whose influence is the same for all rows of a cell, without a column per figure. Where rows are
 * drawn one by one, those that share stratum, cell and the cells of the calibration margins are alike, and Σ(t − t̄)²
 * over a stratum is Σ Q e² − (Σ S e)²/n with e the (residual) influence of such a group, S its Σw and Q its Σw²: one
 * pass gives the covariances of the cells' totals, and those give every figure's. Equal to `covariance` to 1e-12 by tests/unit/estimation/crosstab.test.ts. Other designs
 * go through `covariance` figure by figure, clusters with the rows of a cell taken together, or through their replicate
 * weights.
 */
export function cellVariances(
	design: Design,
	table: Crosstab,
	figures: readonly CellFigure[],
	options: { readonly lonelyPsu: LonelyPsu },
): readonly CellVariance[] | LonelyStratum {
	const { replicates } = design;
	if (replicates !== null) {
		const values = valuesOfReplicates(replicates, table, figures);
		return figures.map((figure, j) => {
			const own = values.map((all) => all[j] ?? NaN);
			const variance = replicateCovariance(replicates, own.map(oneIfFinite), 1)[0] ?? 0;
			return { variance, logitVariance: figure.scale === 'share' ? logitVariance(replicates, own) : null };
		});
	}
	const groups = alikeRows(design, table);
	if (groups !== null) {
		const totals = covarianceOfTotals(groups, table);
		return figures.map((figure) => ({ variance: varianceFrom(totals, figure), logitVariance: null }));
	}
	const { within, cells } = unitsByCell(design, table);
	const variances: CellVariance[] = [];
	for (const figure of figures) {
		const one = covariance(within, [influenceOn(cells, figure)], options);
		if (one.kind === 'lonely-psu') return inOwnRows(one, design, options);
		variances.push({ variance: one.matrix[0] ?? 0, logitVariance: null });
	}
	return variances;
}

export interface CellVariance {
	readonly variance: number;
	/** Of a share's logit under replicate weights; else null. */
	readonly logitVariance: number | null;
}

/** The same with covariances; where rows are not drawn one by one this takes a column per figure. */
export function cellCovariance(
	design: Design,
	table: Crosstab,
	figures: readonly CellFigure[],
	options: { readonly lonelyPsu: LonelyPsu },
): Covariance | LonelyStratum {
	const size = figures.length;
	const groups = alikeRows(design, table);
	if (groups !== null) {
		const matrix = new Float64Array(size * size);
		const totals = covarianceOfTotals(groups, table);
		figures.forEach((a, j) => {
			const along = alongTotals(totals, a);
			figures.slice(0, j + 1).forEach((b, k) => {
				const product = productWith(along, b);
				matrix[j * size + k] = product;
				matrix[k * size + j] = product;
			});
		});
		return { kind: 'covariance', size, matrix };
	}
	if (design.replicates !== null) {
		const values = valuesOfReplicates(design.replicates, table, figures).map((all) =>
			all.every(Number.isFinite) ? all : null,
		);
		return { kind: 'covariance', size, matrix: replicateCovariance(design.replicates, values, size) };
	}
	const { within, cells } = unitsByCell(design, table);
	const found = covariance(
		within,
		figures.map((figure) => influenceOn(cells, figure)),
		options,
	);
	return found.kind === 'lonely-psu' ? inOwnRows(found, design, options) : found;
}

function valuesOfReplicates({ weights }: Replicates, table: Crosstab, figures: readonly CellFigure[]): number[][] {
	const cells = cellOfRows(table);
	return weights.map((replicate) => {
		const sums = new Float64Array(table.sums.length);
		for (let i = 0; i < cells.length; i++) sums[cells[i] ?? 0] = (sums[cells[i] ?? 0] ?? 0) + (replicate[i] ?? 0);
		return figures.map((figure) => valueUnder(sums, figure));
	});
}

/** Null for a replicate that has nobody in the base. */
function oneIfFinite(value: number): number[] | null {
	return Number.isFinite(value) ? [value] : null;
}

function influenceOn(cells: Int32Array, { influenceOfCell }: CellFigure): Float64Array {
	const influence = new Float64Array(cells.length);
	for (let i = 0; i < influence.length; i++) influence[i] = influenceOfCell[cells[i] ?? 0] ?? 0;
	return influence;
}

/** The same lonely stratum, named by a row of the data. */
function inOwnRows(lonely: LonelyStratum, design: Design, options: { readonly lonelyPsu: LonelyPsu }): LonelyStratum {
	const again = covariance(design, [new Float64Array(design.n)], options);
	return again.kind === 'lonely-psu' ? again : lonely;
}
