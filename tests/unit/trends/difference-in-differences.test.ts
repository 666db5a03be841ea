import { describe, expect, it } from 'vitest';
import { designOf } from '../../../src/lib/core/estimation/index.ts';
import {
	type DidOptions,
	type DifferenceInDifferences,
	type Stack,
	type TreatedAndControl,
	differenceInDifferences,
	stackOf,
} from '../../../src/lib/core/trends/index.ts';

/** Mean level by wave for the treated and for the others; each cell has 40 rows spread around it. */
type Levels = readonly (readonly [treated: number, control: number])[];
const rowsPerCell = 40;

function dataOf(levels: Levels, before: number): TreatedAndControl {
	const rows = levels.flatMap((pair, wave) =>
		pair.flatMap((level, side) =>
			Array.from({ length: rowsPerCell }, (_, i) => ({
				wave,
				side,
				y: level + ((i * 7) % rowsPerCell) / rowsPerCell - 0.4875,
			})),
		),
	);
	const waves = levels.map((_, wave) => wave);
	return {
		outcome: {
			kind: 'mean',
			numbers: { values: Float64Array.from(rows, ({ y }) => y), missing: new Int8Array(rows.length) },
		},
		time: {
			codes: Int8Array.from(rows, ({ wave }) => wave),
			before: waves.slice(0, before),
			after: waves.slice(before),
		},
		group: { codes: Int8Array.from(rows, ({ side }) => side), treated: [0], control: [1] },
	};
}

function stackFor({ time }: TreatedAndControl, clusters: Int32Array | null = null): Stack {
	const stack = stackOf([{ design: designOf({ weights: new Float64Array(time.codes.length).fill(1), clusters }) }]);
	if (stack.kind !== 'stack') throw new Error(stack.kind);
	return stack;
}

function did(levels: Levels, before: number, options?: DidOptions, clusters?: Int32Array): DifferenceInDifferences {
	const data = dataOf(levels, before);
	const result = differenceInDifferences(stackFor(data, clusters), data, options);
	if (result.kind !== 'difference-in-differences') throw new Error(result.kind);
	return result;
}

const standing = ({ assumptions }: DifferenceInDifferences, kind: string) =>
	assumptions.find((assumption) => assumption.kind === kind)?.standing;

