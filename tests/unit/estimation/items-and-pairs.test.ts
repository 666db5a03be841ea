import { describe, expect, it } from 'vitest';
import { anyOf } from '../../../src/lib/core/dataset/index.ts';
import {
	type Linearised,
	type NoBase,
	type Numbers,
	designOf,
	matchByKey,
	mcnemar,
	pairTable,
	pairedDifference,
	reliability,
	share,
	welchDifference,
	wilcoxon,
} from '../../../src/lib/core/estimation/index.ts';

const numbers = (values: readonly number[], missing: readonly number[] = values.map(() => 0)): Numbers => ({
	values: Float64Array.from(values),
	missing: Int8Array.from(missing),
});
const plain = (rows: number) => designOf({ weights: new Float64Array(rows).fill(1) });
const of = { counted: [1], missingInBase: [] };

function valueOf(statistic: Linearised | NoBase): number {
	return statistic.kind === 'linearised' ? statistic.value : NaN;
}

describe('reliability', () => {
	const item = numbers([1, 2, 5, 4, 3]);

	it('of identical items is 1 without error', () => {
		const found = reliability(plain(5), [item, item, item]);
		expect(found).toMatchObject({ kind: 'reliability', items: 3, isLow: false });
		if (found.kind !== 'reliability') return;
		expect(found.alpha.value).toBeCloseTo(1, 14);
		expect(found.alpha.se).toBeCloseTo(0, 14);
		expect(found.withoutItem.map((a) => a.toFixed(12))).toEqual(['1.000000000000', '1.000000000000', '1.000000000000']);
	});

	it('of unrelated items is 0 and low', () => {
		const found = reliability(plain(4), [numbers([0, 0, 1, 1]), numbers([0, 1, 0, 1])]);
		expect(found.kind === 'reliability' && [found.alpha.value, found.isLow, found.withoutItem]).toEqual([0, true, []]);
	});

	it('needs two items, and people who differ', () => {
		expect(reliability(plain(5), [item])).toEqual({ kind: 'too-few-items', items: 1 });
		expect(reliability(plain(3), [numbers([1, 1, 1]), numbers([2, 2, 2])])).toEqual({ kind: 'no-variation' });
	});
});

describe('a net', () => {
	it('of exclusive codes is the sum of their shares', () => {
		const weights = Float64Array.from([1, 2, 3, 4, 5]);
		const codes = Int8Array.from([1, 2, 3, 1, 4]);
		const each = [1, 2, 3].map((code) => valueOf(share(weights, codes, { counted: [code], missingInBase: [] })));
		const net = valueOf(share(weights, codes, { counted: [1, 2, 3], missingInBase: [] }));
		expect(net).toBeCloseTo(
			each.reduce((a, b) => a + b, 0),
			14,
		);
	});

	it('of several columns counts nobody twice', () => {
		const columns = [
			[1, 1, 0, 0],
			[1, 0, 1, 0],
		].map((codes) => ({ codes: Int8Array.from(codes), missingInBase: [] }));
		expect(valueOf(share(new Float64Array(4).fill(1), anyOf(columns, [1]), of))).toBe(0.75);
	});
});

describe('matching people', () => {
	it('pairs keys that stand once on both sides, and counts the others', () => {
		const found = matchByKey(['a', 'b', 'c', 'c', '', 'd'], ['d', 'a', 'c', 'x', '']);
		expect([[...found.before], [...found.after]]).toEqual([
			[0, 5],
			[1, 0],
		]);
		expect([found.onlyBefore, found.onlyAfter, found.ambiguous]).toEqual([2, 2, 3]);
	});

	it('a paired difference counts who answered once and leaves them out', () => {
		const before = numbers([1, 2, 3, 4, 0], [0, 0, 0, 0, -2]);
		const after = numbers([2, 4, 3, 0, 1], [0, 0, 0, -9, 0]);
		const found = pairedDifference(plain(5), before, after);
		expect(found).toMatchObject({ kind: 'paired-difference', matched: 3, onlyBefore: 1, onlyAfter: 1 });
		expect(found.kind === 'paired-difference' && [found.difference.value, found.test.df1]).toEqual([1, 2]);
	});

	it('has no effect size where everybody changed alike, and no result without pairs', () => {
		const [before, after] = [numbers([1, 2, 3]), numbers([2, 3, 4])];
		expect(pairedDifference(plain(3), before, after)).toMatchObject({ effect: null, difference: { value: 1, se: 0 } });
		expect(pairedDifference(plain(3), before, numbers([0, 0, 0], [-2, -2, -2])).kind).toBe('no-base');
	});
});

describe('tests of pairs', () => {
	it('count a declared missing reason in the base', () => {
		const table = pairTable(Int8Array.from([1, -8, -8, -9]), Int8Array.from([-8, 1, -1, 1]), {
			counted: [1],
			missingInBase: [-8],
		});
		expect(table).toEqual({ both: 0, gained: 1, lost: 1, neither: 0, onlyBefore: 1, onlyAfter: 1 });
	});

	it('say so when nobody changed', () => {
		expect(mcnemar({ gained: 0, lost: 0 })).toEqual({ kind: 'nobody-changed' });
		expect(wilcoxon(numbers([1, 2]), numbers([1, 2]))).toEqual({ kind: 'no-difference' });
	});

	it('exact signed ranks of five rises: 2/2⁵', () =>
		expect(wilcoxon(numbers([0, 0, 0, 0, 0]), numbers([1, 2, 3, 4, 5]))).toMatchObject({ statistic: 15, p: 2 / 32 }));
});

describe('an arm of one', () => {
	it('has no variance', () => {
		const arms = { codes: Int8Array.from([1, 0, 0]), treatment: 1, control: 0 };
		expect(welchDifference(numbers([3, 1, 2]), arms)).toEqual({ kind: 'arm-too-small', arm: 'treatment', n: 1 });
	});
});
