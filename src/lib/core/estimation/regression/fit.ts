import { type Family, type Working } from './family.ts';
import { type Model, type ModelColumn } from './model-matrix.ts';
import { orthogonalise, pseudoInverse, solve } from './orthogonal.ts';

export interface Fit {
	readonly kind: 'fit';
	readonly coefficients: Float64Array;
	/** For each coefficient and row of the model ∂coefficient/∂weight. */
	readonly influences: readonly Float64Array[];
}

/** Columns that earlier ones make up, for which R gives NA. */
export interface Aliased {
	readonly kind: 'aliased';
	/** Their coefficients, as R names them. */
	readonly coefficients: readonly string[];
	/** The terms that these belong to. */
	readonly terms: readonly string[];
}

/** The predictors tell some answers apart without fail: the coefficient that runs off to infinity, and its term. */
export interface Separation {
	readonly kind: 'separation';
	readonly coefficient: string;
	readonly term: string;
}

/** The steps went to and fro. */
export interface NotConverged {
	readonly kind: 'not-converged';
	readonly iterations: number;
}

const maxIterations = 100;
/** |η| past which a fitted share is 0 or 1 to 13 digits, and the step in η that says it is still on its way there. */
const certain = 30;
const running = 0.1;

/**
 * Iteratively reweighted least squares, each step a QR decomposition, from the start and with the stopping rule of R's
 * `glm`, so that its numbers are met: when the deviance changes by less than `tolerance` of itself. Influences are, as
 * there, those of the last step. A step that still moves a fitted value is never the last one.
 *
 * @param weights of the model's rows, near 1 on average
 */
export function fit(
	model: Model,
	weights: Float64Array,
	family: Family,
	tolerance: number,
): Fit | Aliased | Separation | NotConverged {
	const { columns, outcome } = model;
	const coefficients = new Float64Array(columns.length);
	const eta = family.start(outcome, weights);
	const working = workingColumns(outcome.length);
	let deviance = family.working({ outcome, weights, eta }, working);
	for (let iteration = 0; iteration < maxIterations; iteration++) {
		const root = working.rootWeight.slice();
		const system = orthogonalise(columns.map(({ values }) => product(values, root)));
		if (iteration === 0 && system.dependent.length > 0) return aliased(columns, system.dependent);
		// The start is no combination of the columns: the first step goes to the whole of η plus residual.
		if (iteration === 0) addTimes(working.residual, eta, 1);
		const step = solve(system, product(working.residual, root));
		if (iteration === 0) eta.fill(0);
		const direction = combined(columns, step);
		if (greatest(eta) > certain && greatest(direction) > running) return separation(columns, step);
		addTimes(eta, direction, 1);
		addTimes(coefficients, step, 1);
		const before = deviance;
		deviance = family.working({ outcome, weights, eta }, working);
		const still = iteration > 0 && greatest(direction) > running && family.name === 'binomial';
		if (!still && Math.abs(deviance - before) < tolerance * (Math.abs(deviance) + 0.1)) {
			const influences = pseudoInverse(system);
			for (const influence of influences) multiply(influence, root, working.residual, weights);
			return { kind: 'fit', coefficients, influences };
		}
	}
	return { kind: 'not-converged', iterations: maxIterations };
}

function workingColumns(rows: number): Working {
	return { rootWeight: new Float64Array(rows), residual: new Float64Array(rows) };
}

/** (XᵀWX)⁻¹ xᵢ Wᵢ rᵢ / wᵢ for one coefficient, in place. */
function multiply(lever: Float64Array, root: Float64Array, residual: Float64Array, weights: Float64Array): void {
	for (let i = 0; i < lever.length; i++) {
		const w = weights[i] ?? 0;
		lever[i] = w > 0 ? ((lever[i] ?? 0) * (root[i] ?? 0) * (residual[i] ?? 0)) / w : 0;
	}
}

function aliased(columns: readonly ModelColumn[], dependent: readonly number[]): Aliased {
	const those = dependent.flatMap((k) => columns[k] ?? []);
	return {
		kind: 'aliased',
		coefficients: those.map(({ name }) => name),
		terms: [...new Set(those.map(({ term }) => term))],
	};
}

/** The coefficient whose last step moved the predictor most. */
function separation(columns: readonly ModelColumn[], step: Float64Array): Separation {
	const reach = columns.map(({ values }, k) => Math.abs(step[k] ?? 0) * greatest(values));
	const most = columns[reach.indexOf(Math.max(...reach))];
	return { kind: 'separation', coefficient: most?.name ?? '', term: most?.term ?? '' };
}

function product(a: Float64Array, b: Float64Array): Float64Array {
	const values = new Float64Array(a.length);
	for (let i = 0; i < values.length; i++) values[i] = (a[i] ?? 0) * (b[i] ?? 0);
	return values;
}

function combined(columns: readonly ModelColumn[], step: Float64Array): Float64Array {
	const sum = new Float64Array(columns[0]?.values.length ?? 0);
	columns.forEach(({ values }, k) => addTimes(sum, values, step[k] ?? 0));
	return sum;
}

function addTimes(sum: Float64Array, values: Float64Array, factor: number): void {
	for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (values[i] ?? 0);
}

function greatest(values: Float64Array): number {
	let most = 0;
	for (let i = 0; i < values.length; i++) {
		const size = Math.abs(values[i] ?? 0);
		if (size > most) most = size;
	}
	return most;
}
