import { describe, expect, it } from 'vitest';
import {
	type MainPredictor,
	type Numbers,
	type Predictor,
	designOf,
	estimate,
	mean,
	regression,
	rowsWithCode,
	share,
} from '../../../src/lib/core/estimation/index.ts';
import { modelOf } from '../../../src/lib/core/estimation/regression/model-matrix.ts';

const numbers = (values: readonly (number | null)[]): Numbers => ({
	values: Float64Array.from(values, (x) => x ?? 0),
	missing: Int8Array.from(values, (x) => (x === null ? -9 : 0)),
});
const number = (name: string, values: readonly (number | null)[]): MainPredictor => ({
	kind: 'number',
	name,
	numbers: numbers(values),
});
const factor = (name: string, codes: readonly number[], labels = ['a', 'b', 'c']): MainPredictor => ({
	kind: 'factor',
	name,
	codes: Int8Array.from(codes),
	levels: labels.map((label, code) => ({ code, label })),
});
const plain = (rows: number) => designOf({ weights: new Float64Array(rows).fill(1) });

const group = [0, 0, 0, 0, 1, 1, 1, 1];
const answers = [1, 0, 0, 0, 1, 1, 0, 1];

describe('regression', () => {
	it('on a group’s indicator is the difference of the groups’ means, to the last digits of its error', () => {
		const weights = Float64Array.from([1, 2, 1, 3, 1, 1, 2, 0.5]);
		const design = designOf({ weights, clusters: Int32Array.from([1, 1, 2, 2, 3, 3, 4, 4]) });
		const outcome = numbers([3, 1, 4, 1, 5, 9, 2, 6]);
		const found = regression(design, { family: 'gaussian', outcome, predictors: [factor('g', group)] });
		if (found.kind !== 'regression') throw new Error(found.kind);
		const of = [0, 1].map((code) => mean(weights, outcome, rowsWithCode(Int8Array.from(group), code)));
		const [a, b] = of.map((m) => (m.kind === 'linearised' ? m : null));
		const difference = estimate(design, {
			...b!,
			value: b!.value - a!.value,
			influence: b!.influence.map((z, i) => z - (a!.influence[i] ?? 0)),
			means: 2,
		});
		const { value, se, df, name } = found.coefficients[1]!;
		if (difference.kind !== 'estimate') throw new Error(difference.kind);
		expect(name).toBe('gb');
		expect(value).toBeCloseTo(difference.value, 13);
		expect(se).toBeCloseTo(difference.se, 13);
		expect([df, found.n]).toEqual([difference.df, 8]);
	});

	it('logistic with an intercept alone gives back the share, and its error on the logit scale', () => {
		const design = plain(8);
		const found = regression(design, {
			family: 'binomial',
			outcome: numbers(answers),
			predictors: [],
			tolerance: 1e-15,
		});
		const of = share(design.weights, Int8Array.from(answers), { counted: [1], missingInBase: [] });
		if (found.kind !== 'regression' || of.kind !== 'linearised') throw new Error();
		const e = estimate(design, of);
		const { value, se } = found.coefficients[0]!;
		expect(1 / (1 + Math.exp(-value))).toBeCloseTo(0.5, 14);
		expect(se).toBeCloseTo(e.kind === 'estimate' ? e.se / (0.5 * 0.5) : 0, 12);
	});

	it('drops levels nobody has, and rows that lack the outcome or a predictor', () => {
		const found = modelOf(
			new Float64Array(6).fill(1),
			numbers([1, 2, 3, null, 5, 6]),
			[factor('g', [0, 2, 2, 0, -9, 0]), number('x', [1, 2, 3, 4, 5, null])],
			null,
		);
		expect(found.kind === 'model' && [[...found.rows], found.columns.map(({ name }) => name)]).toEqual([
			[0, 1, 2],
			['(Intercept)', 'gc', 'x'],
		]);
	});

	it('takes a term twice as once', () => {
		const [g, x] = [factor('g', group), number('x', [1, 2, 3, 4, 5, 6, 7, 9])];
		const twice: Predictor[] = [g, { kind: 'interaction', of: [x, g] }, x, g, { kind: 'interaction', of: [g, x] }];
		const found = modelOf(new Float64Array(8).fill(1), numbers(answers), twice, null);
		expect(found.kind === 'model' && found.columns.map(({ name }) => name)).toEqual(['(Intercept)', 'gb', 'x', 'gb:x']);
	});
});

describe('a regression that cannot be', () => {
	const binomial = (predictors: Predictor[], outcome = numbers(answers)) =>
		regression(plain(8), { family: 'binomial', outcome, predictors });

	it('names a factor with one level', () =>
		expect(binomial([factor('area', [1, 1, 1, 1, 1, 1, 1, 1])])).toEqual({
			kind: 'one-level',
			term: 'area',
			level: 'b',
		}));

	it('names the collinear term', () => {
		const x = [1, 2, 3, 4, 5, 6, 7, 9];
		expect(
			binomial([
				number('x', x),
				number(
					'again',
					x.map((v) => 3 * v - 2),
				),
			]),
		).toEqual({
			kind: 'aliased',
			coefficients: ['again'],
			terms: ['again'],
		});
	});

	it('names the term that tells all answers apart', () =>
		expect(
			binomial([
				number(
					'x',
					answers.map((y, i) => 10 * y + i),
				),
			]),
		).toMatchObject({ kind: 'separation', term: 'x' }));

	it('names the level in which everybody answers alike', () => {
		const rows = Array.from({ length: 45 }, (_, i) => ({ g: i % 3, x: i % 7, y: i % 3 === 1 || i % 4 === 0 ? 1 : 0 }));
		const predictors = [
			number(
				'x',
				rows.map(({ x }) => x),
			),
			factor(
				'g',
				rows.map(({ g }) => g),
			),
		];
		const outcome = numbers(rows.map(({ y }) => y));
		expect(regression(plain(45), { family: 'binomial', outcome, predictors })).toMatchObject({
			kind: 'separation',
			term: 'g',
			coefficient: 'gb',
		});
	});

	it('blames the intercept where everybody answers alike', () =>
		expect(binomial([], numbers([1, 1, 1, 1, 1, 1, 1, 1]))).toMatchObject({
			kind: 'separation',
			coefficient: '(Intercept)',
		}));

	it('points at an outcome that is neither 0 nor 1', () =>
		expect(binomial([], numbers([0, 1, 0, 1, 2, 1, 0, 1]))).toEqual({ kind: 'outcome-not-binary', value: 2, row: 4 }));

	it('needs more rows than coefficients, and somebody at all', () => {
		const outcome = numbers([1, 2, 4, null, null, null, null, null]);
		const x = number('x', [1, 2, 4, 4, 5, 6, 7, 8]);
		const squared = number('x²', [1, 4, 16, 16, 25, 36, 49, 64]);
		expect(regression(plain(8), { family: 'gaussian', outcome, predictors: [x, squared] }).kind).toBe('too-few-units');
		const nobody = numbers(new Array<null>(8).fill(null));
		expect(regression(plain(8), { family: 'gaussian', outcome: nobody, predictors: [x] })).toEqual({
			kind: 'no-base',
			asked: true,
		});
	});
});
