import { describe, expect, it } from 'vitest';
import type { ReportedMeasure, ReportedSeries } from '../../../src/lib/core/trends/index.ts';
import { findingOf } from '../../../src/lib/ui/trend/finding.ts';
import { amountWords, intervalWords, quantityOf, signed, valueWords } from '../../../src/lib/ui/trend/quantity.ts';
import { breaksIn, noVerdictWords, verdictWords } from '../../../src/lib/ui/trend/verdict-words.ts';
import { originSentence, sampleWords, weightingWords } from '../../../src/lib/ui/trend/wave-words.ts';
import { reportedWave } from './reported-wave.ts';

type Point = ReportedSeries['points'][number];
type Outcome = Point['comparisons'][number]['outcome'];
type Judged = Extract<Outcome, { kind: 'judged' }>;

function judged(difference: number, reach: number, verdict: Judged['verdict']): Judged {
	const interval = { lower: difference - reach, upper: difference + reach, level: 0.95, method: 'wald' as const };
	return {
		kind: 'judged',
		change: { difference, se: reach / 1.96, df: 1000, p: 0.01, interval },
		verdict,
		adjusted: { p: 0.02, interval },
		familySize: 28,
	};
}

function point(number: number, value: number | 'not-asked', outcome?: Outcome): Point {
	const interval = { lower: Number(value) - 0.03, upper: Number(value) + 0.03, level: 0.95, method: 'logit' as const };
	return {
		wave: `w${number}`,
		estimate:
			value === 'not-asked'
				? { kind: 'absent', reason: 'not-asked', n: 0 }
				: {
						kind: 'estimate',
						value,
						se: 0.015,
						df: 999,
						interval,
						base: { n: 1000, sumOfWeights: 1000, effectiveSize: 900 },
						deff: 1.1,
						deft: 1.05,
						scale: 'share',
						truncated: null,
					},
		source: null,
		smallBase: false,
		breakBefore: outcome?.kind === 'no-verdict' && outcome.because.kind === 'break' ? outcome.because.reasons : null,
		comparisons: outcome === undefined ? [] : [{ against: 'previous', from: `w${number - 1}`, outcome }],
	};
}

function measure(...points: Point[]): ReportedMeasure {
	return {
		id: 'would-report',
		label: 'Would report',
		base: 'All respondents',
		objective: 'detect',
		statistic: 'share',
		smallestChange: 0.03,
		series: [{ group: null, points }],
		notes: [],
	};
}

const reworded: Outcome = {
	kind: 'no-verdict',
	because: { kind: 'break', reasons: [{ difference: 'wording', words: 'question: “shop” → “shop online”' }] },
};

describe('figures', () => {
	it.each([
		[0.4523, '45.2%'],
		[0, '0.0%'],
		[-0.0004, '0.0%'],
		[-0.021, '−2.1%'],
		[1, '100.0%'],
	])('shares are percentages with one decimal: %d is %s', (value, words) => {
		expect(valueWords(value, 'share')).toBe(words);
	});

	it('changes of shares are points, singular for one, and rounded from the unrounded', () => {
		expect([0.04, 0.01, -0.0349, 0.0004].map((amount) => amountWords(amount, 'share'))).toEqual([
			'4 points',
			'1 point',
			'3.5 points',
			'0 points',
		]);
		expect([signed(0.042, 'share'), signed(-0.013, 'share'), signed(-0.0001, 'share')]).toEqual([
			'+4.2',
			'−1.3',
			'0.0',
		]);
	});

	it('means keep their own unit, and a score is a share of right answers', () => {
		expect(valueWords(6.408, 'mean')).toBe('6.41');
		expect(intervalWords({ lower: 6.2, upper: 6.6 }, 'mean')).toBe('6.20 to 6.60');
		expect(quantityOf('score')).toBe('share');
		expect(quantityOf('mean')).toBe('mean');
	});
});

describe('verdicts have fixed words', () => {
	it('changed, no change larger than, cannot tell', () => {
		const changed = judged(0.04, 0.03, { kind: 'changed', direction: 'up', withinSmallest: false });
		const same = judged(0.001, 0.02, { kind: 'no-change-larger-than', smallestChange: 0.03 });
		const unsure = judged(0.02, 0.04, { kind: 'cannot-tell', detectable: 0.062 });
		expect(verdictWords(changed, 'share')).toEqual({ verdict: 'changed', detail: null });
		expect(verdictWords(same, 'share')).toEqual({ verdict: 'no change larger than 3 points', detail: null });
		expect(verdictWords(unsure, 'share')).toEqual({
			verdict: 'cannot tell',
			detail: 'a change of 6.2 points would have shown',
		});
	});

	it('an interval that leaves out 0 without a verdict of change is explained', () => {
		const unsure = judged(0.04, 0.03, { kind: 'cannot-tell', detectable: 0.062 });
		expect(verdictWords(unsure, 'share').detail).toMatch(/^not once 28 comparisons are allowed for/);
	});

	it('a break gives its kind where the verdict would stand, and what differs once below', () => {
		expect(reworded.kind === 'no-verdict' && noVerdictWords(reworded, [])).toBe('not comparable: wording differs');
		const { series } = measure(point(1, 0.4), point(2, 0.5, reworded));
		expect(breaksIn(series, [reportedWave(1), reportedWave(2)])).toEqual([
			'Break between Wave 1 and Wave 2: wording differs: question: “shop” → “shop online”.',
		]);
	});
});

