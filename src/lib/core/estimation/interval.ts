import { betaQuantile } from './distributions/beta.ts';
import { studentQuantile } from './distributions/student.ts';

/** Wald: value ± t·se. Logit: the same on the logit scale and back. Beta: Korn & Graubard. */
export type IntervalMethod = 'wald' | 'logit' | 'beta';

export interface Interval {
	readonly lower: number;
	readonly upper: number;
	/** Confidence level, such as 0.95. */
	readonly level: number;
	/** The method that was used, which may differ from the one asked for: see `shareInterval`. Woodruff is for quantiles. */
	readonly method: IntervalMethod | 'woodruff';
}

/** value ± t se with Student's t at `df` degrees of freedom; R's `confint(…, df = df)`. */
export function waldInterval(value: number, se: number, df: number, level: number): Interval {
	const reach = studentQuantile((1 + level) / 2, df) * se;
	return { lower: value - reach, upper: value + reach, level, method: 'wald' };
}

/** What the intervals of a share need beside the share. */
export interface ShareSpread {
	readonly se: number;
	/** Standard error of the logit where replicate weights give it; null: by the delta method, se/(p(1 − p)). */
	readonly seOfLogit: number | null;
	readonly df: number;
	/** Rows in the domain, those without an answer included, as R counts them. */
	readonly rows: number;
	/** Kish's effective size of the base. */
	readonly effectiveSize: number;
}

/**
 * Interval of a share within [0, 1]; R's `svyciprop` with methods "logit", "beta" and "mean". Beta (Korn & Graubard
 * 1998): Clopper–Pearson with n* = p(1−p)/se² · (t(rows−1)/t(df))². Where nobody or everybody counts the standard
 * error is 0 and says nothing (R's logit and beta have no interval there, Wald's has no width): instead of logit and
 * beta the Clopper–Pearson interval on the Kish effective base is given, as method beta.
 *
 * @method  Interval of a share: Wald, logit, beta
 * @formula Wald p ± t se; logit: logit(p) ± t se/(p(1 − p)), carried back; beta: Clopper–Pearson with n* = p(1 − p)/se² · (t(n − 1)/t(df))²; t at the degrees of freedom of the design
 * @source  Korn & Graubard (1998), Survey Methodology 24/2
 * @r       `svyciprop(~y, d, method = "mean")`, `"logit"`, `"beta"`
 */
export function shareInterval(
	value: number,
	{ se, seOfLogit, df, rows, effectiveSize }: ShareSpread,
	level: number,
	method: IntervalMethod,
): Interval {
	if (method !== 'wald' && (value <= 0 || value >= 1)) return clopperPearson(value, effectiveSize, level);
	switch (method) {
		case 'wald':
			return waldInterval(value, se, df, level);
		case 'logit': {
			const centre = Math.log(value / (1 - value));
			const reach = studentQuantile((1 + level) / 2, df) * (seOfLogit ?? se / (value * (1 - value)));
			return { lower: fromLogit(centre - reach), upper: fromLogit(centre + reach), level, method };
		}
		case 'beta': {
			if (se === 0) return { lower: value, upper: value, level, method };
			const tail = (1 + level) / 2;
			const ratio = studentQuantile(tail, Math.max(rows - 1, 1)) / studentQuantile(tail, df);
			return clopperPearson(value, ((value * (1 - value)) / (se * se)) * ratio * ratio, level);
		}
	}
}

function clopperPearson(value: number, n: number, level: number): Interval {
	const tail = (1 - level) / 2;
	return {
		lower: betaQuantile(tail, n * value, n * (1 - value) + 1),
		upper: betaQuantile(1 - tail, n * value + 1, n * (1 - value)),
		level,
		method: 'beta',
	};
}

function fromLogit(x: number): number {
	return 1 / (1 + Math.exp(-x));
}
