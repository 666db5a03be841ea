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
	/** People in both samples, whose covariance is in the standard error; left out for samples drawn apart. */
	readonly linked?: number;
	/** What changes of words were taken out of the difference, from the older to the newer; left out without any. */
	readonly steps?: readonly MeasuredStep[];
}

/** The later words' estimate minus the earlier ones', in the wave of which random parts were asked in either. */
export interface MeasuredStep extends Pick<Change, 'se' | 'df' | 'interval'> {
	readonly wave: string;
	readonly value: number;
	/** Unweighted bases of the two parts. */
	readonly n: { readonly earlier: number; readonly later: number };
}

/**
 * The change between two measurements. Waves drawn apart have covariance 0; people asked twice give another, see
 * `overlapOf`. Degrees of freedom by Satterthwaite unless given, which are at most those of R's stacked design (df₁ +
 * df₂) and near them unless one wave has few clusters. A share of 0 or 1 has standard error 0, which would call any
 * difference real: there the variance is taken at (p·n* + 1)/(n* + 2), n* being Kish's effective base.
 *
 * @method  Change between two waves
 * @formula d = y₂ − y₁; se² = se₁² + se₂² − 2 cov; df = (se₁² + se₂²)² / (se₁⁴/df₁ + se₂⁴/df₂) for waves drawn apart, those of the stacked design for waves with people in common; d ± t · se
 * @source  Kish (1965), Survey Sampling, 12.4; Satterthwaite (1946), Biometrics Bulletin 2; Agresti & Caffo (2000), American Statistician 54, for shares of 0 and 1
 * @r       `svycontrast(svyby(~y, ~wave, d, svymean, covmat = TRUE), c(-1, 1))` with `strata = ~wave`
 */
export function changeBetween(
	from: Measurement,
	to: Measurement,
	{ level, covariance = 0, df: given }: { readonly level: number; readonly covariance?: number; readonly df?: number },
): Change {
	const [a, b] = [varianceOf(from), varianceOf(to)];
	const se = Math.sqrt(Math.max(0, a + b - 2 * covariance));
	return changeOf(to.value - from.value, se, given ?? (a + b) ** 2 / (a ** 2 / from.df + b ** 2 / to.df), level);
}

/** A difference with its standard error as a change: p value and Wald interval by Student's t. */
export function changeOf(difference: number, se: number, df: number, level: number): Change {
	const p = se > 0 ? studentTwoSided(difference / se, df) : difference === 0 ? 1 : 0;
	return { difference, se, df, p, interval: waldInterval(difference, se, df, level) };
}

/** Squared standard error; of a share of 0 or 1, where that is 0, Agresti and Caffo's. */
export function varianceOf({ value, se, scale, base }: Omit<Measurement, 'df'>): number {
	if (scale !== 'share' || (value > 0 && value < 1)) return se * se;
	const n = base.effectiveSize + 2;
	const p = (value * base.effectiveSize + 1) / n;
	return (p * (1 - p)) / n;
}
