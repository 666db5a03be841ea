import { type Design } from './design.ts';
import { type Linearised, type NoBase } from './linearised.ts';
import { replicateCovariance } from './replicates.ts';
import { type LonelyPsu, type LonelyStratum, covariance } from './variance.ts';

/** Statistics as a function of the weights, so that each replicate can have them again. */
export type Estimator = (weights: Float64Array) => readonly Linearised[] | NoBase;

/** Statistics and how they vary together: entry (j, k) of `covariance` is at j × size + k. */
export interface Spread {
	readonly kind: 'spread';
	readonly statistics: readonly Linearised[];
	readonly size: number;
	readonly covariance: Float64Array;
	/** With replicate weights: the statistics under each, null where a replicate has nobody in the base. */
	readonly underReplicates: readonly (readonly number[] | null)[] | null;
}

/**
 * Takes statistics to their covariances: through influence values, or, where the design has replicate weights, by
 * computing them again under each.
 */
export function spread(
	design: Design,
	estimator: Estimator,
	{ lonelyPsu }: { readonly lonelyPsu: LonelyPsu },
): Spread | NoBase | LonelyStratum {
	const statistics = estimator(design.weights);
	if ('kind' in statistics) return statistics;
	const size = statistics.length;
	const { replicates } = design;
	if (replicates !== null) {
		const values = replicates.weights.map((weights) => valuesOf(estimator(weights)));
		return {
			kind: 'spread',
			statistics,
			size,
			covariance: replicateCovariance(replicates, values, size),
			underReplicates: values,
		};
	}
	const found = covariance(
		design,
		statistics.map(({ influence }) => influence),
		{ lonelyPsu },
	);
	return found.kind === 'lonely-psu'
		? found
		: { kind: 'spread', statistics, size, covariance: found.matrix, underReplicates: null };
}

function valuesOf(statistics: readonly Linearised[] | NoBase): number[] | null {
	if ('kind' in statistics) return null;
	const values = statistics.map(({ value }) => value);
	return values.every(Number.isFinite) ? values : null;
}
