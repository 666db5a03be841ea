import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Domain, type Numbers, covariance, degreesOfFreedom } from '../../src/lib/core/estimation/index.ts';
import { modelOf } from '../../src/lib/core/estimation/regression/model-matrix.ts';
import { type MainPredictor, type Predictor } from '../../src/lib/core/estimation/regression/predictor.ts';
import { coefficientsOf, fitted, regression } from '../../src/lib/core/estimation/regression/regression.ts';
import { asRake, designAsRake, isRaked } from './as-rake.ts';
import { expectClose } from './close.ts';
import { type Case, casesOfKind, design, replicateDesign, tableOfDesign } from './survey-data.ts';

interface Asked {
	readonly family: 'gaussian' | 'binomial';
	readonly outcome: Numbers;
	readonly predictors: readonly Predictor[];
	readonly domain?: Domain;
	readonly tolerance?: number;
}

function factor(id: string, name: string, levels = tableOfDesign(id).levels(name)): MainPredictor {
	const order = tableOfDesign(id).levels(name);
	return {
		kind: 'factor',
		name,
		codes: tableOfDesign(id).codes(name),
		levels: levels.map((label) => ({ code: order.indexOf(label), label })),
	};
}

function predictor(id: string, name: string): MainPredictor {
	const numbers = tableOfDesign(id).numbers(name);
	return numbers.values.some(Number.isNaN) || name === 'year' ? factor(id, name) : { kind: 'number', name, numbers };
}

/** A factor as the number 1 where it has a certain level. */
function isLevel(id: string, name: string, level: string): Numbers {
	const codes = tableOfDesign(id).codes(name);
	const code = tableOfDesign(id).levels(name).indexOf(level);
	return {
		values: Float64Array.from(codes, (c) => (c === code ? 1 : 0)),
		missing: Int8Array.from(codes, (c) => (c < 0 ? -9 : 0)),
	};
}

/** R's I(year == "2016"), which makes a factor of FALSE and TRUE. */
function equals(id: string, name: string, level: string): Predictor & { kind: 'factor' } {
	const codes = tableOfDesign(id).codes(name);
	const code = tableOfDesign(id).levels(name).indexOf(level);
	return {
		kind: 'factor',
		name: `I(${name} == "${level}")`,
		codes: codes.map((c) => (c < 0 ? c : c === code ? 1 : 0)),
		levels: [
			{ code: 0, label: 'FALSE' },
			{ code: 1, label: 'TRUE' },
		],
	};
}

const isReplicated = (id: string) => id.startsWith('rep_');

/** Names, values, standard errors, covariances and degrees of freedom, with influences swept as `rake()` does. */
function ours(id: string, asked: Asked) {
	if (isReplicated(id) || !isRaked(id)) {
		const found = regression(isReplicated(id) ? replicateDesign(id) : design(id), asked);
		if (found.kind !== 'regression') throw new Error(JSON.stringify(found));
		return {
			names: found.coefficients.map(({ name }) => name),
			value: found.coefficients.map(({ value }) => value),
			se: found.coefficients.map(({ se }) => se),
			t: found.coefficients.map(({ t }) => t),
			p: found.coefficients.map(({ p }) => p),
			interval: found.coefficients.flatMap(({ interval }) => [interval.lower, interval.upper]),
			matrix: [...found.covariance],
			df: found.df,
			n: found.n,
		};
	}
	const { weights } = design(id);
	const model = modelOf(weights, asked.outcome, asked.predictors, asked.domain ?? null);
	if (model.kind !== 'model') throw new Error(model.kind);
	const fit = fitted(model, weights, { tolerance: 1e-8, ...asked });
	if (fit.kind !== 'fit') throw new Error(fit.kind);
	const statistics = coefficientsOf(model, weights, fit);
	const influences = statistics.map(({ influence }) => asRake(id, influence));
	const found = covariance(designAsRake(id), influences, { lonelyPsu: 'fail' });
	if (found.kind !== 'covariance') throw new Error(found.kind);
	const used = new Uint8Array(weights.length);
	for (const row of model.rows) used[row] = 1;
	return {
		names: model.columns.map(({ name }) => name),
		value: statistics.map(({ value }) => value),
		se: statistics.map((_, k) => Math.sqrt(found.matrix[k * found.size + k] ?? 0)),
		matrix: [...found.matrix],
		df: degreesOfFreedom(design(id), used) + 1 - statistics.length,
		n: model.rows.length,
	};
}

