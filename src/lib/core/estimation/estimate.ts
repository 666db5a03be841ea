import { type Domain } from './columns.ts';
import { type Design, degreesOfFreedom, rowsInDomain } from './design.ts';
import { type Interval, type IntervalMethod, shareInterval, waldInterval } from './interval.ts';
import { type Base, type Linearised, type NoBase } from './linearised.ts';
import { type Replicates, replicateCovariance } from './replicates.ts';
import { type Estimator, spread } from './spread.ts';
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

/** Several estimates from the same rows, and how they vary together: entry (j, k) is at j × size + k. */
export interface Estimates {
	readonly kind: 'estimates';
	readonly estimates: readonly (Estimate | TooFewUnits)[];
	readonly size: number;
	readonly covariance: Float64Array;
	/** Replicates in which one of the statistics had nobody in its base. */
	readonly replicatesLeftOut: number;
}

/**
 * Takes a linearised statistic through the variance routine. Degrees of freedom: see `degreesOfFreedom` and
 * `Linearised.means`. Designs with replicate weights need `estimateAll`.
 */
export function estimate(
	design: Design,
	statistic: Linearised,
	options: EstimateOptions = {},
): Estimate | TooFewUnits | LonelyStratum {
	const df = degreesOfFreedom(design, options.domain ?? null) - (statistic.means - 1);
	if (df < 1) return { kind: 'too-few-units', base: statistic.base };
	const spreadOfOne = covariance(design, [statistic.influence], { lonelyPsu: options.lonelyPsu ?? 'fail' });
	if (spreadOfOne.kind === 'lonely-psu') return spreadOfOne;
	const variance = spreadOfOne.matrix[0] ?? 0;
	const rows = rowsInDomain(design, options.domain ?? null);
	return described(statistic, { variance, logitVariance: null, df, rows }, options);
}

/**
 * Several statistics at once with their covariances, on any design: replicate weights compute them again. Degrees of
 * freedom are those of `options.domain`, or of each statistic's own among `domains`, lowered by the means behind it.
 */
export function estimateAll(
	design: Design,
	estimator: Estimator,
	options: EstimateOptions & { readonly domains?: readonly Domain[] } = {},
): Estimates | NoBase | LonelyStratum {
	const found = spread(design, estimator, { lonelyPsu: options.lonelyPsu ?? 'fail' });
	if (found.kind !== 'spread') return found;
	const domainOf = (k: number) => (options.domains ? (options.domains[k] ?? null) : (options.domain ?? null));
	const counted = new Map<Domain, { readonly units: number; readonly rows: number }>();
	for (const k of found.statistics.keys())
		if (!counted.has(domainOf(k)))
			counted.set(domainOf(k), {
				units: degreesOfFreedom(design, domainOf(k)),
				rows: rowsInDomain(design, domainOf(k)),
			});
	const { replicates } = design;
	const estimates = found.statistics.map((statistic, k): Estimate | TooFewUnits => {
		const { units = 0, rows = 0 } = counted.get(domainOf(k)) ?? {};
		const df = units - (statistic.means - 1);
		if (df < 1) return { kind: 'too-few-units', base: statistic.base };
		const variance = found.covariance[k * found.size + k] ?? 0;
		const shares = found.underReplicates?.map((values) => values?.[k] ?? null) ?? [];
		const ofLogit = replicates === null ? null : logitVariance(replicates, shares);
		return described(statistic, { variance, logitVariance: ofLogit, df, rows }, options);
	});
	return {
		kind: 'estimates',
		estimates,
		size: found.size,
		covariance: found.covariance,
		replicatesLeftOut: found.underReplicates?.filter((values) => values === null).length ?? 0,
	};
}

/** Variance of the logit of a share over its values in the replicates, which the delta method would only approach. */
export function logitVariance(replicates: Replicates, shares: readonly (number | null)[]): number {
	const logits = shares.map((share) =>
		share !== null && share > 0 && share < 1 ? [Math.log(share / (1 - share))] : null,
	);
	return replicateCovariance(replicates, logits, 1)[0] ?? 0;
}

interface Variances {
	readonly variance: number;
	/** Null without replicate weights. */
	readonly logitVariance: number | null;
	readonly df: number;
	/** Rows in the domain, with or without an answer. */
	readonly rows: number;
}

/** The estimate that a statistic and its variance make. */
export function described(
	{ value, base, scale, randomVariance }: Omit<Linearised, 'kind' | 'influence'>,
	{ variance, logitVariance: ofLogit, df, rows }: Variances,
	{ level = 0.95, interval = 'logit' }: EstimateOptions,
): Estimate {
	const se = Math.sqrt(Math.max(0, variance));
	const deff = randomVariance > 0 ? variance / randomVariance : null;
	const { effectiveSize } = base;
	const spreadOfShare = { se, seOfLogit: ofLogit === null ? null : Math.sqrt(ofLogit), df, rows, effectiveSize };
	const range =
		scale === 'share' ? shareInterval(value, spreadOfShare, level, interval) : waldInterval(value, se, df, level);
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
