import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	type Estimate,
	type Linearised,
	type ListQuestion,
	type NoBase,
	combinedList,
	crosswise,
	designOf,
	doubleList,
	estimate,
	floorAndCeiling,
	itemCount,
	listCells,
	mean,
	noneNegative,
	placeboOfCombined,
	regression,
	rowsWithCode,
	share,
	testDesignEffect,
	waldInterval,
	welchDifference,
} from '../../src/lib/core/estimation/index.ts';
import { expectClose } from './close.ts';
import { type Case, caseOf, casesOfKind, design, table } from './survey-data.ts';

const sens = table('sens');
const codesOf = (variable: string) => Int8Array.from(sens.numbers(variable).values);
const arms = { codes: codesOf('list_treat'), treatment: 1, control: 0 };
const list: ListQuestion = { count: sens.numbers('list_count'), arms, items: 4 };
const { weights } = design('sens_d');

const more = z
	.object({
		ends: z.record(z.string(), z.object({ estimate: z.number(), se: z.number() })),
		cells: z.array(z.object({ others: z.number(), hasTrait: z.boolean(), estimate: z.number(), se: z.number() })),
		double: z.object({ estimate: z.number(), se: z.number(), df: z.number() }),
		combined: z.object({ estimate: z.number(), jackknife_se: z.number() }),
		placebo_list: z.object({ estimate: z.number(), se: z.number(), df: z.number() }),
		placebo_direct: z.object({ estimate: z.number(), se: z.number(), df: z.number() }),
		vignette: z.object({ rows: z.array(z.array(z.number())), combined: z.number() }),
	})
	.parse(JSON.parse(readFileSync(new URL('more/sensitive.json', import.meta.url), 'utf8')));

function present(of: Linearised | NoBase): Linearised {
	if (of.kind === 'no-base') throw new Error('nobody in the base');
	return of;
}

function estimated(of: Linearised | NoBase, id = 'sens_d', domain: Uint8Array | null = null): Estimate {
	const found = estimate(design(id), present(of), { domain });
	if (found.kind !== 'estimate') throw new Error(found.kind);
	return found;
}

const sentence = (c: Case) => [c.design ?? '', c.r_call, c] as const;

describe('item count', () => {
	it.each(casesOfKind('sens_list_weighted').map(sentence))(
		'by difference equals svyglm, and our own regression: %s: %s',
		(id, _call, { result }) => {
			const e = estimated(itemCount(design(id).weights, list.count, arms), id);
			expectClose(e.value, result.estimate[1]);
			expectClose(e.se, result.se[1]);
			expect(e.df).toBe(result.df_residual);
			expectClose([e.interval.lower, e.interval.upper], result.ci95_t[1]);
			const treatment = { kind: 'number', name: 'list_treat', numbers: sens.numbers('list_treat') } as const;
			const g = regression(design(id), { family: 'gaussian', outcome: list.count, predictors: [treatment] });
			if (g.kind !== 'regression') throw new Error(g.kind);
			expectClose(
				g.coefficients.map(({ value }) => value),
				result.estimate,
			);
			expectClose([e.value, e.se, e.deff ?? 0], [g.coefficients[1]!.value, g.coefficients[1]!.se, e.deff ?? 0]);
		},
	);

	it.each(casesOfKind('sens_list').map((c) => [c.r_call, c] as const))(
		'without weights equals t.test: %s',
		(_call, { params, result }) => {
			const { region } = params.subset ?? {};
			const domain = region ? rowsWithCode(sens.codes('region'), sens.levels('region').indexOf(region)) : null;
			const found = welchDifference(list.count, arms, { domain });
			if (found.kind !== 'welch') throw new Error(found.kind);
			const { treatment, control, difference, se, df, t, p, interval } = found;
			expect([treatment.n, control.n]).toEqual([result.n_treat, result.n_control]);
			expectClose(
				[treatment.mean, control.mean, treatment.variance, control.variance],
				[result.mean_treat, result.mean_control, result.var_treat, result.var_control],
			);
			expectClose([difference, se, t], [result.estimate, result.se, result.z]);
			expectClose([df, p], [result.welch_df, result.welch_p]);
			expectClose([interval.lower, interval.upper], result.welch_ci95);
			const normal = waldInterval(difference, se, Infinity, 0.95);
			expectClose([normal.lower, normal.upper], result.ci95_normal);
		},
	);

	it('tells shares at the ends of the list as svymean does', () => {
		const ends = floorAndCeiling(weights, list);
		if ('kind' in ends) throw new Error(ends.kind);
		expect(ends.map(({ end }) => end)).toEqual(Object.keys(more.ends));
		for (const { end, share: of } of ends) {
			const e = estimated(of);
			expectClose([e.value, e.se], [more.ends[end]!.estimate, more.ends[end]!.se]);
		}
	});
});