const exact = { tolerance: 1e-9 };

function expectSame(id: string, asked: Asked, { result }: Pick<Case, 'result'>): void {
	const found = ours(id, asked);
	expect(found.names).toEqual(result.names);
	expect(found.df).toBe(result.df_residual);
	if (found.interval) expect(found.n).toBe(result.nobs);
	expectClose(found.value, result.estimate, exact);
	expectClose(found.se, result.se, exact);
	expectClose(correlations(found.matrix, result.se), correlations(result.vcov.flat(), result.se), {
		...exact,
		scale: 1,
	});
	if (found.t) expectClose(found.t, result.t, exact);
	if (found.p) expectClose(found.p, result.p_value, exact);
	if (found.interval) expectClose(found.interval, result.ci95_t.flat(), exact);
}

/** Covariances over the standard errors: near 0 they cannot be better than these. */
function correlations(matrix: readonly number[], se: readonly number[]): number[] {
	return matrix.map((c, at) => c / (se[Math.floor(at / se.length)]! * se[at % se.length]!));
}

function yes(id: string, outcome: string): Numbers {
	return tableOfDesign(id).levels(outcome).includes('Yes')
		? isLevel(id, outcome, 'Yes')
		: tableOfDesign(id).numbers(outcome);
}

const sentence = (c: Case) => [c.design ?? '', c.r_call, c] as const;

describe('linear and logistic regression equal svyglm', () => {
	it.each(casesOfKind('glm_gaussian').map(sentence))('%s: %s', (id, _call, c) => {
		const predictors = c.params.terms.map((name: string) => predictor(id, name));
		expectSame(id, { family: 'gaussian', outcome: tableOfDesign(id).numbers(c.params.y), predictors }, c);
	});

	it.each(casesOfKind('glm_binomial').map(sentence))('%s: %s', (id, _call, c) => {
		const predictors = c.params.terms.map((name: string) => predictor(id, name));
		expectSame(id, { family: 'binomial', outcome: yes(id, c.params.y), predictors }, c);
	});
});

describe('change over waves by regression equals svyglm', () => {
	const between = (id: string, { wave, from, to }: Case['params']) => {
		const codes = tableOfDesign(id).codes(wave);
		const order = tableOfDesign(id).levels(wave);
		return Uint8Array.from(codes, (c) => (c === order.indexOf(from) || c === order.indexOf(to) ? 1 : 0));
	};

	it.each(casesOfKind('wave_diff_glm').map(sentence))('%s: %s', (id, _call, c) => {
		const { y, wave, to } = c.params;
		const outcome = tableOfDesign(id).numbers(y);
		const predictors = [equals(id, wave, to)];
		expectSame(id, { family: 'gaussian', outcome, predictors, domain: between(id, c.params) }, c);
	});

	it.each(casesOfKind('wave_trend').map(sentence))('%s: %s', (id, _call, c) => {
		const { y, wave } = c.params;
		const numbers = tableOfDesign(id).numbers(wave);
		const predictors = [{ kind: 'number' as const, name: 'as.numeric(as.character(year))', numbers }];
		expectSame(id, { family: 'gaussian', outcome: tableOfDesign(id).numbers(y), predictors }, c);
	});

	it.each(casesOfKind('did_glm').map(sentence))('%s: %s', (id, _call, c) => {
		const { y, wave, to, group, treated } = c.params;
		const outcome = tableOfDesign(id).numbers(y);
		const [time, treatment] = [equals(id, wave, to), equals(id, group, treated)];
		const predictors: Predictor[] = [time, treatment, { kind: 'interaction', of: [time, treatment] }];
		expectSame(id, { family: 'gaussian', outcome, predictors, domain: between(id, c.params) }, c);
	});
});

