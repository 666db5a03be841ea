import { describe, expect, it } from 'vitest';
import { interleaved, interleavedNumbers } from '../../../src/lib/core/dataset/index.ts';
import { columnsOf, tableOf } from './tables.ts';

describe('new answers among those that were there', () => {
	it('stand where their place is, in columns wide enough for both', () => {
		const before = tableOf({ q: [1, -8, 2] }, { n: [1.5, null, 3] });
		const added = tableOf({ q: [300, 4] }, { n: [null, 7] });
		const all = interleaved(before, added, Uint8Array.of(1, 0, 0, 1, 0));
		expect(columnsOf(all)).toEqual({ q: [300, 1, -8, 4, 2], n: [-9, 1.5, -9, 7, 3] });
		expect([...interleavedNumbers(Float64Array.of(1, 2), Float64Array.of(3), Uint8Array.of(0, 1, 0))]).toEqual([
			1, 3, 2,
		]);
	});

	it('must be of the same columns', () => {
		const other = tableOf({ r: [1] }, {});
		expect(() => interleaved(tableOf({ q: [1] }, {}), other, Uint8Array.of(0, 1))).toThrow(/q is not a column of both/);
	});
});
