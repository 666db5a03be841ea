import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { indistinctTogether } from '../../../src/lib/core/fieldwork/index.ts';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const alone = (values: readonly (string | null)[]) =>
	indistinctTogether(values.map((value) => [value])).map(([one]) => one);

describe('a detail of answers that are set free at once', () => {
	it.each([
		['stands where all share it, however few they are', times(3, 'mon'), times(3, 'mon')],
		[
			'stands where ten share it',
			[...times(10, 'mon'), ...times(12, 'tue')],
			[...times(10, 'mon'), ...times(12, 'tue')],
		],
		[
			'takes the next rarest with it where its loss would pick somebody out',
			[...times(12, 'mon'), ...times(11, 'tue'), 'wed'],
			[...times(12, 'mon'), ...times(12, null)],
		],
		['goes where only one value would be left', [...times(20, 'mon'), 'wed'], times(21, null)],
		['goes where nobody has enough company', [...times(9, 'mon'), ...times(9, 'tue')], times(18, null)],
	])('%s', (_, values, kept) => {
		expect(alone(values)).toEqual(kept);
	});

	it('is, with all others together, never shared by fewer than ten', () => {
		const row = fc.tuple(
			fc.constantFrom('en', 'gd'),
			fc.constantFrom('mon', 'tue', 'wed'),
			fc.constantFrom(60, 120, null),
		);
		fc.assert(
			fc.property(fc.array(row, { minLength: 10, maxLength: 120 }), (rows) => {
				const groups = new Map<string, number>();
				for (const kept of indistinctTogether<string | number>(rows)) {
					groups.set(JSON.stringify(kept), (groups.get(JSON.stringify(kept)) ?? 0) + 1);
				}
				expect(Math.min(...groups.values())).toBeGreaterThanOrEqual(10);
			}),
		);
	});
});
