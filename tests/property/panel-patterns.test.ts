import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pseudonymsKept } from '../../src/lib/core/fieldwork/index.ts';

const least = 10;
const members = 60;

/** In which of some waves each member answered: mostly most of them, as panels do, with a few who do not. */
const panel = fc
	.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 25 }))
	.chain(([waves, some, few]) =>
		fc.tuple(
			fc.array(fc.array(fc.boolean(), { minLength: waves, maxLength: waves }), { minLength: some, maxLength: some }),
			fc.array(fc.boolean(), { minLength: waves, maxLength: waves }),
			fc.constant(few),
			fc.constant(waves),
		),
	)
	.map(([some, alike, few, waves]) => [
		...some,
		...Array.from({ length: few }, () => alike),
		...Array.from({ length: members - some.length - few }, () => Array.from({ length: waves }, () => true)),
	]);

/** The pseudonyms that each wave of the panel keeps, one wave after the other. */
function held(answered: readonly (readonly boolean[])[], random: () => number): ReadonlySet<string>[] {
	const kept: ReadonlySet<string>[] = [];
	for (const wave of answered[0]?.keys() ?? []) {
		const now = answered.flatMap((waves, member) => (waves[wave] === true ? [String(member)] : []));
		const shuffled = now.map((link) => [random(), link] as const).toSorted(([a], [b]) => a - b);
		kept.push(
			pseudonymsKept(
				kept,
				shuffled.map(([, link]) => link),
			),
		);
	}
	return kept;
}

it('whoever knows in which waves somebody answered has ten responses or more to choose from in each', () => {
	fc.assert(
		fc.property(panel, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (answered, stream) => {
			const kept = held(answered, () => stream.next().value ?? 0);
			const patternOf = (link: number) => kept.map((wave) => wave.has(String(link)));
			answered.forEach((waves) => {
				for (const wave of waves.keys()) {
					if (waves[wave] !== true) continue;
					const there = answered.flatMap((theirs, link) => (theirs[wave] === true ? [link] : []));
					const could = there.filter(
						(link) =>
							kept[wave]?.has(String(link)) !== true || patternOf(link).every((is, at) => !is || waves[at] === true),
					);
					expect(could.length).toBeGreaterThanOrEqual(Math.min(least, there.length));
				}
			});
		}),
		{ numRuns: 100 },
	);
});

it('a panel in which everybody answers every wave keeps all its pseudonyms, and one of a few keeps none', () => {
	const always = Array.from({ length: 30 }, () => [true, true, true]);
	expect(held(always, Math.random).map(({ size }) => size)).toEqual([30, 30, 30]);
	expect(held(always.slice(0, 9), Math.random).map(({ size }) => size)).toEqual([0, 0, 0]);
});

it('one who stays away is hidden among nine others who lose theirs in that wave', () => {
	const answered = Array.from({ length: 40 }, (_, member) => [true, member > 0]);
	expect(held(answered, Math.random).map(({ size }) => size)).toEqual([40, 30]);
});

it('three who come back are hidden among seven others without one', () => {
	const answered = Array.from({ length: 40 }, (_, member) => [member < 20, member < 3 || member >= 20]);
	expect(held(answered, Math.random).map(({ size }) => size)).toEqual([20, 13]);
});
