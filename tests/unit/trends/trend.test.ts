import { describe, expect, it } from 'vitest';
import { designOf } from '../../../src/lib/core/estimation/index.ts';
import { type Comparability, type TrendWave, trends } from '../../../src/lib/core/trends/index.ts';
import { rake } from '../../../src/lib/core/weighting/index.ts';
import { columnWith, instrumentOf, waveOf } from './wave-of.ts';

const one = instrumentOf(['q1']);
const wave = (id: string, ones: number, rows = 1000) => waveOf(id, one, { q1: columnWith(ones, rows) });
const always = (): Comparability<string> => ({ kind: 'comparable' });

/** The points of the only measure, for the whole population. */
function points(
	waves: readonly TrendWave[],
	comparable: (m: string, from: string, to: string) => Comparability<string> = always,
) {
	const [trend] = trends({ waves, comparable, breakBy: null });
	if (!trend) throw new Error('no measure');
	return trend.points;
}

const told = (of: ReturnType<typeof points>) =>
	of.map(({ comparisons }) =>
		comparisons.map(({ against, from, outcome }) =>
			[against, from, outcome.kind === 'judged' ? outcome.verdict.kind : outcome.because.kind].join(' '),
		),
	);

describe('a measure over waves', () => {
	it('is compared with the wave before and with the first, each judged once', () => {
		const series = points([wave('w1', 300), wave('w2', 305), wave('w3', 400)]);
		expect(series.map(({ estimate }) => estimate.kind === 'estimate' && estimate.value)).toEqual([0.3, 0.305, 0.4]);
		expect(told(series)).toEqual([
			[],
			['previous w1 cannot-tell', 'first w1 cannot-tell'],
			['previous w2 changed', 'first w1 changed'],
		]);
		const [, second, third] = series;
		expect(second?.comparisons.map(({ outcome }) => outcome.kind === 'judged' && outcome.familySize)).toEqual([1, 1]);
		expect(third?.comparisons.map(({ outcome }) => outcome.kind === 'judged' && outcome.familySize)).toEqual([2, 2]);
	});

	it('with enough answers finds no change larger than 3 points', () => {
		expect(told(points([wave('w1', 3000, 10_000), wave('w2', 3050, 10_000)]))[1]?.[0]).toBe(
			'previous w1 no-change-larger-than',
		);
	});

	it('has a gap and no verdict across a break, and starts afresh behind it', () => {
		const broken = (_m: string, from: string, to: string): Comparability<string> =>
			from <= 'w2' && to >= 'w3' ? { kind: 'break', reasons: ['reworded'] } : { kind: 'comparable' };
		const series = points(
			[wave('w1', 300), wave('w2', 310), wave('w3', 500), wave('w4', 505), wave('w5', 600)],
			broken,
		);
		expect(series.map(({ breakBefore }) => breakBefore)).toEqual([null, null, ['reworded'], null, null]);
		expect(told(series).slice(2)).toEqual([
			['previous w2 break', 'first w1 break'],
			['previous w3 cannot-tell', 'first w1 break'],
			['previous w4 changed', 'first w1 break', 'first-since-break w3 changed'],
		]);
	});

	it('is absent, not 0, where it was not asked; the first wave is the first that asked', () => {
		const two = instrumentOf(['q1', 'q2']);
		const without = waveOf('w1', two, { q1: columnWith(300, 1000) });
		const both = (id: string) => waveOf(id, two, { q1: columnWith(300, 1000), q2: columnWith(100, 1000) });
		const all = trends({ waves: [without, both('w2'), both('w3')], comparable: always, breakBy: null });
		const second = all.find(({ measure }) => measure === 'share-q2');
		expect(second?.points[0]?.estimate).toEqual({ kind: 'absent', reason: 'not-asked', n: 0 });
		expect(second?.points[1]?.comparisons).toEqual([]);
		expect(second?.points[2]?.comparisons.map(({ from }) => from)).toEqual(['w2', 'w2']);
	});

	it('has no verdict, and a flag, where fewer than 50 answered', () => {
		const series = points([wave('w1', 300), wave('w2', 40, 49)]);
		expect(series.map(({ smallBase }) => smallBase)).toEqual([false, true]);
		expect(told(series)[1]).toEqual(['previous w1 small-base', 'first w1 small-base']);
	});

	it('has no verdict where it is a raking margin itself: the weights fix it', () => {
		const fixed = (id: string, ones: number) => {
			const codes = columnWith(ones, 1000);
			const raked = rake(new Float64Array(1000).fill(1), [
				{ id: 'q1', cells: codes.map((code) => code - 1), targets: [0.4, 0.6], unit: 'shares' },
			]);
			if (raked.kind !== 'raked') throw new Error(raked.kind);
			return waveOf(id, one, { q1: codes }, designOf(raked));
		};
		expect(told(points([fixed('w1', 300), fixed('w2', 500)]))[1]).toEqual([
			'previous w1 no-sampling-error',
			'first w1 no-sampling-error',
		]);
	});

	it('by group: a series for each code of the break variable, judged as a family of its own', () => {
		const two = instrumentOf(['q1', 'area'], ['q1']);
		const by = (id: string, ones: number) =>
			waveOf(id, two, {
				q1: columnWith(ones, 1000),
				area: Int16Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1 : i < 20 ? 3 : 2)),
			});
		const all = trends({ waves: [by('w1', 300), by('w2', 420)], comparable: always, breakBy: 'area' });
		expect(all.map(({ group }) => group)).toEqual([null, 1, 2, 3]);
		const last = all.map(({ points: [, latest] }) => latest);
		expect(last.map((p) => p?.estimate.kind === 'estimate' && p.estimate.base.n)).toEqual([1000, 500, 490, 10]);
		const sizes = last.map((p) => p?.comparisons[0]?.outcome).map((o) => o?.kind === 'judged' && o.familySize);
		expect(sizes).toEqual([1, 2, 2, false]);
	});
});
