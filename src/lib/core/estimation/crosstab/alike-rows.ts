import { type Calibration } from '#core/weighting/index.ts';
import { type Design, type Stage } from '../design.ts';
import { type Crosstab, cellOfRows } from './crosstab.ts';
import { addInStepsOf, mostGroups } from './row-groups.ts';

/** Rows that share stratum, cell of the grid and combination of margin cells: whatever the figure, its influence is the same. */
export interface AlikeRows {
	readonly strata: Stage['strata'];
	readonly cells: number;
	/** 1 without calibration. */
	readonly combinations: number;
	/**
	 * Σw, Σw² and the sum of base weights, at 4 × ((stratum × cells + cell) × combinations + combination). Side by side
	 * they cost one access to memory.
	 */
	readonly sums: Float64Array;
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
		return { strata, cells, combinations: 1, sums: sumsOfTable(table), calibration };
	const combinations = calibration?.cells.count ?? 1;
	const size = strata.length * cells * combinations;
	if (size > mostGroups || size > design.n) return null;
	const groupOfRow = cellOfRows(table);
	if (calibration !== null) addInStepsOf(groupOfRow, combinations, calibration.cells.ofRow);
	if (stratumOfUnit !== null) addPerStratum(groupOfRow, cells * combinations, stratumOfUnit);
	const sums = new Float64Array(4 * size);
	tally(sums, groupOfRow, design.weights, calibration?.baseWeights ?? design.weights);
	return { strata, cells, combinations, sums, calibration };
}

function sumsOfTable({ sums, squares }: Crosstab): Float64Array {
	const all = new Float64Array(4 * sums.length);
	for (let k = 0; k < sums.length; k++) {
		all[4 * k] = sums[k] ?? 0;
		all[4 * k + 1] = squares[k] ?? 0;
	}
	return all;
}

function addPerStratum(groups: Int32Array, perStratum: number, stratumOfRow: Int32Array): void {
	for (let i = 0; i < groups.length; i++) groups[i] = (groups[i] ?? 0) + perStratum * (stratumOfRow[i] ?? 0);
}

function tally(sums: Float64Array, groups: Int32Array, weights: Float64Array, baseWeights: Float64Array): void {
	for (let i = 0; i < groups.length; i++) {
		const at = 4 * (groups[i] ?? 0);
		const w = weights[i] ?? 0;
		sums[at] = (sums[at] ?? 0) + w;
		sums[at + 1] = (sums[at + 1] ?? 0) + w * w;
		sums[at + 2] = (sums[at + 2] ?? 0) + (baseWeights[i] ?? 0);
	}
}
