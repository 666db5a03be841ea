import { symmetricSystem } from '#core/weighting/index.ts';
import { fisherUpper } from './distributions/fisher.ts';

/** What a test of significance says. */
export interface TestResult {
	readonly kind: 'test';
	readonly name: string;
	readonly statistic: number;
	/** Degrees of freedom: of the numerator for F, the only ones for chi-square and t. */
	readonly df1: number;
	/** Of the denominator for F; null for chi-square and t. */
	readonly df2: number | null;
	/** Two-sided for t. */
	readonly p: number;
}

/** Why a hypothesis cannot be tested; a covariance matrix is singular where it has no inverse. */
export interface Untestable {
	readonly kind: 'untestable';
	readonly reason: 'singular-covariance' | 'too-few-degrees-of-freedom' | 'single-category' | 'too-many-cells';
}

export interface WaldOptions {
	/** Degrees of freedom of the covariance matrix; Infinity for the chi-square limit. */
	readonly df: number;
	/** Lowers the denominator's degrees of freedom to df − q + 1 and the statistic with it. */
	readonly adjusted?: boolean;
	readonly name?: string;
}

/**
 * Whether q estimates, usually linear contrasts, are all 0. `covariance` is q × q, row by row. Unadjusted and with
 * df = degrees of freedom left by the model it is R's `regTermTest`; adjusted it is what `svychisq` calls adjWald.
 *
 * @method  Wald test of several contrasts
 * @formula W = θ̂ᵀ V⁻¹ θ̂; F = W/q on q and df; adjusted F = W (df − q + 1)/(q df) on q and df − q + 1
 * @source  Korn & Graubard (1990), The American Statistician 44/4; Thomas & Rao (1987), JASA 82
 * @r       `regTermTest(model, ~terms, df = df)`; adjusted: `svychisq(…, statistic = "adjWald")`
 */
export function waldTest(
	estimates: ArrayLike<number>,
	covariance: Float64Array,
	{ df, adjusted = false, name = adjusted ? 'adjusted Wald' : 'Wald' }: WaldOptions,
): TestResult | Untestable {
	const theta = Float64Array.from(estimates);
	const q = theta.length;
	const df2 = adjusted ? df - q + 1 : df;
	if (q === 0 || !(df2 > 0)) return { kind: 'untestable', reason: 'too-few-degrees-of-freedom' };
	const system = symmetricSystem(covariance, q);
	if (system.rank < q) return { kind: 'untestable', reason: 'singular-covariance' };
	const solved = system.solve(theta);
	const form = theta.reduce((sum, value, k) => sum + value * (solved[k] ?? 0), 0);
	const statistic = (form / q) * (adjusted && df !== Infinity ? df2 / df : 1);
	return { kind: 'test', name, statistic, df1: q, df2, p: fisherUpper(statistic, q, df2) };
}
