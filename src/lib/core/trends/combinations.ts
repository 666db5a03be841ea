/** Values and how they vary together: entry (j, k) of `covariance` is at j × size + k. */
export interface Together {
	readonly values: readonly number[];
	readonly covariance: Float64Array;
	readonly size: number;
}

/** Linear combinations L v of values that vary together: their covariance is L V Lᵀ. One row of factors each. */
export function combined({ values, covariance, size }: Together, rows: readonly (readonly number[])[]): Together {
	const half = rows.map((row) =>
		values.map((_, k) => row.reduce((sum, factor, j) => sum + factor * (covariance[j * size + k] ?? 0), 0)),
	);
	return {
		values: rows.map((row) => row.reduce((sum, factor, k) => sum + factor * (values[k] ?? 0), 0)),
		covariance: Float64Array.from(
			half.flatMap((left) => rows.map((row) => row.reduce((sum, factor, k) => sum + factor * (left[k] ?? 0), 0))),
		),
		size: rows.length,
	};
}

/** Standard error of the k-th value. */
export function seOf({ covariance, size }: Together, k: number): number {
	return Math.sqrt(Math.max(0, covariance[k * size + k] ?? 0));
}
