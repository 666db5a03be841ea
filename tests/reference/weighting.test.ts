import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	type Codes,
	type Design,
	type Linearised,
	type NoBase,
	covariance,
	designOf,
	mean,
	share,
} from '../../src/lib/core/estimation/index.ts';
import {
	type Calibration,
	type Margin,
	adjustForNonresponse,
	crossedMargin,
	postStratify,
	rake,
	trimWeights,
	trimmedAfter,
} from '../../src/lib/core/weighting/index.ts';
import { takeOutMeans } from './as-rake.ts';
import { expectClose } from './close.ts';
import {
	type Case,
	type Table,
	caseOf,
	casesOfKind,
	describedDesign,
	design,
	marginsOf,
	table,
	tableOfDesign,
} from './survey-data.ts';

/** Made by more/weighting.R. */
const Means = z.object({ estimate: z.array(z.number()), vcov: z.array(z.number()) });
const more = z
	.object({
		post_stratified: z.array(
			z.object({
				design: z.enum(['strat', 'clus']),
				variables: z.array(z.string()),
				weights: z.array(z.number()),
				postStratify: Means,
				linear: Means,
				raking: Means,
				rake: Means.nullish(),
			}),
		),
		trimmed: z.array(
			z.object({
				design: z.enum(['strat', 'clus']),
				from: z.enum(['base', 'raked', 'post-stratified']),
				strict: z.boolean(),
				lower: z.number(),
				upper: z.number(),
				weights: z.array(z.number()),
				means: Means,
			}),
		),
		nonresponse: z.object({ answered: z.array(z.number()), weights: z.array(z.number()) }),
	})
	.parse(JSON.parse(readFileSync(new URL('more/weighting.json', import.meta.url), 'utf8')));

const data = { strat: table('apistrat'), clus: table('apiclus1') };
const uneven = data.clus.numbers('pw').values.map((w, i) => w * (1 + ((i + 1) % 3)));
const bases = {
	strat: {
		weights: data.strat.numbers('pw').values,
		strata: Int32Array.from(data.strat.codes('stype')),
		fpc: data.strat.numbers('fpc').values,
	},
	clus: { weights: uneven, clusters: Int32Array.from(data.clus.numbers('dnum').values) },
};

function linearised(of: Linearised | NoBase): Linearised {
	if (of.kind === 'no-base') throw new Error('no base');
	return of;
}

function shareOf(from: Table, weights: Float64Array, factor: string, level: number): Linearised {
	const codes: Codes = from.codes(factor);
	return linearised(share(weights, codes, { counted: [level], missingInBase: [] }));
}

/** comp_imp No, comp_imp Yes, api00: what the R script estimates. */
function statistics(from: Table, weights: Float64Array): Linearised[] {
	return [
		shareOf(from, weights, 'comp_imp', 0),
		shareOf(from, weights, 'comp_imp', 1),
		linearised(mean(weights, from.numbers('api00'))),
	];
}

function expectMeans(on: Design, all: readonly Linearised[], expected: { estimate: number[]; vcov: number[] }): void {
	expectClose(
		all.map(({ value }) => value),
		expected.estimate,
	);
	const spread = covariance(
		on,
		all.map(({ influence }) => influence),
		{ lonelyPsu: 'fail' },
	);
	expectClose(spread.kind === 'covariance' ? [...spread.matrix] : [], expected.vcov);
}

