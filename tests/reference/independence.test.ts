import { describe, expect, it } from 'vitest';
import {
	type Side,
	type TestResult,
	cellFigures,
	covariance,
	crosstab,
	estimateAll,
	independence,
	linearisedCell,
	mean,
	rowsWithCode,
	spread,
	tTest,
	tTestOfMean,
	weightedCount,
	waldTest,
} from '../../src/lib/core/estimation/index.ts';
import { degreesOfFreedom } from '../../src/lib/core/estimation/design.ts';
import { raoScott, waldOfIndependence } from '../../src/lib/core/estimation/independence.ts';
import { studentTwoSided } from '../../src/lib/core/estimation/distributions/student.ts';
import { asRake, designAsRake, isRaked } from './as-rake.ts';
import { expectClose } from './close.ts';
import { anyDesign, dataOf, furtherCases, listOf, rowsOf, sideOf } from './more-tables.ts';
import { casesOfKind } from './survey-data.ts';

const tests = casesOfKind('chisq').map((c) => [c.design!, c.r_call, c] as const);

type Statistic = 'F' | 'Chisq' | 'adjWald' | 'Wald';

/** As `independence`, but with R's approximation of errors after rake(). */
function independenceAsRake(id: string, row: Side, column: Side, test: Statistic) {
	const design = designAsRake(id);
	const table = crosstab(design.weights, row, column);
	if (table.kind === 'no-base') throw new Error(table.kind);
	const figures = cellFigures(table, test === 'F' || test === 'Chisq' ? 'total-share' : 'count').filter(
		(figure) => figure.kind === 'cell-figure',
	);
	const influences = figures.map((figure) => asRake(id, linearisedCell(table, figure).influence));
	const found = covariance(design, influences, { lonelyPsu: 'fail' });
	if (found.kind !== 'covariance') throw new Error(found.kind);
	const cells = {
		rows: row.categories.length,
		columns: column.categories.length,
		values: Float64Array.from(figures, ({ value }) => value),
		covariance: found.matrix,
	};
	const df = degreesOfFreedom(design);
	return test === 'F' || test === 'Chisq'
		? raoScott(cells, { test, n: design.n, df })
		: waldOfIndependence(cells, { adjusted: test === 'adjWald', df });
}

const isTest = <T extends { kind: string }>(of: T): of is Extract<T, { kind: 'test' }> => of.kind === 'test';

function tested<T extends { kind: string }>(of: T): Extract<T, { kind: 'test' }> {
	if (!isTest(of)) throw new Error(of.kind);
	return of;
}

function expectTest(actual: TestResult, statistic: number, parameter: number | number[], p: number): void {
	expectClose(actual.statistic, statistic);
	expectClose(actual.df2 === null ? [actual.df1] : [actual.df1, actual.df2], [parameter].flat());
	// A small p turns the last digits of the statistic into more of its own.
	expectClose(actual.p, p, { tolerance: p < 1e-6 ? 1e-6 : 1e-9, scale: 0 });
}

describe('tests of independence equal svychisq', () => {
	it.each(tests)('%s: %s', (id, _call, { params, result }) => {
		const [row, column] = [sideOf(id, params.row), sideOf(id, params.col)];
		const test: Statistic = params.statistic;
		const found = isRaked(id)
			? independenceAsRake(id, row, column, test)
			: independence(anyDesign(id), row, column, { test });
		expectTest(tested(found), result.statistic, result.parameter, result.p_value);
	});

	it.each(furtherCases('chisq'))('%s: %s', (id, _call, { params, result }) => {
		const domain = rowsOf(id, params.by, params.domain);
		const column = params.col === 'gap' ? emptyCell() : sideOf(id, params.col);
		const found = independence(anyDesign(id), sideOf(id, params.row), column, { test: params.test, domain });
		expectTest(tested(found), result.statistic, result.parameter, result.p);
	});
});

/** The variable `gap` of more/tables.R: a meal category that no high school with an answer is in. */
function emptyCell(): Side {
	const data = dataOf('strat_fpc');
	const meals = sideOf('strat_fpc', 'mealcat');
	const high = data.levels('stype').indexOf('H');
	const scores = data.numbers('api00').values;
	const last = data.levels('mealcat').indexOf('76-100');
	const codes = meals.codes.map((code, i) =>
		data.codes('stype')[i] === high && (code === last || scores[i]! > 750) ? -9 : code,
	);
	return { ...meals, codes };
}

