import { type Domain } from './columns.ts';

/**
 * Replicate weights: the sample weighted again as if it had been drawn otherwise, one column a replicate, already
 * multiplied by the sampling weight.
 */
export interface Replicates {
	readonly weights: readonly Float64Array[];
	readonly scale: number;
	/** One factor a replicate. */
	readonly rscales: Float64Array;
}

/**
 * The usual scales of a kind of replicate weights, as R's `svrepdesign` has them: JK1 (R − 1)/R, bootstrap 1/(R − 1),
 * JKn and given 1.
 */
export function scaleOfReplicates(type: 'JK1' | 'JKn' | 'bootstrap' | 'given', count: number): number {
	switch (type) {
		case 'JK1':
			return (count - 1) / count;
		case 'bootstrap':
			return 1 / (count - 1);
		case 'JKn':
		case 'given':
			return 1;
	}
}

/**
 * Covariance matrix (size × size, row by row) of a statistic from its values in the replicates: scale · Σ rₖ (θₖ − θ̄)(θₖ − θ̄)ᵀ around the mean of the
 * replicates. `values` has one entry a replicate, null where the replicate has nobody in the base: those are left
 * out, as R does.
 *
 * @method  Variance from replicate weights
 * @formula scale · Σ rₖ (θₖ − θ̄)², θ̄ the mean over replicates with rₖ > 0; JK1 has scale (R − 1)/R, the bootstrap 1/(R − 1), JKn its rₖ = (nₕ − 1)/nₕ
 * @source  Wolter (2007), Introduction to Variance Estimation, 2nd ed., chapters 4 and 5
 * @r       `svrepdesign(weights = ~w, repweights = "r[0-9]+", type = "JK1", combined.weights = TRUE)`
 */
export function replicateCovariance(
	{ scale, rscales }: Replicates,
	values: readonly (readonly number[] | null)[],
	size: number,
): Float64Array {
	const used = values.flatMap((theta, r) => (theta === null ? [] : [{ theta, rscale: rscales[r] ?? 0 }]));
	const counted = used.filter(({ rscale }) => rscale > 0);
	const centre = Float64Array.from({ length: size }, (_, k) =>
		counted.reduce((sum, { theta }) => sum + (theta[k] ?? 0) / counted.length, 0),
	);
	const matrix = new Float64Array(size * size);
	for (const { theta, rscale } of used)
		for (let j = 0; j < size; j++)
			for (let k = 0; k < size; k++) {
				const product = ((theta[j] ?? 0) - (centre[j] ?? 0)) * ((theta[k] ?? 0) - (centre[k] ?? 0));
				matrix[j * size + k] = (matrix[j * size + k] ?? 0) + scale * rscale * product;
			}
	return matrix;
}

const negligible = 1e-5;

/**
 * Rank of the replicate weights over the rows of a domain: one more than the degrees of freedom of R's `svrepdesign`.
 * A column counts when what others leave of it is more than 1e-5 of its length.
 */
export function rankOfWeights({ weights }: Replicates, domain: Domain): number {
	const basis: Float64Array[] = [];
	for (const column of weights) {
		const rest = domain === null ? column.slice() : column.map((w, i) => (domain[i] === 1 ? w : 0));
		const length = norm(rest);
		// Twice, so that rounding in the first pass is taken out by the second.
		for (let pass = 0; pass < 2; pass++)
			for (const direction of basis) {
				const along = product(direction, rest);
				for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) - along * (direction[i] ?? 0);
			}
		const left = norm(rest);
		if (left > negligible * length) basis.push(rest.map((x) => x / left));
	}
	return basis.length;
}

function product(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
	return sum;
}

function norm(a: Float64Array): number {
	return Math.sqrt(product(a, a));
}
