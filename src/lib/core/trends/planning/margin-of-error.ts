import { normalQuantile } from '#core/estimation/index.ts';
import { type PlannedSize, type Sampling, inverseSize, plannedSize } from './sampling.ts';
import { type Technique, interviewVariance } from './technique.ts';

/** A share that one wave is to measure. */
export interface PlannedShare extends Sampling {
	/** 0–1, as far as it can be known before. 0.5 is the safe choice for a direct question. */
	readonly share: number;
	/** Direct unless given. */
	readonly technique?: Technique;
	/** Of the interval; 0.95 unless given. */
	readonly confidence?: number;
}

const direct: Technique = { kind: 'direct' };

/**
 * Half the width of the interval of a share from `size` interviews.
 *
 * @method  Margin of error of a share
 * @formula z(1 − α/2) · √(deff · v · (N − n)/((N − 1) n)), v = p(1 − p) for a direct question
 * @source  Cochran (1977), Sampling Techniques, 3rd ed., section 4.4; Kish (1965), section 8.2 (deff)
 * @r       `qnorm(1 - 0.05/2) * sqrt(deff * p * (1 - p) / n)`
 */
export function marginOfError(size: number, planned: PlannedShare): number {
	return zOf(planned) * Math.sqrt(deffVariance(planned) * inverseSize(size, planned.population));
}

/**
 * Interviews for a margin of error; never more than the population.
 *
 * @method  Sample size for a margin of error
 * @formula n₀ = deff · z² · v / m²; n = n₀ / (1 + (n₀ − 1)/N)
 * @source  Cochran (1977), Sampling Techniques, 3rd ed., section 4.4
 * @r       `n0 <- deff * qnorm(1 - 0.05/2)^2 * p * (1 - p) / m^2; n0 / (1 + (n0 - 1) / N)`
 */
export function sizeForMarginOfError(margin: number, planned: PlannedShare): PlannedSize {
	const { population = Infinity } = planned;
	const infinite = (zOf(planned) ** 2 * deffVariance(planned)) / margin ** 2;
	return plannedSize(infinite / (1 + (infinite - 1) / population));
}

function zOf({ confidence = 0.95 }: PlannedShare): number {
	return -normalQuantile((1 - confidence) / 2);
}

function deffVariance({ share, technique = direct, deff = 1 }: PlannedShare): number {
	return deff * interviewVariance(technique, share);
}
