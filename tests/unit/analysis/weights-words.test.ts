import { describe, expect, it } from 'vitest';
import type { ReportedWeighting } from '../../../src/lib/core/trends/index.ts';
import { weightDistributions } from '../../../src/lib/core/weighting/index.ts';
import { reweightedSentences, weightingMethod } from '../../../src/lib/ui/trend/wave-words.ts';
import { histogramSvg } from '../../../src/lib/ui/weights/histogram-svg.ts';
import { distanceLabel, rakingChart } from '../../../src/lib/ui/weights/raking-chart.ts';
import { moveWords } from '../../../src/lib/ui/weights/weights-words.ts';

const raked: ReportedWeighting = {
	kind: 'raked',
	fromSupplied: false,
	margins: [{ id: 'sex', label: 'Sex', source: '', confidence: null, note: null, rowsUnknown: 0 }],
	nonresponseCells: 4,
	trim: null,
	boundsGivenUp: null,
	trimmedTo: { lower: 0.5, upper: 2 },
	effect: { n: 100, effectiveSize: 80, deff: 1.25, deft: Math.sqrt(1.25) },
};

describe('a wave that was weighted anew', () => {
	it('is said to be, with scheme, version and day, wherever its weighting is told', () => {
		const applied = { ...raked, decided: { kind: 'applied', name: 'By sex', version: 2, on: '2026-03-02' } } as const;
		expect(weightingMethod(applied)).toBe(
			'adjusted for non-response in 4 cells, raked to sex, then trimmed to 0.5 to 2 times their mean; scheme “By sex”, version 2, reweighted on 2 March 2026',
		);
		const back = { kind: 'unweighted', decided: { kind: 'taken-back', on: '2026-03-04' } } as const;
		expect(weightingMethod(back)).toMatch(/; as declared again since 4 March 2026$/);
		expect(
			reweightedSentences([
				{ label: '2019', weighting: raked },
				{ label: '2021', weighting: applied },
				{ label: '2023', weighting: back },
				{ label: '2025', weighting: null },
			]),
		).toEqual([
			'2021 was reweighted on 2 March 2026, by the scheme “By sex”, version 2: figures seen before that day were others.',
			'2023 has its declared weighting again since 4 March 2026: figures seen before that day may have been others.',
		]);
	});
});

describe('what a scheme moves', () => {
	it('is the difference of unrounded figures, rounded after', () => {
		const move = { label: 'Bought', quantity: 'share', first: 0.12449, second: 0.13451 } as const;
		// 12.4 and 13.5 are 1.1 points apart; the figures are 1.0.
		expect(moveWords(move)).toBe('“Bought”, from 12.4% to 13.5%, up 1 point (1.0020 unrounded).');
		expect(moveWords({ ...move, second: move.first })).toMatch(/the same \(0.0000 unrounded\)/);
	});
});

describe('the histogram as a picture', () => {
	it('has a bar for each bin, as high as its interviews on one scale for both schemes, and its words', () => {
		const [even, uneven] = weightDistributions([Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1, 2, 4)]);
		if (even === undefined || uneven === undefined) throw new Error('two were made');
		const both = [
			{ name: 'in use', distribution: even },
			{ name: 'of “A & B”', distribution: uneven },
		];
		const svg = histogramSvg(both, { title: 'Weights', subtitle: 'Of interviews', notes: ['Simulated'] });
		expect(svg).toContain('Weights of “A &amp; B”');
		const heights = [...svg.matchAll(/<rect x=[^/]*height="([\d.]+)" fill="#12436d"/g)].map(([, high]) => Number(high));
		expect(heights).toHaveLength(2 * even.bins.length);
		const [greatest] = heights.toSorted((a, b) => b - a);
		expect(heights.filter((high) => high === greatest)).toHaveLength(1);
		expect(heights.filter((high) => Math.abs(high - (greatest ?? 0) / 4) < 0.1)).toHaveLength(2);
	});
});

describe('the picture of raking', () => {
	it('falls from round to round on a scale of ratios, within its frame also when nothing is left', () => {
		const path = [0.2, 1e-4, 0].map((distance, k) => ({ round: k + 7, distance }));
		const { up, across, series } = rakingChart(path);
		const heights = series[0]?.points.map(({ y }) => y) ?? [];
		expect(heights).toEqual(heights.toSorted((a, b) => a - b));
		for (const y of heights) expect(y >= 0 && y <= 100).toBe(true);
		expect(up[0]).toEqual({ y: 0, label: '100%' });
		expect(across.map(({ label }) => label)).toEqual(['7', '8', '9']);
		expect([0.0714, 1e-7].map(distanceLabel)).toEqual(['7.1%', '1e−5%']);
	});
});
