import { stirlingError, deviance } from './saddle-point.ts';

/**
 * Regularised incomplete beta function I_x(a, b) = P(B ≤ x) for B ~ Beta(a, b).
 * `y` is 1 − x, given apart so that nothing is lost when x is close to 1.
 * A continued fraction times a saddle-point density (Loader 2000), which keeps 1e-13 for parameters in the thousands.
 */
export function betaCdf(x: number, a: number, b: number, y = 1 - x): number {
	if (x <= 0) return 0;
	if (y <= 0) return 1;
	return x > (a + 1) / (a + b + 2)
		? 1 - power(y, b, x, a) * fraction(y, b, x, a)
		: power(x, a, y, b) * fraction(x, a, y, b);
}

/**
 * The x with P(B ≤ x) = p for B ~ Beta(a, b): Newton steps kept within a shrinking bracket. A parameter of 0 puts all
 * mass at one end.
 */
export function betaQuantile(p: number, a: number, b: number): number {
	if (a <= 0 || p <= 0) return 0;
	if (b <= 0 || p >= 1) return 1;
	let low = 0;
	let high = 1;
	let x = a / (a + b);
	for (let step = 0; step < 200; step++) {
		const excess = betaCdf(x, a, b) - p;
		if (excess === 0) return x;
		if (excess > 0) high = x;
		else low = x;
		const density = power(x, a, 1 - x, b) / (x * (1 - x));
		const newton = x - excess / density;
		const next = newton > low && newton < high ? newton : (low + high) / 2;
		if (Math.abs(next - x) <= 1e-16 * x) return next;
		x = next;
	}
	return x;
}

/** x^a y^b / B(a, b). */
function power(x: number, a: number, y: number, b: number): number {
	const n = a + b;
	const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
	return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

/**
 * The continued fraction of DiDonato & Morris (1992, ACM TOMS algorithm 708, eq. 9) by Lentz's method. It takes x and
 * y apart, which keeps its digits where x is within 1e-6 of 1, as it is for Student's t with a million degrees of
 * freedom.
 */
function fraction(x: number, a: number, y: number, b: number): number {
	const tiny = 1e-300;
	const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
	const lambda = y < x ? (a + b) * y - b : a - (a + b) * x;
	const partial = (n: number) =>
		n + (n * (b - n) * x) / (a + 2 * n - 1) + ((a + n) / (a + 2 * n + 1)) * (lambda + 1 + n * (1 + y));
	let product = away((a / (a + 1)) * (lambda + 1));
	let c = product;
	let d = 0;
	for (let n = 1; n < 100_000; n++) {
		const root = x / (a + 2 * n - 1);
		const numerator = (a + n - 1) * (a + b + n - 1) * n * (b - n) * root * root;
		const denominator = partial(n);
		d = 1 / away(denominator + numerator * d);
		c = away(denominator + numerator / c);
		product *= c * d;
		if (Math.abs(c * d - 1) < 4e-16) break;
	}
	return 1 / product;
}
