/** Solves A x = b for one symmetric positive semidefinite A and many b. */
export interface SymmetricSystem {
	readonly size: number;
	/** Columns that do not depend on others; less than `size` where A is singular. */
	readonly rank: number;
	solve(right: Float64Array): Float64Array;
}

/**
 * Cholesky with symmetric pivoting. Columns that depend on earlier ones (every margin's indicators add up to 1) get
 * coefficient 0, which leaves fitted values as they are. A column is dependent when its pivot falls below 1e-11 of its
 * diagonal.
 */
export function symmetricSystem(matrix: Float64Array, size: number): SymmetricSystem {
	const a = matrix.slice();
	const entry = (r: number, c: number) => a[r * size + c] ?? 0;
	const diagonal = Float64Array.from({ length: size }, (_, k) => entry(k, k));
	const order = Array.from({ length: size }, (_, k) => k);
	const pivots: number[] = [];
	while (order.length > 0) {
		const share = (k: number) => entry(k, k) / Math.max(diagonal[k] ?? 0, Number.MIN_VALUE);
		const best = order.reduce((x, y) => (share(y) > share(x) ? y : x));
		if (!(share(best) > 1e-11)) break;
		order.splice(order.indexOf(best), 1);
		pivots.push(best);
		const root = Math.sqrt(entry(best, best));
		a[best * size + best] = root;
		for (const r of order) a[r * size + best] = entry(r, best) / root;
		for (const r of order) {
			const lr = entry(r, best);
			if (lr !== 0) for (const c of order) a[r * size + c] = entry(r, c) - lr * entry(c, best);
		}
	}
	return { size, rank: pivots.length, solve: (right) => substitute(entry, pivots, right, size) };
}

/** Forward, then backward substitution over the independent columns. */
function substitute(
	entry: (r: number, c: number) => number,
	pivots: readonly number[],
	right: Float64Array,
	size: number,
): Float64Array {
	const x = new Float64Array(size);
	pivots.forEach((p, step) => {
		let sum = right[p] ?? 0;
		for (let k = 0; k < step; k++) sum -= entry(p, pivots[k] ?? 0) * (x[pivots[k] ?? 0] ?? 0);
		x[p] = sum / entry(p, p);
	});
	for (let step = pivots.length - 1; step >= 0; step--) {
		const p = pivots[step] ?? 0;
		let sum = x[p] ?? 0;
		for (let k = step + 1; k < pivots.length; k++) sum -= entry(pivots[k] ?? 0, p) * (x[pivots[k] ?? 0] ?? 0);
		x[p] = sum / entry(p, p);
	}
	return x;
}
