import { gammaUpper } from './gamma.ts';

/** P(X² > x) for chi-square with `df` degrees of freedom, not necessarily whole: R's `pchisq(x, df, lower.tail = FALSE)`. */
export function chiSquareUpper(x: number, df: number): number {
	return gammaUpper(df / 2, x / 2);
}