/** The population's table over some variables, as R's xtabs has it. */
function tableOf(variables: readonly string[], from: Table): Margin {
	const population = table('apipop');
	const levels = variables.map((variable) => from.levels(variable));
	const columns = variables.map((variable) => population.codes(variable));
	const names = variables.map((variable) => population.levels(variable));
	const counts = new Map<string, number>();
	for (let i = 0; i < population.rows; i++) {
		const key = columns.map((column, v) => levels[v]!.indexOf(names[v]![column[i]!]!)).join();
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	const margin = crossedMargin(
		{
			id: variables.join(' × '),
			variables,
			unit: 'totals',
			targets: [...counts].map(([key, target]) => ({ codes: key.split(',').map(Number), target })),
		},
		(variable) => from.codes(variable),
		from.rows,
	);
	if (margin.kind !== 'margin') throw new Error(margin.kind);
	return margin;
}

function calibrated(
	id: 'strat' | 'clus',
	from: 'base' | 'raked' | 'post-stratified',
): { weights: Float64Array; calibration: Calibration | null } {
	const base = bases[id].weights;
	if (from === 'base') return { weights: base, calibration: null };
	const tables = ['awards', 'sch_wide'].map((variable) => tableOf([variable], data[id]));
	const result =
		from === 'raked' ? rake(base, tables, { tolerance: 1e-14 }) : postStratify(base, tableOf(['awards'], data[id]));
	if (result.kind !== 'raked' && result.kind !== 'post-stratified') throw new Error(result.kind);
	return result;
}

describe('post-stratification equals postStratify()', () => {
	it('weights of stype × awards', () => {
		const { result } = caseOf('P-poststrat-weights');
		const done = postStratify(bases.strat.weights, tableOf(['stype', 'awards'], data.strat));
		expectClose(done.kind === 'post-stratified' ? [...done.weights] : [], result.weights);
	});

	it('means on stype × awards', () => {
		const { result } = caseOf('P-poststrat-mean');
		const done = postStratify(bases.strat.weights, tableOf(['stype', 'awards'], data.strat));
		if (done.kind !== 'post-stratified') throw new Error(done.kind);
		const on = { ...design('strat'), weights: done.weights, calibration: done.calibration };
		expectMeans(on, statistics(data.strat, done.weights), {
			estimate: result.estimate,
			vcov: result.vcov.flat(),
		});
	});

	it.each(more.post_stratified.map((one) => [one.design, one.variables.join(' × '), one] as const))(
		'%s by %s, where base weights differ within cells: the same as calibrate(), linear and raking',
		(id, _cells, { variables, weights, postStratify: expected, linear, raking }) => {
			const margin = tableOf(variables, data[id]);
			const done = postStratify(bases[id].weights, margin);
			if (done.kind !== 'post-stratified') throw new Error(done.kind);
			expectClose([...done.weights], weights);
			const on = designOf({ ...bases[id], ...done });
			for (const one of [expected, linear, raking]) expectMeans(on, statistics(data[id], done.weights), one);
		},
	);

	it('rake() with one margin has other standard errors: its residuals are from unweighted means', () => {
		for (const { rake: approximate, postStratify: exact } of more.post_stratified)
			if (approximate) {
				expectClose(approximate.estimate, exact.estimate);
				const ratio = Math.sqrt(approximate.vcov[8]! / exact.vcov[8]!);
				expect(Math.abs(ratio - 1)).toBeGreaterThan(0.001);
			}
	});
});

describe('trimmed weights equal trimWeights()', () => {
	it.each(casesOfKind('trim_weights').map((c) => [c.r_call, c] as const))(
		'%s',
		(_call, { design: id, params, result }) => {
			const { lower, upper, strict } = params;
			const trimmed = trimWeights(design(id ?? '').weights, { lower, upper, strict });
			if (trimmed.kind !== 'trimmed') throw new Error(trimmed.kind);
			expectClose([...trimmed.weights], result.weights);
		},
	);

	it.each(more.trimmed.map((one) => [one.design, one.from, one.strict ? 'strict' : 'once', one] as const))(
		'%s, %s weights, %s: weights, and means whose residuals stay those of the calibration',
		(id, from, _how, { strict, lower, upper, weights, means }) => {
			const whole = calibrated(id, from);
			const trimmed = trimWeights(whole.weights, { lower, upper, strict });
			if (trimmed.kind !== 'trimmed') throw new Error(trimmed.kind);
			expectClose([...trimmed.weights], weights);
			const calibration = whole.calibration && trimmedAfter(whole.calibration, whole.weights, trimmed.weights);
			const on = designOf({ ...bases[id], weights: trimmed.weights, calibration });
			const all = statistics(data[id], trimmed.weights);
			expectMeans(on, all, means);
			all.forEach(({ influence }, k) => {
				const alone = covariance(on, [influence], { lonelyPsu: 'fail' });
				if (alone.kind === 'covariance') expectClose(alone.matrix[0]!, means.vcov[4 * k]!);
			});
		},
	);

	it.each(casesOfKind('trim_mean_factor').map((c) => [c.design ?? '', c.r_call, c] as const))(
		'%s: %s, with the ten sweeps of rake()',
		(id, _call, { params, result }) => {
			const { lower, upper } = params;
			const raked = design(id);
			const trimmed = trimWeights(raked.weights, { lower, upper, strict: true });
			if (trimmed.kind !== 'trimmed') throw new Error(trimmed.kind);
			const from = tableOfDesign(id);
			const all = from.levels(params.factor).map((_, level) => shareOf(from, trimmed.weights, params.factor, level));
			// R sweeps w z / v, v being the weight before trimming, and multiplies by v again.
			const swept = all.map((of) => {
				const z = of.influence.map((value, i) => (value * trimmed.weights[i]!) / raked.weights[i]!);
				for (let sweep = 0; sweep < 10; sweep++) for (const margin of marginsOf(id)) takeOutMeans(z, margin);
				return { ...of, influence: z };
			});
			expectMeans({ ...raked, calibration: null }, swept, { estimate: result.estimate, vcov: result.vcov.flat() });
		},
	);
});

describe('raked means', () => {
	it.each(casesOfKind('weights_only_mean_factor').map((c) => [c.params.raked_design as string, c.r_call, c] as const))(
		'%s: raked weights given as plain weights have no gain: %s',
		(id, _call, { params, result }) => {
			const from = tableOfDesign(id);
			const { weights } = design(id);
			const all = from.levels(params.factor).map((_, level) => shareOf(from, weights, params.factor, level));
			const expected = { estimate: result.estimate, vcov: result.vcov.flat() };
			expectMeans(designOf({ weights }), all, expected);
		},
	);

	it('one wave raked apart: svymean(~highvocab + vocab, rake(subset(…, year == "2016"), …))', () => {
		const { result } = caseOf('P-gss-rake-single-mean-2016');
		const from = table('gssvocab');
		const [year, level] = [from.codes('year'), from.levels('year').indexOf('2016')];
		// A subset of a design keeps all its rows; those outside have weight 0.
		const weights = design('gss_rk').weights.map((w, i) => (year[i] === level ? w : 0));
		const margins = marginsOf('gss_rk');
		const means = ['highvocab', 'vocab'].map((variable) => {
			const { influence, ...rest } = linearised(mean(weights, from.numbers(variable)));
			for (let sweep = 0; sweep < 10; sweep++) for (const margin of margins) takeOutMeans(influence, margin);
			return { ...rest, influence };
		});
		expectMeans(designOf({ weights }), means, { estimate: result.estimate, vcov: result.vcov.flat() });
	});
});

/** R's loose default: at most ten sweeps, ended when no cell of the whole crossed table moved by one person. */
function rakedLoosely(base: Float64Array, margins: readonly Margin[], epsilon: number, maxit: number): Float64Array {
	let weights: Float64Array = base.slice();
	const key = (i: number) => margins.map(({ cells }) => cells[i]).join();
	const crossed = () => {
		const sums = new Map<string, number>();
		weights.forEach((w, i) => sums.set(key(i), (sums.get(key(i)) ?? 0) + w));
		return sums;
	};
	for (let sweep = 0; sweep < maxit; sweep++) {
		const before = crossed();
		for (const margin of margins) {
			const done = postStratify(weights, margin);
			if (done.kind !== 'post-stratified') throw new Error(done.kind);
			weights = done.weights;
		}
		const moved = [...crossed()].map(([cell, sum]) => Math.abs(sum - before.get(cell)!));
		if (Math.max(...moved) < epsilon) break;
	}
	return weights;
}

describe('rake() with its loose defaults depends on the order of margins and on its stop rule, so that ours never stop there', () => {
	it.each(casesOfKind('rake_weights_default').map((c) => [c.r_call.slice(0, 60), c] as const))(
		'%s…: post-stratified in turn until R would stop',
		(_call, { id, params, result }: Case) => {
			const raked = id.replace(/^P-(.*)-default-weights$/, '$1');
			const from = tableOfDesign(raked);
			const margins = marginsOf(raked);
			expect(margins.map((margin) => margin.id)).toEqual(params.vars);
			const base = from.numbers(describedDesign(describedDesign(raked).base).weights).values;
			expectClose([...rakedLoosely(base, margins, params.epsilon, params.maxit)], result.weights);
		},
	);
});

describe('non-response adjustment cells', () => {
	it('equal postStratify(subset(d, answered), ~stype, svytable(~stype, d))', () => {
		const { answered, weights } = more.nonresponse;
		const adjusted = adjustForNonresponse(
			uneven,
			Uint8Array.from(answered),
			{ cells: data.clus.codes('stype'), labels: data.clus.levels('stype') },
			{ minimumRespondents: 5, maximumFactor: 3 },
		);
		if (adjusted.kind !== 'adjusted-for-nonresponse') throw new Error(adjusted.kind);
		expectClose([...adjusted.weights.filter((w) => w > 0)], weights);
		expect(adjusted.cells.map(({ label }) => label)).toEqual(['E', 'H', 'M']);
	});
});
