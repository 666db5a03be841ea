const logRootTwoPi = 0.9189385332046727;

/**
 * ln Γ(n+1) − (n+½) ln n + n − ln √2π: what Stirling's formula leaves over. With `deviance` it gives densities without
 * the loss of digits that differences of log-gammas bring (C. Loader, "Fast and accurate computation of binomial
 * probabilities", 2000).
 */
export function stirlingError(n: number): number {
	if (n <= 15) return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - logRootTwoPi;
	const s = 1 / (n * n);
	return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188) * s) * s) * s) * s) / n;
}

/** x ln(x/m) + m − x, by its series where x is close to m. */
export function deviance(x: number, m: number): number {
	if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
	const v = (x - m) / (x + m);
	let sum = (x - m) * v;
	let term = 2 * x * v;
	for (let j = 1; j < 1000; j++) {
		term *= v * v;
		const next = sum + term / (2 * j + 1);
		if (next === sum) return sum;
		sum = next;
	}
	return sum;
}

/** ln Γ(x) for x > 0 by Lanczos' approximation (g = 7, nine terms; error about 1e-15). */
function logGamma(x: number): number {
	const z = x - 1;
	let sum = 0.99999999999980993;
	lanczos.forEach((coefficient, k) => (sum += coefficient / (z + k + 1)));
	const t = z + 7.5;
	return logRootTwoPi + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const lanczos = [
	676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
	-0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
