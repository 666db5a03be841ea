/**
 * What every estimator returns: a value and how it would move with each row's weight. The variance routine needs
 * nothing else, so that a new statistic gets strata, clusters, raking and finite populations for nothing (Deville
 * 1999, Survey Methodology 25/2).
 */
export interface Linearised {
	readonly kind: 'linearised';
	readonly value: number;
	/** Per row ∂value/∂weight; 0 for the rows outside the base. */
	readonly influence: Float64Array;
	readonly base: Base;
	/**
	 * Variance of the same statistic from a simple random sample (with replacement) as large as the base: what deff
	 * compares with.
	 */
	readonly randomVariance: number;
	/**
	 * Free means behind the value: 1 for a share, 2 for a difference. Degrees of freedom are lowered by one less, as
	 * R's `svyttest` does.
	 */
	readonly means: number;
	/** A share lies in [0, 1] by its nature; an indirect share only after truncation; a mean anywhere. */
	readonly scale: 'share' | 'indirect-share' | 'mean';
}

/** Who an estimate is about. */
export interface Base {
	/** Rows, unweighted. */
	readonly n: number;
	readonly sumOfWeights: number;
	/** Kish's (Σw)²/Σw² over the base. */
	readonly effectiveSize: number;
}

/** Nobody to estimate from. `asked` is false when every row of the domain says that the question was not asked. */
export interface NoBase {
	readonly kind: 'no-base';
	readonly asked: boolean;
}
