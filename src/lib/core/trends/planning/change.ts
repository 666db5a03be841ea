import { normalQuantile } from '#core/estimation/index.ts';
import { type Decision, type Errors, criticalValue, powerOf } from './decision.ts';
import { type PlannedSize, type Sampling, inverseSize, plannedSize } from './sampling.ts';
import { reach, reachUpwards } from './solve.ts';
import { type Technique, interviewVariance } from './technique.ts';

/** A change of a share between two waves, before the second, or both, are in the field. */
export interface PlannedChange extends Sampling, Decision {
	/** Share in the first wave, 0–1. */
	readonly from: number;
	/** Direct unless given. */
	readonly technique?: Technique;
	/** People interviewed in both waves; null for waves drawn apart, which is so unless given. */
	readonly overlap?: PlannedOverlap | null;
}

export interface PlannedOverlap {
	/** Of the interviews of the smaller wave: the share that is with people of the other. */
	readonly share: number;
	/** Correlation of one person's answers in the two waves. */
	readonly correlation: number;
}

/** Interviews of each wave. */
export interface WaveSizes {
	readonly first: number;
	readonly second: number;
}

/** No size, or no share within 0–1, gives the power asked for; `best` is the power at the limit. */
export interface OutOfReach {
	readonly kind: 'out-of-reach';
	readonly best: number;
}

export interface PlannedSizes {
	readonly kind: 'planned-sizes';
	readonly first: PlannedSize;
	readonly second: PlannedSize;
}

const direct: Technique = { kind: 'direct' };

/**
 * Probability that a change from `planned.from` to `to` is called one.
 *
 * @method  Power of a change between two waves
 * @formula Φ((|Δ| − z s₀)/s₁), z = z(1 − α/2m) for a family of m; s₁² = deff (v₁/n₁ + v₂/n₂ − 2ρ √(v₁v₂) n₁₂/(n₁n₂)), s₀² the same with v at the pooled share; with populations 1/n becomes (N − n)/((N − 1)n) and n₁₂/(n₁n₂) becomes (n₁₂/(n₁n₂) − 1/N) N/(N − 1)
 * @source  Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., chapter 4; Kish (1965), section 12.4 (overlap); Qualité & Tillé (2008), Survey Methodology 34/2 (finite populations); Holm (1979)
 * @r       `power.prop.test(n = n / deff, p1 = from, p2 = to, sig.level = 0.05, strict = FALSE)`, for equal sizes without overlap
 */
export function powerOfChange(planned: PlannedChange, to: number, sizes: WaveSizes): number {
	return powerOf(Math.abs(to - planned.from), errorsOf(planned, to, sizes), planned);
}

/**
 * Interviews that call a change from `planned.from` to `to` with probability `power`: of both waves, the second being
 * `ratio` times the first, or of the second alone where the first has taken place. Solved to rounding error.
 *
 * @method  Sample size for a change between two waves
 * @formula the n at which the power above is reached
 * @source  as the power of a change
 * @r       `power.prop.test(p1 = from, p2 = to, sig.level = 0.05, power = 0.8, tol = 1e-12)$n * deff`
 */
export function sizesForChange(
	planned: PlannedChange,
	to: number,
	power: number,
	waves: { readonly ratio: number } | { readonly first: number } = { ratio: 1 },
): PlannedSizes | OutOfReach {
	const sizesAt = (n: number): WaveSizes =>
		'first' in waves ? { first: waves.first, second: n } : { first: n, second: waves.ratio * n };
	const powerAt = (n: number) => powerOfChange(planned, to, sizesAt(n));
	const largest = planned.population ?? Infinity;
	const n = largest === Infinity ? reachUpwards(powerAt, power, 1) : reach(powerAt, power, 1, largest);
	if (n === undefined) return { kind: 'out-of-reach', best: powerAt(Math.min(largest, 1e15)) };
	const { first, second } = sizesAt(n);
	return { kind: 'planned-sizes', first: plannedSize(first), second: plannedSize(second) };
}

/**
 * The smallest change, as a positive number, that is called one with probability `power`.
 *
 * @method  Minimum detectable change
 * @formula the |Δ| at which the power of a change is reached
 * @source  as the power of a change
 * @r       `power.prop.test(n = n / deff, p1 = from, sig.level = 0.05, power = 0.8, tol = 1e-12)$p2 - from`, for a rise
 */
export function detectableChange(
	planned: PlannedChange,
	sizes: WaveSizes,
	power: number,
	direction: 'rise' | 'fall',
): { readonly kind: 'detectable-change'; readonly change: number } | OutOfReach {
	const [sign, room] = direction === 'rise' ? [1, 1 - planned.from] : [-1, planned.from];
	const powerAt = (change: number) => powerOfChange(planned, planned.from + sign * change, sizes);
	const change = reach(powerAt, power, 0, room);
	return change === undefined ? { kind: 'out-of-reach', best: powerAt(room) } : { kind: 'detectable-change', change };
}

/**
 * The same in one formula, with the variance of the second wave taken to be that of the first: for tables and rules of
 * thumb.
 *
 * @method  Minimum detectable change, in one formula
 * @formula (z(1 − α/2m) + z(power)) · √(deff · v · (1/n₁ + 1/n₂ − 2ρ n₁₂/(n₁n₂)))
 * @source  Cochran (1977), Sampling Techniques, 3rd ed., chapter 4; Bloom (1995), Evaluation Review 19/5
 * @r       `(qnorm(1 - 0.05/2) + qnorm(0.8)) * sqrt(deff * p * (1 - p) * (1/n1 + 1/n2))`
 */
export function approximateDetectableChange(planned: PlannedChange, sizes: WaveSizes, power: number): number {
	const { there } = errorsOf(planned, planned.from, sizes);
	return (criticalValue(planned) + normalQuantile(power)) * there;
}

function errorsOf(
	{ from, technique = direct, deff = 1, population = Infinity, overlap = null }: PlannedChange,
	to: number,
	{ first, second }: WaveSizes,
): Errors {
	const [a, b] = [inverseSize(first, population), inverseSize(second, population)];
	const both = overlap === null ? 0 : overlap.share * Math.min(first, second);
	const correction = population === Infinity ? 1 : population / (population - 1);
	const shared = overlap === null ? 0 : overlap.correlation * (both / (first * second) - 1 / population) * correction;
	const [v1, v2] = [interviewVariance(technique, from), interviewVariance(technique, to)];
	const pooled = interviewVariance(technique, (first * from + second * to) / (first + second));
	return {
		none: Math.sqrt(Math.max(0, deff * pooled * (a + b - 2 * shared))),
		there: Math.sqrt(Math.max(0, deff * (a * v1 + b * v2 - 2 * shared * Math.sqrt(v1 * v2)))),
	};
}
