import { describe, expect, it } from 'vitest';
import { type Demand, type Table, audit, defaultPolicy } from '../../../src/lib/core/disclosure/index.ts';
import { publishedOf } from '../../../src/lib/core/disclosure/published.ts';
import { cube, grid, hiding } from './tables.ts';

function boundsOf(table: Table, hidden: readonly string[], policy = defaultPolicy): Record<string, [number, number]> {
	const { bounds } = audit(publishedOf(table, hiding(table, hidden), policy, []), []);
	return Object.fromEntries(bounds.map(({ cell, lower, upper }) => [table.cells[cell]?.id ?? '', [lower, upper]]));
}

function failuresOf(table: Table, hidden: readonly string[], demands: readonly (Partial<Demand> & { id: string })[]) {
	const full = demands.map(({ id, ...rest }) => {
		const cell = table.cells.findIndex((of) => of.id === id);
		const count = table.cells[cell]?.count ?? 0;
		return { cell, atMost: count, atLeast: count, width: 0, small: false, ...rest };
	});
	const { failures, allProtected } = audit(publishedOf(table, hiding(table, hidden), defaultPolicy, full), full);
	expect(allProtected).toBe(failures.length === 0);
	return failures.map(({ cell, kind }) => `${table.cells[cell]?.id ?? ''} ${kind}`);
}

// The introductory example of Fischetti & Salazar-González (2000, JASA 95), after Willenborg & de Waal: investment of
// enterprises by activity (rows) and region (columns). With four cells suppressed the sensitive one, activity II in region C (22),
// is known to lie from 5 to 30.
const investment = grid([
	[20, 50, 10],
	[8, 19, 22],
	[17, 32, 12],
]);
const suppressed = ['2,1', '2,3', '3,1', '3,3'];

describe('the auditor', () => {
	it('finds the interval of the textbook example: 5 to 30', () => {
		expect(investment.cells.map(({ count }) => count)).toEqual([
			190, 45, 101, 44, 80, 20, 50, 10, 49, 8, 19, 22, 61, 17, 32, 12,
		]);
		expect(boundsOf(investment, suppressed)).toEqual({
			'2,1': [0, 25],
			'2,3': [5, 30],
			'3,1': [0, 25],
			'3,3': [4, 29],
		});
	});

	it('works out a single hidden cell by subtraction', () => {
		expect(boundsOf(investment, ['2,3'])).toEqual({ '2,3': [22, 22] });
		expect(failuresOf(investment, ['2,3'], [{ id: '2,3', width: 5 }])).toEqual(['2,3 too-narrow']);
	});

	it('finds no limit where the totals are hidden as well', () => {
		expect(boundsOf(grid([[3, 9]]), ['*,*', '1,*', '1,1', '*,1'])).toEqual({
			'*,*': [9, Infinity],
			'1,*': [9, Infinity],
			'1,1': [0, Infinity],
			'*,1': [0, Infinity],
		});
	});

	it('holds demands against the bounds of each cell', () => {
		expect(failuresOf(investment, suppressed, [{ id: '2,3', atMost: 5, atLeast: 30, width: 25 }])).toEqual([]);
		expect(failuresOf(investment, suppressed, [{ id: '2,3', atMost: 4 }])).toEqual(['2,3 lower']);
		expect(failuresOf(investment, suppressed, [{ id: '2,3', atLeast: 31 }])).toEqual(['2,3 upper']);
		expect(failuresOf(investment, suppressed, [{ id: '2,3', width: 26 }])).toEqual(['2,3 too-narrow']);
	});

	it('sees that 3 and 2 hidden together must both be small counts, since 5 and 0 would have been shown', () => {
		const hidden = ['1,1', '1,2', '*,1', '*,2'];
		expect(boundsOf(grid([[3, 2, 10]]), hidden)['1,1']).toEqual([0, 5]);
		const small = { id: '1,1', atMost: 1, atLeast: 5, width: 5, small: true };
		expect(failuresOf(grid([[3, 2, 10]]), hidden, [small])).toEqual(['1,1 tells-small']);
		expect(failuresOf(grid([[3, 3, 10]]), hidden, [small])).toEqual([]);
	});

	it('does not take a small count elsewhere for an explanation of two that are on their own', () => {
		// Rows 1 and 2 hide 3 + 2 each in the same columns; row 3 hides two others that have nothing to do with them.
		const apart = grid([
			[3, 2, 90, 90],
			[20, 20, 3, 30],
			[20, 20, 40, 30],
		]);
		const own = ['1,1', '1,2', '*,1', '*,2'];
		const elsewhere = ['2,3', '2,4', '3,3', '3,4'];
		const small = { id: '1,1', atMost: 1, atLeast: 5, small: true };
		expect(failuresOf(apart, [...own, ...elsewhere], [small])).toEqual(['1,1 tells-small']);
	});

	it('knows that counts are whole where linear programming alone would leave halves', () => {
		// Three sums of two each: a + b = b + c = a + c = 1 has the only solution ½, ½, ½.
		const lower = Float64Array.of(0, 0, 0, 1, 1, 1);
		const upper = Float64Array.of(Infinity, Infinity, Infinity, 1, 1, 1);
		const relations = [
			{ total: 3, parts: [0, 1] },
			{ total: 4, parts: [1, 2] },
			{ total: 5, parts: [0, 2] },
		];
		const halves = audit({ lower, upper, relations, whole: false, minimumCount: null }, []);
		expect(halves.bounds.map((of) => [of.lower, of.upper])).toEqual([
			[0.5, 0.5],
			[0.5, 0.5],
			[0.5, 0.5],
		]);
		const whole = audit({ lower, upper, relations, whole: true, minimumCount: null }, [
			{ cell: 0, atMost: 0, atLeast: 1, width: 1, small: false },
		]);
		expect(whole.allProtected).toBe(false);
	});

	it('says so when what is shown cannot be true together', () => {
		const lower = Float64Array.of(5, 0, 9);
		const upper = Float64Array.of(5, Infinity, 9);
		const relations = [{ total: 0, parts: [1, 2] }];
		expect(audit({ lower, upper, relations, whole: true, minimumCount: null }, []).failures).toEqual([
			{ cell: 1, kind: 'no-such-table' },
		]);
	});

	it('counts the rounding of what is shown as uncertainty', () => {
		const rounded = boundsOf(grid([[3, 12, 31]]), ['1,1', '*,1', '1,2', '*,2'], {
			...defaultPolicy,
			roundCountsTo: 10,
		});
		// 46 is shown as 50 (45–54), 31 as 30 (25–34): 11 to 29 remain for the two.
		expect(rounded['1,1']).toEqual([0, 29]);
	});

	it('solves a table of three ways, where a single number is left open when all margins are shown', () => {
		// All cells with an even number of steps from the first move up together, the others down: by 3 at most one way
		// (the least of 3, 6, 5, 4) and by 7 the other (the least of 7, 9, 8, 9).
		const table = cube([2, 2, 2], [3, 7, 9, 6, 8, 5, 4, 9]);
		const inner = table.cells.filter(({ id }) => !id.includes('*')).map(({ id }) => id);
		expect(boundsOf(table, inner)['1,1,1']).toEqual([0, 10]);
		expect(boundsOf(table, inner)['1,1,2']).toEqual([0, 10]);
	});
});
