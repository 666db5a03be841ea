/** How an outcome varies about its linear predictor η = Xβ: what the fit needs of it, by row. */
export interface Family {
	readonly name: 'gaussian' | 'binomial';
	/**
	 * Fills in, for each row, the root of its working weight and its working residual times that root, at η; returns
	 * the deviance.
	 */
	working(at: WorkingInput, rootWeight: Float64Array, residual: Float64Array): number;
}

export interface WorkingInput {
	readonly outcome: Float64Array;
	readonly weights: Float64Array;
	readonly eta: Float64Array;
}
