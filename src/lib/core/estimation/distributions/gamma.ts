import { deviance, stirlingError } from './saddle-point.ts';

/**
 * Upper regularised incomplete gamma function Q(a, x) = P(G > x) for G ~ Gamma(a), a > 0. A saddle-point density
 * (Loader 2000) times the series below a + 1 and Legendre's continued fraction above, so that both tails keep 1e-13
 * relative.
 */
export function gammaUpper(a: number, x: number): number {
	if (x <= 0) return 1;
	if (x === Infinity) return 0;
	return x < a + 1 ? 1 - density(a, x) * series(a, x) : density(a, x) * a * fraction(a, x);
}

/** x^a e^−x / Γ(a + 1). */
function density(a: number, x: number): number {
	return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function series(a: number, x: number): number {
	let term = 1;
	let sum = 1;
	for (let k = 1; term > sum * 1e-17; k++) {
		term *= x / (a + k);
		sum += term;
	}
	return sum;
}

/** 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))) by Lentz's method; x > a keeps every denominator from 0. */
function fraction(a: number, x: number): number {
	let b = x + 1 - a;
	let c = Infinity;
	let d = 1 / b;
	let product = d;
	for (let k = 1; k < 100_000; k++) {
		const numerator = -k * (k - a);
		b += 2;
		d = 1 / (b + numerator * d);
		c = b + numerator / c;
		product *= c * d;
		if (Math.abs(c * d - 1) < 4e-16) break;
	}
	return product;
}
