import { type Calibration, calibrationFit } from '#core/weighting/index.ts';
import { type Design, type Stage } from '../design.ts';
import { logitVariance } from '../estimate.ts';
import { type Replicates, replicateCovariance } from '../replicates.ts';
import { type Covariance, type LonelyPsu, type LonelyStratum, covariance } from '../variance.ts';
import { type CellFigure, linearisedCell, valueUnder } from './cell-figures.ts';
import { type Crosstab, cellOfRows } from './crosstab.ts';

/**
 * Variances of figures whose influence is the same for all rows of a cell, without a column per figure. Where rows are
 * drawn one by one, those that share stratum, cell and the cells of the calibration margins are alike, and Σ(t − t̄)²
 * over a stratum is Σ Q e² − (Σ S e)²/n with e the (residual) influence of such a group, S its Σw and Q its Σw²: one
 * pass, however many figures. Equal to `covariance` to 1e-12 by tests/unit/estimation/crosstab.test.ts. Other designs
 * go through `covariance` figure by figure, or through their replicate weights.
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
	if (groups !== null)
		return figures.map((figure) => {
			const e = residuals(groups, figure);
			return { variance: Math.max(0, productOver(groups, e, e)), logitVariance: null };
		});
	const variances: CellVariance[] = [];
	for (const figure of figures) {
		const one = covariance(design, [linearisedCell(table, figure).influence], options);
		if (one.kind === 'lonely-psu') return one;
		variances.push({ variance: one.matrix[0] ?? 0, logitVariance: null });
	}
	return variances;
}

export interface CellVariance {
	readonly variance: number;
	/** Of a share's logit under replicate weights; else null. */
	readonly logitVariance: number | null;
}

/** The same with covariances; on clustered designs this takes a column per figure. */
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
		const e = figures.map((figure) => residuals(groups, figure));
		e.forEach((a, j) =>
			e.slice(0, j + 1).forEach((b, k) => {
				const product = productOver(groups, a, b);
				matrix[j * size + k] = product;
				matrix[k * size + j] = product;
			}),
		);
		return { kind: 'covariance', size, matrix };
	}
	if (design.replicates !== null) {
		const values = valuesOfReplicates(design.replicates, table, figures).map((all) =>
			all.every(Number.isFinite) ? all : null,
		);
		return { kind: 'covariance', size, matrix: replicateCovariance(design.replicates, values, size) };
	}
	return covariance(
		design,
		figures.map((figure) => linearisedCell(table, figure).influence),
		options,
	);
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

/** Groups of rows with the same influence whatever the figure, stratum by stratum. */
interface AlikeRows {
	/** Per group: its cell of the grid, Σw and Σw². */
	readonly cell: Int32Array;
	readonly sums: Float64Array;
	readonly squares: Float64Array;
	/** First group of each stratum, and the number of groups at the end. */
	readonly firstOfStratum: Int32Array;
	readonly strata: Stage['strata'];
	/** For the fit of a figure on the margins: the calibration of groups instead of rows, and each group's combination. */
	readonly calibration: Calibration | null;
}

/** More groups than this would not fit the processor's memory, and hardly be fewer than the rows. */
const mostGroups = 1 << 20;

/** Null where rows are not drawn one by one, where a stratum has one row only, or where every row is of its own kind. */
function alikeRows(design: Design, table: Crosstab): AlikeRows | null {
	const [stage, ...later] = design.stages;
	const { calibration } = design;
	const { strata, stratumOfUnit } = stage;
	if (design.replicates !== null || stage.unitOfRow !== null || later.length > 0) return null;
	if (strata.some(({ units }) => units < 2) || (calibration !== null && calibration.trim !== null)) return null;
	const cells = table.sums.length;
	if (stratumOfUnit === null && calibration === null)
		return {
			cell: Int32Array.from({ length: cells }, (_, k) => k),
			sums: table.sums,
			squares: table.squares,
			firstOfStratum: Int32Array.of(0, cells),
			strata,
			calibration,
		};
	const combinations = calibration?.cells.count ?? 1;
	const size = strata.length * cells * combinations;
	if (size > mostGroups || size > design.n) return null;
	const groupOfRow = cellOfRows(table);
	if (calibration !== null) addInStepsOf(groupOfRow, combinations, calibration.cells.ofRow);
	if (stratumOfUnit !== null)
		for (let i = 0; i < groupOfRow.length; i++)
			groupOfRow[i] = (groupOfRow[i] ?? 0) + cells * combinations * (stratumOfUnit[i] ?? 0);
	const { weights } = design;
	const sums = new Float64Array(size);
	const squares = new Float64Array(size);
	for (let i = 0; i < groupOfRow.length; i++) {
		const g = groupOfRow[i] ?? 0;
		const w = weights[i] ?? 0;
		sums[g] = (sums[g] ?? 0) + w;
		squares[g] = (squares[g] ?? 0) + w * w;
	}
	return {
		cell: Int32Array.from({ length: size }, (_, g) => Math.floor(g / combinations) % cells),
		sums,
		squares,
		firstOfStratum: Int32Array.from({ length: strata.length + 1 }, (_, h) => h * cells * combinations),
		strata,
		calibration: calibration === null ? null : ofGroups(calibration, groupOfRow, size),
	};
}

function addInStepsOf(groups: Int32Array, step: number, further: Int32Array): void {
	for (let i = 0; i < groups.length; i++) groups[i] = (groups[i] ?? 0) * step + (further[i] ?? 0);
}

/** The calibration as it looks to groups: their base weights, and the combination that each lies in. */
function ofGroups(calibration: Calibration, groupOfRow: Int32Array, size: number): Calibration {
	const baseWeights = new Float64Array(size);
	for (let i = 0; i < groupOfRow.length; i++) {
		const g = groupOfRow[i] ?? 0;
		baseWeights[g] = (baseWeights[g] ?? 0) + (calibration.baseWeights[i] ?? 0);
	}
	const { cells } = calibration;
	const ofRow = Int32Array.from({ length: size }, (_, g) => g % cells.count);
	return { ...calibration, baseWeights, cells: { ...cells, ofRow } };
}

function residuals({ cell, calibration }: AlikeRows, { influenceOfCell }: CellFigure): Float64Array {
	const e = Float64Array.from(cell, (k) => influenceOfCell[k] ?? 0);
	if (calibration === null) return e;
	const fit = calibrationFit(calibration, e);
	const { ofRow } = calibration.cells;
	for (let g = 0; g < e.length; g++) e[g] = (e[g] ?? 0) - (fit[ofRow[g] ?? 0] ?? 0);
	return e;
}

/** Σ over strata (1 − m/M) m/(m − 1) (Σ Q a b − Σ S a · Σ S b / m). */
function productOver({ sums, squares, firstOfStratum, strata }: AlikeRows, a: Float64Array, b: Float64Array): number {
	let product = 0;
	for (let h = 0; h < strata.length; h++) {
		const end = firstOfStratum[h + 1] ?? 0;
		let squared = 0;
		let sumA = 0;
		let sumB = 0;
		for (let g = firstOfStratum[h] ?? 0; g < end; g++) {
			const ea = a[g] ?? 0;
			const eb = b[g] ?? 0;
			const s = sums[g] ?? 0;
			squared += (squares[g] ?? 0) * ea * eb;
			sumA += s * ea;
			sumB += s * eb;
		}
		const { units, population } = strata[h] ?? { units: 2, population: Infinity };
		const unsampled = population === Infinity ? 1 : (population - units) / population;
		product += ((unsampled * units) / (units - 1)) * (squared - (sumA * sumB) / units);
	}
	return product;
}
