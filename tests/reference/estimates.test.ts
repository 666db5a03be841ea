import { describe, expect, it } from 'vitest';
import {
	type Design,
	type Domain,
	type Estimate,
	type EstimateOptions,
	type Linearised,
	contrast,
	covariance,
	estimate,
	mean,
	rowsWithCode,
	share,
} from '../../src/lib/core/estimation/index.ts';
import { expectClose, expectFigures } from './close.ts';
import { asRake, designAsRake, isRaked } from './as-rake.ts';
import { type Case, casesOfKind, design, table, tableOfDesign } from './survey-data.ts';

function linearised(of: Linearised | { kind: 'no-base' }): Linearised {
	if (of.kind === 'no-base') throw new Error('nobody in the base');
	return of;
}

function ours(id: string, of: Linearised, options: EstimateOptions = {}, among: Design = design(id)): Estimate {
	const result = estimate(among, of, options);
	if (result.kind !== 'estimate') throw new Error(result.kind);
	return result;
}

/** As R estimates: see `asRake` for what that means of raked designs. */
function estimated(id: string, of: Linearised, options: EstimateOptions = {}): Estimate {
	return ours(id, { ...of, influence: asRake(id, of.influence) }, options, designAsRake(id));
}

function shareOf(id: string, variable: string, level: string, domain: Domain = null): Linearised {
	const from = tableOfDesign(id);
	const counted = [from.levels(variable).indexOf(level)];
	return linearised(share(design(id).weights, from.codes(variable), { counted, missingInBase: [] }, domain));
}

function meanOf(id: string, variable: string, domain: Domain = null): Linearised {
	return linearised(mean(design(id).weights, tableOfDesign(id).numbers(variable), domain));
}

function rowsOf(id: string, variable: string, level: string, within: Domain = null): Uint8Array {
	const from = tableOfDesign(id);
	return rowsWithCode(from.codes(variable), from.levels(variable).indexOf(level), within);
}

const sentence = (c: Case) => [c.design, c.r_call, c] as const;
const sharesOfAllLevels = casesOfKind('mean_factor').filter((c) => !c.params.weights);

describe('shares and means equal svymean', () => {
	it.each(sharesOfAllLevels.map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const levels = tableOfDesign(id).levels(params.factor);
		const all = levels.map((level) => estimated(id, shareOf(id, params.factor, level), { interval: 'wald' }));
		expectFigures(all, result);
		expect(all[0]?.df).toBe(result.df);
		expectClose(
			all.map((e) => e.interval.lower),
			result.ci95_t.map((ci: number[]) => ci[0]),
		);
		expectClose(
			all.map((e) => e.interval.upper),
			result.ci95_t.map((ci: number[]) => ci[1]),
		);
		if (params.deff === 'replace')
			expectClose(
				all.map((e) => e.deff ?? 0),
				result.deff,
			);
		expectClose(
			all.reduce((sum, e) => sum + e.value, 0),
			1,
		);
	});

	it.each(
		casesOfKind('mean_factor')
			.filter((c) => !c.params.weights && !isRaked(c.design ?? ''))
			.map(sentence),
	)('%s: %s, covariances of the levels', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const influences = tableOfDesign(id)
			.levels(params.factor)
			.map((level) => shareOf(id, params.factor, level).influence);
		const all = covariance(design(id), influences, { lonelyPsu: 'fail' });
		expectClose(all.kind === 'covariance' ? [...all.matrix] : [], result.vcov.flat(), { scale: 1e-8 });
	});

	it.each(casesOfKind('mean_numeric').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const e = estimated(id, meanOf(id, params.x));
		expectClose(e.value, result.estimate);
		expectClose(e.se, result.se);
		expectClose([e.interval.lower, e.interval.upper], result.ci95_t[0]);
	});
});

describe('intervals of a share equal svyciprop', () => {
	it.each(casesOfKind('ciprop').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const e = estimated(id, shareOf(id, params.factor, params.level), {
			interval: params.method === 'mean' ? 'wald' : params.method,
			level: params.conf,
		});
		expectClose(e.value, result.estimate);
		expectClose(e.se, result.se);
		expect(e.df).toBe(result.df);
		expectClose([e.interval.lower, e.interval.upper], result.ci);
	});

	it('gives the beta and logit intervals of a rare answer, and an honest one where nobody gave it', () => {
		const { values } = table('apisrs').numbers('api00');
		for (const { params, r_call: call, result } of casesOfKind('ciprop_edge')) {
			const rare = Int8Array.from(values, (x) => (x > (params.gt ?? (params.note === 'p=1' ? 0 : 1e6)) ? 1 : 0));
			const of = linearised(share(design('srs').weights, rare, { counted: [1], missingInBase: [] }));
			const e = estimated('srs', of, { interval: call.includes('beta') ? 'beta' : 'logit' });
			if (params.gt) expectClose([e.interval.lower, e.interval.upper], result.ci);
			else {
				expect(e.se).toBe(0);
				expect(e.interval.method).toBe('beta');
				// Clopper–Pearson at n = 200: 1 − 0.025^(1/200).
				const width = 1 - 0.025 ** (1 / 200);
				expectClose(e.interval.upper - e.interval.lower, width);
			}
		}
	});
});

