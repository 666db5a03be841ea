import { type Domain } from './columns.ts';
import { type Design, degreesOfFreedom, rowsInDomain } from './design.ts';
import { type Interval, type IntervalMethod, shareInterval, waldInterval } from './interval.ts';
import { type Base, type Linearised } from './linearised.ts';
import { type LonelyPsu, type LonelyStratum, covariance } from './variance.ts';

/** A number with what must be said beside it. Shares are 0–1. */
export interface Estimate {
	readonly kind: 'estimate';
	readonly value: number;
	readonly se: number;
	/** Degrees of freedom; Infinity for a published figure. */
	readonly df: number;
	readonly interval: Interval;
	/** `base.n` is the unweighted base, `base.effectiveSize` Kish's effective base. */
	readonly base: Base;
	/**
	 * Ratio of the variance to that of a simple random sample with replacement of n rows (R's `deff = "replace"`);
	 * null where that is 0.
	 */
	readonly deff: number | null;
	/** √deff. */
	readonly deft: number | null;
	readonly scale: Linearised['scale'];
	/** An indirect share and its interval cut to [0, 1]; null for others. Changes are computed from the raw value. */
	readonly truncated: { readonly value: number; readonly lower: number; readonly upper: number } | null;
}

/** The domain has as many strata as primary sampling units, or a single row: no variance can be had. */
export interface TooFewUnits {
	readonly kind: 'too-few-units';
	readonly base: Base;
}

export interface EstimateOptions {
	/** 0.95 unless given. */
	readonly level?: number;
	/** For shares; logit unless given, because it stays within [0, 1]. Other statistics have Wald intervals. */
	readonly interval?: IntervalMethod;
	/** *fail* unless given. */
	readonly lonelyPsu?: LonelyPsu;
	/** The rows that the estimate was made for: degrees of freedom are counted among them. */
	readonly domain?: Domain;
}

/**
 * Takes a linearised statistic through the variance routine. Degrees of freedom: see `degreesOfFreedom` and
 * `Linearised.means`.
 */
export function estimate(
	design: Design,
	statistic: Linearised,
	{ level = 0.95, interval = 'logit', lonelyPsu = 'fail', domain = null }: EstimateOptions = {},
): Estimate | TooFewUnits | LonelyStratum {
	const { value, base, scale, randomVariance } = statistic;
	const df = degreesOfFreedom(design, domain) - (statistic.means - 1);
	if (df < 1) return { kind: 'too-few-units', base };
	const spread = covariance(design, [statistic.influence], { lonelyPsu });
	if (spread.kind === 'lonely-psu') return spread;
	const variance = spread.matrix[0] ?? 0;
	const se = Math.sqrt(variance);
	const deff = randomVariance > 0 ? variance / randomVariance : null;
	const { effectiveSize } = base;
	const range =
		scale === 'share'
			? shareInterval(value, { se, df, rows: rowsInDomain(design, domain), effectiveSize }, level, interval)
			: waldInterval(value, se, df, level);
	const clip = (x: number) => Math.min(1, Math.max(0, x));
	return {
		kind: 'estimate',
		value,
		se,
		df,
		interval: range,
		base,
		deff,
		deft: deff === null ? null : Math.sqrt(deff),
		scale,
		truncated:
			scale === 'indirect-share' ? { value: clip(value), lower: clip(range.lower), upper: clip(range.upper) } : null,
	};
}
