/** Columns split into Q R: orthonormal columns Q and an upper triangle R, row by row. */
export interface Orthogonal {
	readonly q: readonly Float64Array[];
	readonly r: Float64Array;
	/** Columns that the earlier ones make up, within 1e-11 of their length, which is R's tolerance in `glm`. */
	readonly dependent: readonly number[];
}

const negligible = 1e-11;

/**
 * Gram–Schmidt in its modified form, which with `solve` is as stable for least squares as Householder's reflections
 * (Björck 1967). The columns of `q` are those given, changed in place.
 */
export function orthogonalise(q: readonly Float64Array[]): Orthogonal {
	const size = q.length;
	const r = new Float64Array(size * size);
	const dependent: number[] = [];
	q.forEach((column, k) => {
		const whole = Math.sqrt(inner(column, column));
		for (let j = 0; j < k; j++) {
			const earlier = q[j] ?? column;
			const along = inner(earlier, column);
			r[j * size + k] = along;
			takeOut(column, along, earlier);
		}
		const left = Math.sqrt(inner(column, column));
		r[k * size + k] = left;
		if (left <= negligible * whole) {
			dependent.push(k);
			column.fill(0);
		} else for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) / left;
	});
	return { q, r, dependent };
}

/** Least squares: the coefficients that bring the columns nearest to `right`. */
export function solve({ q, r }: Orthogonal, right: Float64Array): Float64Array {
	const rest = right.slice();
	const step = new Float64Array(q.length);
	q.forEach((column, k) => {
		const along = inner(column, rest);
		takeOut(rest, along, column);
		step[k] = along;
	});
	for (let k = q.length - 1; k >= 0; k--) {
		let sum = step[k] ?? 0;
		for (let j = k + 1; j < q.length; j++) sum -= (r[k * q.length + j] ?? 0) * (step[j] ?? 0);
		step[k] = sum / (r[k * q.length + k] ?? 1);
	}
	return step;
}

/**
 * (XᵀX)⁻¹Xᵀ, a column of it for each row of the model: entry k is how each row's residual moves coefficient k. It is
 * Q times the inverse of Rᵀ, which never multiplies out the badly conditioned inverse.
 */
export function pseudoInverse({ q, r }: Orthogonal): Float64Array[] {
	const size = q.length;
	const made = q.map((column) => column.slice());
	for (let k = size - 1; k >= 0; k--) {
		const column = made[k] ?? new Float64Array();
		for (let j = k + 1; j < size; j++) takeOut(column, r[k * size + j] ?? 0, made[j] ?? column);
		const pivot = r[k * size + k] ?? 1;
		for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) / pivot;
	}
	return made;
}

function inner(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
	return sum;
}

function takeOut(column: Float64Array, along: number, direction: Float64Array): void {
	for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) - along * (direction[i] ?? 0);
}