describe('cells behind the list, and the test of no design effect', () => {
	const { result } = caseOf('P-list-cells');

	it('unweighted, equal Blair and Imai’s closed forms: their variances have n where a design’s have n − 1', () => {
		const one = new Float64Array(sens.rows).fill(1);
		const byArm = designOf({ weights: one, strata: Int32Array.from(arms.codes) });
		const cells = listCells(one, list);
		if ('kind' in cells) throw new Error(cells.kind);
		expectClose(
			cells.map((cell) => cell.share.value),
			[...result.pi_k1, ...result.pi_k0],
		);
		const inArm = (arm: number) => rowsWithCode(arms.codes, arm);
		const squared = cells.map(({ share: { influence } }) => {
			const perArm = [0, 1].map((arm) => {
				const n = inArm(arm).reduce((a, b) => a + b, 0);
				const own = influence.map((z, i) => (inArm(arm)[i] === 1 ? z : 0));
				const e = estimate(byArm, { ...present(mean(one, list.count)), influence: own });
				return e.kind === 'estimate' ? (e.se ** 2 * (n - 1)) / n : NaN;
			});
			return Math.sqrt(perArm[0]! + perArm[1]!);
		});
		expectClose(squared, [...result.se_k1, ...result.se_k0]);
	});

	it('one-sided p values and Bonferroni’s equal the closed forms', () => {
		const values = [...result.pi_k1, ...result.pi_k0];
		const errors = [...result.se_k1, ...result.se_k0];
		const { p, each } = noneNegative(values.map((value, k) => ({ value, se: errors[k] })));
		expectClose(
			each.map((test) => test.p),
			result.p_one_sided,
		);
		expectClose(p, result.bonferroni_p);
	});

	it('weighted, equal regressions of counts up to k', () => {
		const test = testDesignEffect(design('sens_d'), list);
		if (test.kind !== 'design-effect-test') throw new Error(test.kind);
		expect(test.cells.map(({ others, hasTrait }) => ({ others, hasTrait }))).toEqual(
			more.cells.map(({ others, hasTrait }) => ({ others, hasTrait })),
		);
		expectClose(
			test.cells.flatMap((cell) => [cell.share.value, cell.share.se]),
			more.cells.flatMap((cell) => [cell.estimate, cell.se]),
		);
		expect(test.p).toBe(1);
	});

	it('all cells add up to 1, and those with the trait to the item count', () => {
		const cells = listCells(weights, list);
		if ('kind' in cells) throw new Error(cells.kind);
		const sum = (some: typeof cells) => some.reduce((total, cell) => total + cell.share.value, 0);
		expectClose(sum(cells), 1);
		expectClose(sum(cells.filter(({ hasTrait }) => hasTrait)), present(itemCount(weights, list.count, arms)).value);
	});
});

describe('double list', () => {
	const numbers = ['forced_yes', 'unrelated_yes', 'warner_yes'].map((v) => sens.numbers(v).values);
	const other = {
		count: { values: numbers[0]!.map((x, i) => x + numbers[1]![i]! + numbers[2]![i]!), missing: new Int8Array(1200) },
		arms: { codes: arms.codes, treatment: 0, control: 1 },
	};

	it('equals the regression of half the difference of counts', () => {
		const e = estimated(doubleList(weights, [list, other]));
		expectClose([e.value, e.se, e.df], [more.double.estimate, more.double.se, more.double.df]);
		expect(e.base.n).toBe(1200);
	});

	it('is the mean of the two lists, and with the covariance of the same people not their errors’ mean', () => {
		const [a, b] = [
			estimated(itemCount(weights, list.count, arms)),
			estimated(itemCount(weights, other.count, other.arms)),
		];
		const both = estimated(doubleList(weights, [list, other]));
		expectClose(both.value, (a.value + b.value) / 2);
		expect(Math.abs(both.se ** 2 - (a.se ** 2 + b.se ** 2) / 4)).toBeGreaterThan(1e-6);
	});
});

