import { type Linearised } from './linearised.ts';

/**
 * Share with the sensitive trait by the crosswise model (Yu, Tian & Tang 2008), from the share λ of "both or neither"
 * answers and the known probability p ≠ ½ of the innocuous trait: (λ + p − 1)/(2p − 1), whose standard error is that
 * of λ over |2p − 1|. The raw value may leave [0, 1]; the estimate carries the truncated one beside it.
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