describe('a finding says the newest result first', () => {
	const waves = [reportedWave(1), reportedWave(2), reportedWave(3), reportedWave(4)];

	it('tells a change over a longer time where none shows since the wave before', () => {
		const down = judged(-0.08, 0.03, { kind: 'changed', direction: 'down', withinSmallest: false });
		const unsure = judged(-0.02, 0.03, { kind: 'cannot-tell', detectable: 0.06 });
		const newest = point(3, 0.14, unsure);
		const both = {
			...newest,
			comparisons: [...newest.comparisons, { against: 'first' as const, from: 'w1', outcome: down }],
		};
		expect(findingOf(measure(point(1, 0.22), point(2, 0.16), both), waves)).toBe(
			'Would report: down 8 points since Wave 1, between 5.0 and 11.0 – changed; cannot tell whether it changed since Wave 2',
		);
	});

	it('a change, with its size and interval', () => {
		const up = judged(0.04, 0.03, { kind: 'changed', direction: 'up', withinSmallest: false });
		expect(findingOf(measure(point(3, 0.41), point(4, 0.45, up)), waves)).toBe(
			'Would report: up 4 points since Wave 3, between 1.0 and 7.0 – changed',
		);
		const down = judged(-0.04, 0.0399, { kind: 'changed', direction: 'down', withinSmallest: false });
		expect(findingOf(measure(point(3, 0.49), point(4, 0.45, down)), waves)).toBe(
			'Would report: down 4 points since Wave 3, between just above 0 and 8.0 – changed',
		);
	});

	it.each([
		[
			judged(0, 0.02, { kind: 'no-change-larger-than', smallestChange: 0.03 }),
			'no change larger than 3 points since Wave 3; 45.0% (42.0 to 48.0) in Wave 4',
		],
		[
			judged(0.02, 0.04, { kind: 'cannot-tell', detectable: 0.06 }),
			'cannot tell whether it changed since Wave 3; 45.0% (42.0 to 48.0) in Wave 4',
		],
		[reworded, '45.0% (42.0 to 48.0) in Wave 4; not comparable with Wave 3'],
		[undefined, '45.0% (42.0 to 48.0) in Wave 4, the first wave that asked'],
	] as const)('without a change: $1', (outcome, words) => {
		expect(findingOf(measure(point(3, 0.41), point(4, 0.45, outcome)), waves)).toBe(`Would report: ${words}`);
	});

	it('not asked is said, and is not nought', () => {
		expect(findingOf(measure(point(3, 0.41), point(4, 'not-asked')), waves)).toBe('Would report: not asked in Wave 4');
	});

	it('is about waves that are over while there is one', () => {
		const up = judged(0.3, 0.2, { kind: 'changed', direction: 'up', withinSmallest: false });
		const open = [reportedWave(3), reportedWave(4, { state: 'open' })];
		expect(findingOf(measure(point(3, 0.41), point(4, 0.71, up)), open)).toMatch(/in Wave 3/);
		expect(findingOf(measure(point(4, 0.71)), [reportedWave(4, { state: 'open' })])).toMatch(/in Wave 4/);
	});

	it('counts groups only where they can be compared', () => {
		const up = judged(0.1, 0.05, { kind: 'changed', direction: 'up', withinSmallest: false });
		const unsure = judged(0.01, 0.05, { kind: 'cannot-tell', detectable: 0.1 });
		const series = [
			{ group: { code: 1, label: 'Women' }, points: [point(3, 0.4), point(4, 0.5, up)] },
			{ group: { code: 2, label: 'Men' }, points: [point(3, 0.4), point(4, 0.41, unsure)] },
			{ group: { code: 3, label: 'Others' }, points: [point(3, 'not-asked'), point(4, 'not-asked')] },
		];
		expect(findingOf({ ...measure(), series }, waves)).toBe(
			'Would report: changed since Wave 3 in 1 of 2 groups: Women up 10 points',
		);
	});
});

describe('what is said of waves', () => {
	it('simulated and imported waves are named as such', () => {
		expect(originSentence([reportedWave(1)])).toBeNull();
		expect(originSentence([reportedWave(1, { origin: 'simulated' }), reportedWave(2)])).toBe(
			'One wave is simulated: no person gave these answers.',
		);
		expect(originSentence([reportedWave(1, { origin: 'imported' }), reportedWave(2, { origin: 'imported' })])).toBe(
			'All waves are imported from an earlier source.',
		);
	});

	it('an open link is never without the word indicative', () => {
		expect(sampleWords({ sampleType: 'open-link', indicative: true })).toBe('open link: intervals are indicative only');
		expect(sampleWords({ sampleType: 'probability', indicative: false })).toBe('probability sample');
	});

	it('weighting that failed is not silent', () => {
		expect(
			weightingWords({ kind: 'failed', used: 'unweighted', words: 'nobody who answered is in “75 or over”' }),
		).toBe('not weighted, although margins are declared: nobody who answered is in “75 or over”');
	});
});
