import { type Codes, type Numbers, rowsWithCode } from './columns.ts';
import { contrast } from './contrast.ts';
import { type Design } from './design.ts';
import { studentTwoSided } from './distributions/student.ts';
import { type Estimate, type EstimateOptions, type TooFewUnits, estimateAll } from './estimate.ts';
import { type NoBase } from './linearised.ts';
import { mean } from './mean.ts';
import { type TestResult } from './significance.ts';
import { type LonelyStratum } from './variance.ts';

/** A t test and the mean, or difference of means, that it is about. */
export interface TTest extends TestResult {
	readonly estimate: Estimate;
}

/** Two groups by a code; the difference is `to` − `from`. */
export interface TwoGroups {
	readonly codes: Codes;
	readonly from: number;
	readonly to: number;
}

type Unfit = NoBase | TooFewUnits | LonelyStratum;

/**
 * Whether two groups have the same mean. Rows without number or in neither group are left out, also of the degrees of
 * freedom.
 *
 * @method  t test of two groups
 * @formula t = (ȳ₂ − ȳ₁)/se, se from the influences (y − ȳ₂)/Σw₂ and −(y − ȳ₁)/Σw₁ together; degrees of freedom primary sampling units − strata − 1
 * @source  Lumley (2010), Complex Surveys, 5.2; Binder (1983), International Statistical Review 51
 * @r       `svyttest(y ~ group, d)`
 */
export function tTest(
	design: Design,
	numbers: Numbers,
	{ codes, from, to }: TwoGroups,
	options: EstimateOptions = {},
): TTest | Unfit {
	const { domain = null } = options;
	const [before, after] = [rowsWithCode(codes, from, domain), rowsWithCode(codes, to, domain)];
	const both = before.map((is, i) => ((is === 1 || after[i] === 1) && numbers.missing[i] === 0 ? 1 : 0));
	const found = estimateAll(
		design,
		(weights) => {
			const first = mean(weights, numbers, before);
			if (first.kind === 'no-base') return first;
			const second = mean(weights, numbers, after);
			if (second.kind === 'no-base') return second;
			return [
				contrast([
					{ factor: 1, of: second },
					{ factor: -1, of: first },
				]),
			];
		},
		{ ...options, domain: both },
	);
	return tested(found.kind === 'estimates' ? found.estimates[0] : found, 0);
}

/**
 * Whether a mean differs from a given value. Degrees of freedom are one less than for the mean, as in R.
 *
 * @method  t test of one mean
 * @formula t = (ȳ − μ)/se on primary sampling units − strata − 1
 * @source  Lumley (2010), Complex Surveys, 5.2
 * @r       `svyttest(I(y - mu) ~ 0, d, na.rm = TRUE)`
 */
export function tTestOfMean(
	design: Design,
	numbers: Numbers,
	expected: number,
	options: EstimateOptions = {},
): TTest | Unfit {
	const found = estimateAll(
		design,
		(weights) => {
			const of = mean(weights, numbers, options.domain ?? null);
			return of.kind === 'no-base' ? of : [{ ...of, means: 2 }];
		},
		options,
	);
	return tested(found.kind === 'estimates' ? found.estimates[0] : found, expected);
}

function tested(estimate: Estimate | Unfit | undefined, expected: number): TTest | Unfit {
	if (estimate === undefined) throw new RangeError('a t test without an estimate');
	if (estimate.kind !== 'estimate') return estimate;
	const { value, se, df } = estimate;
	const statistic = (value - expected) / se;
	return { kind: 'test', name: 't', statistic, df1: df, df2: null, p: studentTwoSided(statistic, df), estimate };
}
