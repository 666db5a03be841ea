import { type Measurement } from './change.ts';

/** A share that somebody published with its base, without the answers behind it. */
export interface PublishedShare {
	/** 0–1. */
	readonly share: number;
	/** Unweighted base. */
	readonly n: number;
	/** Design factor: the ratio of standard errors, the root of deff. 1 for a simple random sample. */
	readonly deft: number;
}

/**
 * se = deft √(p(1−p)/n), normal quantiles. tests/reference/published-change.test.ts holds it to the Scottish Crime and
 * Justice Survey.
 */
export function measurementOf({ share, n, deft }: PublishedShare): Measurement {
	return {
		value: share,
		se: deft * Math.sqrt((share * (1 - share)) / n),
		df: Infinity,
		scale: 'share',
		base: { n, effectiveSize: n / (deft * deft) },
	};
}
