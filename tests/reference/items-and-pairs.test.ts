import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	type Numbers,
	type PairedDifference,
	type Reliability,
	alphaOf,
	designOf,
	mcnemar,
	pairTable,
	pairedDifference,
	pairedShares,
	reliability,
	wilcoxon,
} from '../../src/lib/core/estimation/index.ts';
import { expectClose } from './close.ts';
import { design, tableOfDesign } from './survey-data.ts';

const mean = z.object({ estimate: z.number(), se: z.number(), ci: z.array(z.number()) });
const more = z
	.object({
		alpha_clus: z.number(),
		alpha_strat: z.number(),
		alpha_avg_ed: z.number(),
		alpha_jackknife: z.tuple([z.number(), z.number()]),
		paired_mean: mean,
		paired_share: mean,
		dz: z.number(),
		dz_jackknife: z.tuple([z.number(), z.number()]),
		mcnemar: z.array(
			z.object({ gained: z.number(), lost: z.number(), statistic: z.number(), p: z.number(), exact: z.number() }),
		),
		wilcoxon_exact: z.tuple([z.number(), z.number()]),
		wilcoxon_normal: z.tuple([z.number(), z.number()]),
	})
	.parse(JSON.parse(readFileSync(new URL('more/items-and-pairs.json', import.meta.url), 'utf8')));

const numbers = (values: readonly number[]): Numbers => ({
	values: Float64Array.from(values),
	missing: new Int8Array(values.length),
});
const columns = (id: string, names: readonly string[]) => names.map((name) => tableOfDesign(id).numbers(name));

describe('Cronbach’s alpha', () => {
	function alpha(id: string, names: readonly string[]): Reliability {
		const found = reliability(design(id), columns(id, names));
		if (found.kind !== 'reliability') throw new Error(found.kind);
		return found;
	}

	it('equals svycralpha, rows that lack an item left out', () => {
		expectClose(alpha('clus', ['ell', 'mobility', 'meals']).alpha.value, more.alpha_clus);
		expectClose(alpha('strat', ['ell', 'mobility', 'meals']).alpha.value, more.alpha_strat);
		const incomplete = alpha('clus', ['ell', 'mobility', 'avg_ed', 'meals']);
		expectClose(incomplete.alpha.value, more.alpha_avg_ed);
		expect(incomplete.alpha.base.n).toBeLessThan(183);
		expect(incomplete.isLow).toBe(true);
		expect(incomplete.withoutItem[2]).toBeGreaterThan(incomplete.alpha.value);
	});

	it('has the jackknife’s standard error, to the second order', () => {
		const { value, se } = alpha('strat', ['ell', 'mobility', 'meals']).alpha;
		expectClose(value, more.alpha_jackknife[0]);
		expectClose(se, more.alpha_jackknife[1], { tolerance: 0.05 });
	});

	// Bland & Altman (1997), British Medical Journal 314:572: ten items, Σs² = 11.16, s²ₜ = 77.44.
	it('is 0.95 for the mini-HAQ', () => expect(alphaOf(10, 11.16, 77.44)).toBeCloseTo(0.95, 2));
});