/** `more/regression.R`: R run to its fixed point, and what the cases above leave out. */
const more = z
	.array(z.object({ id: z.string(), design: z.string(), r_call: z.string(), result: z.record(z.string(), z.any()) }))
	.parse(JSON.parse(readFileSync(new URL('more/regression.json', import.meta.url), 'utf8')));

describe('interactions, dropped levels and replicate weights equal svyglm to the last digits', () => {
	const by = (a: MainPredictor, b: MainPredictor): Predictor => ({ kind: 'interaction', of: [a, b] });
	const models: Record<string, (id: string) => Asked> = {
		binomial: (id) => binomial(id, [number(id, 'ell'), number(id, 'meals')]),
		'binomial-factor': (id) => binomial(id, [factor(id, 'stype'), number(id, 'mobility')]),
		'gaussian-factor': (id) => gaussian(id, [factor(id, 'stype'), number(id, 'meals')]),
		'factor-by-number': (id) =>
			gaussian(id, [factor(id, 'stype'), number(id, 'meals'), by(factor(id, 'stype'), number(id, 'meals'))]),
		'factor-by-factor': (id) =>
			gaussian(id, [factor(id, 'sch_wide'), factor(id, 'stype'), by(factor(id, 'sch_wide'), factor(id, 'stype'))]),
		'named-backwards': (id) =>
			gaussian(id, [by(factor(id, 'stype'), factor(id, 'sch_wide')), factor(id, 'sch_wide'), factor(id, 'stype')]),
		'no-first-main-effect': (id) => gaussian(id, [factor(id, 'stype'), by(factor(id, 'stype'), number(id, 'meals'))]),
		'no-second-main-effect': (id) => gaussian(id, [number(id, 'meals'), by(factor(id, 'stype'), number(id, 'meals'))]),
		'factor-without-its-main-effect': (id) =>
			gaussian(id, [factor(id, 'stype'), by(factor(id, 'stype'), factor(id, 'sch_wide'))]),
		numbers: (id) => gaussian(id, [number(id, 'ell'), number(id, 'meals'), by(number(id, 'ell'), number(id, 'meals'))]),
		domain: (id) => ({
			...binomial(id, [factor(id, 'stype'), number(id, 'meals')]),
			domain: Uint8Array.from(tableOfDesign(id).codes('stype'), (c) =>
				c === tableOfDesign(id).levels('stype').indexOf('H') ? 0 : 1,
			),
		}),
		replicates: (id) => gaussian(id, [number(id, 'ell'), number(id, 'meals')]),
		'replicates-stratified': (id) => gaussian(id, [factor(id, 'stype'), number(id, 'meals')]),
		'replicates-binomial': (id) => binomial(id, [number(id, 'meals')]),
	};
	const number = (id: string, name: string): MainPredictor => ({
		kind: 'number',
		name,
		numbers: tableOfDesign(id).numbers(name),
	});
	const gaussian = (id: string, predictors: Predictor[]): Asked => ({
		family: 'gaussian',
		outcome: tableOfDesign(id).numbers('api00'),
		predictors,
	});
	const binomial = (id: string, predictors: Predictor[]): Asked => ({
		family: 'binomial',
		outcome: isLevel(id, 'awards', 'Yes'),
		tolerance: 1e-15,
		predictors,
	});

	it.each(more.map((c) => [c.id, c.r_call, c] as const))('%s: %s', (name, _call, c) => {
		expectSame(c.design, models[name]!(c.design), c);
	});
});
