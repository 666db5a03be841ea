import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monitorOf, usualDesignEffect, watchedSplit } from '../../../src/lib/core/fieldwork/index.ts';
import type { MonitorFacts, WatchedCount } from '../../../src/lib/core/fieldwork/index.ts';
import { marginOfError, projectionOf } from '../../../src/lib/core/fieldwork/monitor/projection.ts';
import { plannedWave } from './waves.ts';

const rule = { fewest: 10, width: 5 };
const said = (counts: readonly WatchedCount[]) =>
	counts.map((count) => (count.kind === 'shown' ? count.count : count.kind));

it.each([
	[[1.2, 1.4, 9], 1.4, 3],
	[[1.6, null, 1.2], 1.4, 2],
	[[0, null, Number.NaN], undefined, undefined],
	[[], undefined, undefined],
])('of the design effects %j the middle is planned with', (deffs, factor, measures) => {
	const usual = usualDesignEffect('Wave 1', deffs);
	expect([usual?.factor, usual?.measures]).toEqual([factor, measures]);
});

describe('a split of a known total', () => {
	it.each([
		['shows parts that are large enough', [120, 40, 10], [120, 40, 10]],
		[
			'withholds the second smallest with one that is few, which could be had by subtraction',
			[120, 40, 3],
			[120, 'withheld', 'few'],
		],
		[
			'withholds another where the second smallest is so near the threshold that the rest tells',
			[120, 40, 10, 2],
			[120, 'withheld', 'withheld', 'few'],
		],
		[
			'withholds another where two that are few add up to all that they could be',
			[50, 9, 9],
			['withheld', 'few', 'few'],
		],
		['withholds another where two that are few add up to nearly nothing', [50, 1, 1], ['withheld', 'few', 'few']],
		['leaves alone what adds up to nobody', [12, 0, 0], [12, 'few', 'few']],
		['does not even say what is few where hiding everything is not enough', [3, 1], ['withheld', 'withheld']],
	] as const)('%s', (_name, counts, expected) => {
		expect(said(watchedSplit(counts, rule))).toEqual(expected);
	});

	it('leaves whoever tries every table that fits with at least six possible numbers for each part that is few', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 2, maxLength: 4 }), (counts) => {
				const shown = watchedSplit(counts, rule);
				const hidden = shown.flatMap(({ kind }, k) => (kind === 'shown' ? [] : [k]));
				const sum = hidden.reduce((all, k) => all + (counts[k] ?? 0), 0);
				const possible = hidden.map(() => new Set<number>());
				const fill = (at: number, left: number, chosen: readonly number[]): void => {
					if (at === hidden.length) {
						if (left === 0) for (const [k, value] of chosen.entries()) possible[k]?.add(value);
						return;
					}
					const isFew = shown[hidden[at] ?? 0]?.kind === 'few';
					const from = isFew || shown.every(({ kind }) => kind === 'withheld') ? 0 : 10;
					for (let value = from; value <= Math.min(left, isFew ? 9 : left); value++)
						fill(at + 1, left - value, [...chosen, value]);
				};
				fill(0, sum, []);
				return sum === 0 || hidden.every((k, at) => shown[k]?.kind !== 'few' || (possible[at]?.size ?? 0) >= 6);
			}),
		);
	});
});

