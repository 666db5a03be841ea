import { type DistinctCells } from './collapse.ts';

/** Where the proportional fitting ended. `worst` is the margin cell farthest from its target, in weight. */
export interface MarginFit {
	readonly converged: boolean;
	readonly iterations: number;
	/** The largest distance of a cell from its target in each iteration, as a share of the whole. */
	readonly distances: readonly number[];
	/** Factor on the base weight of each combination. */
	readonly factors: Float64Array;
	readonly worst: {
		readonly margin: number;
		readonly cell: number;
		readonly target: number;
		readonly achieved: number;
	};
}

/**
 * Iterative proportional fitting (Deming & Stephan 1940) over distinct combinations. Converged when, before each
 * margin's turn, no cell of it was further than `tolerance` × the whole from its target.
 */
export function fitMargins(
	cells: DistinctCells,
	cellWeights: Float64Array,
	targets: readonly Float64Array[],
	{ tolerance, maxIterations }: { readonly tolerance: number; readonly maxIterations: number },
): MarginFit {
	const weights = cellWeights.slice();
	const whole = (targets[0] ?? new Float64Array()).reduce((a, b) => a + b, 0);
	let worst = { margin: 0, cell: 0, target: 0, achieved: 0 };
	let iterations = 0;
	const distances: number[] = [];
	let converged = false;
	while (!converged && iterations < maxIterations) {
		iterations++;
		worst = { margin: 0, cell: 0, target: 0, achieved: 0 };
		targets.forEach((target, margin) => {
			const off = scaleToMargin(weights, cells.marginCell[margin] ?? new Int32Array(), target);
			if (Math.abs(off.achieved - off.target) > Math.abs(worst.achieved - worst.target)) worst = { margin, ...off };
		});
		const distance = Math.abs(worst.achieved - worst.target);
		distances.push(distance / whole);
		converged = distance <= tolerance * whole;
	}
	const factors = weights.map((w, c) => ((cellWeights[c] ?? 0) > 0 ? w / (cellWeights[c] ?? 1) : 1));
	return { converged, iterations, distances, factors, worst };
}

/** Scales the weights to one margin in place; says which cell had been farthest off. */
function scaleToMargin(weights: Float64Array, cell: Int32Array, target: Float64Array) {
	const sums = new Float64Array(target.length);
	for (let c = 0; c < weights.length; c++) {
		const k = cell[c] ?? 0;
		sums[k] = (sums[k] ?? 0) + (weights[c] ?? 0);
	}
	let off = { cell: 0, target: 0, achieved: 0 };
	const ratio = new Float64Array(target.length);
	for (let k = 0; k < target.length; k++) {
		const wanted = target[k] ?? 0;
		const achieved = sums[k] ?? 0;
		ratio[k] = achieved > 0 ? wanted / achieved : 1;
		if (Math.abs(achieved - wanted) > Math.abs(off.achieved - off.target)) off = { cell: k, target: wanted, achieved };
	}
	for (let c = 0; c < weights.length; c++) weights[c] = (weights[c] ?? 0) * (ratio[cell[c] ?? 0] ?? 1);
	return off;
}
