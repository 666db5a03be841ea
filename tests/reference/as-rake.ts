import { type Design } from '../../src/lib/core/estimation/index.ts';
import { type Margin } from '../../src/lib/core/weighting/index.ts';
import { describedDesign, design, marginsOf } from './survey-data.ts';

export const isRaked = (id: string): boolean => describedDesign(id).base !== undefined;

/**
 * As R estimates on a design made by `rake()`: there R replaces the regression on the margins by ten sweeps that take
 * out unweighted margin means, an approximation, up to 13 % off in a small domain where base weights differ. The sweeps
 * are repeated here, so that all the rest is compared to the last digits; the regression itself is compared with
 * designs made by `calibrate(calfun = "raking")`. Other designs' influences pass unchanged.
 */
export function asRake(id: string, influence: Float64Array): Float64Array {
	if (!isRaked(id)) return influence;
	const swept = influence.slice();
	for (let sweep = 0; sweep < 10; sweep++) for (const margin of marginsOf(id)) takeOutMeans(swept, margin);
	return swept;
}

/** The design to take such influences through: its weights raked, its calibration gone. */
export function designAsRake(id: string): Design {
	return isRaked(id) ? { ...design(id), calibration: null } : design(id);
}

/** Takes the unweighted mean of each cell of a margin out of `z`. */
export function takeOutMeans(z: Float64Array, { cells, targets }: Margin): void {
	const sums = targets.map(() => 0);
	const rows = targets.map(() => 0);
	z.forEach((value, i) => {
		sums[cells[i]!]! += value;
		rows[cells[i]!]!++;
	});
	z.forEach((value, i) => (z[i] = value - sums[cells[i]!]! / rows[cells[i]!]!));
}
