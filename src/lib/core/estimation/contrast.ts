import { type Linearised } from './linearised.ts';

/** One term of a linear combination. */
export interface Term {
	readonly factor: number;
	readonly of: Linearised;
}

/**
 * Σ factor × estimate over estimates from the same rows; covariances are taken care of by adding influences (R's
 * `svycontrast`). For waves drawn apart use `changeBetween` of the trends room. The base is that of the terms
 * together.
 *
 * @method  Difference, and any linear contrast
 * @formula Σ c θ over estimates θ of the same sample; influence Σ c z, so that covariances are in it
 * @source  Deville (1999), Survey Methodology 25/2
 * @r       `svycontrast(svyby(~y, ~group, d, svymean, covmat = TRUE), c(-1, 1))`
 */
export function contrast(terms: readonly Term[], scale: Linearised['scale'] = 'mean'): Linearised {
	const rows = terms[0]?.of.influence.length ?? 0;
	const influence = new Float64Array(rows);
	let value = 0;
	let randomVariance = 0;
	let n = 0;
	let sumOfWeights = 0;
	let sumOfSquares = 0;
	for (const { factor, of } of terms) {
		value += factor * of.value;
		randomVariance += factor * factor * of.randomVariance;
		n += of.base.n;
		sumOfWeights += of.base.sumOfWeights;
		sumOfSquares += of.base.sumOfWeights ** 2 / of.base.effectiveSize;
		for (let i = 0; i < rows; i++) influence[i] = (influence[i] ?? 0) + factor * (of.influence[i] ?? 0);
	}
	return {
		kind: 'linearised',
		value,
		influence,
		base: { n, sumOfWeights, effectiveSize: sumOfWeights ** 2 / sumOfSquares },
		randomVariance,
		means: terms.reduce((sum, term) => sum + term.of.means, 0),
		scale,
	};
}