describe('list combined with direct answers', () => {
	const direct = { codes: codesOf('unrelated_yes'), yes: 1 };

	it('equals its formula, and its error the jackknife’s', () => {
		const e = estimated(combinedList(weights, list, direct));
		expectClose(e.value, more.combined.estimate);
		expectClose(e.se, more.combined.jackknife_se, { tolerance: 0.005 });
	});

	it('has placebo tests that equal svyglm', () => {
		const { listAmongYes, directByArm } = placeboOfCombined(weights, list, direct);
		const among = estimated(listAmongYes, 'sens_d', rowsWithCode(direct.codes, 1));
		expectClose(
			[among.value + 1, among.se, among.df],
			[more.placebo_list.estimate, more.placebo_list.se, more.placebo_list.df],
		);
		const byArm = estimated(directByArm);
		expectClose(
			[byArm.value, byArm.se, byArm.df],
			[more.placebo_direct.estimate, more.placebo_direct.se, more.placebo_direct.df],
		);
	});

	/** Vignette *combined-list* of R's package `list` (Coppock 2022): list 0.619082, standard error 0.05910645. */
	it('is closer to the truth of two thirds than the list alone in the vignette of package list, and more precise', () => {
		const people = more.vignette.rows.flatMap(([yes, arm, count, n]) =>
			Array.from({ length: n! }, () => ({ yes: yes!, arm: arm!, count: count! })),
		);
		const one = new Float64Array(people.length).fill(1);
		const count = { values: Float64Array.from(people, (r) => r.count), missing: new Int8Array(people.length) };
		const answered = { count, arms: { codes: Int8Array.from(people, (r) => r.arm), treatment: 1, control: 0 } };
		const welch = welchDifference(count, answered.arms);
		expect(welch.kind === 'welch' && [welch.difference.toFixed(6), welch.se.toFixed(8)]).toEqual([
			'0.619082',
			'0.05910645',
		]);
		const combined = present(combinedList(one, answered, { codes: Int8Array.from(people, (r) => r.yes), yes: 1 }));
		expectClose(combined.value, more.vignette.combined);
		expect(Math.abs(combined.value - 2 / 3)).toBeLessThan(Math.abs(0.619082 - 2 / 3));
		const e = estimate(designOf({ weights: one }), combined);
		expect(e.kind === 'estimate' && e.se).toBeLessThan(0.05);
	});

	it('is the list alone where nobody says yes', () => {
		const nobody = { codes: new Int8Array(1200), yes: 1 };
		const alone = estimated(itemCount(weights, list.count, arms));
		const combined = estimated(combinedList(weights, list, nobody));
		expectClose([combined.value, combined.se], [alone.value, alone.se]);
	});
});

describe('crosswise', () => {
	it('weighted: its standard error is that of the share of same answers over |2p − 1|', () => {
		const { params, result } = caseOf('P-crosswise-weighted');
		const same = share(weights, codesOf('crosswise_same'), { counted: [1], missingInBase: [] });
		const e = estimated(crosswise(present(same), params.p));
		expectClose([e.value, e.se], [result.estimate, result.se]);
		expect(e.truncated?.value).toBe(e.value);
	});

	const counts = casesOfKind('sens_crosswise', 'sens_warner').map((c) => [c.r_call, c] as const);
	it.each(counts)('raw and truncated, and Warner’s as the same arithmetic: %s', (_call, { params, result }) => {
		const { n, lambda } = result.n === undefined ? params : result;
		const one = new Float64Array(n).fill(1);
		const codes = Int8Array.from({ length: n }, (_, i) => (i < Math.round(lambda * n) ? 1 : 0));
		const of = crosswise(present(share(one, codes, { counted: [1], missingInBase: [] })), params.p);
		expectClose(of.value, result.estimate);
		const e = estimate(designOf({ weights: one }), of);
		if (e.kind !== 'estimate') throw new Error(e.kind);
		// The case's `se` divides by n, a design's by n − 1.
		expectClose(e.se, result.se_n_minus_1);
		expectClose(e.se * Math.sqrt((n - 1) / n), result.se);
		expectClose(e.truncated?.value ?? -1, Math.min(1, Math.max(0, result.estimate)));
		expect(e.truncated?.upper).toBeLessThanOrEqual(1);
	});
});