describe('estimates by group equal svyby', () => {
	it.each(casesOfKind('by_mean_numeric').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const groups = tableOfDesign(id).levels(params.by);
		const all = groups.map((group) => estimated(id, meanOf(id, params.x, rowsOf(id, params.by, group))));
		expectFigures(all, result);
	});

	it.each(casesOfKind('by_mean_factor').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const groups = tableOfDesign(id).levels(params.by);
		const all = tableOfDesign(id)
			.levels(params.factor)
			.flatMap((level) =>
				groups.map((group) => estimated(id, shareOf(id, params.factor, level, rowsOf(id, params.by, group)))),
			);
		expectFigures(all, result);
	});

	// R's glm gives 3e-12 where nobody counts.
	it.each(casesOfKind('by_ciprop').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		(result.by as string[]).forEach((group, g) => {
			const domain = rowsOf(id, params.by, group);
			const e = estimated(id, shareOf(id, params.factor, params.level, domain), { domain });
			expectClose(e.value, result.estimate[g], { tolerance: 1e-8, scale: 1e-2 });
			if (result.estimate[g] > 1e-6)
				expectClose([e.interval.lower, e.interval.upper], [result.ci_low[g], result.ci_high[g]], {
					tolerance: 1e-8,
				});
		});
	});

	it.each(casesOfKind('domain_mean_factor').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		let domain: Domain = null;
		for (const [variable, level] of Object.entries<string>(params.subset)) domain = rowsOf(id, variable, level, domain);
		const all = tableOfDesign(id)
			.levels(params.factor)
			.map((level) => estimated(id, shareOf(id, params.factor, level, domain)));
		expectFigures(all, result);
	});
});

describe('after raking, standard errors equal calibrate(calfun = "raking")', () => {
	it.each(casesOfKind('calibrated_mean_factor').map((c) => [c.params.raked_design, c.r_call, c] as const))(
		'%s: %s',
		(id, _call, { params, result }) => {
			const all = tableOfDesign(id)
				.levels(params.factor)
				.map((level) => ours(id, shareOf(id, params.factor, level), { interval: 'wald' }));
			expectFigures(all, result);
			expectClose(
				all.flatMap((e) => [e.interval.lower, e.interval.upper]),
				result.ci95_t.flat(),
			);
		},
	);

	it.each(casesOfKind('margin_mean_factor').map(sentence))(
		'%s: a raking margin has no error: %s',
		(id, _call, { params, result }) => {
			if (id === null) throw new Error();
			tableOfDesign(id)
				.levels(params.factor)
				.forEach((level, k) => {
					const e = ours(id, shareOf(id, params.factor, level));
					expectClose(e.value, result.estimate[k]);
					expect(e.se).toBeLessThan(1e-12);
				});
		},
	);
});

describe('differences equal svycontrast and svyttest', () => {
	const differenceOf = (id: string, { y, wave, from, to }: Case['params']) =>
		contrast([
			{ factor: 1, of: meanOf(id, y, rowsOf(id, wave, to)) },
			{ factor: -1, of: meanOf(id, y, rowsOf(id, wave, from)) },
		]);

	it.each(casesOfKind('wave_diff_contrast').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const e = estimated(id, differenceOf(id, params));
		expectClose(e.value, result.estimate);
		expectClose(e.se, result.se);
		expect(e.df).toBe(result.df - 1);
	});

	it.each(casesOfKind('wave_diff_ttest').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const answered = tableOfDesign(id)
			.numbers(params.y)
			.missing.map((reason) => (reason === 0 ? 1 : 0));
		const both = rowsOf(id, params.wave, params.from, Uint8Array.from(answered));
		rowsOf(id, params.wave, params.to, Uint8Array.from(answered)).forEach(
			(is, i) => (both[i] = is === 1 ? 1 : (both[i] ?? 0)),
		);
		const e = estimated(id, differenceOf(id, params), { domain: both });
		expect(e.df).toBe(result.parameter[0]);
		expectClose(e.value, result.estimate);
		expectClose(e.value / e.se, result.statistic);
		expectClose([e.interval.lower, e.interval.upper], result.conf_int);
	});
});

describe('a stratum with one primary sampling unit', () => {
	it.each(casesOfKind('lonely_psu').map((c) => [c.params.option as string, c] as const))('%s', (option, { result }) => {
		const means = [
			shareOf('lonely_d', 'awards', 'No'),
			shareOf('lonely_d', 'awards', 'Yes'),
			meanOf('lonely_d', 'api00'),
		];
		const lonelyPsu = option === 'remove' ? 'certainty' : option;
		const all = covariance(
			design('lonely_d'),
			means.map((m) => m.influence),
			{ lonelyPsu: lonelyPsu as 'fail' },
		);
		if (option === 'fail') expect(all.kind).toBe('lonely-psu');
		else expectClose(all.kind === 'covariance' ? [...all.matrix] : [], result.vcov.flat());
	});
});
