import { describe, expect, it } from 'vitest';
import { type RoundedTable, type Table, roundTable } from '../../../src/lib/core/disclosure/index.ts';
import { knownFrom, roundTo, roundToStep } from '../../../src/lib/core/disclosure/rounding.ts';
import { secretRandom } from '../../../src/lib/core/disclosure/secret-random.ts';
import { cube, grid } from './tables.ts';

const table = grid([
	[11, 4, 23],
	[7, 18, 2],
	[30, 9, 16],
]);

function rounded(of: Table, method: RoundedTable['method'], base: number, seed: string): RoundedTable {
	const result = roundTable(of, { method, base, seed });
	if (result.kind !== 'rounded') throw new Error(result.kind);
	return result;
}

describe('conventional rounding', () => {
	it.each([
		[4, 10, 0],
		[5, 10, 10],
		[94, 10, 90],
		[95, 10, 100],
		[7, 5, 5],
		[8, 5, 10],
	])('takes %i to base %i as %i', (count, base, expected) => {
		expect(roundTo(count, base)).toBe(expected);
	});

	it('tells exactly the counts that are rounded to what is shown', () => {
		for (const base of [3, 5, 10])
			for (let shown = 0; shown <= 60; shown += base) {
				const counts = Array.from({ length: 80 }, (_, n) => n).filter((n) => roundTo(n, base) === shown);
				expect(knownFrom(shown, base)).toEqual({ lower: counts[0], upper: counts.at(-1) });
			}
	});

	it('cuts digits without adding any: 0.29, not 0.29000000000000004', () => {
		expect(roundToStep(0.2851, 0.01)).toBe(0.29);
		expect(roundToStep(0.281, 0.01, 'up')).toBe(0.29);
		expect(roundToStep(0.28, 0.01, 'up')).toBe(0.28);
		expect(roundToStep(0.57, 0.01, 'down')).toBe(0.57);
		expect(roundToStep(6.449, 0.1)).toBe(6.4);
	});

	it('is audited: totals that are rounded on their own can narrow their parts', () => {
		// 4 × 4 = 16: four zeros add up to 20, so that each must be at least 3.
		const fours = grid([[4, 4, 4, 4]]);
		const result = rounded(fours, 'conventional', 10, 'no lot is drawn');
		const inner = result.bounds.filter(({ cell }) => fours.cells[cell]?.id === '1,1');
		expect(inner).toMatchObject([{ lower: 3, upper: 4 }]);
		expect(result.narrowed.length).toBeGreaterThan(0);
	});
});

describe('controlled rounding', () => {
	it.each(['one', 'two', 'three', 'four'])(
		'keeps every sum and moves no cell past a neighbouring multiple (%s)',
		(seed) => {
			const { values, narrowed } = rounded(table, 'controlled', 5, seed);
			for (const { total, parts } of table.relations)
				expect(parts.reduce((sum, part) => sum + (values[part] ?? 0), 0)).toBe(values[total]);
			table.cells.forEach(({ count }, k) => {
				expect((values[k] ?? 0) % 5).toBe(0);
				expect(Math.abs((values[k] ?? 0) - count)).toBeLessThan(5);
			});
			expect(narrowed).toEqual([]);
		},
	);

	it('leaves expected values as they are (Cox 1987)', () => {
		const draws = 3000;
		const sums = new Float64Array(table.cells.length);
		for (let draw = 0; draw < draws; draw++)
			rounded(table, 'controlled', 5, `draw ${draw}`).values.forEach((value, k) => {
				sums[k] = (sums[k] ?? 0) + value;
			});
		// Five standard errors of a mean of two-point values 5 apart.
		table.cells.forEach(({ count }, k) =>
			expect(Math.abs((sums[k] ?? 0) / draws - count)).toBeLessThan((5 * 2.5) / Math.sqrt(draws)),
		);
	}, 60_000);

	it('depends on the seed alone', () => {
		expect(rounded(table, 'controlled', 5, 'a').values).toEqual(rounded(table, 'controlled', 5, 'a').values);
		const several = ['a', 'b', 'c', 'd', 'e'].map((seed) => rounded(table, 'controlled', 5, seed).values.join());
		expect(new Set(several).size).toBeGreaterThan(1);
	});

	it('is not promised for three ways', () => {
		const result = roundTable(cube([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), { method: 'controlled', base: 5, seed: 'a' });
		expect(result).toEqual({ kind: 'not-a-network' });
	});
});

describe('random rounding', () => {
	it('goes to a neighbouring multiple, with the expected value of the count', () => {
		const sums = new Float64Array(table.cells.length);
		for (let draw = 0; draw < 2000; draw++)
			rounded(table, 'random', 3, `draw ${draw}`).values.forEach((value, k) => {
				expect(Math.abs(value - (table.cells[k]?.count ?? 0))).toBeLessThan(3);
				sums[k] = (sums[k] ?? 0) + value;
			});
		table.cells.forEach(({ count }, k) =>
			expect(Math.abs((sums[k] ?? 0) / 2000 - count)).toBeLessThan((5 * 1.5) / Math.sqrt(2000)),
		);
	}, 60_000);

	it('draws evenly', () => {
		const random = secretRandom('any seed');
		const counts = new Uint32Array(10);
		for (let i = 0; i < 100_000; i++) {
			const tenth = Math.floor(random() * 10);
			counts[tenth] = (counts[tenth] ?? 0) + 1;
		}
		// Chi-square with 9 degrees of freedom stays under 27.9 in 999 of 1,000 cases.
		expect(counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
	});
});
