import { describe, expect, it } from 'vitest';
import { type Estimate, median, quantile, share, spread } from '../../src/lib/core/estimation/index.ts';
import { degreesOfFreedom } from '../../src/lib/core/estimation/design.ts';
import { shareUpTo, sortedNumbers, valueAt, woodruff } from '../../src/lib/core/estimation/quantile.ts';
import { asRake, designAsRake, isRaked } from './as-rake.ts';
import { expectClose } from './close.ts';
import { anyDesign, dataOf, furtherCases, listOf, rowsOf } from './more-tables.ts';
import { casesOfKind } from './survey-data.ts';

/** As `quantile`, but with R's approximation of the error of a share after rake(). */
function quantileAsRake(id: string, variable: string, p: number): Estimate {
	const design = designAsRake(id);
	const numbers = dataOf(id).numbers(variable);
	const sorted = sortedNumbers(design.weights, numbers, null);
	const value = valueAt(sorted, p);
	const found = spread(
		design,
		(w) => {
			const below = shareUpTo(w, numbers, value, null);
			return below.kind === 'no-base' ? below : [{ ...below, influence: asRake(id, below.influence) }];
		},
		{ lonelyPsu: 'fail' },
	);
	if (found.kind !== 'spread') throw new Error(found.kind);
	const [below] = found.statistics;
	const se = Math.sqrt(found.covariance[0]!);
	return woodruff(sorted, { value, share: below!.value, se, df: degreesOfFreedom(design), base: below!.base }, 0.95);
}

function expectQuantiles(all: readonly Estimate[], result: Record<string, (number | null)[]>): void {
	expectClose(
		all.map((e) => e.value),
		result.quantile!.map(Number),
	);
	const finite = (x: number) => (Number.isFinite(x) ? x : null);
	// Where R has no bound the sample has none: the interval is open there and has no width.
	expect(all.map((e) => finite(e.interval.lower) === null)).toEqual(result.ci_low!.map((x) => x === null));
	expect(all.map((e) => finite(e.interval.upper) === null)).toEqual(result.ci_high!.map((x) => x === null));
	all.forEach((e, k) => {
		expect(e.interval.method).toBe('woodruff');
		if (result.ci_low![k] !== null) expectClose(e.interval.lower, result.ci_low![k]!);
		if (result.ci_high![k] !== null) expectClose(e.interval.upper, result.ci_high![k]!);
		if (result.se![k] !== null) expectClose(e.se, result.se![k]!);
		else expect(e.se).toBe(Infinity);
	});
}

function found(of: ReturnType<typeof quantile>): Estimate {
	if (of.kind !== 'estimate') throw new Error(of.kind);
	return of;
}

describe('quantiles and Woodruff’s interval equal svyquantile', () => {
	it.each(casesOfKind('quantile').map((c) => [c.design!, c.r_call, c] as const))(
		'%s: %s',
		(id, _call, { params, result }) => {
			const all = (result.probs as number[]).map((p) =>
				isRaked(id) ? quantileAsRake(id, params.x, p) : found(quantile(anyDesign(id), dataOf(id).numbers(params.x), p)),
			);
			expectQuantiles(all, result);
			// The case has the design's; R takes those of the rows that have a number.
			const missing = dataOf(id)
				.numbers(params.x)
				.missing.filter((reason) => reason !== 0).length;
			expect(all[0]!.df).toBe(result.df - missing);
		},
	);

	it.each(casesOfKind('rep_quantile').map((c) => [c.design!, c.r_call, c] as const))(
		'replicate weights, %s: %s',
		(id, _call, { params, result }) => {
			const all = (result.probs as number[]).map((p) =>
				found(quantile(anyDesign(id), dataOf(id).numbers(params.x), p)),
			);
			expectQuantiles(all, result);
			expect(all[0]!.df).toBe(result.df);
		},
	);

	it.each(furtherCases('quantile'))('%s: %s', (id, _call, { params, result }) => {
		const domain = rowsOf(id, params.by, params.domain);
		const all = (result.probs as number[]).map((p) =>
			found(quantile(anyDesign(id), dataOf(id).numbers(params.x), p, { domain })),
		);
		expectQuantiles(all, result);
	});

	it.each(furtherCases('median_level'))('at 90 %, %s: %s', (id, _call, { params, result }) => {
		const e = found(median(anyDesign(id), dataOf(id).numbers(params.x), { level: 0.9 }));
		expectClose(
			[e.value, e.interval.lower, e.interval.upper, e.se],
			[result.quantile, result.ci_low, result.ci_high, result.se],
		);
	});
});

describe('two derivations agree', () => {
	it('the share at or below a quantile is at least its probability, and below it less', () => {
		const id = 'nh';
		const design = anyDesign(id);
		const numbers = { values: Float64Array.from(dataOf(id).codes('agecat')), missing: new Int8Array(design.n) };
		for (const p of [0.05, 0.3, 0.5, 0.9]) {
			const { value } = found(quantile(design, numbers, p));
			const upTo = (codes: number[]) => {
				const all = listOf(share(design.weights, dataOf(id).codes('agecat'), { counted: codes, missingInBase: [] }));
				return 'kind' in all ? NaN : all[0]!.value;
			};
			const codes = Array.from({ length: value + 1 }, (_, k) => k);
			expect(upTo(codes)).toBeGreaterThanOrEqual(p);
			expect(upTo(codes.slice(0, -1))).toBeLessThan(p);
		}
	});
});