describe('t tests equal svyttest', () => {
	const groupsOf = (id: string, by: string, from: number, to: number) => ({ codes: dataOf(id).codes(by), from, to });

	it.each(
		casesOfKind('ttest')
			.filter((c) => !isRaked(c.design!))
			.map((c) => [c.design!, c.r_call, c] as const),
	)('%s: %s', (id, _call, { params, result }) => {
		const found = tested(tTest(anyDesign(id), dataOf(id).numbers(params.x), groupsOf(id, params.group, 0, 1)));
		expectTest(found, result.statistic, result.parameter, result.p_value);
		expectClose(found.estimate.value, result.estimate);
		expectClose([found.estimate.interval.lower, found.estimate.interval.upper], result.conf_int);
	});

	it.each(
		casesOfKind('ttest')
			.filter((c) => isRaked(c.design!))
			.map((c) => [c.design!, c.r_call, c] as const),
	)('after rake(), %s: %s', (id, _call, { params, result }) => {
		const design = designAsRake(id);
		const { codes } = groupsOf(id, params.group, 0, 1);
		const means = [1, 0].map((code) => mean(design.weights, dataOf(id).numbers(params.x), rowsWithCode(codes, code)));
		const [second, first] = means.map((of) => {
			if (of.kind === 'no-base') throw new Error(of.kind);
			return of;
		});
		const influence = second!.influence.map((z, i) => z - first!.influence[i]!);
		const found = covariance(design, [asRake(id, influence)], { lonelyPsu: 'fail' });
		const t = (second!.value - first!.value) / Math.sqrt('matrix' in found ? found.matrix[0]! : NaN);
		const df = degreesOfFreedom(design) - 1;
		expectTest(
			{ kind: 'test', name: 't', statistic: t, df1: df, df2: null, p: studentTwoSided(t, df) },
			result.statistic,
			result.parameter,
			result.p_value,
		);
	});

	it.each(furtherCases('ttest'))('%s: %s', (id, _call, { params, result }) => {
		const levels = dataOf(id).levels(params.by);
		const groups = groupsOf(id, params.by, levels.indexOf(params.from), levels.indexOf(params.to));
		const domain = rowsOf(id, params.within, params.domain);
		const found = tested(tTest(anyDesign(id), dataOf(id).numbers(params.x), groups, { domain }));
		expectTest(found, result.statistic, result.parameter, result.p);
		expectClose(found.estimate.value, result.estimate);
		expectClose([found.estimate.interval.lower, found.estimate.interval.upper], result.conf_int);
	});

	it.each(furtherCases('ttest_mean'))('of one mean, %s: %s', (id, _call, { params, result }) => {
		const found = tested(tTestOfMean(anyDesign(id), dataOf(id).numbers(params.x), params.mu));
		expectTest(found, result.statistic, result.parameter, result.p);
		expectClose(found.estimate.value - params.mu, result.estimate);
	});
});

it.each(furtherCases('wald'))(
	'whether all groups have the same mean equals regTermTest: %s: %s',
	(id, _call, { params, result }) => {
		const data = dataOf(id);
		const design = anyDesign(id);
		const found = spread(
			design,
			(w) =>
				listOf(...data.levels(params.by).map((level) => mean(w, data.numbers(params.x), rowsOf(id, params.by, level)))),
			{ lonelyPsu: 'fail' },
		);
		if (found.kind !== 'spread') throw new Error(found.kind);
		const { size, statistics } = found;
		const entry = (j: number, k: number) => found.covariance[j * size + k]!;
		const differences = statistics.slice(1).map((of) => of.value - statistics[0]!.value);
		const between = differences.flatMap((_, j) =>
			differences.map((__, k) => entry(j + 1, k + 1) - entry(0, k + 1) - entry(j + 1, 0) + entry(0, 0)),
		);
		const all = tested(waldTest(differences, Float64Array.from(between), { df: degreesOfFreedom(design) }));
		expectTest(all, result.statistic, result.parameter, result.p);
	},
);

