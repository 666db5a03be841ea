import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type CellEstimate,
	crosstab,
	crosstabEstimates,
	designOf,
	independence,
	quantile,
	ratio,
	total,
} from '../../src/lib/core/estimation/index.ts';

const rows = 60;
const columnOf = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: rows, maxLength: rows });
const sample = fc.record({
	weights: columnOf(fc.double({ min: 0.1, max: 9, noNaN: true })),
	row: columnOf(fc.constantFrom(0, 1, 2, -9)),
	column: columnOf(fc.constantFrom(0, 1, -8)),
	numbers: columnOf(fc.integer({ min: -20, max: 20 })),
	strata: columnOf(fc.constantFrom(1, 2)),
	order: columnOf(fc.double({ min: 0, max: 1, noNaN: true })),
});
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never;

function read({ weights, row, column, numbers, strata }: Omit<Sample, 'order'>) {
	return {
		design: designOf({ weights: Float64Array.from(weights), strata: Int32Array.from([...strata.slice(2), 1, 2]) }),
		row: { codes: Int8Array.from(row), categories: [0, 1, 2] },
		column: { codes: Int8Array.from(column), categories: [0, 1] },
		numbers: { values: Float64Array.from(numbers), missing: new Int8Array(rows) },
	};
}

const valueOf = (of: CellEstimate) => (of.kind === 'estimate' ? of.value : NaN);
const close = (a: number, b: number, digits = 9) => expect(a).toBeCloseTo(b, digits);

describe('tables', () => {
	it('shares of the whole, of each row and of each column add up to 1', () => {
		fc.assert(
			fc.property(sample, (drawn) => {
				const { design, row, column } = read(drawn);
				const found = crosstabEstimates(design, row, column, { lonelyPsu: 'certainty' });
				fc.pre(found.kind === 'crosstab-estimates');
				if (found.kind !== 'crosstab-estimates') return;
				const sum = (of: typeof found.cells, figure: 'totalShare' | 'rowShare' | 'columnShare') =>
					of.reduce((all, cell) => all + valueOf(cell[figure]), 0);
				close(sum(found.cells, 'totalShare'), 1, 12);
				for (const category of row.categories) {
					const inRow = found.cells.filter((cell) => cell.row === category);
					if (inRow.every((cell) => cell.rowShare.kind === 'estimate')) close(sum(inRow, 'rowShare'), 1, 12);
				}
				for (const category of column.categories) {
					const inColumn = found.cells.filter((cell) => cell.column === category);
					if (inColumn.every((cell) => cell.columnShare.kind === 'estimate'))
						close(sum(inColumn, 'columnShare'), 1, 12);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('the order of rows and the unit of weights change no test', () => {
		fc.assert(
			fc.property(sample, (drawn) => {
				const order = drawn.order.map((_, i) => i).sort((a, b) => drawn.order[a]! - drawn.order[b]!);
				const shuffled = {
					...drawn,
					weights: order.map((i) => drawn.weights[i]! * 7),
					row: order.map((i) => drawn.row[i]!),
					column: order.map((i) => drawn.column[i]!),
				};
				// One stratum: the order of strata is not shuffled along.
				const one = (of: ReturnType<typeof read>) => designOf({ weights: of.design.weights });
				const [a, b] = [read(drawn), read(shuffled)];
				for (const test of ['F', 'Chisq', 'Wald', 'adjWald'] as const) {
					const first = independence(one(a), a.row, a.column, { test });
					const second = independence(one(b), b.row, b.column, { test });
					expect(second.kind).toBe(first.kind);
					if (first.kind !== 'test' || second.kind !== 'test') continue;
					close(second.statistic / Math.max(1, first.statistic), first.statistic / Math.max(1, first.statistic), 7);
					expect(first.p).toBeGreaterThanOrEqual(0);
					expect(first.p).toBeLessThanOrEqual(1);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('turning a table over swaps its rows and columns and nothing else', () => {
		fc.assert(
			fc.property(sample, (drawn) => {
				const { design, row, column } = read(drawn);
				const [upright, turned] = [crosstab(design.weights, row, column), crosstab(design.weights, column, row)];
				expect(turned.kind).toBe(upright.kind);
				if (upright.kind !== 'crosstab' || turned.kind !== 'crosstab') return;
				expect(turned.base.n).toBe(upright.base.n);
				for (let r = 0; r < 4; r++)
					for (let c = 0; c < 3; c++) expect(turned.sums[c * 4 + r]).toBe(upright.sums[r * 3 + c]);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('quantiles, totals and ratios', () => {
	it('a quantile is one of the answers, rises with its probability and lies in its interval', () => {
		fc.assert(
			fc.property(sample, (drawn) => {
				const { design, numbers } = read(drawn);
				let before = -Infinity;
				for (const p of [0.1, 0.3, 0.5, 0.8]) {
					const e = quantile(design, numbers, p, { lonelyPsu: 'certainty' });
					if (e.kind !== 'estimate') throw new Error(e.kind);
					expect(numbers.values).toContain(e.value);
					expect(e.value).toBeGreaterThanOrEqual(before);
					expect(e.interval.lower).toBeLessThanOrEqual(e.value);
					expect(e.interval.upper).toBeGreaterThanOrEqual(e.value);
					before = e.value;
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('a quantile follows any change of unit', () => {
		fc.assert(
			fc.property(sample, (drawn) => {
				const { design, numbers } = read(drawn);
				const a = quantile(design, numbers, 0.4);
				const b = quantile(design, { ...numbers, values: numbers.values.map((x) => 3 * x - 50) }, 0.4);
				if (a.kind !== 'estimate' || b.kind !== 'estimate') throw new Error();
				expect(b.value).toBe(3 * a.value - 50);
				expect(b.interval.lower).toBe(3 * a.interval.lower - 50);
			}),
			{ numRuns: 60 },
		);
	});

	it('totals are additive in their domains, and a ratio of a column to its multiple is constant', () => {
		fc.assert(
			fc.property(sample, (drawn) => {
				const { design, numbers } = read(drawn);
				const inside = Uint8Array.from(drawn.row, (code) => (code > 0 ? 1 : 0));
				const outside = inside.map((is) => 1 - is);
				const sum = (domain: Uint8Array | null) => {
					const of = total(design.weights, numbers, domain);
					return of.kind === 'linearised' ? of.value : 0;
				};
				close(sum(inside) + sum(outside), sum(null));
				const positive = { ...numbers, values: numbers.values.map((x) => x + 30) };
				const of = ratio(design.weights, { ...positive, values: positive.values.map((x) => 4 * x) }, positive);
				if (of.kind !== 'linearised') throw new Error();
				close(of.value, 4, 12);
				of.influence.forEach((z) => close(z, 0, 12));
			}),
			{ numRuns: 60 },
		);
	});
});
