import { type Programme, feasible, maximise } from './simplex.ts';

/**
 * Whether a solution of whole numbers stands after rounding away what arithmetic left on it: every bound and every
 * relation is checked again, in whole numbers and so exactly.
 */
export function isWhole({ rows, columns, matrix, rhs, lower, upper }: Programme, x: Float64Array): boolean {
	for (let j = 0; j < columns; j++) {
		const value = Math.round(x[j] ?? 0);
		if (Math.abs(value - (x[j] ?? 0)) > 1e-6 || value < (lower[j] ?? 0) || value > (upper[j] ?? 0)) return false;
	}
	for (let i = 0; i < rows; i++) {
		let sum = 0;
		for (let j = 0; j < columns; j++) sum += (matrix[i * columns + j] ?? 0) * Math.round(x[j] ?? 0);
		if (sum !== rhs[i]) return false;
	}
	return true;
}

/**
 * The greatest value of an objective over whole numbers by branch and bound (Land & Doig 1960), depth first; null
 * where no whole solution was found. It gives up after `patience` programmes with the best so far, which is a value
 * that can be reached, if not the greatest.
 */
export function greatestWhole(programme: Programme, objective: Float64Array, patience = 200): number | null {
	let best: number | null = null;
	const waiting = [{ lower: programme.lower, upper: programme.upper }];
	for (let tried = 0; tried < patience; tried++) {
		const bounds = waiting.pop();
		if (!bounds) break;
		const branch = { ...programme, ...bounds };
		const tableau = feasible(branch);
		const top = tableau === null ? null : maximise(tableau, objective);
		if (top?.kind !== 'optimal' || (best !== null && top.value < best + 1 - 1e-6)) continue;
		if (isWhole(branch, top.x)) {
			best = Math.round(top.value);
			continue;
		}
		const at = top.x.findIndex((value) => Math.abs(value - Math.round(value)) > 1e-6);
		if (at < 0) continue;
		const value = top.x[at] ?? 0;
		const below = bounds.upper.slice();
		below[at] = Math.floor(value);
		const above = bounds.lower.slice();
		above[at] = Math.ceil(value);
		waiting.push({ lower: bounds.lower, upper: below }, { lower: above, upper: bounds.upper });
	}
	return best;
}
