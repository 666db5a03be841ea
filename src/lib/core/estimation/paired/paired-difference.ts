import { type Codes, type Domain, type Numbers, notAsked } from '../columns.ts';
import { type Design } from '../design.ts';
import { studentTwoSided } from '../distributions/student.ts';
import { type Estimate, type EstimateOptions, type TooFewUnits, estimateAll } from '../estimate.ts';
import { type Linearised, type NoBase } from '../linearised.ts';
import { mean } from '../mean.ts';
import { type ShareOf } from '../share.ts';
import { type TestResult } from '../significance.ts';
import { type LonelyStratum } from '../variance.ts';

/** The same people before and after. Everything but the counts is about the matched ones. */
export interface PairedDifference {
	readonly kind: 'paired-difference';
	readonly matched: number;
	readonly onlyBefore: number;
	readonly onlyAfter: number;
	readonly before: Estimate;
	readonly after: Estimate;
	/** After minus before: for shares this is the effect size as well. */
	readonly difference: Estimate;
	/** Cohen's d_z: mean difference in standard deviations of differences. Null where all differ alike. */
	readonly effect: Estimate | null;
	/** That the difference is 0. */
	readonly test: TestResult;
}

type Unfit = NoBase | TooFewUnits | LonelyStratum;

/**
 * Change among people who answered twice, in one row each, with design-based errors. Who answered once is counted and
 * left out.
 *
 * @method  Paired difference and its effect size
 * @formula d̄ = Σ w (y₂ − y₁)/Σ w, influence (d − d̄)/Σw; d_z = d̄/s with s² = n/(n − 1) · Σ w (d − d̄)²/Σw, influence (d − d̄)/(s Σw) − d_z (n/(n − 1) · (d − d̄)² − s²)/(2 s² Σw); t on the design's degrees of freedom
 * @source  Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 2
 * @r       `svymean(~I(after - before), subset(d, !is.na(before + after)))`; d_z with `svyvar`
 */
export function pairedDifference(
	design: Design,
	before: Numbers,
	after: Numbers,
	options: EstimateOptions = {},
): PairedDifference | Unfit {
	return compared(design, { before, after, scale: 'mean' }, options);
}

/** The same for a share: `difference` in shares is its effect size, and `effect` is null. */
export function pairedShares(
	design: Design,
	before: Codes,
	after: Codes,
	of: ShareOf,
	options: EstimateOptions = {},
): PairedDifference | Unfit {
	return compared(design, { before: indicator(before, of), after: indicator(after, of), scale: 'share' }, options);
}

interface Pairs {
	readonly before: Numbers;
	readonly after: Numbers;
	readonly scale: 'share' | 'mean';
}

function compared(design: Design, { before, after, scale }: Pairs, options: EstimateOptions): PairedDifference | Unfit {
	const { rows, ...counts } = matching(design.weights, before, after, options.domain ?? null);
	const difference = minus(after, before, rows);
	const estimator = (weights: Float64Array): readonly Linearised[] | NoBase => {
		const parts: Linearised[] = [];
		for (const [numbers, of] of [
			[before, scale],
			[after, scale],
			[difference, 'mean'],
		] as const) {
			const part = mean(weights, numbers, rows);
			if (part.kind === 'no-base') return part;
			parts.push({ ...part, scale: of });
		}
		const size = scale === 'mean' ? effectSize(weights, rows, parts[2]) : null;
		return size === null ? parts : [...parts, size];
	};
	const found = estimateAll(design, estimator, { ...options, domain: rows });
	if (found.kind !== 'estimates') return found;
	const estimates: Estimate[] = [];
	for (const estimate of found.estimates) {
		if (estimate.kind === 'too-few-units') return estimate;
		estimates.push(estimate);
	}
	const [first, second, change, effect = null] = estimates;
	if (!first || !second || !change) return { kind: 'no-base', asked: true };
	const t = change.value / change.se;
	return {
		kind: 'paired-difference',
		...counts,
		before: first,
		after: second,
		difference: change,
		effect,
		test: { kind: 'test', name: 'paired t', statistic: t, df1: change.df, df2: null, p: studentTwoSided(t, change.df) },
	};
}

function matching(weights: Float64Array, before: Numbers, after: Numbers, domain: Domain) {
	const rows = new Uint8Array(weights.length);
	let [matched, onlyBefore, onlyAfter] = [0, 0, 0];
	for (let i = 0; i < rows.length; i++) {
		if (weights[i] === 0 || (domain !== null && domain[i] !== 1)) continue;
		const [was, is] = [before.missing[i] === 0, after.missing[i] === 0];
		if (was && is) {
			rows[i] = 1;
			matched++;
		} else if (was) onlyBefore++;
		else if (is) onlyAfter++;
	}
	return { rows, matched, onlyBefore, onlyAfter };
}

function minus(after: Numbers, before: Numbers, rows: Uint8Array): Numbers {
	const values = new Float64Array(rows.length);
	const missing = new Int8Array(rows.length);
	for (let i = 0; i < rows.length; i++) {
		if (rows[i] === 1) values[i] = (after.values[i] ?? 0) - (before.values[i] ?? 0);
		else missing[i] = notAsked;
	}
	return { values, missing };
}

/** d_z from the mean difference among the matched rows, whose influences are the deviations from it. */
function effectSize(weights: Float64Array, rows: Uint8Array, of: Linearised | undefined): Linearised | null {
	if (of === undefined || of.base.n < 2) return null;
	const { value, influence, base } = of;
	const { n, sumOfWeights: sum } = base;
	const bessel = n / (n - 1);
	let squares = 0;
	for (let i = 0; i < influence.length; i++) squares += (weights[i] ?? 0) * ((influence[i] ?? 0) * sum) ** 2;
	const variance = (bessel * squares) / sum;
	if (!(variance > 0)) return null;
	const sd = Math.sqrt(variance);
	const size = value / sd;
	let random = 0;
	const moved = new Float64Array(influence.length);
	for (let i = 0; i < moved.length; i++) {
		if (rows[i] !== 1) continue;
		const z = influence[i] ?? 0;
		const d = z * sum;
		moved[i] = z / sd - (size * (bessel * d * d - variance)) / (2 * variance * sum);
		random += (weights[i] ?? 0) * (moved[i] ?? 0) ** 2;
	}
	return { ...of, value: size, influence: moved, randomVariance: (random * sum) / (n - 1), scale: 'mean' };
}

function indicator(codes: Codes, { counted, missingInBase }: ShareOf): Numbers {
	const values = new Float64Array(codes.length);
	const missing = new Int8Array(codes.length);
	for (let i = 0; i < values.length; i++) {
		const code = codes[i] ?? notAsked;
		if (counted.includes(code)) values[i] = 1;
		else if (code < 0 && !missingInBase.includes(code)) missing[i] = code;
	}
	return { values, missing };
}
