import { describe, expect, it } from 'vitest';
import { designOf } from '../../../src/lib/core/estimation/index.ts';
import { type Composition, type CompositionData, composition, stackOf } from '../../../src/lib/core/trends/index.ts';

/** People by group and whether they count, in two waves: [group, of which counting, of which not]. */
type Wave = readonly (readonly [group: number, yes: number, no: number])[];

function compose(waves: readonly [Wave, Wave]): Composition {
	const rows = waves.map((wave) =>
		wave.flatMap(([group, yes, no]) => [
			...Array.from({ length: yes }, () => ({ group, y: 1 })),
			...Array.from({ length: no }, () => ({ group, y: 0 })),
		]),
	);
	const stack = stackOf(
		rows.map(({ length }) => ({ design: designOf({ weights: new Float64Array(length).fill(1) }) })),
	);
	if (stack.kind !== 'stack') throw new Error(stack.kind);
	const data: CompositionData = {
		outcome: { kind: 'share', codes: Int8Array.from(rows.flat(), ({ y }) => y), counted: [1], missingInBase: [] },
		groups: Int16Array.from(rows.flat(), ({ group }) => group),
	};
	const result = composition(stack, data);
	if (result.kind !== 'composition') throw new Error(result.kind);
	return result;
}

const adds = ({ change, mix, within, groups }: Composition) => {
	expect(mix.value + within.value).toBeCloseTo(change.value, 13);
	const parts = groups.reduce((sum, group) => sum + group.mix.value + (group.within?.value ?? 0), 0);
	expect(parts).toBeCloseTo(change.value, 13);
};

describe('composition against real change', () => {
	it('all mix: the young grew from half to three quarters and nobody answers otherwise', () => {
		const made = compose([
			[
				[1, 80, 20],
				[2, 20, 80],
			],
			[
				[1, 120, 30],
				[2, 10, 40],
			],
		]);
		expect(made.mix.value).toBeCloseTo(0.15, 12);
		expect(made.within.value).toBeCloseTo(0, 12);
		adds(made);
	});

	it('all within: the groups stayed as large', () => {
		const made = compose([
			[
				[1, 80, 20],
				[2, 20, 80],
			],
			[
				[1, 60, 40],
				[2, 20, 80],
			],
		]);
		expect(made.mix.value).toBeCloseTo(0, 12);
		expect(made.within.value).toBeCloseTo(-0.1, 12);
		expect(made.groups.map(({ adjustedP }) => adjustedP < 0.05)).toEqual([true, false]);
		adds(made);
	});

	it('a group that a wave lacks counts as mix, and nothing is said of change within it', () => {
		const made = compose([
			[
				[1, 80, 20],
				[2, 20, 80],
			],
			[
				[1, 70, 30],
				[3, 30, 70],
			],
		]);
		expect(made.groups.map(({ group, absentIn, means }) => [group, absentIn, means])).toEqual([
			[1, null, [0.8, 0.7]],
			[2, 'later', [0.2, null]],
			[3, 'earlier', [null, 0.3]],
		]);
		expect(made.groups.map(({ within }) => within === null)).toEqual([false, true, true]);
		adds(made);
	});

	it('people whose group is not known are a group of their own, so that nobody is lost', () => {
		const made = compose([
			[
				[1, 80, 20],
				[-9, 20, 80],
			],
			[
				[1, 70, 30],
				[-8, 30, 70],
			],
		]);
		expect(made.groups.map(({ group }) => group)).toEqual([1, null]);
		expect(made.change.value).toBeCloseTo(0, 12);
		adds(made);
	});

	it('two waves by a column, among others, are the same as two alone', () => {
		const rows = [0, 1, 2].flatMap((wave) =>
			[1, 2].flatMap((group) =>
				Array.from({ length: 40 }, (_, i) => ({ wave, group, y: (i * group + wave) % 4 === 0 ? 1 : 0 })),
			),
		);
		const dataOf = (some: typeof rows): CompositionData => ({
			outcome: { kind: 'share', codes: Int8Array.from(some, ({ y }) => y), counted: [1], missingInBase: [] },
			groups: Int8Array.from(some, ({ group }) => group),
			time: { codes: Int8Array.from(some, ({ wave }) => wave), from: 0, to: 2 },
		});
		const made = [rows, rows.filter(({ wave }) => wave !== 1)].map((some) => {
			const strata = Int32Array.from(some, ({ wave }) => wave);
			const stack = stackOf([{ design: designOf({ weights: new Float64Array(some.length).fill(1), strata }) }]);
			if (stack.kind !== 'stack') throw new Error(stack.kind);
			return composition(stack, dataOf(some));
		});
		expect(made[0]).toEqual(made[1]);
		expect(made[0]?.kind).toBe('composition');
	});

	it('says which wave has nobody in the base', () => {
		const stack = stackOf([{ design: designOf({ weights: new Float64Array(4).fill(1) }) }]);
		if (stack.kind !== 'stack') throw new Error(stack.kind);
		const outcome = { kind: 'share', codes: Int8Array.of(1, 0, 1, 0), counted: [1], missingInBase: [] } as const;
		const result = composition(stack, { outcome, groups: Int8Array.of(1, 1, 2, 2) });
		expect(result).toEqual({ kind: 'no-base', wave: 1 });
	});
});
