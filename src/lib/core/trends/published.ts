import { type Estimate, shareInterval } from '#core/estimation/index.ts';
import { type Measurement } from './change.ts';

/** A share that somebody published with its base, without the answers behind it. */
export interface PublishedShare {
	/** 0–1. */
	readonly share: number;
	/** Unweighted base. */
	readonly n: number;
	/** Design factor: the ratio of standard errors, the root of deff. 1 for a simple random sample. */
	readonly deft: number;
	/** Step to which the share was rounded in print, such as 0.01 for whole per cent; 0 unless given. */
	readonly rounding?: number;
}

/** A published figure as a series takes it. */
export interface PublishedFigure extends Omit<PublishedShare, 'deft' | 'rounding'> {
	readonly deft: PublishedDeft;
	readonly rounding: number;
	/** Where it stands in print. */
	readonly source: string;
	/** The smallest change that would matter; that of the instruments that declare the measure, else 0.03, unless given. */
	readonly smallestChange?: number;
}

/**
 * Where the design factor comes from. *neighbour*: the publisher declared it for that measure of that wave only, or the
 * answers of that wave have it; it is taken for this figure too. *undeclared*: nobody knows, and 1 is not assumed.
 */
export type PublishedDeft =
	| { readonly kind: 'declared'; readonly deft: number }
	| { readonly kind: 'neighbour'; readonly wave: string; readonly measure: string }
	| { readonly kind: 'undeclared' };

/**
 * What a published share measures, and how well: by its base and the design factor that its publisher declares.
 * tests/reference/published-change.test.ts holds it to the Scottish Crime and Justice Survey.
 *
 * @method  Standard error of a published share
 * @formula se² = deft² · p(1 − p)/n + r²/12, deft the declared design factor (a ratio of standard errors), r the step of rounding; normal quantiles
 * @source  Kish (1965), Survey Sampling, 8.2; Sheppard (1898), Proceedings of the London Mathematical Society 29, for the rounding; Scottish Crime and Justice Survey 2021/22, annex E
 * @r       `deft * sqrt(p * (1 - p) / n)`
 */
export function measurementOf({ share, n, deft, rounding = 0 }: PublishedShare): Measurement {
	return {
		value: share,
		se: Math.sqrt((deft * deft * share * (1 - share)) / n + (rounding * rounding) / 12),
		df: Infinity,
		scale: 'share',
		base: { n, effectiveSize: n / (deft * deft) },
	};
}

/** A published share as an estimate beside those from answers; its sum of weights is its base. Logit interval. */
export function publishedEstimate(published: PublishedShare, { level }: { readonly level: number }): Estimate {
	const { share, n, deft } = published;
	const { value, se, df, scale, base } = measurementOf(published);
	const { effectiveSize } = base;
	return {
		kind: 'estimate',
		value,
		se,
		df,
		interval: shareInterval(share, { se, seOfLogit: null, df, rows: n, effectiveSize }, level, 'logit'),
		base: { n, sumOfWeights: n, effectiveSize },
		deff: deft * deft,
		deft,
		scale,
		truncated: null,
	};
}
