import { describe, expect, it } from 'vitest';
import { type Numbers, anyOf, indexPerRow, scorePerRow } from '../../../src/lib/core/dataset/index.ts';

const numbers = (values: readonly number[], missing: readonly number[] = values.map(() => 0)): Numbers => ({
	values: Float64Array.from(values),
	missing: Int8Array.from(missing),
});

describe('an index of items', () => {
	const agree = (values: readonly number[], isReversed = false, missing?: readonly number[]) => ({
		numbers: numbers(values, missing),
		lowest: 1,
		highest: 5,
		isReversed,
	});

	it('is the mean of answered items on 0–1, reversed ones turned round', () => {
		const scale = { numbers: numbers([0, 10, 5]), lowest: 0, highest: 10, isReversed: false };
		const { values, missing } = indexPerRow([agree([1, 5, 4]), agree([5, 1, 3], true), scale], { minimum: 3 });
		[0, 1, (0.75 + 0.5 + 0.5) / 3].forEach((expected, i) => expect(values[i]).toBeCloseTo(expected, 14));
		expect([...missing]).toEqual([0, 0, 0]);
	});

	it('is missing where fewer items than the minimum are answered, for the first reason met', () => {
		const items = [
			agree([5, 0, 0], false, [0, -8, -1]),
			agree([1, 3, 0], false, [0, 0, -9]),
			agree([3, 0, 0], false, [0, -9, -9]),
		];
		const { values, missing } = indexPerRow(items, { minimum: 2 });
		expect([...missing]).toEqual([0, -8, -1]);
		expect([...values]).toEqual([0.5, 0, 0]);
		expect([...indexPerRow(items, { minimum: 1 }).values]).toEqual([0.5, 0.5, 0]);
	});

	it('a scale without length is a bug', () =>
		expect(() => indexPerRow([{ ...agree([1]), highest: 1 }], { minimum: 1 })).toThrow(RangeError));
});

describe('several columns', () => {
	it('any of several: counted if one counts, in the base if one is, else the first reason', () => {
		const columns = [
			{ codes: Int16Array.of(1, 2, -8, -1, -2), missingInBase: [-8] },
			{ codes: Int16Array.of(2, 1, -9, -1, -1), missingInBase: [] },
		];
		expect([...anyOf(columns, [1])]).toEqual([1, 1, 0, -1, -1]);
	});

	it('a knowledge score counts don’t know as not right and leaves refused items out', () => {
		const items = [
			{ codes: Int16Array.of(1, 1, -8, -9, -1), right: [1] },
			{ codes: Int16Array.of(3, 2, 3, 3, -1), right: [3] },
		];
		const { values, missing } = scorePerRow(items);
		expect([...values]).toEqual([1, 0.5, 0.5, 1, 0]);
		expect([...missing]).toEqual([0, 0, 0, 0, -1]);
	});
});
