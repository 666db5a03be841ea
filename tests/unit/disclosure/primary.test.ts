import { describe, expect, it } from 'vitest';
import { DisclosurePolicy, crossTable, defaultPolicy, primaryReasons } from '../../../src/lib/core/disclosure/index.ts';
import { magnitudeReasons } from '../../../src/lib/core/disclosure/primary.ts';
import { demandOf } from '../../../src/lib/core/disclosure/demand.ts';
import { grid, magnitudeOf } from './tables.ts';

describe('the policy', () => {
	it('has the thresholds of Scottish crime surveys as defaults', () => {
		expect(defaultPolicy).toMatchObject({
			minimumBase: 50,
			smallBase: 100,
			minimumCount: 5,
			sensitive: { minimumBase: 100, unanimous: 'hidden' },
			roundBasesTo: 10,
			roundSharesTo: 0.01,
		});
	});

	it('is strict', () => {
		expect(DisclosurePolicy.safeParse({ minimumbase: 10 }).success).toBe(false);
		expect(DisclosurePolicy.safeParse({ minimumCount: 0 }).success).toBe(false);
	});
});

describe('counts', () => {
	it.each([
		[0, []],
		[1, ['small-count']],
		[4, ['small-count']],
		[5, []],
	])('%i', (count, expected) => {
		const table = grid([[count, 90]]);
		const at = table.cells.findIndex(({ id }) => id === '1,1');
		expect(primaryReasons(table, defaultPolicy)[at]?.map(({ kind }) => kind)).toEqual(expected);
	});
});

describe('sensitive answers', () => {
	const table = (counts: Record<string, [number, number]>) =>
		crossTable({
			title: 'bought drugs, by sex',
			sensitive: true,
			answers: 1,
			axes: [
				{ id: 'sex', label: 'Sex', categories: Object.keys(counts).map((code) => ({ code, label: code })) },
				{
					id: 'bought',
					label: 'Bought',
					categories: [
						{ code: 'yes', label: 'Yes' },
						{ code: 'no', label: 'No' },
					],
				},
			],
			leaf: ([sex, bought]) => ({ count: counts[sex ?? '']?.[bought === 'yes' ? 0 : 1] ?? 0 }),
		});
	const reasonsIn = (counts: Record<string, [number, number]>) => {
		const of = table(counts);
		const reasons = primaryReasons(of, defaultPolicy);
		return Object.fromEntries(
			of.cells.flatMap(({ id }, at) => (reasons[at]?.length ? [[id, reasons[at]?.map(({ kind }) => kind)]] : [])),
		);
	};

	it('need a base of 100', () => {
		expect(reasonsIn({ women: [20, 79], men: [30, 70] })).toEqual({
			'women,yes': ['small-base'],
			'women,no': ['small-base'],
		});
	});

	it('are not shown for a group of which nobody, or everybody, gave them', () => {
		expect(reasonsIn({ women: [0, 120], men: [30, 70] })).toEqual({
			'women,yes': ['nobody'],
			'women,no': ['everybody'],
		});
	});

	it('may be 0 % of all who were asked', () => {
		expect(Object.keys(reasonsIn({ women: [0, 120], men: [0, 100] }))).not.toContain('*,yes');
	});
});

describe('magnitudes', () => {
	const rules = { dominance: { n: 2, k: 0.85 }, pPercent: 0.1 };

	it.each([
		['evenly spread', [20, 20, 20, 20], []],
		['two give 90 of 100', [50, 40, 5, 5], ['dominance']],
		['two give 85 of 100, which is not more than 85 %', [45, 40, 5, 5, 5], []],
		['the rest is 9 where the largest gave 100', [100, 60, 9], ['dominance', 'p-percent']],
		['the rest is 10 where the largest gave 100', [100, 20, 10], ['dominance']],
		['a single contributor', [10], ['dominance', 'p-percent']],
		['nobody', [], []],
	])('%s', (_what, contributions, expected) => {
		expect(magnitudeReasons(magnitudeOf(contributions), rules).map(({ kind }) => kind)).toEqual(expected);
	});
});

describe('the protection asked for', () => {
	const demand = (count: number, kind: 'small-count' | 'nobody' | 'everybody' | 'secondary') => {
		const [cell] = grid([[count]]).cells;
		if (!cell) throw new Error('no cell');
		return demandOf('counts', cell, { at: 0, reasons: [{ kind }] }, defaultPolicy);
	};

	it.each([
		['a small count may be anything from 1 to 5', 3, 'small-count', { atMost: 1, atLeast: 5, width: 5, small: true }],
		['nobody may be 5', 0, 'nobody', { atMost: 0, atLeast: 5, width: 5, small: false }],
		['everybody may be 5 fewer', 120, 'everybody', { atMost: 115, atLeast: 120, width: 5 }],
		['others lose only their exact value', 30, 'secondary', { atMost: 30, atLeast: 30, width: 5 }],
	] as const)('%s', (_what, count, kind, expected) => {
		expect(demand(count, kind)).toMatchObject(expected);
	});
});
