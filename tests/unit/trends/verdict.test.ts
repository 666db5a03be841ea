import { describe, expect, it } from 'vitest';
import { type Change, type Measurement, changeBetween, judgeFamily } from '../../../src/lib/core/trends/index.ts';
import { holm } from '../../../src/lib/core/estimation/index.ts';

const measurement = (value: number, se: number, n = 1000, df = n - 1): Measurement => ({
	value,
	se,
	df,
	scale: 'share',
	base: { n, effectiveSize: n },
});
const change = (difference: number, se: number): Change =>
	changeBetween(measurement(0.4, se / Math.SQRT2), measurement(0.4 + difference, se / Math.SQRT2), { level: 0.95 });
const verdictOf = (difference: number, se: number, smallestChange = 0.03) =>
	judgeFamily([{ change: change(difference, se), smallestChange }], { level: 0.95 })[0]?.verdict;

describe('the three verdicts', () => {
	it.each([
		['a clear rise', 0.06, 0.01, { kind: 'changed', direction: 'up', withinSmallest: false }],
		['a clear fall', -0.06, 0.01, { kind: 'changed', direction: 'down', withinSmallest: false }],
		['a real change too small to matter', 0.01, 0.002, { kind: 'changed', direction: 'up', withinSmallest: true }],
		['a difference surely within 3 points', 0.004, 0.01, { kind: 'no-change-larger-than', smallestChange: 0.03 }],
	])('%s', (_what, difference, se, expected) => {
		expect(verdictOf(difference, se)).toEqual(expected);
	});

	it('a wide interval cannot tell, and says what could have been detected: (t(.975) + t(.8)) se', () => {
		const verdict = verdictOf(0.02, 0.02);
		expect(verdict?.kind).toBe('cannot-tell');
		expect(verdict?.kind === 'cannot-tell' && verdict.detectable).toBeCloseTo((1.9612 + 0.8418) * 0.02, 4);
	});

	it('a larger smallest change makes the same difference a matter of no importance', () => {
		expect(verdictOf(0.02, 0.02, 0.06)).toEqual({ kind: 'no-change-larger-than', smallestChange: 0.06 });
	});
});

describe('a family', () => {
	const family = [0.05, 0.028, 0.024, 0.001].map((difference) => ({
		change: change(difference, 0.012),
		smallestChange: 0.03,
	}));
	const judged = judgeFamily(family, { level: 0.95 });

	it('is judged by Holm: what alone would be called changed is not among four', () => {
		expect(family.map(({ change: { p } }) => p < 0.05)).toEqual([true, true, true, false]);
		expect(judged.map(({ verdict }) => verdict.kind === 'changed')).toEqual([true, false, false, false]);
		expect(judged.map(({ adjusted }) => adjusted.p)).toEqual(holm(family.map(({ change: { p } }) => p)));
	});

	it('shows each change with the interval at the level at which it was decided', () => {
		const [first, second] = judged;
		expect(first?.adjusted.interval.level).toBeCloseTo(1 - 0.05 / 4, 12);
		expect(first?.adjusted.interval.lower).toBeGreaterThan(0);
		expect(second?.adjusted.interval.lower).toBeLessThan(0);
		expect(second?.change.interval.lower).toBeGreaterThan(0);
	});
});

describe('the change between two waves', () => {
	it('adds variances, and has Satterthwaite’s degrees of freedom', () => {
		const { se, df } = changeBetween(measurement(0.4, 0.03, 900, 14), measurement(0.5, 0.04, 900, 20), { level: 0.95 });
		expect(se).toBeCloseTo(0.05, 12);
		expect(df).toBeCloseTo(0.0025 ** 2 / (0.0009 ** 2 / 14 + 0.0016 ** 2 / 20), 9);
	});

	it('takes a covariance into account where the same people were asked', () => {
		const { se } = changeBetween(measurement(0.4, 0.03), measurement(0.5, 0.04), { level: 0.95, covariance: 0.0008 });
		expect(se).toBeCloseTo(0.03, 12);
	});

	it('does not call 0 of 60 against 2 of 60 a sure thing because 0 has no standard error', () => {
		const p = 2 / 60;
		const { p: probability } = changeBetween(measurement(0, 0, 60), measurement(p, Math.sqrt((p * (1 - p)) / 59), 60), {
			level: 0.95,
		});
		expect(probability).toBeGreaterThan(0.05);
	});
});
