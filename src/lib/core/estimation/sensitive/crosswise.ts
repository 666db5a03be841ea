import { type Linearised } from '../linearised.ts';

/**
 * Share with the sensitive trait by the crosswise model, from the share λ of "both or neither" answers and the known
 * probability p ≠ ½ of the innocuous trait. The raw value may leave [0, 1]; the estimate carries the truncated one
 * beside it. With λ the share of *yes*, Warner's randomised response is the same arithmetic.
 *
 * @method  Crosswise question
 * @formula π = (λ + p − 1)/(2p − 1), se(π) = se(λ)/|2p − 1|, influence that of λ over 2p − 1
 * @source  Yu, Tian & Tang (2008), Two new models for survey sampling with sensitive characteristic, Metrika 67
 * @r       `m <- svymean(~same, d); (coef(m) + p - 1)/(2*p - 1); SE(m)/abs(2*p - 1)`
 */
export function crosswise(same: Linearised, p: number): Linearised {
	const slope = 1 / (2 * p - 1);
	return {
		...same,
		value: (same.value + p - 1) * slope,
		influence: same.influence.map((z) => z * slope),
		randomVariance: same.randomVariance * slope * slope,
		scale: 'indirect-share',
	};
}