describe('difference in differences', () => {
	it('is what the treated gained beyond the others, with a verdict', () => {
		const { effect } = did(
			[
				[1, 2],
				[1.8, 2.1],
			],
			1,
			{ smallestChange: 0.5 },
		);
		expect(effect.change.difference).toBeCloseTo(0.7, 12);
		expect(effect.verdict).toEqual({ kind: 'changed', direction: 'up', withinSmallest: false });
	});

	it('is 0 for identical groups, surely less than would matter', () => {
		const { effect } = did(
			[
				[1, 1],
				[3, 3],
			],
			1,
			{ smallestChange: 0.5 },
		);
		expect(effect.change.difference).toBeCloseTo(0, 12);
		expect(effect.verdict).toEqual({ kind: 'no-change-larger-than', smallestChange: 0.5 });
	});

	it('takes the gap of every wave from the last before', () => {
		const { gaps, reference } = did(
			[
				[1, 1],
				[1, 2],
				[4, 2],
			],
			2,
		);
		expect(reference).toBe(1);
		expect(gaps.map(({ wave, change }) => [wave, change && Math.round(change.difference * 1e9) / 1e9])).toEqual([
			[0, 1],
			[1, null],
			[2, 3],
		]);
	});

	it('parallel before: nothing speaks against it, which is no proof', () => {
		const result = did(
			[
				[1, 2],
				[1.5, 2.5],
				[1.2, 2.2],
				[3, 2.4],
			],
			3,
		);
		expect(result.preTrend.kind === 'test' && result.preTrend.p).toBeGreaterThan(0.99);
		expect(result.placebos.map(({ kind, outcome }) => [kind, 'moved' in outcome && outcome.moved])).toEqual([
			['earlier-start', false],
			['earlier-start', false],
		]);
		expect(standing(result, 'parallel-trends')).toBe('not-contradicted');
		expect(standing(result, 'no-spillover')).toBe('untested');
	});

	it('drifting apart before: contradicted by the pre-trend test and by an earlier start', () => {
		const result = did(
			[
				[1, 2],
				[1.5, 2],
				[2, 2],
				[2.5, 2],
			],
			3,
		);
		expect(result.preTrend.kind === 'test' && result.preTrend.p).toBeLessThan(0.001);
		expect(result.placebos.every(({ outcome }) => 'moved' in outcome && outcome.moved)).toBe(true);
		expect(standing(result, 'parallel-trends')).toBe('contradicted');
	});

	it('one wave before leaves parallel trends untested', () => {
		const result = did(
			[
				[1, 2],
				[2, 2],
			],
			1,
		);
		expect(result.preTrend).toEqual({ kind: 'one-wave-before' });
		expect(standing(result, 'parallel-trends')).toBe('untested');
	});

	it('an outcome that should not move, and does, speaks against the effect', () => {
		const levels: Levels = [
			[1, 2],
			[2, 2],
		];
		const moved = did(levels, 1, {
			placebos: [
				{
					id: 'rainfall',
					kind: 'outcome',
					data: dataOf(
						[
							[0, 0],
							[1, 0],
						],
						1,
					),
				},
			],
		});
		expect(standing(moved, 'nothing-else-differed')).toBe('contradicted');
		const still = did(levels, 1, {
			placebos: [
				{
					id: 'rainfall',
					kind: 'outcome',
					data: dataOf(
						[
							[0, 0],
							[1, 1],
						],
						1,
					),
				},
			],
		});
		expect(standing(still, 'nothing-else-differed')).toBe('not-contradicted');
	});

	it('warns of few units, of a single treated one, and of units that were given treatment whole', () => {
		const rows = 4 * rowsPerCell;
		const sideOf = (i: number) => Math.floor(i / rowsPerCell) % 2;
		const area = Int32Array.from({ length: rows }, (_, i) => (sideOf(i) === 0 ? 0 : 1 + (i % 12)));
		const levels: Levels = [
			[1, 2],
			[2, 2],
		];
		expect(did(levels, 1, {}, area).warnings).toEqual([
			{ kind: 'few-clusters', clusters: 13, fewerThan: 50 },
			{ kind: 'one-cluster', side: 'treated' },
		]);
		expect(did(levels, 1, { assignedBy: area }).warnings.at(-1)).toEqual({ kind: 'sampled-below-assignment' });
		expect(did(levels, 1).warnings).toEqual([]);
	});

	it('names the wave and the side where nobody answered, and what is missing', () => {
		const data = dataOf(
			[
				[1, 2],
				[2, 2],
			],
			1,
		);
		const without = { ...data, group: { ...data.group, control: [5] } };
		expect(differenceInDifferences(stackFor(data), without)).toEqual({
			kind: 'empty-cell',
			waves: [0],
			side: 'control',
		});
		const never = { ...data, time: { ...data.time, after: [] } };
		expect(differenceInDifferences(stackFor(data), never)).toEqual({ kind: 'no-wave', when: 'after' });
		const lone = { ...data, time: { ...data.time, before: [] } };
		expect(differenceInDifferences(stackFor(data), lone)).toEqual({ kind: 'no-wave', when: 'before' });
		const units = Int32Array.from(data.time.codes, (_, i) => i % 4);
		expect(differenceInDifferences(stackFor(data, units), data)).toEqual({ kind: 'too-few-units' });
	});

	it('pooled by rows or each wave alike: the same where groups are alike in size', () => {
		const levels: Levels = [
			[1, 2],
			[1.3, 2.1],
			[3, 2.4],
			[3.5, 2.2],
		];
		const [equal, pooled] = (['equal', 'pooled'] as const).map((waves) => did(levels, 2, { waves }).effect.change);
		expect(pooled?.difference).toBeCloseTo(equal!.difference, 12);
	});
});
