import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeighingData } from '../../../src/lib/core/weighting/index.ts';
import {
	WeightingScheme,
	adjustForNonresponse,
	weigh,
	weighingFailureWords,
} from '../../../src/lib/core/weighting/index.ts';

const scheme = (counts: readonly (readonly [number, number])[], more = {}) =>
	WeightingScheme.parse({
		...{ version: 1, base: { variable: null }, calibration: null, trim: null },
		nonresponse: {
			variables: ['area'],
			counts: counts.map(([code, people]) => ({ codes: [code], people })),
			minimumRespondents: 1,
			maximumFactor: null,
			...more,
		},
	});
const answeredIn = (areas: readonly number[]): WeighingData => ({
	rows: areas.length,
	codesOf: (variable) => (variable === 'area' ? Int16Array.from(areas) : undefined),
	numbersOf: () => undefined,
});
const weightsOf = (of: ReturnType<typeof scheme>, areas: readonly number[]): number[] => {
	const result = weigh(of, answeredIn(areas));
	if (result.kind !== 'weighed') throw new Error(weighingFailureWords(result));
	return [...result.weights];
};

describe('a sample of which only counts are known', () => {
	it('gives the weights that the people who did not answer would give if they were in the data', () => {
		const cells = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 })), {
			minLength: 2,
			maxLength: 5,
		});
		fc.assert(
			fc.property(cells, (sizes) => {
				const people = sizes.flatMap(([answered, not], cell) => [
					...Array.from({ length: answered }, () => ({ cell, responded: 1 })),
					...Array.from({ length: not }, () => ({ cell, responded: 0 })),
				]);
				const withAll = adjustForNonresponse(
					new Float64Array(people.length).fill(1),
					Uint8Array.from(people, ({ responded }) => responded),
					{ cells: Int32Array.from(people, ({ cell }) => cell) },
					{ minimumRespondents: 1, maximumFactor: Infinity },
				);
				if (withAll.kind !== 'adjusted-for-nonresponse') throw new Error(withAll.kind);
				const respondents = people.filter(({ responded }) => responded === 1);
				const counts = sizes.map(([answered, not], cell) => [cell, answered + not] as const);
				const fromCounts = weightsOf(
					scheme(counts),
					respondents.map(({ cell }) => cell),
				);
				const expected = [...withAll.weights].filter((w) => w > 0);
				fromCounts.forEach((w, i) => expect(w).toBeCloseTo(expected[i] ?? 0, 10));
			}),
		);
	});

	it('raises those whose cell nobody knows like the whole, and all weights still stand for the sample', () => {
		const weights = weightsOf(
			scheme([
				[1, 40],
				[2, 60],
			]),
			[1, 1, 1, 1, 2, 2, 2, 2, -9, -9],
		);
		expect(weights[8]).toBe(10);
		expect(weights[0]).toBeCloseTo(8, 12);
		expect(weights[4]).toBeCloseTo(12, 12);
		expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 10);
	});

	it.each([
		[
			[
				[1, 3],
				[2, 60],
			],
			{},
			'non-response cell "area 1" has 4 respondents, and the sample only 3 people',
		],
		[
			[
				[1, 40],
				[2, 60],
				[3, 5],
			],
			{},
			'non-response cell "area 3" has too few respondents (0)',
		],
		[
			[
				[1, 40],
				[2, 60],
			],
			{ minimumRespondents: 5 },
			'non-response cell "area 1" has too few respondents (4)',
		],
		[
			[
				[1, 40],
				[2, 60],
			],
			{ maximumFactor: 9.5 },
			'non-response cell "area 1" would raise weights by 10',
		],
	] as const)('is refused with %j %j', (counts, more, words) => {
		const result = weigh(scheme(counts, more), answeredIn([1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]));
		expect(result.kind === 'weighed' ? '' : weighingFailureWords(result)).toBe(words);
	});
});
