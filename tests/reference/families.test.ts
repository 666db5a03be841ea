import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, equivalence, holm, judgedTogether } from '../../src/lib/core/estimation/index.ts';
import { expectClose } from './close.ts';
import { casesOfKind } from './survey-data.ts';

const methods = { holm, BH: benjaminiHochberg };

describe('adjusted p values equal p.adjust', () => {
	it.each(casesOfKind('p_adjust').map((c) => [c.id, c] as const))('%s', (_id, { params, result }) => {
		const method = Object.entries(methods).find(([name]) => name === params.method)?.[1];
		if (!method) throw new Error(params.method);
		// R leaves NA out of the count, as a family leaves out a member without a p value.
		const given = (list: (number | null)[]) => list.filter((p) => p !== null);
		expectClose(method(given(params.p)), given(result.adjusted));
	});
});

describe('a declared family', () => {
	/**
	 * Benjamini & Hochberg (1995), their example: fifteen p values of a trial of thrombolysis after infarction. At 0.05
	 * their procedure finds the first four and Bonferroni's (and so Holm's) the first three.
	 */
	const p = [
		0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
	];
	const members = p.map((_, k) => `endpoint ${k + 1}`);
	const byId = new Map(members.map((id, k) => [id, p[k]!]));

	it.each([
		['benjamini-hochberg', 4],
		['holm', 3],
	] as const)('by %s finds the first %i of Benjamini and Hochberg’s fifteen', (adjustment, found) => {
		const judged = judgedTogether({ name: 'trial', adjustment, level: 0.95, members }, byId);
		expect(judged.kind === 'judged-family' && judged.members.map(({ isFound }) => isFound)).toEqual(
			p.map((_, k) => k < found),
		);
	});

	it('lists declared members without a p value, and refuses what was not declared', () => {
		const family = { name: 'wave 2', adjustment: 'holm', level: 0.95, members: ['a', 'b', 'c'] } as const;
		const judged = judgedTogether(
			family,
			new Map([
				['a', 0.02],
				['c', 0.03],
			]),
		);
		expect(judged).toMatchObject({
			kind: 'judged-family',
			members: [
				{ id: 'a', p: 0.02, adjustedP: 0.04, isFound: true },
				{ id: 'c', p: 0.03, adjustedP: 0.04, isFound: true },
			],
			without: ['b'],
		});
		expect(judgedTogether(family, new Map([['d', 0.001]]))).toEqual({ kind: 'undeclared', ids: ['d'] });
	});
});

describe('equivalence', () => {
	/**
	 * Lakens (2017), Social Psychological and Personality Science 8: means 5.25 (sd 0.95, n 95) and 5.22 (sd 0.83, n 89),
	 * margin d = 0.43, t(182) = −2.69, p = .004.
	 */
	it('of two means as Lakens has it', () => {
		const sd = Math.sqrt((0.95 ** 2 + 0.83 ** 2) / 2);
		const se = Math.sqrt(0.95 ** 2 / 95 + 0.83 ** 2 / 89);
		const found = equivalence({ value: 5.25 - 5.22, se, df: 182 }, 0.43 * sd, { level: 0.95 });
		expect(found.below.t).toBeCloseTo(-2.69, 2);
		expect(found.p).toBeCloseTo(0.004, 3);
		expect(found.isEquivalent).toBe(true);
	});

	// R: max(pt((0.01 + 0.03)/0.012, 50, lower.tail = FALSE), pt((0.01 - 0.03)/0.012, 50)), and qt(.95, 50)
	it('equals R’s pt', () => {
		const found = equivalence({ value: 0.01, se: 0.012, df: 50 }, 0.03, { level: 0.95 });
		expectClose(
			[found.above.p, found.below.p, found.p],
			[0.000810658635658345, 0.0509169242123901, 0.0509169242123901],
		);
		expectClose([found.interval.lower, found.interval.upper], [-0.0101108603019572, 0.0301108603019572]);
		expect(found.isEquivalent).toBe(false);
	});

	it('without error is a matter of size alone', () => {
		expect(equivalence({ value: 0.01, se: 0, df: 9 }, 0.03, { level: 0.95 }).isEquivalent).toBe(true);
		expect(equivalence({ value: -0.04, se: 0, df: 9 }, 0.03, { level: 0.95 })).toMatchObject({
			p: 1,
			isEquivalent: false,
		});
	});

	it('says what the interval at 1 − 2α says', () => {
		for (const value of [-0.02, 0, 0.005, 0.02])
			for (const se of [0.001, 0.01, 0.02]) {
				const { interval, isEquivalent } = equivalence({ value, se, df: 12 }, 0.03, { level: 0.95 });
				expect(interval.level).toBeCloseTo(0.9, 12);
				expect(interval.lower > -0.03 && interval.upper < 0.03).toBe(isEquivalent);
			}
	});
});
