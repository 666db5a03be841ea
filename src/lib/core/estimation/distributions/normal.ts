const rootTwoPi = Math.sqrt(2 * Math.PI);

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
	return Math.exp(-0.5 * z * z) / rootTwoPi;
}

/**
 * P(Z ≤ z) for the standard normal distribution, to 1e-13 relative in both tails. Near 0 the series of Marsaglia
 * (2004, Journal of Statistical Software 11/4); in the tails Laplace's continued fraction.
 */
export function normalCdf(z: number): number {
	if (z > 0) return 1 - normalCdf(-z);
	return z > -2 ? 0.5 - oddSeries(-z) * normalDensity(z) : normalDensity(z) * millsRatio(-z);
}

/**
 * The z with P(Z ≤ z) = p, 0 < p < 1; ±Infinity at the ends. A rough start (Abramowitz & Stegun 26.2.23), then Halley
 * steps.
 */
export function normalQuantile(p: number): number {
	if (p <= 0) return -Infinity;
	if (p >= 1) return Infinity;
	if (p > 0.5) return -normalQuantile(1 - p);
	if (p === 0.5) return 0;
	const t = Math.sqrt(-2 * Math.log(p));
	let z = -t + (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
	for (let step = 0; step < 4; step++) {
		const newton = (normalCdf(z) - p) / normalDensity(z);
		z -= newton / (1 + 0.5 * z * newton);
	}
	return z;
}

/** x + x³/3 + x⁵/(3·5) + …, which times the density is P(0 < Z < x). */
function oddSeries(x: number): number {
	let term = x;
	let sum = x;
	for (let k = 3; term > sum * 1e-17; k += 2) {
		term *= (x * x) / k;
		sum += term;
	}
	return sum;
}

/** P(Z > x) over the density at x: 1/(x + 1/(x + 2/(x + 3/(x + …)))), taken from far out inwards. */
function millsRatio(x: number): number {
	let tail = x;
	for (let k = Math.ceil(40 + 700 / (x * x)); k > 0; k--) tail = x + k / tail;
	return 1 / tail;
}
