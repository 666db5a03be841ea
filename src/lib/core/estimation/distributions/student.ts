import { betaCdf } from './beta.ts';
import { normalCdf, normalDensity, normalQuantile } from './normal.ts';
import { deviance, stirlingError } from './saddle-point.ts';

/**
 * P(T ≤ t) for Student's t with `df` degrees of freedom, not necessarily whole; df = Infinity is the normal
 * distribution.
 */
export function studentCdf(t: number, df: number): number {
	if (df === Infinity) return normalCdf(t);
	const square = t * t;
	const lower = 0.5 * betaCdf(df / (df + square), df / 2, 0.5, square / (df + square));
	return t > 0 ? 1 - lower : lower;
}

/** Probability of a |T| at least this large: the two-sided p value. */
export function studentTwoSided(t: number, df: number): number {
	return 2 * studentCdf(-Math.abs(t), df);
}

/**
 * The t with P(T ≤ t) = p; the value of R's `qt(p, df)` to 1e-12. The last answer is kept: every cell of a table asks
 * for the same one.
 */
export function studentQuantile(p: number, df: number): number {
	if (p !== last.p || df !== last.df) last = { p, df, t: quantile(p, df) };
	return last.t;
}

let last = { p: NaN, df: NaN, t: NaN };

/** Newton on the log of the tail, kept within a bracket. */
function quantile(p: number, df: number): number {
	if (df === Infinity) return normalQuantile(p);
	if (p > 0.5) return -quantile(1 - p, df);
	if (p === 0.5) return 0;
	if (p <= 0) return -Infinity;
	let near = 0;
	let far = Infinity;
	let t = -normalQuantile(p);
	for (let step = 0; step < 200; step++) {
		const tail = studentCdf(-t, df);
		if (tail > p) near = t;
		else far = t;
		const newton = t + (Math.log(tail / p) * tail) / studentDensity(t, df);
		const next = newton > near && newton < far ? newton : far === Infinity ? 2 * t : (near + far) / 2;
		if (Math.abs(next - t) <= 2e-16 * t) return -next;
		t = next;
	}
	return -t;
}

function studentDensity(t: number, df: number): number {
	const halves = stirlingError((df + 1) / 2) - stirlingError(df / 2) - deviance(df / 2, (df + 1) / 2);
	return (
		(Math.exp(halves) * normalDensity(0) * Math.exp((-df / 2) * Math.log1p((t * t) / df))) / Math.sqrt(1 + (t * t) / df)
	);
}
