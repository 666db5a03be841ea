import { type Interval, type TestResult, type Untestable, waldTest } from '#core/estimation/index.ts';
import { changeOf } from './change.ts';
import { type Together, combined, seOf } from './combinations.ts';

/** A straight line through a measure's waves, each wave counting alike. */
export interface TrendLine {
	readonly kind: 'trend-line';
	/** Per unit of time, such as a year. */
	readonly slope: number;
	readonly se: number;
	readonly df: number;
	readonly p: number;
	readonly interval: Interval;
	/** Whether the waves depart from the line by more than chance; untestable with two waves. */
	readonly departure: TestResult | Untestable;
}

/**
 * The average change per unit of time, as a linear contrast of the waves' estimates: overlap and published figures come
 * in through `covariance`. Undefined for fewer than two times.
 *
 * @method  Straight line over waves
 * @formula slope = Σ c y, c = (t − t̄)/Σ(t − t̄)²; variance cᵀVc; departure: adjusted Wald test of the residual contrasts
 * @source  Korn & Graubard (1999), Analysis of Health Surveys, 3.3
 * @r       `svycontrast(svyby(~y, ~wave, d, svymean, covmat = TRUE), (t - mean(t)) / sum((t - mean(t))^2))`
 */
export function trendLine(
	waves: Together,
	times: readonly number[],
	{ df, level }: { readonly df: number; readonly level: number },
): TrendLine | undefined {
	const { length } = times;
	const centre = times.reduce((sum, time) => sum + time / length, 0);
	const squares = times.reduce((sum, time) => sum + (time - centre) ** 2, 0);
	if (!(squares > 0)) return undefined;
	const line = combined(waves, [times.map((time) => (time - centre) / squares)]);
	const slope = line.values[0] ?? 0;
	const { se, p, interval } = changeOf(slope, seOf(line, 0), df, level);
	// Each later wave against the line through the first two: all are 0 just when the waves lie on one line.
	const [first = 0, second = 0] = times;
	const bends = times.slice(2).map((time, k) => {
		const along = (time - first) / (second - first);
		return times.map((_, j) => (j === k + 2 ? 1 : j === 0 ? along - 1 : j === 1 ? -along : 0));
	});
	const residual = combined(waves, bends);
	const departure = waldTest(residual.values, residual.covariance, {
		df,
		adjusted: true,
		name: 'departure from a line',
	});
	return { kind: 'trend-line', slope, se, df, p, interval, departure };
}
