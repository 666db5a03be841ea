import { sumOfBaseWeights } from './base-weights.ts';
import { type Calibration, calibrationOf, cellSums } from './calibration.ts';
import { type DistinctCells, collapse } from './collapse.ts';
import { type MarginFit, fitMargins } from './fit-margins.ts';
import { type Margin, type RakingFailure, cellLabel } from './margin.ts';
import { prepareTargets } from './targets.ts';
import { trimWeights } from './trim.ts';

/** How hard to try. */
export interface RakingOptions {
	/** Largest distance of a margin cell from its target, as a share of the whole. */
	readonly tolerance?: number;
	readonly maxIterations?: number;
	/**
	 * What the weights add up to; by default the margins' total, or the sum of the base weights where margins are
	 * shares.
	 */
	readonly total?: number;
	/** Least and greatest weight, as multiples of the mean weight. */
	readonly bounds?: { readonly lower: number; readonly upper: number } | null;
}

export interface Raked {
	readonly kind: 'raked';
	/** One weight a row; rows with base weight 0 keep 0. */
	readonly weights: Float64Array;
	/** Give it to the design, so that standard errors take the raking into account. */
	readonly calibration: Calibration;
	readonly iterations: number;
	/** Largest distance of a margin cell from its target before the last sweep, as a share of the whole. */
	readonly distance: number;
	/** The same for every sweep, in their order. */
	readonly distances: readonly number[];
	/** Times that weights had to be trimmed to the bounds and raked again. */
	readonly trimmings: number;
	/** Per margin: rows whose cell is unknown (they keep their share of the base weights). */
	readonly rowsUnknown: readonly { readonly margin: string; readonly rows: number }[];
}

const maxTrimmings = 100;

/**
 * Rakes base weights to any number of margins (rim weighting; Deming & Stephan 1940). The weights equal R's `rake()`
 * run to convergence and `calibrate(calfun = "raking")`.
 *
 * With bounds, raking and trimming take turns until both hold, at most 100 times: weights outside the bounds are set
 * to them, the excess goes to the rest in equal parts, and the result is raked again. Where both cannot hold the
 * failure says so; the margins are never given up silently. Proved by tests/reference/raking.test.ts and
 * tests/property/weighting.test.ts.
 *
 * @method  Raking (rim weighting)
 * @formula w = d · Π f(m, cell of the row in margin m), the factors f found by scaling to one margin after another until no cell is further than the tolerance from its target; variance from the residuals of the regression of the influence values on all margins' indicators, weighted by the base weights d
 * @source  Deming & Stephan (1940), Annals of Mathematical Statistics 11; Deville & Särndal (1992), JASA 87, eq. 3.4
 * @r       `calibrate(d, list(~a, ~b), list(A, B), calfun = "raking", epsilon = 1e-12, maxit = 500)`; `rake()` gives the same weights, and standard errors that approximate the regression by ten unweighted sweeps
 */
export function rake(
	baseWeights: Float64Array,
	margins: readonly Margin[],
	options: RakingOptions = {},
): Raked | RakingFailure {
	const baseSum = sumOfBaseWeights(baseWeights);
	if (typeof baseSum !== 'number') return baseSum;
	const prepared = prepareTargets(margins, baseWeights);
	if (prepared.kind !== 'prepared') return prepared;
	const total = options.total ?? prepared.total ?? baseSum;
	const sizes = margins.map((margin) => margin.targets.length);
	const cells = collapse(
		baseWeights.length,
		margins.map((margin) => margin.cells),
		sizes,
	);
	const targets = prepared.shares.map((shares) => shares.map((share) => share * total));
	const limits = { tolerance: options.tolerance ?? 1e-10, maxIterations: options.maxIterations ?? 2000 };

	let fit = fitMargins(cells, cellSums(baseWeights, cells), targets, limits);
	let weights = applyFactors(baseWeights, cells, fit);
	let iterations = fit.iterations;
	const distances = [...fit.distances];
	let trimmings = 0;
	const bounds = options.bounds ?? undefined;
	for (; bounds && fit.converged; trimmings++) {
		const mean = total / weights.reduce((n, w) => n + (w > 0 ? 1 : 0), 0);
		const range = { lower: bounds.lower * mean, upper: bounds.upper * mean };
		const rowsOutside = countOutside(weights, range);
		if (rowsOutside === 0) break;
		const trimmed = trimmings < maxTrimmings ? trimWeights(weights, { ...range, strict: true }) : undefined;
		if (trimmed?.kind !== 'trimmed') return { kind: 'bounds-not-met', rounds: trimmings, rowsOutside };
		fit = fitMargins(cells, cellSums(trimmed.weights, cells), targets, limits);
		weights = applyFactors(trimmed.weights, cells, fit);
		iterations += fit.iterations;
		distances.push(...fit.distances);
	}
	if (!fit.converged) {
		const { margin: m, cell, target, achieved } = fit.worst;
		const margin = margins[m];
		const label = margin ? cellLabel(margin, cell) : '';
		const calibration = calibrationOf(baseWeights, cells, sizes);
		const where = { margin: margin?.id ?? '', cell, label, target, achieved };
		return { kind: 'not-converged', iterations, distances, ...where, weights, calibration };
	}
	return {
		kind: 'raked',
		weights,
		calibration: calibrationOf(baseWeights, cells, sizes),
		iterations,
		distance: Math.abs(fit.worst.achieved - fit.worst.target) / total,
		distances,
		trimmings,
		rowsUnknown: margins.map((margin, m) => ({ margin: margin.id, rows: prepared.rowsUnknown[m] ?? 0 })),
	};
}

function applyFactors(base: Float64Array, cells: DistinctCells, { factors }: MarginFit): Float64Array {
	const weights = new Float64Array(base.length);
	for (let i = 0; i < base.length; i++) weights[i] = (base[i] ?? 0) * (factors[cells.ofRow[i] ?? 0] ?? 1);
	return weights;
}

/** A weight may miss a bound by rounding, or by what the last raking moved it: 1e-6 of the bound. */
function countOutside(weights: Float64Array, { lower, upper }: { lower: number; upper: number }): number {
	let outside = 0;
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		if (w > 0 && (w < lower * (1 - 1e-6) || w > upper * (1 + 1e-6))) outside++;
	}
	return outside;
}
