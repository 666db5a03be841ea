import { type Domain, type Numbers, rowsWithCode } from '../columns.ts';
import { studentTwoSided } from '../distributions/student.ts';
import { type Interval, waldInterval } from '../interval.ts';
import { type Arms } from './item-count.ts';

export interface WelchDifference {
	readonly kind: 'welch';
	readonly treatment: ArmSummary;
	readonly control: ArmSummary;
	readonly difference: number;
	readonly se: number;
	/** Satterthwaite's, not whole. */
	readonly df: number;
	readonly t: number;
	readonly p: number;
	readonly interval: Interval;
}

export interface ArmSummary {
	readonly n: number;
	readonly mean: number;
	/** With n − 1. */
	readonly variance: number;
}

/** An arm has fewer than two counts. */
export interface ArmTooSmall {
	readonly kind: 'arm-too-small';
	readonly arm: 'treatment' | 'control';
	readonly n: number;
}

/**
 * The item count of an experiment without weights or design, as most papers print it: to set beside the weighted one.
 *
 * @method  Item count, unweighted
 * @formula ȳ₁ − ȳ₀, se² = s₁²/n₁ + s₀²/n₀, df by Satterthwaite
 * @source  Welch (1947), Biometrika 34
 * @r       `t.test(count[treatment == 1], count[treatment == 0])`
 */
export function welchDifference(
	count: Numbers,
	{ codes, treatment, control }: Arms,
	{ domain = null, level = 0.95 }: { readonly domain?: Domain; readonly level?: number } = {},
): WelchDifference | ArmTooSmall {
	const treated = summary(count, rowsWithCode(codes, treatment, domain));
	const other = summary(count, rowsWithCode(codes, control, domain));
	if (treated.n < 2) return { kind: 'arm-too-small', arm: 'treatment', n: treated.n };
	if (other.n < 2) return { kind: 'arm-too-small', arm: 'control', n: other.n };
	const [a, b] = [treated.variance / treated.n, other.variance / other.n];
	const difference = treated.mean - other.mean;
	const se = Math.sqrt(a + b);
	const df = (a + b) ** 2 / (a ** 2 / (treated.n - 1) + b ** 2 / (other.n - 1));
	return {
		kind: 'welch',
		treatment: treated,
		control: other,
		difference,
		se,
		df,
		t: difference / se,
		p: studentTwoSided(difference / se, df),
		interval: waldInterval(difference, se, df, level),
	};
}

function summary({ values, missing }: Numbers, rows: Uint8Array): ArmSummary {
	let n = 0;
	let sum = 0;
	for (let i = 0; i < rows.length; i++)
		if (rows[i] === 1 && missing[i] === 0) {
			n++;
			sum += values[i] ?? 0;
		}
	const mean = sum / n;
	let squares = 0;
	for (let i = 0; i < rows.length; i++)
		if (rows[i] === 1 && missing[i] === 0) squares += ((values[i] ?? 0) - mean) ** 2;
	return { n, mean, variance: squares / (n - 1) };
}
