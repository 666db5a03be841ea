import { studentCdf } from './distributions/student.ts';
import { type Interval, waldInterval } from './interval.ts';

/** What is asked of a difference: a value with its error, however it came about. */
export interface Measured {
	readonly value: number;
	readonly se: number;
	readonly df: number;
}

/** One of the two tests: small p values say that the difference is on the inner side of this end of the margin. */
export interface OneSided {
	readonly t: number;
	readonly p: number;
}

export interface Equivalence {
	readonly kind: 'equivalence';
	readonly margin: number;
	/** Against a difference of −margin or less. */
	readonly above: OneSided;
	/** Against a difference of +margin or more. */
	readonly below: OneSided;
	/** The greater of the two, which is the p value of the whole. */
	readonly p: number;
	/** At level 1 − 2α: it lies within ±margin just when `isEquivalent`. */
	readonly interval: Interval;
	readonly isEquivalent: boolean;
}

/**
 * Is a difference surely smaller than the smallest that matters, either way? Two one-sided tests, each at α = 1 −
 * level.
 *
 * @method  Equivalence: two one-sided tests
 * @formula p = max{P(T > (d + X)/se), P(T < (d − X)/se)}, X the margin, T Student's t with the difference's df; equivalent when p < α
 * @source  Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15
 * @r       `max(pt((d + X)/se, df, lower.tail = FALSE), pt((d - X)/se, df))`
 */
export function equivalence(
	{ value, se, df }: Measured,
	margin: number,
	{ level }: { readonly level: number },
): Equivalence {
	const above = tail(-(value + margin), se, df);
	const below = tail(value - margin, se, df);
	const p = Math.max(above.p, below.p);
	return {
		kind: 'equivalence',
		margin,
		above: { t: -above.t, p: above.p },
		below,
		p,
		interval: waldInterval(value, se, df, 2 * level - 1),
		isEquivalent: p < 1 - level,
	};
}

/** P(T < distance/se); without error nothing is left to chance. */
function tail(distance: number, se: number, df: number): OneSided {
	if (se > 0) return { t: distance / se, p: studentCdf(distance / se, df) };
	return distance < 0 ? { t: -Infinity, p: 0 } : { t: Infinity, p: 1 };
}
