import { normalCdf, normalQuantile } from '#core/estimation/index.ts';

/** How a change will be judged. */
export interface Decision {
	/** Probability of calling a change where there is none, in the whole family. 0.05 unless given. */
	readonly level?: number;
	/** 2 (rise or fall) unless given. */
	readonly sides?: 1 | 2;
	/**
	 * Comparisons judged together: each is planned at level / family, which is Holm's first step and holds whatever the
	 * others turn out to be. 1 unless given.
	 */
	readonly family?: number;
	/** Count significance in the wrong direction as power too, as `power.prop.test(strict = TRUE)`. */
	readonly strict?: boolean;
}

/** The normal quantile beyond which a difference is called a change. */
export function criticalValue({ level = 0.05, sides = 2, family = 1 }: Decision): number {
	return -normalQuantile(level / sides / family);
}

/** Standard errors of a difference where there is none, and where it is what is planned for. */
export interface Errors {
	readonly none: number;
	readonly there: number;
}

/** Probability that a true difference (its size, ≥ 0) is called a change. */
export function powerOf(difference: number, { none, there }: Errors, decision: Decision): number {
	const bar = criticalValue(decision) * none;
	const power = upperTail((bar - difference) / there);
	const isBothWays = (decision.strict ?? false) && (decision.sides ?? 2) === 2;
	return isBothWays ? power + upperTail((bar + difference) / there) : power;
}

function upperTail(z: number): number {
	return normalCdf(-z);
}
