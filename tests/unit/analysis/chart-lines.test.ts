import { describe, expect, it } from 'vitest';
import { WaveId } from '../../../src/lib/core/fieldwork/index.ts';
import type { ReportedSeries, ReportedWave } from '../../../src/lib/core/trends/index.ts';
import { instrumentOf } from '../trends/wave-of.ts';
import { breakLabel, chartLines } from '../../../src/lib/ui/charts/chart-lines.ts';

type Point = ReportedSeries['points'][number];

function wave(id: string, date: string | null, state: ReportedWave['state'] = 'closed'): ReportedWave {
	return {
		id: WaveId.parse(id),
		number: 1,
		label: id,
		state,
		origin: 'fielded',
		modes: ['web'],
		sampleType: 'probability',
		instrumentVersion: 1,
		opensOn: date,
		closesOn: null,
		date,
		completed: 100,
		indicative: false,
		weighting: { kind: 'unweighted' },
		published: null,
	};
}

function point(id: string, value: number | null, breakBefore: Point['breakBefore'] = null): Point {
	return {
		wave: id,
		estimate:
			value === null
				? { kind: 'absent', reason: 'not-asked', n: 0 }
				: {
						kind: 'estimate',
						value,
						se: 0.02,
						df: 99,
						interval: { lower: value - 0.04, upper: value + 0.04, level: 0.95, method: 'logit' },
						base: { n: 100, sumOfWeights: 100, effectiveSize: 90 },
						deff: 1,
						deft: 1,
						scale: 'share',
						truncated: null,
					},
		source: null,
		smallBase: false,
		breakBefore,
		comparisons: [],
	};
}

const waves = [
	wave('a', '2020-01-01'),
	wave('b', '2021-01-01'),
	wave('c', '2021-04-01'),
	wave('d', '2022-01-01', 'open'),
];
const undeclared = { kind: 'undeclared' } as const;
const reworded = [{ difference: 'wording' as const, words: 'question: “a” → “b”' }];

describe('the lines of a chart', () => {
	it('space waves by their days, not by their numbers', () => {
		const { ticks } = chartLines([{ group: null, points: [] }], waves, 'share');
		expect(ticks.map(({ x }) => x - (ticks[0]?.x ?? 0))).toEqual([0, 366, 456, 731]);
		expect(ticks.map(({ label }) => label)).toEqual(['Jan 2020', 'Jan 2021', 'Apr 2021', 'Jan 2022']);
	});

	it('are drawn only between comparable waves that follow each other and both have a figure', () => {
		const points = [point('a', 0.4), point('b', 0.5, reworded), point('c', null), point('d', 0.5)];
		const { lines, breaks } = chartLines([{ group: null, points }], waves, 'share');
		expect(lines[0]?.points.map(({ joined }) => joined)).toEqual([false, false, false]);
		expect(breaks.map(({ label }) => label)).toEqual(['wording differs']);
		const whole = chartLines([{ group: null, points: [point('a', 0.4), point('b', 0.5)] }], waves, 'share');
		expect(whole.lines[0]?.points.map(({ joined }) => joined)).toEqual([false, true]);
	});

	it('end at the earlier words of a wave that asked in both, and begin again at its later words', () => {
		const { estimate } = point('b', 0.44);
		const [measure] = instrumentOf(['q']).measures;
		const asked = { wave: 'b', measure: measure!, arm: { variable: 'words_arm', earlier: 1, later: 2 } };
		const step = {
			...{ wave: 'b', value: 0.04, se: 0.02, df: 99, n: { earlier: 50, later: 50 } },
			interval: { lower: 0, upper: 0.08, level: 0.95, method: 'wald' as const },
		};
		const bridged = { ...point('b', 0.48), bridge: { asked, earlier: estimate, step } };
		const points = [point('a', 0.4), bridged, point('c', 0.5)];
		const { lines, breaks } = chartLines([{ group: null, points }], waves, 'share');
		const drawn = lines[0]!.points;
		expect(drawn.map(({ y }) => Math.round(y))).toEqual([40, 44, 48, 50]);
		expect(drawn.map(({ joined }) => joined)).toEqual([false, true, false, true]);
		expect(drawn.map(({ earlierWords }) => earlierWords)).toEqual([false, true, false, false]);
		expect(drawn[1]!.words).toMatch(/^b in the earlier words: 44\.0%/);
		expect(drawn[1]!.x).toBeLessThan(drawn[2]!.x);
		expect(breaks.map(breakLabel)).toEqual(['Bridge: both wordings']);
	});

	it('leave a gap and no tick where a wave did not ask', () => {
		const points = [
			point('a', null),
			point('b', 0.5, [{ difference: 'not-asked', words: 'only in the newer version' }]),
		];
		expect(chartLines([{ group: null, points }], waves, 'share').breaks).toEqual([]);
	});

	it('start the axis of shares at 0 and reach the highest interval', () => {
		const { lowest, highest, unit } = chartLines([{ group: null, points: [point('a', 0.4)] }], waves, 'share');
		expect({ lowest, highest: Math.round(highest), unit }).toEqual({ lowest: 0, highest: 44, unit: '%' });
	});

	it('mark the figures of an open wave as provisional, in words too', () => {
		const [line] = chartLines(
			[{ group: { code: 1, label: 'Women' }, points: [point('d', 0.5)] }],
			waves,
			'share',
		).lines;
		expect(line?.points[0]).toMatchObject({
			provisional: true,
			words: 'Women, d: 50.0%, interval 46.0 to 54.0, base 100, provisional',
		});
	});

	it('put a wave without a day after the last one that has one', () => {
		const { ticks } = chartLines([{ group: null, points: [] }], [...waves.slice(0, 2), wave('z', null)], 'share');
		expect(ticks[2]).toEqual({ x: (ticks[1]?.x ?? 0) + 366, label: 'z', published: false });
	});

	it('mark a published figure as one, and have no tick for a round that publishes none of it', () => {
		const published = new Map([['m', { share: 0.4, n: 100, deft: undeclared, rounding: 0.01, source: 'Almanac' }]]);
		const rounds = ['p', 'q'].map((id) => ({ ...wave(id, '2019-01-01'), origin: 'published' as const, published }));
		const series = [{ group: null, points: [point('p', 0.4), point('a', 0.5)] }];
		const { lines, ticks } = chartLines(series, [...rounds, ...waves.slice(0, 1)], 'share');
		expect(ticks.map(({ label, published: isPublished }) => [label, isPublished])).toEqual([
			['Jan 2019', true],
			['Jan 2020', false],
		]);
		expect(lines[0]?.points.map((one) => one.published)).toEqual([true, false]);
		expect(lines[0]?.points[0]?.words).toBe('p: 40.0%, interval 36.0 to 44.0, base 100, published figure');
	});
});
