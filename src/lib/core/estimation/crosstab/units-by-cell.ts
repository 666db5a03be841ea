import { type Design, type Stage } from '../design.ts';
import { type Crosstab, cellOfRows } from './crosstab.ts';
import { addInStepsOf, mostGroups, ofGroups } from './row-groups.ts';

/** A clustered design in which the rows of a unit that share a cell are one row; itself where that would not be less. */
export function unitsByCell(design: Design, table: Crosstab): { readonly within: Design; readonly cells: Int32Array } {
	const { n, weights, stages, calibration } = design;
	const lowest = stages[stages.length - 1]?.unitOfRow ?? null;
	const own = { within: design, cells: cellOfRows(table) };
	if (lowest === null || (calibration !== null && calibration.trim !== null)) return own;
	const units = stages[stages.length - 1]?.units ?? 0;
	const combinations = calibration?.cells.count ?? 1;
	const perUnit = table.sums.length * combinations;
	const size = units * perUnit;
	if (size > mostGroups || size > n) return own;
	const groupOfRow = own.cells;
	if (calibration !== null) addInStepsOf(groupOfRow, combinations, calibration.cells.ofRow);
	const sums = new Float64Array(size);
	const rowOfUnit = new Int32Array(units);
	for (let i = 0; i < n; i++) {
		const unit = lowest[i] ?? 0;
		const g = unit * perUnit + (groupOfRow[i] ?? 0);
		groupOfRow[i] = g;
		rowOfUnit[unit] = i;
		sums[g] = (sums[g] ?? 0) + (weights[i] ?? 0);
	}
	const rowOfGroup = Int32Array.from({ length: size }, (_, g) => rowOfUnit[Math.floor(g / perUnit)] ?? 0);
	const grouped = (stage: Stage) => ({ ...stage, unitOfRow: rowOfGroup.map((row) => stage.unitOfRow?.[row] ?? row) });
	const [first, ...later] = stages;
	return {
		within: {
			n: size,
			weights: sums,
			stages: [grouped(first), ...later.map(grouped)],
			calibration: calibration === null ? null : ofGroups(calibration, groupOfRow, size),
			replicates: null,
		},
		cells: Int32Array.from({ length: size }, (_, g) => Math.floor((g % perUnit) / combinations)),
	};
}
