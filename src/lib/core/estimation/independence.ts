import { symmetricSystem } from '#core/weighting/index.ts';
import { type Domain } from './columns.ts';
import { cellFigures } from './crosstab/cell-figures.ts';
import { type Crosstab, type Side, crosstab, insideCells } from './crosstab/crosstab.ts';
import { cellCovariance } from './crosstab/crosstab-variance.ts';
import { type Design, degreesOfFreedom, rowsInDomain } from './design.ts';
import { chiSquareUpper } from './distributions/chi-square.ts';
import { fisherUpper } from './distributions/fisher.ts';
import { type NoBase } from './linearised.ts';
import { type TestResult, type Untestable, waldTest } from './significance.ts';
import { type LonelyPsu, type LonelyStratum } from './variance.ts';

/** R's names: F and Chisq are Rao & Scott's corrections of Pearson's X², (adj)Wald compares counts with their products. */
export type IndependenceTest = 'F' | 'Chisq' | 'adjWald' | 'Wald';

export interface IndependenceOptions {
	/** F unless given. */
	readonly test?: IndependenceTest;
	/** *fail* unless given. */
	readonly lonelyPsu?: LonelyPsu;
	readonly domain?: Domain;
}

/**
 * Whether two answers are independent of one another. Rows without one of the two leave the table, yet count among the
 * degrees of freedom, as in R; rows and columns that nobody is in leave it too (R: NaN where they are levels of a factor).
 *
 * @method  Test of independence in a crosstab (Rao & Scott, Wald)
 * @formula X² = N Σ (p̂ᵢⱼ − p̂ᵢ.p̂.ⱼ)²/(p̂ᵢ.p̂.ⱼ), N rows; Δ = (CᵀD⁻¹C/N)⁻¹ CᵀD⁻¹VD⁻¹C with D = diag p̂ and C the interaction contrasts; F = X²/tr Δ on d = (tr Δ)²/tr Δ² and d·ν, ν = primary sampling units − strata; Chisq: X²/(tr Δ/q) on q = (I − 1)(J − 1); Wald: the N̂ᵢⱼ − N̂ᵢ.N̂.ⱼ/N̂ of all but the first row and column
 * @source  Rao & Scott (1984), Annals of Statistics 12; Thomas & Rao (1987), JASA 82; Koch, Freeman & Freeman (1975), International Statistical Review 43
 * @r       `svychisq(~row + column, d, statistic = "F")`
 */
export function independence(
	design: Design,
	row: Side,
	column: Side,
	{ test = 'F', lonelyPsu = 'fail', domain = null }: IndependenceOptions = {},
): TestResult | Untestable | NoBase | LonelyStratum {
	const table = occupied(design.weights, row, column, domain);
	if (table.kind === 'no-base') return table;
	if (table.rows.length < 2 || table.columns.length < 2) return { kind: 'untestable', reason: 'single-category' };
	if (table.rows.length * table.columns.length > mostCells) return { kind: 'untestable', reason: 'too-many-cells' };
	const df = degreesOfFreedom(design, domain);
	const contrasts = (table.rows.length - 1) * (table.columns.length - 1);
	const needed = test === 'F' || test === 'Chisq' ? 1 : contrasts;
	if (df < needed) return { kind: 'untestable', reason: 'too-few-degrees-of-freedom' };
	const figures = cellFigures(table, test === 'F' || test === 'Chisq' ? 'total-share' : 'count');
	const found = figures.filter((figure) => figure.kind === 'cell-figure');
	const spread = cellCovariance(design, table, found, { lonelyPsu });
	if (spread.kind === 'lonely-psu') return spread;
	const cells = {
		rows: table.rows.length,
		columns: table.columns.length,
		values: Float64Array.from(found, ({ value }) => value),
		covariance: spread.matrix,
	};
	switch (test) {
		case 'F':
		case 'Chisq':
			return raoScott(cells, { test, n: rowsInDomain(design, domain), df });
		case 'Wald':
		case 'adjWald':
			return waldOfIndependence(cells, { adjusted: test === 'adjWald', df });
	}
}

/** Above this the covariances between cells would take minutes, and no survey has the degrees of freedom. */
const mostCells = 1000;

/** The table without the rows and columns that nobody is in. */
function occupied(weights: Float64Array, row: Side, column: Side, domain: Domain): Crosstab | NoBase {
	const table = crosstab(weights, row, column, domain);
	if (table.kind === 'no-base') return table;
	const width = column.categories.length + 1;
	const inside = insideCells(row.categories.length, column.categories.length);
	const has = (cells: number[]) => cells.some((cell) => (table.sums[cell] ?? 0) > 0);
	const rows = row.categories.filter((_, r) => has(inside.filter((cell) => Math.floor(cell / width) === r)));
	const columns = column.categories.filter((_, c) => has(inside.filter((cell) => cell % width === c)));
	if (rows.length === row.categories.length && columns.length === column.categories.length) return table;
	return crosstab(weights, { ...row, categories: rows }, { ...column, categories: columns }, domain);
}

/** Shares or counts of all cells, row by row, and their covariance matrix. */
export interface CellValues {
	readonly rows: number;
	readonly columns: number;
	readonly values: Float64Array;
	readonly covariance: Float64Array;
}