describe('a projection', () => {
	const days = (counts: readonly number[], month = '03') =>
		counts.map((completed, k) => ({ day: `2026-${month}-${String(k + 1).padStart(2, '0')}`, completed }));
	const base = { opensOn: '2026-03-01', closesOn: '2026-03-20', today: '2026-03-11', completed: 110, last: null };

	it('by the pace goes on as in the last seven whole days', () => {
		const before = days([50, 50, 50, 57, 64, 71, 78, 85, 92, 99]);
		expect(projectionOf({ ...base, before }).byPace).toBeCloseTo(99 + 7 * 10);
	});

	it('by the last wave takes as large a part as that had by the end of the same day', () => {
		const before = days([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
		const last = { opensOn: '2026-01-01', days: days([20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 300], '01') };
		expect(projectionOf({ ...base, before, last }).byLast).toBeCloseTo((100 * 300) / 200);
	});

	it('is not made on the first day, nor by the pace where nobody knows the last day', () => {
		expect(projectionOf({ ...base, today: '2026-03-01', before: [] })).toEqual({ byPace: null, byLast: null });
		expect(projectionOf({ ...base, closesOn: null, before: days([1]) }).byPace).toBeNull();
	});

	it('is never below what is there already', () => {
		expect(projectionOf({ ...base, before: days([1]) }).byPace).toBeGreaterThanOrEqual(110);
	});

	it('has the margin of error of a share of a half: 3.1 points with a thousand, half as many again with a design effect of 2.25', () => {
		const simple = { designEffect: 1, population: null };
		expect(marginOfError(1000, simple)).toBeCloseTo(0.03099, 5);
		expect(marginOfError(1000, { ...simple, designEffect: 2.25 })).toBeCloseTo(0.03099 * 1.5, 4);
		expect(marginOfError(1000, { ...simple, population: 1000 })).toBe(0);
	});
});

describe('the monitor of a wave', () => {
	const facts: MonitorFacts = {
		...plannedWave({ opensOn: '2026-03-01', closesOn: '2026-03-31', state: 'open' }),
		today: '2026-03-05',
		rule,
		counts: { completed: 212, declined: 8, 'broken-off': 0, 'quota-full': 0, answering: 90 },
		sample: null,
		tallies: [
			{ day: '2026-03-01', stage: 'started', source: '', language: 'en', count: 160 },
			{ day: '2026-03-01', stage: 'completed', source: '', language: 'en', count: 104 },
			{ day: '2026-03-03', stage: 'completed', source: '', language: 'en', count: 97 },
			{ day: '2026-03-03', stage: 'completed', source: '', language: 'gd', count: 4 },
		],
		questions: [
			{
				id: 'a',
				words: 'A',
				answered: 244,
				standing: 31,
				standingToday: 2,
				times: new Map([
					[2, 30],
					[5, 40],
				]),
			},
			{ id: 'b', words: 'B', answered: 221, standing: 19, standingToday: 0, times: new Map([[2, 9]]) },
			{ id: 'c', words: 'C', answered: 205, standing: 4, standingToday: 0, times: new Map() },
		],
		last: {
			label: 'Wave 1',
			opensOn: '2025-03-02',
			days: [
				{ day: '2025-03-02', completed: 88 },
				{ day: '2025-03-09', completed: 431 },
			],
		},
		designEffect: { factor: 1.4, wave: 'Wave 1', measures: 3 },
	};
	const seen = monitorOf(facts);

	it('counts everybody who began, whatever became of them', () => {
		expect(seen.totals).toMatchObject({ started: 310, completed: 212, answering: 90, declined: 8, sampled: null });
		expect(seen.completion).toBeCloseTo(212 / 310);
		expect(seen).toMatchObject({ dayNumber: 5, days: 31, untallied: 7, rates: null });
	});

	it('says where people stopped, with small groups and their neighbour masked', () => {
		expect(seen.stops.total).toBe(54);
		expect(said(seen.stops.questions.map(({ stopped }) => stopped))).toEqual([31, 'withheld', 'few']);
		expect(seen.stops.questions.map(({ answered }) => answered)).toEqual([240, 220, 210]);
	});

	it('gives the band of the median time of pages that at least ten people took', () => {
		expect(seen.stops.questions.map(({ median }) => median)).toEqual([{ from: 5, to: 10 }, null, null]);
	});

	it('puts each day beside the same day of the last wave, to the nearest ten', () => {
		expect(seen.byDay).toHaveLength(5);
		expect(seen.byDay[0]).toEqual({ day: '2026-03-01', number: 1, started: 160, completed: 100, last: 90 });
		expect(seen.byDay[2]).toMatchObject({ completed: 210, last: 90 });
		expect(seen.last).toEqual({ label: 'Wave 1', sameDay: 90, whole: 431 });
	});

	it('masks a language that few answer in together with the only other', () => {
		const [languages] = seen.splits;
		expect(said(languages?.groups.map(({ completed }) => completed) ?? [])).toEqual(['withheld', 'few']);
	});

	it('hides every count of a group of the sample that is small itself', () => {
		const groups = [
			{ value: 'Police', sampled: 400, started: 150, completed: 100, declined: 40 },
			{ value: 'Councils', sampled: 300, started: 120, completed: 80, declined: 30 },
			{ value: 'Ports', sampled: 4, started: 1, completed: 0, declined: 0 },
		];
		const dispositions = {
			complete: 180,
			partial: 0,
			refused: 70,
			notContacted: 0,
			other: 0,
			unknown: 454,
			notEligible: 0,
		};
		const [sector] = monitorOf({
			...facts,
			sample: { sampled: 704, dispositions, strata: [{ column: 'sector', groups }] },
		}).splits;
		const shown = sector?.groups.map(({ sampled, started, completed }) => [sampled, started, completed]) ?? [];
		expect(shown.map((counts) => said(counts.flatMap((count) => count ?? [])))).toEqual([
			[400, 150, 100],
			['withheld', 'withheld', 'withheld'],
			['few', 'few', 'few'],
		]);
	});

	it('says what it may end with, and how sure that would make a share', () => {
		const { byPace, byLast, margins } = seen.projection;
		expect(byPace).toBeCloseTo(205 + (205 / 4) * 27);
		expect(byLast).toBeCloseTo((205 * 431) / 88);
		expect(margins?.fewest.interviews).toBeCloseTo(byLast ?? 0);
		expect(margins?.fewest.margin).toBeCloseTo(0.98 * Math.sqrt(1.4 / (byLast ?? 1)), 3);
		expect(seen.isProbability).toBe(false);
	});
});
