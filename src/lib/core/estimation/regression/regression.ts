import { type Domain, type Numbers } from '../columns.ts';
import { type Design } from '../design.ts';
import { studentTwoSided } from '../distributions/student.ts';
import { type Estimate, type TooFewUnits, estimateAll } from '../estimate.ts';
import { type Base, type Linearised, type NoBase } from '../linearised.ts';
import { type LonelyPsu, type LonelyStratum } from '../variance.ts';
import { binomial } from './binomial.ts';
import { type Aliased, type Fit, type NotConverged, type Separation, fit } from './fit.ts';
import { gaussian } from './gaussian.ts';
import { type Model, type OneLevel, modelOf } from './model-matrix.ts';
import { type Predictor } from './predictor.ts';

export interface RegressionOf {
	readonly family: 'gaussian' | 'binomial';
	/** For `binomial` 0 or 1 in every row. */
	readonly outcome: Numbers;
	/** The intercept is always there beside them. */
	readonly predictors: readonly Predictor[];
	readonly domain?: Domain;
	/**
	 * Relative change of the deviance at which a logistic fit stops. 1e-8 unless given, R's own: standard errors then
	 * stand to about 1e-6 and equal R's to many more digits.
	 */
	readonly tolerance?: number;
}

/** A coefficient is an estimate with the test that it is 0. */
export interface Coefficient extends Estimate {
	/** As R names it. */
	readonly name: string;
	/** The predictor, or `a:b`, that it belongs to. */
	readonly term: string;
	readonly t: number;
	/** Two-sided, from Student's t. */
	readonly p: number;
}

export interface Regression {
	readonly kind: 'regression';
	readonly family: RegressionOf['family'];
	readonly coefficients: readonly Coefficient[];
	/** Of the coefficients: entry (j, k) is at j × number + k. */
	readonly covariance: Float64Array;
	readonly df: number;
	/** Rows that have the outcome and every predictor. */
	readonly n: number;
}

/** A binomial outcome has a number that is neither 0 nor 1. */
export interface OutcomeNotBinary {
	readonly kind: 'outcome-not-binary';
	readonly value: number;
	/** First row that has it, counted from 0. */
	readonly row: number;
}

export type RegressionFailure = OneLevel | OutcomeNotBinary | Aliased | Separation | NotConverged;

/**
 * Linear or logistic regression with design-based standard errors. Rows without the outcome or a predictor leave the
 * domain. What R answers with NA or a warning (collinear columns, a factor with one level, perfect separation) is a
 * failure that names the term. Replicate weights in which the model cannot be fitted are left out.
 *
 * @method  Linear and logistic regression
 * @formula β solves Σ wᵢ xᵢ (yᵢ − μᵢ) = 0, μ = xᵀβ or 1/(1 + e^(−xᵀβ)); influence zᵢ = (Σ wⱼ vⱼ xⱼxⱼᵀ)⁻¹ xᵢ (yᵢ − μᵢ), v = 1 or μ(1 − μ); df = design's + 1 − number of coefficients
 * @source  Binder (1983), On the variances of asymptotically normal estimators from complex surveys, International Statistical Review 51; Lumley & Scott (2017), Fitting regression models to survey data, Statistical Science 32
 * @r       `svyglm(y ~ a + b + a:b, d, family = quasibinomial)`
 */
export function regression(
	design: Design,
	{ family, outcome, predictors, domain = null, tolerance = 1e-8 }: RegressionOf,
	{ lonelyPsu = 'fail', level = 0.95 }: { readonly lonelyPsu?: LonelyPsu; readonly level?: number } = {},
): Regression | RegressionFailure | NoBase | TooFewUnits | LonelyStratum {
	const model = modelOf(design.weights, outcome, predictors, domain);
	if (model.kind !== 'model') return model;
	const odd = family === 'binomial' ? model.outcome.findIndex((y) => y !== 0 && y !== 1) : -1;
	if (odd >= 0) return { kind: 'outcome-not-binary', value: model.outcome[odd] ?? NaN, row: model.rows[odd] ?? 0 };
	const whole = fitted(model, design.weights, { family, tolerance, domain });
	if (whole.kind !== 'fit') return whole;
	const used = new Uint8Array(design.n);
	for (const row of model.rows) used[row] = 1;
	const found = estimateAll(
		design,
		(weights) => {
			const again = weights === design.weights ? whole : fitted(model, weights, { family, tolerance, domain });
			return again.kind === 'fit' ? coefficientsOf(model, weights, again) : { kind: 'no-base', asked: true };
		},
		{ lonelyPsu, level, domain: used },
	);
	if (found.kind !== 'estimates') return found;
	const coefficients: Coefficient[] = [];
	for (const [k, estimate] of found.estimates.entries()) {
		if (estimate.kind === 'too-few-units') return estimate;
		const { name = '', term = '' } = model.columns[k] ?? {};
		const t = estimate.value / estimate.se;
		coefficients.push({ ...estimate, name, term, t, p: studentTwoSided(t, estimate.df) });
	}
	return {
		kind: 'regression',
		family,
		coefficients,
		covariance: found.covariance,
		df: coefficients[0]?.df ?? 0,
		n: model.rows.length,
	};
}

/** The model under these weights, which are first divided by their mean over the domain, as R does. */
export function fitted(
	model: Model,
	weights: Float64Array,
	{ family, tolerance, domain = null }: Pick<RegressionOf, 'family' | 'domain'> & { readonly tolerance: number },
): ReturnType<typeof fit> {
	const { rows } = model;
	const mean = meanWeight(weights, domain);
	const own = new Float64Array(rows.length);
	for (let r = 0; r < rows.length; r++) own[r] = (weights[rows[r] ?? 0] ?? 0) / mean;
	const found = fit(model, own, family === 'gaussian' ? gaussian : binomial, tolerance);
	if (found.kind === 'fit')
		for (const influence of found.influences)
			for (let r = 0; r < influence.length; r++) influence[r] = (influence[r] ?? 0) / mean;
	return found;
}

function meanWeight(weights: Float64Array, domain: Domain): number {
	let sum = 0;
	let rows = 0;
	for (let i = 0; i < weights.length; i++)
		if (weights[i] !== 0 && (domain === null || domain[i] === 1)) {
			sum += weights[i] ?? 0;
			rows++;
		}
	return sum / rows;
}

/** The coefficients as statistics of the design. */
export function coefficientsOf(
	{ rows, columns }: Model,
	weights: Float64Array,
	{ coefficients, influences }: Fit,
): Linearised[] {
	const base = baseOf(rows, weights);
	return columns.map((_, k) => {
		const influence = new Float64Array(weights.length);
		const own = influences[k] ?? new Float64Array();
		let squares = 0;
		for (let r = 0; r < rows.length; r++) {
			const row = rows[r] ?? 0;
			const z = own[r] ?? 0;
			influence[row] = z;
			squares += (weights[row] ?? 0) * z * z;
		}
		return {
			kind: 'linearised',
			value: coefficients[k] ?? 0,
			influence,
			base,
			randomVariance: base.n > 1 ? (squares * base.sumOfWeights) / (base.n - 1) : 0,
			means: columns.length,
			scale: 'mean',
		};
	});
}

function baseOf(rows: Int32Array, weights: Float64Array): Base {
	let sum = 0;
	let squares = 0;
	for (let r = 0; r < rows.length; r++) {
		const w = weights[rows[r] ?? 0] ?? 0;
		sum += w;
		squares += w * w;
	}
	return { n: rows.length, sumOfWeights: sum, effectiveSize: (sum * sum) / squares };
}
