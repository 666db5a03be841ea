import { betaCdf } from './beta.ts';
import { chiSquareUpper } from './chi-square.ts';

/**
 * P(F > f) for Fisher's F with `df1` and `df2` degrees of freedom, not necessarily whole; df2 = Infinity is chi-square
 * over df1. R's `pf(f, df1, df2, lower.tail = FALSE)`.
 */
export function fisherUpper(f: number, df1: number, df2: number): number {
	if (f <= 0) return 1;
	if (df2 === Infinity) return chiSquareUpper(f * df1, df1);
	const sum = df2 + df1 * f;
	return betaCdf(df2 / sum, df2 / 2, df1 / 2, (df1 * f) / sum);
}
