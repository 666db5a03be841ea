import { type Family } from './family.ts';
import { type Model, type ModelColumn } from './model-matrix.ts';
import { type Orthogonal, orthogonalise, pseudoInverse, solve } from './orthogonal.ts';

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

/** Never seen to happen without separation. */
export interface NotConverged {
	readonly kind: 'not-converged';
	readonly iterations: number;
}

const maxIterations = 100;
/** What a step may still explain of the first residuals, squared: coefficients then stand to about 1e-14. */
const settled = 1e-24;

/**
 * Iteratively reweighted least squares from η = 0, each a QR decomposition. The step of a linear model is repeated
 * once, which takes out what rounding left. A binomial step that does not lower the deviance is halved.
 */
export function fit(model: Model, weights: Float64Array, family: Family): Fit | Aliased | Separation | NotConverged {
	const { columns, outcome } = model;
	const rows = outcome.length;
	const coefficients = new Float64Array(columns.length);
	const rootWeight = new Float64Array(rows);
	const residual = new Float64Array(rows);
	let eta = new Float64Array(rows);
	let deviance = family.working({ outcome, weights, eta }, rootWeight, residual);
	const enough = deviance * 1e-12;
	let first = 0;
	let previous = Infinity;
	for (let iteration = 0; iteration < maxIterations; iteration++) {
		const system = orthogonalise(columns.map(({ values }) => scaled(values, rootWeight)));
		if (iteration === 0 && system.dependent.length > 0) return aliased(columns, system.dependent);
		const { step, explained } = solve(system, residual);
		if (iteration === 0) first = sumOfSquares(residual);
		const direction = combined(columns, step);
		if (greatest(eta) > certain && greatest(direction) > running) return separation(columns, step);
		let factor = 1;
		let tried = eta;
		for (let halving = 0; halving < 40; halving++, factor /= 2) {
			tried = moved(eta, direction, factor);
			const found = family.working({ outcome, weights, eta: tried }, rootWeight, residual);
			if (found <= deviance + enough || halving === 39) {
				deviance = found;
				break;
			}
		}
		eta = tried;
		for (let k = 0; k < step.length; k++) coefficients[k] = (coefficients[k] ?? 0) + factor * (step[k] ?? 0);
		// Rounding sets a floor below which steps no longer shrink.
		if (explained <= settled * first || (explained >= previous / 4 && explained <= 1e-18 * first))
			return { kind: 'fit', coefficients, influences: influences(system, weights, residual) };
		previous = explained;
	}
	return { kind: 'not-converged', iterations: maxIterations };
}

/** |η| past which a fitted share is 0 or 1 to 13 digits, and the step in η that says it is still on its way there. */
const certain = 30;
const running = 0.1;

/** (XᵀWX)⁻¹ xᵢ (yᵢ − μᵢ). */
function influences(system: Orthogonal, weights: Float64Array, residual: Float64Array): Float64Array[] {
	const lever = pseudoInverse(system);
	for (const column of lever)
		for (let i = 0; i < column.length; i++) {
			const w = weights[i] ?? 0;
			column[i] = w > 0 ? ((column[i] ?? 0) * (residual[i] ?? 0)) / w : 0;
		}
	return lever;
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

function scaled(values: Float64Array, by: Float64Array): Float64Array {
	const product = new Float64Array(values.length);
	for (let i = 0; i < product.length; i++) product[i] = (values[i] ?? 0) * (by[i] ?? 0);
	return product;
}

function combined(columns: readonly ModelColumn[], step: Float64Array): Float64Array {
	const sum = new Float64Array(columns[0]?.values.length ?? 0);
	columns.forEach(({ values }, k) => addTimes(sum, values, step[k] ?? 0));
	return sum;
}

function addTimes(sum: Float64Array, values: Float64Array, factor: number): void {
	for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (values[i] ?? 0);
}

function moved(eta: Float64Array, direction: Float64Array, factor: number): Float64Array<ArrayBuffer> {
	const there = new Float64Array(eta);
	addTimes(there, direction, factor);
	return there;
}

function greatest(values: Float64Array): number {
	let most = 0;
	for (let i = 0; i < values.length; i++) {
		const size = Math.abs(values[i] ?? 0);
		if (size > most) most = size;
	}
	return most;
}

function sumOfSquares(values: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) ** 2;
	return sum;
}
