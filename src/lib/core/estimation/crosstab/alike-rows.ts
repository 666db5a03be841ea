import { type Calibration } from '#core/weighting/index.ts';
import { type Design, type Stage } from '../design.ts';
import { type Crosstab, cellOfRows, insideCells } from './crosstab.ts';
import { mostGroups } from './row-groups.ts';

/** Rows that share stratum, cell and combination of margin cells: whatever the figure, its influence is the same. */
export interface AlikeRows {
	readonly strata: Stage['strata'];
	/** The cells of the grid that have both answers; all others are one more place. */
	readonly inside: readonly number[];
	/** 1 without calibration. */
	readonly combinations: number;
	/**
	 * Σw, Σw² and the sum of base weights, at 4 × ((stratum × places + place) × combinations + combination). Side by
	 * side they cost one access to memory.
	 */
	readonly sums: Float64Array;
	readonly calibration: Calibration | null;
}

/** Sums over many empty kinds of row still cost less than walking the rows for every figure: up to this many for each row. */
const kindsForEachRow = 16;

/** Null where rows are not drawn one by one, where a stratum has one row only, or where there are far more kinds of row than rows. */
export function alikeRows(design: Design, table: Crosstab): AlikeRows | null {
	const [stage, ...later] = design.stages;
	const { calibration } = design;
	const { strata, stratumOfUnit } = stage;
	if (design.replicates !== null || stage.unitOfRow !== null || later.length > 0) return null;
	if (strata.some(({ units }) => units < 2) || (calibration !== null && calibration.trim !== null)) return null;
	const inside = insideCells(table.rows.length, table.columns.length);
	const places = inside.length + 1;
	const combinations = calibration?.cells.count ?? 1;
	const size = strata.length * places * combinations;
	const placeOfCell = new Int32Array(table.sums.length).fill(inside.length);
	inside.forEach((cell, place) => (placeOfCell[cell] = place));
	if (stratumOfUnit === null && calibration === null)
		return { strata, inside, combinations, sums: sumsOfTable(table, placeOfCell, places), calibration };
	if (size > mostGroups || size > kindsForEachRow * design.n) return null;
	const groupOfRow = cellOfRows(table, placeOfCell);
	if (stratumOfUnit !== null) addInStrides(groupOfRow, places, stratumOfUnit);
	const sums = new Float64Array(4 * size);
	if (calibration === null) tally(sums, groupOfRow, design.weights);
	else tallyByCombination(sums, groupOfRow, design.weights, calibration);
	return { strata, inside, combinations, sums, calibration };
}

function sumsOfTable({ sums, squares }: Crosstab, placeOfCell: Int32Array, places: number): Float64Array {
	const all = new Float64Array(4 * places);
	for (let cell = 0; cell < sums.length; cell++) {
		const at = 4 * (placeOfCell[cell] ?? 0);
		all[at] = (all[at] ?? 0) + (sums[cell] ?? 0);
		all[at + 1] = (all[at + 1] ?? 0) + (squares[cell] ?? 0);
	}
	return all;
}

function addInStrides(groups: Int32Array, stride: number, further: Int32Array): void {
	for (let i = 0; i < groups.length; i++) groups[i] = (groups[i] ?? 0) + stride * (further[i] ?? 0);
}

function tally(sums: Float64Array, groups: Int32Array, weights: Float64Array): void {
	for (let i = 0; i < groups.length; i++) {
		const at = 4 * (groups[i] ?? 0);
		const w = weights[i] ?? 0;
		sums[at] = (sums[at] ?? 0) + w;
		sums[at + 1] = (sums[at + 1] ?? 0) + w * w;
	}
}

function tallyByCombination(
	sums: Float64Array,
	groups: Int32Array,
	weights: Float64Array,
	{ baseWeights, cells: { count, ofRow } }: Calibration,
): void {
	for (let i = 0; i < groups.length; i++) {
		const at = 4 * ((groups[i] ?? 0) * count + (ofRow[i] ?? 0));
		const w = weights[i] ?? 0;
		sums[at] = (sums[at] ?? 0) + w;
		sums[at + 1] = (sums[at + 1] ?? 0) + w * w;
		sums[at + 2] = (sums[at + 2] ?? 0) + (baseWeights[i] ?? 0);
	}
}
