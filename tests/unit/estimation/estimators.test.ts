import { describe, expect, it } from 'vitest';
import {
	type Linearised,
	type NoBase,
	codesAsNumbers,
	contrast,
	crosswise,
	degreesOfFreedom,
	designOf,
	estimate,
	itemCount,
	mean,
	rowsWithCode,
	share,
} from '../../../src/lib/core/estimation/index.ts';

const ones = (rows: number) => new Float64Array(rows).fill(1);

function present(of: Linearised | NoBase): Linearised {
	if (of.kind === 'no-base') throw new Error('nobody in the base');
	return of;
}

describe('share', () => {
	const codes = Int16Array.of(1, 1, 2, 3, -8, -9, -1);

	it('leaves missing reasons out of the base unless they are declared to be in it', () => {
		expect(present(share(ones(7), codes, { counted: [1], missingInBase: [] })).value).toBe(0.5);
		expect(present(share(ones(7), codes, { counted: [1], missingInBase: [-8] })).value).toBe(0.4);
		expect(present(share(ones(7), codes, { counted: [1], missingInBase: [-8, -9] })).base.n).toBe(6);
	});

	it('counts codes far above any declared one as in the base', () => {
		expect(present(share(ones(2), Int32Array.of(1, 70_000), { counted: [1], missingInBase: [] })).value).toBe(0.5);
	});

	it('tells not asked from nobody in the base', () => {
		expect(share(ones(2), Int16Array.of(-2, -2), { counted: [1], missingInBase: [] })).toEqual({
			kind: 'no-base',
			asked: false,
		});
		expect(share(ones(2), Int16Array.of(-2, -1), { counted: [1], missingInBase: [] })).toEqual({
			kind: 'no-base',
			asked: true,
		});
	});

	it('a simple random sample has the textbook standard error √(p(1−p)/(n−1)) and deff 1', () => {
		const many = Int16Array.from({ length: 101 }, (_, i) => (i < 30 ? 1 : 2));
		const e = estimate(
			designOf({ weights: ones(101) }),
			present(share(ones(101), many, { counted: [1], missingInBase: [] })),
		);
		if (e.kind !== 'estimate') throw new Error(e.kind);
		expect(e.se).toBeCloseTo(Math.sqrt((e.value * (1 - e.value)) / 100), 14);
		expect(e.deff).toBeCloseTo(1, 12);
		expect(e.interval.method).toBe('logit');
	});

	it('a domain of one row has too few units for a variance', () => {
		const domain = Uint8Array.of(1, 0, 0);
		const of = present(share(ones(3), Int16Array.of(1, 2, 2), { counted: [1], missingInBase: [] }, domain));
		expect(estimate(designOf({ weights: ones(3) }), of, { domain }).kind).toBe('too-few-units');
	});
});

describe('degreesOfFreedom', () => {
	it('counts clusters minus strata among rows with weight in the domain', () => {
		const design = designOf({
			weights: Float64Array.of(1, 1, 1, 1, 1, 0),
			strata: Int32Array.of(1, 1, 1, 2, 2, 2),
			clusters: Int32Array.of(7, 7, 8, 7, 9, 10),
		});
		expect(degreesOfFreedom(design)).toBe(2);
		expect(degreesOfFreedom(design, Uint8Array.of(1, 1, 1, 0, 0, 0))).toBe(1);
	});

	it('columns of unequal length are a bug', () => {
		expect(() => designOf({ weights: ones(3), strata: Int32Array.of(1) })).toThrow(RangeError);
	});
});

describe('columns', () => {
	it('groups within a domain', () => {
		expect([...rowsWithCode(Int8Array.of(1, 2, 1), 1, Uint8Array.of(0, 1, 1))]).toEqual([0, 0, 1]);
	});
});

describe('sensitive questions', () => {
	it('crosswise inverts (λ + p − 1)/(2p − 1): 62 % the same at p = ¼ means 26 %', () => {
		const same = Int8Array.from({ length: 100 }, (_, i) => (i < 62 ? 1 : 2));
		expect(crosswise(present(share(ones(100), same, { counted: [1], missingInBase: [] })), 0.25).value).toBeCloseTo(
			0.26,
			12,
		);
	});

	it('item count is the difference of the arms’ means and is truncated only beside the raw value', () => {
		const count = codesAsNumbers(Int8Array.of(1, 1, 2, 2, 1, 1));
		const codes = Int8Array.of(2, 2, 1, 1, 2, 1);
		const of = present(itemCount(ones(6), count, { codes, treatment: 2, control: 1 }));
		expect(of.value).toBeCloseTo(1 - 5 / 3, 12);
		const e = estimate(designOf({ weights: ones(6) }), of);
		expect(e.kind === 'estimate' && [e.value < 0, e.truncated?.value]).toEqual([true, 0]);
	});
});

describe('contrast', () => {
	it('a mean minus itself is 0 without error', () => {
		const of = present(mean(ones(3), codesAsNumbers(Int8Array.of(1, 5, 9))));
		const none = contrast([
			{ factor: 1, of },
			{ factor: -1, of },
		]);
		const e = estimate(designOf({ weights: ones(3) }), none);
		expect(e.kind === 'estimate' && [e.value, e.se]).toEqual([0, 0]);
	});
});
