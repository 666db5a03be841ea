import { describe, expect, it } from 'vitest';
import { type Margin, rake, weightingEffect } from '../../src/lib/core/weighting/index.ts';
import { expectClose } from './close.ts';
import { caseOf, casesOfKind, describedDesign, design, marginsOf, rakedBy, table } from './survey-data.ts';

describe('raked weights equal rake() run to its fixed point, and calibrate(calfun = "raking")', () => {
	it.each(casesOfKind('calibrate_raking_weights').map((c) => [c.params.raked_design as string, c]))('%s', (id, c) => {
		const { weights } = rakedBy(id);
		expectClose([...weights], c.result.weights);
		expectClose([...weights], caseOf(`P-${id}-weights`).result.weights);
	});

	it('eight waves raked at once, each to four margins', () => {
		const { n_eff_kish: effective, sum_w: sum } = describedDesign('gss_rk');
		const { result } = caseOf('P-gss_rk-weights');
		const { weights } = design('gss_rk');
		expectClose(
			weights.reduce((a, b) => a + b, 0),
			sum,
		);
		expectClose(
			weights.reduce((a, b) => a + b * b, 0),
			result.sum_sq,
		);
		expectClose(weightingEffect(weights).effectiveSize, effective);
		expectClose(weightingEffect(weights).deff, result.deff_kish);
		expectClose([Math.min(...weights), Math.max(...weights)], [result.min, result.max]);
	});

	it.each(
		casesOfKind('rake_weights')
			.filter(({ id }) => id.startsWith('P-gss-rake-single'))
			.map((c) => [c.params.year as string, c]),
	)('the wave of %s raked apart has the weights that it has among the eight', (wave, { result }) => {
		const year = table('gssvocab').codes('year');
		const level = table('gssvocab').levels('year').indexOf(wave);
		const weights = design('gss_rk').weights.filter((_, i) => year[i] === level);
		expect(weights.length).toBe(result.n);
		expectClose([weightingEffect(weights).deff, Math.max(...weights)], [result.deff_kish, result.max]);
		if (result.weights) expectClose([...weights], result.weights);
	});

	it('one crossed margin is post-stratification: postStratify(d, ~stype + awards, …)', () => {
		const { result } = caseOf('P-poststrat-weights');
		const from = table('apistrat');
		const [stype, awards] = [from.codes('stype'), from.codes('awards')];
		const cells = stype.map((s, i) => s * 2 + awards[i]!);
		const targets = new Array<number>(6).fill(0);
		// Each cell's total is R's weight times the rows that share it.
		cells.forEach((cell, i) => (targets[cell]! += result.weights[i]));
		const margin: Margin = { id: 'stype × awards', cells, targets, unit: 'totals' };
		const raked = rake(from.numbers('pw').values, [margin]);
		expect(raked.kind).toBe('raked');
		if (raked.kind === 'raked') expectClose([...raked.weights], result.weights);
	});

	it('margins met to the last digit R prints', () => {
		const { weights } = rakedBy('rk_strat');
		for (const { cells, targets } of marginsOf('rk_strat')) {
			const sums = targets.map(() => 0);
			weights.forEach((w, i) => (sums[cells[i]!]! += w));
			expectClose(sums, targets, { tolerance: 1e-12 });
		}
	});
});