describe('paired differences', () => {
	function paired(found: ReturnType<typeof pairedDifference>): PairedDifference {
		if (found.kind !== 'paired-difference') throw new Error(found.kind);
		return found;
	}

	it('of means equal svymean of the differences; d_z has the jackknife’s error', () => {
		const [before, after] = columns('strat', ['api99', 'api00']);
		const found = paired(pairedDifference(design('strat'), before!, after!));
		const { difference, effect } = found;
		expectClose([difference.value, difference.se], [more.paired_mean.estimate, more.paired_mean.se]);
		expectClose([difference.interval.lower, difference.interval.upper], more.paired_mean.ci);
		expectClose(effect?.value ?? 0, more.dz);
		expectClose(effect?.se ?? 0, more.dz_jackknife[1], { tolerance: 0.02 });
		expectClose(found.after.value - found.before.value, difference.value);
		expect([found.matched, found.onlyBefore, found.onlyAfter]).toEqual([200, 0, 0]);
	});

	it('of shares equal svymean of the differences', () => {
		const [before, after] = columns('strat', ['api99', 'api00']).map(({ values }) =>
			Int8Array.from(values, (x) => (x >= 650 ? 1 : 0)),
		);
		const of = { counted: [1], missingInBase: [] };
		const { difference, effect } = paired(pairedShares(design('strat'), before!, after!, of));
		expectClose([difference.value, difference.se], [more.paired_share.estimate, more.paired_share.se]);
		expectClose([difference.interval.lower, difference.interval.upper], more.paired_share.ci);
		expect(effect).toBeNull();
	});

	/** Student (1908), Biometrika 6: hours of sleep gained with two drugs by ten patients; t = 4.06. */
	it('of Student’s sleep data', () => {
		const first = numbers([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
		const second = numbers([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
		const { difference, effect, test } = paired(
			pairedDifference(designOf({ weights: new Float64Array(10).fill(1) }), first, second),
		);
		expect(difference.value).toBeCloseTo(1.58, 12);
		// R: t.test(extra ~ group, data = sleep, paired = TRUE)
		expect(test.statistic).toBeCloseTo(4.0621, 4);
		expect([test.df1, test.p.toFixed(6)]).toEqual([9, '0.002833']);
		expectClose(effect?.value ?? 0, test.statistic / Math.sqrt(10));
	});
});

describe('McNemar’s test', () => {
	it.each(more.mcnemar.map((c) => [c.gained, c.lost, c] as const))(
		'equals mcnemar.test and binom.test: %i gained, %i lost',
		(gained, lost, expected) => {
			const found = mcnemar({ gained, lost });
			if (found.kind !== 'mcnemar') throw new Error(found.kind);
			expectClose(found.chiSquare.statistic, expected.statistic);
			expectClose([found.chiSquare.p, found.exactP], [expected.p, expected.exact]);
		},
	);

	/**
	 * Agresti (2002), Categorical Data Analysis, 10.1: approval of the prime minister, 1600 people asked twice; z² =
	 * 17.36, change −0.04 with interval −0.06 to −0.02.
	 */
	it('of Agresti’s approval ratings, with the paired difference', () => {
		const cells = [
			[1, 1, 794],
			[1, 0, 150],
			[0, 1, 86],
			[0, 0, 570],
		] as const;
		const people = cells.flatMap(([was, is, n]) => Array.from({ length: n }, () => [was, is] as const));
		const [before, after] = [0, 1].map((at) => Int8Array.from(people, (pair) => pair[at] ?? 0));
		const of = { counted: [1], missingInBase: [] };
		const table = pairTable(before!, after!, of);
		expect(table).toEqual({ both: 794, gained: 86, lost: 150, neither: 570, onlyBefore: 0, onlyAfter: 0 });
		const test = mcnemar(table);
		expect(test.kind === 'mcnemar' && test.chiSquare.statistic.toFixed(2)).toBe('17.36');
		const found = pairedShares(designOf({ weights: new Float64Array(1600).fill(1) }), before!, after!, of);
		if (found.kind !== 'paired-difference') throw new Error(found.kind);
		const { value, se, interval } = found.difference;
		expect(se).toBeCloseTo(0.0095, 3);
		expect([value, interval.lower, interval.upper].map((x) => x.toFixed(2))).toEqual(['-0.04', '-0.06', '-0.02']);
	});
});

describe('Wilcoxon’s signed-rank test', () => {
	/** Hollander & Wolfe (1973), p. 29: depression scores of nine patients; one-sided p = 0.01953. */
	it('is exact for few pairs without ties', () => {
		const before = numbers([1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]);
		const after = numbers([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]);
		const found = wilcoxon(before, after);
		expect(found).toMatchObject({ kind: 'wilcoxon', method: 'exact', n: 9 });
		if (found.kind === 'wilcoxon') expectClose([found.statistic, found.p], more.wilcoxon_exact);
	});

	it('is normal with ties, as wilcox.test', () => {
		const [before, after] = columns('strat', ['api99', 'api00']);
		const found = wilcoxon(before!, after!);
		expect(found).toMatchObject({ method: 'normal' });
		if (found.kind === 'wilcoxon') expectClose([found.statistic, found.p], more.wilcoxon_normal, { scale: 1e-30 });
	});
});
