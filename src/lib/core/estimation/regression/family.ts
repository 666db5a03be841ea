/** How an outcome varies about its linear predictor η = Xβ: what the fit needs of it, by row. */
export interface Family {
	readonly name: 'gaussian' | 'binomial';
	/** η to start from, as R's `glm` does. */
	start(outcome: Float64Array, weights: Float64Array): Float64Array;
	/** Fills in `working` at η and returns the deviance. */
	working(at: WorkingInput, working: Working): number;
}

/** For each row the root of its working weight, and its working residual (y − μ)/(dμ/dη). */
export interface Working {
	readonly rootWeight: Float64Array;
	readonly residual: Float64Array;
}

export interface WorkingInput {
	readonly outcome: Float64Array;
	readonly weights: Float64Array;
	readonly eta: Float64Array;
}
