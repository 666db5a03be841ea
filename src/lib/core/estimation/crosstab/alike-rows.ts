import { type Calibration, calibrationFit } from '#core/weighting/index.ts';
import { type Design, type Stage } from '../design.ts';
import { type CellFigure } from './cell-figures.ts';
import { type Crosstab, cellOfRows } from './crosstab.ts';
import { addInStepsOf, mostGroups, ofGroups } from './row-groups.ts';

/** Groups of rows with the same influence whatever the figure, stratum by stratum. */
export interface AlikeRows {
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

/** Null where rows are not drawn one by one, where a stratum has one row only, or where every row is of its own kind. */
export function alikeRows(design: Design, table: Crosstab): AlikeRows | null {
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

/** The influence of a figure in each group, less what calibration fixes. */
export function residuals({ cell, calibration }: AlikeRows, { influenceOfCell }: CellFigure): Float64Array {
	const e = Float64Array.from(cell, (k) => influenceOfCell[k] ?? 0);
	if (calibration === null) return e;
	const fit = calibrationFit(calibration, e);
	const { ofRow } = calibration.cells;
	for (let g = 0; g < e.length; g++) e[g] = (e[g] ?? 0) - (fit[ofRow[g] ?? 0] ?? 0);
	return e;
}

/** Σ over strata (1 − m/M) m/(m − 1) (Σ Q a b − Σ S a · Σ S b / m). */
export function productOver(
	{ sums, squares, firstOfStratum, strata }: AlikeRows,
	a: Float64Array,
	b: Float64Array,
): number {
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