describe('two derivations agree', () => {
	it('in a simple random sample F is Pearson’s X² of the raw table times (n − 1)/n over its degrees of freedom', () => {
		const id = 'srs';
		const [row, column] = [sideOf(id, 'stype'), sideOf(id, 'mealcat')];
		const f = tested(independence(anyDesign(id), row, column));
		const chisq = tested(independence(anyDesign(id), row, column, { test: 'Chisq' }));
		const table = crosstab(anyDesign(id).weights, row, column);
		if (table.kind === 'no-base') throw new Error(table.kind);
		const count = (r: number, c: number) => table.counts[r * 5 + c]!;
		let pearson = 0;
		for (let r = 0; r < 3; r++)
			for (let c = 0; c < 4; c++) {
				const inRow = [0, 1, 2, 3].reduce((sum, k) => sum + count(r, k), 0);
				const inColumn = [0, 1, 2].reduce((sum, k) => sum + count(k, c), 0);
				pearson += (count(r, c) - (inRow * inColumn) / 200) ** 2 / ((inRow * inColumn) / 200);
			}
		expectClose([chisq.statistic, f.statistic, f.df1], [pearson, (pearson * 199) / 200 / 6, 6], { tolerance: 1e-12 });
	});

	it('the Wald test of a 2 × 2 table is the squared t of its interaction, and order does not matter', () => {
		const id = 'clus';
		const [row, column] = [sideOf(id, 'awards'), sideOf(id, 'sch_wide')];
		const wald = tested(independence(anyDesign(id), row, column, { test: 'Wald' }));
		const turned = tested(independence(anyDesign(id), column, row, { test: 'Wald' }));
		const reversed = { ...row, categories: row.categories.toReversed() };
		const flipped = tested(independence(anyDesign(id), reversed, column, { test: 'Wald' }));
		expectClose([turned.statistic, flipped.statistic], [wald.statistic, wald.statistic], { tolerance: 1e-10 });
		// N₁₁ − N₁.N.₁/N, linearised by hand.
		const estimator = (w: Float64Array) => {
			const both = row.codes.map((code, i) => (code === 1 && column.codes[i] === 1 ? 1 : 0));
			const one = { counted: [1], missingInBase: [] };
			const count = (codes: Int16Array, counted: number[]) => weightedCount(w, codes, { ...one, counted });
			const all = listOf(count(both, [1]), count(row.codes, [1]), count(column.codes, [1]), count(both, [0, 1]));
			if ('kind' in all) return all;
			const [inCell, inRow, inColumn, everyone] = all.map((of) => of.value);
			const [r, c] = [inRow! / everyone!, inColumn! / everyone!];
			const [zCell, zRow, zColumn, zAll] = all.map((of) => of.influence);
			const influence = zCell!.map((z, i) => z - c * zRow![i]! - r * zColumn![i]! + r * c * zAll![i]!);
			return [{ ...all[0]!, value: inCell! - r * c * everyone!, influence }];
		};
		const found = estimateAll(anyDesign(id), estimator);
		const e = found.kind === 'estimates' ? found.estimates[0]! : null;
		if (e?.kind !== 'estimate') throw new Error();
		expectClose((e.value / e.se) ** 2, wald.statistic, { tolerance: 1e-10 });
	});

	it('says when a table cannot be tested', () => {
		const id = 'clus';
		const row = sideOf(id, 'awards');
		const one = { ...row, categories: [1] };
		expect(independence(anyDesign(id), row, one)).toEqual({ kind: 'untestable', reason: 'single-category' });
		const nobody = { ...row, codes: row.codes.map(() => -9) };
		expect(independence(anyDesign(id), row, nobody)).toEqual({ kind: 'no-base', asked: true });
		const schools = sideOf(id, 'cds');
		const tooMany = independence(anyDesign(id), sideOf(id, 'dnum'), schools);
		expect(tooMany).toEqual({ kind: 'untestable', reason: 'too-many-cells' });
		const wald = independence(anyDesign(id), row, schools, { test: 'Wald' });
		expect(wald).toEqual({ kind: 'untestable', reason: 'too-few-degrees-of-freedom' });
	});
});
