import { type Base, type Estimate, type Interval, studentTwoSided, waldInterval } from '#core/estimation/index.ts';

/** What a change is made of: an estimate from answers, or a published figure. */
export type Measurement = Pick<Estimate, 'value' | 'se' | 'df' | 'scale'> & {
	readonly base: Pick<Base, 'n' | 'effectiveSize'>;
};

/** A later minus an earlier measurement, unrounded. */
export interface Change {
	readonly difference: number;
	readonly se: number;
	readonly df: number;
	/** Two-sided, before any adjustment. */
	readonly p: number;
	/** Wald interval with Student's t. */
	readonly interval: Interval;
}

/**
 * The change between two measurements: se² = se₁² + se₂² − 2 cov. Waves drawn apart have covariance 0; people asked
 * twice will give another. Degrees of freedom by Satterthwaite, which are at most those of R's stacked design (df₁ +
 * df₂) and near them unless one wave has few clusters. A share of 0 or 1 has standard error 0, which would call any
 * difference real: there the variance is taken at (p·n* + 1)/(n* + 2), n* being Kish's effective base (Agresti & Caffo
 * 2000).
 */
export function changeBetween(
	from: Measurement,
	to: Measurement,
	{ level, covariance = 0 }: { readonly level: number; readonly covariance?: number },
): Change {
	const [a, b] = [varianceOf(from), varianceOf(to)];
	const difference = to.value - from.value;
	const se = Math.sqrt(Math.max(0, a + b - 2 * covariance));
	const df = (a + b) ** 2 / (a ** 2 / from.df + b ** 2 / to.df);
	return {
		difference,
		se,
		df,
		p: studentTwoSided(difference / se, df),
		interval: waldInterval(difference, se, df, level),
	};
}

function varianceOf({ value, se, scale, base }: Measurement): number {
	if (scale !== 'share' || (value > 0 && value < 1)) return se * se;
	const n = base.effectiveSize + 2;
	const p = (value * base.effectiveSize + 1) / n;
	return (p * (1 - p)) / n;
}
