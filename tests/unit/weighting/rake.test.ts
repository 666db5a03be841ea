import { describe, expect, it } from 'vitest';
import { type Margin, rake, weightingEffect } from '../../../src/lib/core/weighting/index.ts';

const ones = (rows: number) => new Float64Array(rows).fill(1);
const margin = (id: string, cells: number[], targets: number[], unit: Margin['unit'] = 'shares'): Margin => ({
	id,
	cells: Int8Array.from(cells),
	targets,
	unit,
});

describe('rake', () => {
	it('weights one margin up to the population by hand: 3 of 4 men against half', () => {
		const result = rake(ones(4), [margin('sex', [0, 0, 0, 1], [0.5, 0.5])]);
		expect(result.kind === 'raked' && [...result.weights]).toEqual([2 / 3, 2 / 3, 2 / 3, 2]);
	});

	it('adds up to the totals where margins are totals, whatever the base weights add up to', () => {
		const result = rake(ones(4), [
			margin('sex', [0, 0, 1, 1], [40, 60], 'totals'),
			margin('age', [0, 1, 0, 1], [0.3, 0.7]),
		]);
		expect(result.kind === 'raked' && result.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 9);
	});

	it('takes printed shares that miss 1 by rounding, and scales them', () => {
		const result = rake(ones(3), [margin('area', [0, 1, 2], [0.333, 0.333, 0.333])]);
		expect(result.kind === 'raked' && result.weights[0]).toBeCloseTo(1, 12);
	});

	const failures: [string, Margin[], object][] = [
		[
			'names the margin and cell that the population has and the sample lacks',
			[margin('sex', [0, 0, 0], [0.5, 0.5])],
			{ kind: 'empty-cell', margin: 'sex', cell: 1, label: '1', target: 0.5 },
		],
		[
			'names the cell that the population lacks',
			[margin('sex', [0, 0, 1], [1, 0])],
			{ kind: 'cell-outside-population', margin: 'sex', cell: 1, label: '1', rows: 1 },
		],
		[
			'says when shares do not add up',
			[margin('sex', [0, 0, 1], [0.5, 0.6])],
			{ kind: 'shares-do-not-add-up', margin: 'sex', sum: 1.1 },
		],
		[
			'says when totals of two margins disagree',
			[margin('sex', [0, 0, 1], [50, 50], 'totals'), margin('age', [0, 1, 1], [40, 70], 'totals')],
			{ kind: 'totals-disagree', margin: 'age', total: 110, other: 'sex', expected: 100 },
		],
		[
			'says when a target is no number',
			[margin('sex', [0, 0, 1], [0.5, Number.NaN])],
			{ kind: 'bad-target', margin: 'sex', cell: 1, label: '1', target: Number.NaN },
		],
	];
	it.each(failures)('%s', (_name, margins, expected) => {
		expect(rake(ones(3), margins)).toEqual(expected);
	});

	it('says which cell is farthest off when margins cannot both be met', () => {
		// All men are young and all women old, yet half are to be men and a tenth young.
		const result = rake(ones(4), [margin('sex', [0, 0, 1, 1], [0.5, 0.5]), margin('age', [0, 0, 1, 1], [0.1, 0.9])], {
			maxIterations: 50,
		});
		expect(result).toMatchObject({ kind: 'not-converged', iterations: 50, margin: 'sex' });
	});

	it('refuses a negative base weight, by row', () => {
		expect(rake(Float64Array.of(1, -1), [])).toEqual({ kind: 'bad-base-weight', row: 1, weight: -1 });
	});

	it('keeps bounds and margins together, or says that both cannot hold', () => {
		const cells = Array.from({ length: 100 }, (_, i) => (i < 90 ? 0 : 1));
		const other = Array.from({ length: 100 }, (_, i) => i % 2);
		const margins = [margin('sex', cells, [0.75, 0.25]), margin('area', other, [0.8, 0.2])];
		const bounds = { lower: 0.2, upper: 3.5 };
		const free = rake(ones(100), margins);
		expect(free.kind === 'raked' && Math.max(...free.weights)).toBeGreaterThan(3.5);
		const bounded = rake(ones(100), margins, { bounds });
		if (bounded.kind !== 'raked') throw new Error(bounded.kind);
		expect(Math.max(...bounded.weights)).toBeLessThanOrEqual(3.5 * (1 + 1e-6));
		expect(bounded.weights.reduce((sum, w, i) => sum + (cells[i] === 1 ? w : 0), 0)).toBeCloseTo(25, 6);
		expect(rake(ones(100), margins, { bounds: { lower: 0.5, upper: 2 } })).toMatchObject({ kind: 'bounds-not-met' });
	});
});

describe('weightingEffect', () => {
	it('is Kish’s: weights 1 and 3 in equal numbers cost a fifth (Kish 1965, 11.7)', () => {
		const { n, effectiveSize, deff, deft } = weightingEffect(Float64Array.of(1, 3, 1, 3, 0));
		expect([n, effectiveSize, deff]).toEqual([4, 64 / 20, 1.25]);
		expect(deft).toBe(Math.sqrt(1.25));
	});
});