/** Rao & Scott's tests from shares of the table; `n` scales X², `df` are those of the design. */
export function raoScott(
	{ rows, columns, values: shares, covariance }: CellValues,
	{ test, n, df }: { readonly test: 'F' | 'Chisq'; readonly n: number; readonly df: number },
): TestResult | Untestable {
	if (df < 1) return { kind: 'untestable', reason: 'too-few-degrees-of-freedom' };
	const contrasts = interactions(rows, columns);
	const q = contrasts.length;
	const scaled = contrasts.map((contrast) => contrast.map((c, k) => (shares[k] === 0 ? 0 : c / (shares[k] ?? 1))));
	const random = productMatrix(contrasts, scaled).map((entry) => entry / n);
	const actual = productMatrix(
		scaled,
		scaled.map((column) => times(covariance, column)),
	);
	const system = symmetricSystem(random, q);
	if (system.rank < q) return { kind: 'untestable', reason: 'singular-covariance' };
	// Column k of Δ solves random · δ = column k of actual.
	const delta = Array.from({ length: q }, (_, k) => system.solve(actual.slice(k * q, (k + 1) * q)));
	const trace = delta.reduce((sum, column, k) => sum + (column[k] ?? 0), 0);
	const traceOfSquare = delta.reduce(
		(sum, column, k) => sum + column.reduce((inner, entry, j) => inner + entry * (delta[j]?.[k] ?? 0), 0),
		0,
	);
	if (!(trace > 0)) return { kind: 'untestable', reason: 'singular-covariance' };
	const pearson = n * distanceFromProducts(rows, columns, shares);
	if (test === 'Chisq') {
		const p = chiSquareUpper((pearson * q) / trace, q);
		return { kind: 'test', name: 'Rao–Scott chi-square', statistic: pearson, df1: q, df2: null, p };
	}
	const df1 = (trace * trace) / traceOfSquare;
	const statistic = pearson / trace;
	return { kind: 'test', name: 'Rao–Scott F', statistic, df1, df2: df1 * df, p: fisherUpper(statistic, df1, df1 * df) };
}

/** Wald's test from weighted counts: how far they are from the products of their margins. */
export function waldOfIndependence(
	{ rows, columns, values: counts, covariance }: CellValues,
	{ adjusted, df }: { readonly adjusted: boolean; readonly df: number },
): TestResult | Untestable {
	const size = rows * columns;
	const all = counts.reduce((sum, count) => sum + count, 0);
	const rowSums = Array.from({ length: rows }, (_, r) => sumWhere(counts, (k) => Math.floor(k / columns) === r));
	const columnSums = Array.from({ length: columns }, (_, c) => sumWhere(counts, (k) => k % columns === c));
	const off: number[] = [];
	const gradients: Float64Array[] = [];
	for (let r = 1; r < rows; r++)
		for (let c = 1; c < columns; c++) {
			const [ofRow, ofColumn] = [(rowSums[r] ?? 0) / all, (columnSums[c] ?? 0) / all];
			off.push((counts[r * columns + c] ?? 0) - ofRow * ofColumn * all);
			gradients.push(
				Float64Array.from({ length: size }, (_, k) => {
					const inRow = Math.floor(k / columns) === r;
					const inColumn = k % columns === c;
					return (inRow && inColumn ? 1 : 0) - (inRow ? ofColumn : 0) - (inColumn ? ofRow : 0) + ofRow * ofColumn;
				}),
			);
		}
	const spread = productMatrix(
		gradients,
		gradients.map((gradient) => times(covariance, gradient)),
	);
	return waldTest(off, spread, { df, adjusted });
}

/** (δᵢₖ − 1/I)(δⱼₗ − 1/J): what is left of the cells of all but the first row and column when margins are taken out. */
function interactions(rows: number, columns: number): Float64Array[] {
	return Array.from({ length: (rows - 1) * (columns - 1) }, (_, at) => {
		const r = 1 + Math.floor(at / (columns - 1));
		const c = 1 + (at % (columns - 1));
		return Float64Array.from({ length: rows * columns }, (__, k) => {
			const inRow = Math.floor(k / columns) === r ? 1 : 0;
			const inColumn = k % columns === c ? 1 : 0;
			return (inRow - 1 / rows) * (inColumn - 1 / columns);
		});
	});
}

/** Σ (p − p₀)²/p₀ with p₀ the product of the margins. */
function distanceFromProducts(rows: number, columns: number, shares: Float64Array): number {
	const rowShares = Array.from({ length: rows }, (_, r) => sumWhere(shares, (k) => Math.floor(k / columns) === r));
	const columnShares = Array.from({ length: columns }, (_, c) => sumWhere(shares, (k) => k % columns === c));
	return shares.reduce((sum, share, k) => {
		const expected = (rowShares[Math.floor(k / columns)] ?? 0) * (columnShares[k % columns] ?? 0);
		return sum + (share - expected) ** 2 / expected;
	}, 0);
}

function sumWhere(values: Float64Array, is: (k: number) => boolean): number {
	return values.reduce((sum, value, k) => (is(k) ? sum + value : sum), 0);
}

/** Matrix (row by row) times column. */
function times(matrix: Float64Array, column: Float64Array): Float64Array {
	const size = column.length;
	return column.map((_, j) => column.reduce((sum, value, k) => sum + (matrix[j * size + k] ?? 0) * value, 0));
}

/** All inner products of the columns of a with those of b, row by row. */
function productMatrix(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array {
	return Float64Array.from(
		a.flatMap((left) => b.map((right) => left.reduce((sum, value, k) => sum + value * (right[k] ?? 0), 0))),
	);
}
