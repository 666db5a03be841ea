import { describe, expect, it } from 'vitest';
import {
	type CellFigure,
	type Design,
	type DesignInput,
	type Figure,
	type Side,
	cellCovariance,
	cellFigures,
	cellVariances,
	covariance,
	crosstab,
	crosstabEstimates,
	designOf,
	linearisedCell,
} from '../../../src/lib/core/estimation/index.ts';
import { rake } from '../../../src/lib/core/weighting/index.ts';

/** Numbers that look random and are the same each time. */
function noise(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const rows = 4000;
const random = noise(11);
const pick = (count: number) => Int16Array.from({ length: rows }, () => Math.floor(random() * count));
const withMissing = (codes: Int16Array) => codes.map((code) => (random() < 0.05 ? -9 : code));
const row: Side = { codes: withMissing(pick(3)), categories: [0, 1, 2] };
const column: Side = { codes: withMissing(pick(4)), categories: [0, 1, 2, 3] };
const baseWeights = Float64Array.from({ length: rows }, () => 0.2 + 3 * random() ** 2);
const strata = Int32Array.from(pick(5));
const fpc = Float64Array.from(strata, (h) => 1500 + 100 * h);
const domain = Uint8Array.from(pick(3), (code) => (code > 0 ? 1 : 0));

function rakedInput(): DesignInput {
	const margins = [pick(2), pick(3), pick(4)].map((cells, m) => ({
		id: `margin ${m}`,
		cells,
		targets: Array.from({ length: m + 2 }, (_, k) => 1000 + 100 * k),
		unit: 'shares' as const,
	}));
	const raked = rake(
		baseWeights,
		margins.map(({ targets, ...margin }) => {
			const all = targets.reduce((a, b) => a + b);
			return { ...margin, targets: targets.map((target) => target / all) };
		}),
		{ tolerance: 1e-12, maxIterations: 500 },
	);
	if (raked.kind !== 'raked') throw new Error(raked.kind);
	return { weights: raked.weights, calibration: raked.calibration };
}

const raked = rakedInput();
const quick: [string, Design][] = [
	['plain', designOf({ weights: baseWeights })],
	['with rows without weight', designOf({ weights: baseWeights.map((w, i) => (i % 7 === 0 ? 0 : w)) })],
	['stratified, finite', designOf({ weights: baseWeights, strata, fpc })],
	['raked', designOf(raked)],
	['raked in strata', designOf({ ...raked, strata, fpc })],
];
const figures: Figure[] = ['count', 'total-share', 'row-share', 'column-share'];
const policy = { lonelyPsu: 'fail' as const };

function figuresOf(design: Design, within: Uint8Array | null) {
	const table = crosstab(design.weights, row, column, within);
	if (table.kind === 'no-base') throw new Error(table.kind);
	const all = figures.flatMap((figure) =>
		cellFigures(table, figure).filter((found): found is CellFigure => found.kind === 'cell-figure'),
	);
	return { table, all };
}

describe('the one-pass variance equals the general routine to 1e-12', () => {
	it.each(quick)('%s', (_what, design) => {
		for (const within of [null, domain]) {
			const { table, all } = figuresOf(design, within);
			const variances = cellVariances(design, table, all, policy);
			if ('kind' in variances) throw new Error(variances.kind);
			all.forEach((figure, k) => {
				// Twice, so that means are taken out before squaring.
				const { influence } = linearisedCell(table, figure);
				const slow = covariance(design, [influence, influence], policy);
				const expected = slow.kind === 'covariance' ? slow.matrix[0]! : NaN;
				expect(Math.abs(variances[k]!.variance / expected - 1)).toBeLessThan(1e-12);
			});
		}
	});

	it.each(quick)('%s, covariances', (_what, design) => {
		const { table, all } = figuresOf(design, domain);
		const some = all.filter((_, k) => k % 5 === 0);
		const fast = cellCovariance(design, table, some, policy);
		const slow = covariance(
			design,
			some.map((figure) => linearisedCell(table, figure).influence),
			policy,
		);
		if (fast.kind !== 'covariance' || slow.kind !== 'covariance') throw new Error();
		const sd = some.map((_, k) => Math.sqrt(slow.matrix[k * slow.size + k]!));
		fast.matrix.forEach((entry, at) => {
			const scale = sd[Math.floor(at / some.length)]! * sd[at % some.length]!;
			expect(Math.abs(entry - slow.matrix[at]!)).toBeLessThan(1e-12 * scale);
		});
	});
});

describe('designs that the one pass is not for', () => {
	const clustered = designOf({ weights: baseWeights, clusters: Int32Array.from(pick(40)), strata });
	const lonely = designOf({ weights: baseWeights, strata: strata.map((h, i) => (i === 0 ? 99 : h)) });

	const few = Int32Array.from(pick(20));
	const many = Int32Array.from(pick(2000));

	it.each([
		['clusters', clustered],
		[
			'few clusters, whose rows of a cell are taken together',
			designOf({ weights: baseWeights, clusters: few, strata }),
		],
		['clusters and raking', designOf({ ...raked, clusters: few })],
		[
			'two stages',
			designOf({
				weights: baseWeights,
				clusters: [few, strata],
				fpc: [baseWeights.map(() => 90), baseWeights.map(() => 9)],
			}),
		],
		[
			'two stages down to many units',
			designOf({
				weights: baseWeights,
				clusters: [few, many],
				fpc: [baseWeights.map(() => 90), baseWeights.map(() => 9000)],
			}),
		],
		['a stratum with one row, set against the mean of all', lonely],
	] as const)('%s go through the general routine', (_what, design) => {
		const { table, all } = figuresOf(design, domain);
		const variances = cellVariances(design, table, all, { lonelyPsu: 'adjust' });
		if ('kind' in variances) throw new Error(variances.kind);
		for (const k of [0, 5, 13, 30, 41]) {
			const slow = covariance(design, [linearisedCell(table, all[k]!).influence], { lonelyPsu: 'adjust' });
			const expected = slow.kind === 'covariance' ? slow.matrix[0]! : NaN;
			expect(Math.abs(variances[k]!.variance / expected - 1)).toBeLessThan(1e-12);
		}
	});

	it('a lonely cluster is named by its row where rows are taken together', () => {
		const apart = designOf({ weights: baseWeights, clusters: few, strata: few.map((u) => (u === few[3] ? 1 : 0)) });
		const { table, all } = figuresOf(apart, null);
		expect(cellVariances(apart, table, all, policy)).toMatchObject({ kind: 'lonely-psu', row: 3 });
	});

	it('a lonely stratum fails where that is asked', () => {
		const { table, all } = figuresOf(lonely, null);
		expect(cellVariances(lonely, table, all, policy)).toMatchObject({ kind: 'lonely-psu' });
		expect(crosstabEstimates(lonely, row, column)).toMatchObject({ kind: 'lonely-psu' });
	});
});

describe('a crosstab', () => {
	const ones = new Float64Array(6).fill(1);
	const small = {
		row: { codes: Int8Array.of(1, 1, 2, 2, -8, 1), categories: [1, 2] },
		column: { codes: Int8Array.of(5, 6, 5, 5, 5, -9), categories: [5, 6] },
	};

	it('leaves out rows that miss one of the two, unless the reason is a category', () => {
		const table = crosstab(ones, small.row, small.column);
		expect(table.kind === 'crosstab' && table.base.n).toBe(4);
		const wider = crosstab(ones, { ...small.row, categories: [1, 2, -8] }, small.column);
		expect(wider.kind === 'crosstab' && wider.base.n).toBe(5);
	});

	it('gives an empty column’s shares no base, and zero elsewhere', () => {
		const found = crosstabEstimates(designOf({ weights: ones }), small.row, {
			codes: Int32Array.from(small.column.codes),
			categories: [5, 6, 70_000],
		});
		if (found.kind !== 'crosstab-estimates') throw new Error(found.kind);
		const last = found.cells.find((cell) => cell.row === 1 && cell.column === 70_000);
		expect(last?.columnShare).toEqual({ kind: 'no-base', asked: true });
		expect(last?.rowShare).toMatchObject({ kind: 'estimate', value: 0 });
	});

	it('tells not asked from nobody in the table', () => {
		const not = { codes: Int8Array.of(-2, -2, -2, -2, -2, -2), categories: [1] };
		expect(crosstab(ones, not, small.column)).toEqual({ kind: 'no-base', asked: false });
		const refused = { codes: Int8Array.of(-9, -2, -2, -2, -2, -2), categories: [1] };
		expect(crosstab(ones, refused, small.column)).toEqual({ kind: 'no-base', asked: true });
	});

	it('of one row of data has too few units', () => {
		const one = crosstabEstimates(
			designOf({ weights: Float64Array.of(1) }),
			{ codes: Int8Array.of(1), categories: [1] },
			{ codes: Int8Array.of(1), categories: [1] },
		);
		if (one.kind !== 'crosstab-estimates') throw new Error(one.kind);
		expect(one.cells[0]?.count.kind).toBe('too-few-units');
	});
});
