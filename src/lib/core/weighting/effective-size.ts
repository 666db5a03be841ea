/** Kish's summary of what unequal weights cost: how a simple random sample of `effectiveSize` would do as well. */
export interface WeightingEffect {
	/** Rows with a weight other than 0. */
	readonly n: number;
	/** (Σw)²/Σw². */
	readonly effectiveSize: number;
	/** n Σw²/(Σw)²: a ratio of variances, at least 1. */
	readonly deff: number;
	/** √deff: the factor on a standard error. Never call it deff. */
	readonly deft: number;
}

/**
 * Kish's effect of weighting. Without any weight above 0 the effective size is 0 and both effects are 1.
 *
 * @method  Effective sample size
 * @formula n_eff = (Σw)² / Σw²; deff = n / n_eff, a ratio of variances; deft = √deff, the factor on a standard error
 * @source  Kish (1965), Survey Sampling, section 11.7
 * @r       `sum(w)^2 / sum(w^2)`
 */
export function weightingEffect(weights: Float64Array): WeightingEffect {
	let n = 0;
	let sum = 0;
	let squares = 0;
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		if (w === 0) continue;
		n++;
		sum += w;
		squares += w * w;
	}
	if (n === 0) return { n, effectiveSize: 0, deff: 1, deft: 1 };
	const effectiveSize = (sum * sum) / squares;
	const deff = n / effectiveSize;
	return { n, effectiveSize, deff, deft: Math.sqrt(deff) };
}
