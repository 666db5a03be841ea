/** Σ w z², the sum over rows of squares with their weights. */
export function weightedSquares(weights: Float64Array, z: Float64Array): number {
	let squares = 0;
	for (let i = 0; i < z.length; i++) squares += (weights[i] ?? 0) * (z[i] ?? 0) ** 2;
	return squares;
}
