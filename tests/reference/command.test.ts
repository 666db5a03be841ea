import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	type AnsweredEstimate,
	EstimationRequest,
	type Table,
	answerRequest,
	tableBuilder,
} from '../../src/lib/exchange/estimation/index.ts';
import { isRaked } from './as-rake.ts';
import { expectClose } from './close.ts';
import { type Case, casesOfKind, describedDesign, tableOfDesign } from './survey-data.ts';

/** The request form against the same cases: what a script gets is what R gave. */

const tables = new Map<string, Table>();

function tableOf(...paths: string[]): Table {
	const key = paths.join();
	const known = tables.get(key);
	if (known) return known;
	const files = paths.map((path) =>
		z.array(z.array(z.string())).parse(parse(readFileSync(new URL(path, import.meta.url), 'utf8'))),
	);
	const records = files[0]!.map((record, row) => files.flatMap((file) => file[row] ?? record));
	const builder = tableBuilder(records[0]!);
	for (const record of records.slice(1)) builder.add(record);
	const table = builder.finish();
	if ('kind' in table) throw new Error(table.words);
	tables.set(key, table);
	return table;
}

type Json = Record<string, unknown>;

/** Data, design and calibration of a case's design, as a request has them. */
function requested(id: string): { table: Table; design: Json; calibration: Json | null } {
	const {
		base,
		method,
		data,
		ids,
		strata,
		weights,
		fpc,
		weights_file: file,
		type,
		scale,
		rscales,
	} = describedDesign(id);
	if (method === 'replicate') {
		const dataOf = (of: string): string => {
			const entry = describedDesign(of);
			return entry.data ?? dataOf(entry.base);
		};
		const replicates = { type: id === 'rep_boot' ? 'bootstrap' : type, columns: 'r*', scale, rscales };
		return {
			table: tableOf(`csv/${dataOf(id)}.csv`, file),
			design: { weights: 'w', replicates },
			calibration: null,
		};
	}
	if (base) return { ...requested(base), calibration: { method: 'rake', margins: marginsOf(id), tolerance: 1e-14 } };
	const design = {
		weights,
		strata: strata ?? null,
		clusters: ids === '1' ? null : [ids],
		fpc: fpc ? [fpc] : null,
		nested: true,
		lonelyPsu: 'fail',
	};
	return { table: tableOf(`csv/${data}.csv`), design, calibration: null };
}

function marginsOf(id: string) {
	const { margins, target_shares: shares, base } = describedDesign(id);
	if (margins)
		return Object.entries<Record<string, number>>(margins).map(([variable, counts]) => ({
			variables: [variable],
			totals: Object.entries(counts).map(([value, total]) => ({ values: [value], total })),
		}));
	const from = tableOfDesign(base);
	const year = from.codes('year');
	return Object.entries<Record<string, number>>(shares).map(([variable, share]) => ({
		variables: ['year', variable],
		totals: from.levels('year').flatMap((level, y) =>
			Object.entries(share).map(([value, part]) => ({
				values: [level, value],
				total: part * year.filter((code) => code === y).length,
			})),
		),
	}));
}

function ask(id: string, estimate: Json, more: Json = {}): AnsweredEstimate {
	const { table, design, calibration } = requested(id);
	const request = EstimationRequest.parse({
		design,
		calibration,
		where: null,
		...more,
		estimates: [{ id: 'a', ...estimate }],
	});
	const done = answerRequest(table, request);
	if (done.kind === 'failure') throw new Error(done.words);
	return done.answer.estimates[0]!;
}

const values = (answer: AnsweredEstimate) => answer.rows.map(({ value }) => value ?? NaN);
const errors = (answer: AnsweredEstimate) => answer.rows.map(({ se }) => se ?? NaN);
const bounds = (answer: AnsweredEstimate) => answer.rows.flatMap(({ lower, upper }) => [lower ?? NaN, upper ?? NaN]);

/** Level names as R glues them to the variable. */
const inOrder = (
	answer: AnsweredEstimate,
	names: string[],
	nameOf: (row: AnsweredEstimate['rows'][number]) => string,
) => ({
	...answer,
	rows: names.map((name) => answer.rows.find((row) => nameOf(row) === name)!),
});

/** On raked designs only the estimates are R's `rake()`; what its standard errors are see as-rake.ts. */
function expectSame(id: string, answer: AnsweredEstimate, result: Case['result'], tolerance = 1e-9): void {
	expectClose(values(answer), result.estimate, { tolerance });
	if (isRaked(id) && !id.startsWith('rep')) return;
	expectClose(errors(answer), result.se, { tolerance, scale: 1e-3 });
	if (result.ci95_t) expectClose(bounds(answer), result.ci95_t.flat(), { tolerance });
	if (result.df !== undefined) expect(answer.rows[0]!.df).toBe(result.df);
}

const sentence = (c: Case) => [c.design!, c.r_call, c] as const;

describe('the request form gives what R gives', () => {
	it.each(casesOfKind('mean_factor', 'rep_mean_factor').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, { statistic: 'share', variable: params.factor, values: null, by: [], interval: 'wald' });
		const ordered = inOrder(answer, result.names, ({ category }) => `${params.factor}${category}`);
		expectSame(id, ordered, result);
		if (params.deff === 'replace' && !isRaked(id))
			expectClose(
				ordered.rows.map(({ deff }) => deff ?? NaN),
				result.deff,
			);
	});

	it.each(casesOfKind('total_factor').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, { statistic: 'total', variable: params.factor });
		expectSame(
			id,
			inOrder(answer, result.names, ({ category }) => `${params.factor}${category}`),
			result,
		);
	});

	it.each(casesOfKind('mean_numeric', 'rep_mean_numeric').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		expectSame(id, ask(id, { statistic: 'mean', variable: params.x, by: [] }), result);
	});

	it.each(casesOfKind('by_mean_numeric').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, { statistic: 'mean', variable: params.x, by: [params.by] });
		expectSame(
			id,
			inOrder(answer, result.names, ({ group }) => group[params.by]!),
			result,
		);
		if (result.vcov && !isRaked(id))
			expectClose(
				answer.covariance!.map((row, k) => row[k]!),
				result.vcov.map((row: number[], k: number) => row[k]),
			);
	});

	it.each(casesOfKind('by_mean_factor').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, { statistic: 'share', variable: params.factor, by: [params.by] });
		const nameOf = ({ group, category }: AnsweredEstimate['rows'][number]) =>
			`${group[params.by]}:${params.factor}${category}`;
		expectSame(id, inOrder(answer, result.names, nameOf), result);
	});

	it.each(
		casesOfKind('ciprop', 'rep_ciprop')
			.filter(({ params }) => ['logit', 'beta', 'mean'].includes(params.method))
			.map(sentence),
	)('%s: %s', (id, _call, { kind, params, result }) => {
		const interval = params.method === 'mean' ? 'wald' : params.method;
		const { factor: variable, level: value, conf: level } = params;
		const answer = ask(id, { statistic: 'share', variable, values: [value], interval, level });
		expectClose(values(answer), result.estimate);
		if (!isRaked(id) || kind === 'rep_ciprop') expectClose(bounds(answer), result.ci, { tolerance: 1e-8 });
	});

	it.each(
		casesOfKind('by_ciprop')
			.filter(({ design }) => !isRaked(design!))
			.map(sentence),
	)('%s: %s', (id, _call, { params, result }) => {
		const { factor: variable, level: value, by } = params;
		const answer = ask(id, { statistic: 'share', variable, values: [value], by: [by], interval: 'logit' });
		(result.by as string[]).forEach((level, k) => {
			// R's glm gives 3e-12 where nobody counts.
			if (result.estimate[k] < 1e-6) return;
			const row = answer.rows.find(({ group }) => group[by] === level)!;
			expectClose([row.lower!, row.upper!], [result.ci_low[k], result.ci_high[k]], { tolerance: 1e-8 });
		});
	});

	it.each(
		casesOfKind('domain_mean_factor')
			.filter(({ params }) => Object.keys(params.subset).length === 1)
			.map(sentence),
	)('%s: %s', (id, _call, { params, result }) => {
		const [[variable, level]] = Object.entries<string>(params.subset) as [[string, string]];
		const answer = ask(id, { statistic: 'share', variable: params.factor }, { where: { variable, in: [level] } });
		expectSame(
			id,
			inOrder(answer, result.names, ({ category }) => `${params.factor}${category}`),
			result,
		);
	});

	it.each(casesOfKind('table').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, { statistic: 'crosstab', row: params.row, column: params.col });
		const whole = (result.cells as Json[]).reduce((sum, cell) => sum + Number(cell.freq), 0);
		const of = answer.rows.reduce((sum, { value }) => sum + (value ?? 0), 0);
		for (const cell of result.cells) {
			const row = answer.rows.find(
				({ group }) => group[params.row] === cell[params.row] && group[params.col] === cell[params.col],
			)!;
			expectClose((row.value! / of) * whole, cell.freq, { scale: 1e-3 });
			expectClose(row.shares!.total.value!, cell.freq / whole, { scale: 1e-3 });
		}
	});

	it.each(
		casesOfKind('chisq')
			.filter(({ design, params }) => !isRaked(design!) && !['lincom', 'saddlepoint'].includes(params.statistic))
			.map(sentence),
	)('%s: %s', (id, _call, { params, result }) => {
		const { row, col: column, statistic: test } = params;
		const { test: found } = ask(id, { statistic: 'independence', row, column, test });
		expectClose(found!.statistic, result.statistic, { tolerance: 1e-8 });
		expectClose(found!.p, result.p_value, { tolerance: 1e-6, scale: 1e-12 });
	});

	it.each(
		casesOfKind('quantile')
			.filter(({ design, params }) => params.interval_type === 'mean' && params.qrule === 'math' && !isRaked(design!))
			.map(sentence),
	)('%s: %s', (id, _call, { params, result }) => {
		(result.probs as number[]).forEach((probability, k) => {
			const [row] = ask(id, { statistic: 'quantile', variable: params.x, probability }).rows;
			expectClose(
				[row!.value!, row!.se!, row!.lower!, row!.upper!],
				[result.quantile[k], result.se[k], result.ci_low[k], result.ci_high[k]],
			);
		});
	});

	it.each(casesOfKind('ratio').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		expectSame(id, ask(id, { statistic: 'ratio', numerator: params.num, denominator: params.den }), result);
	});

	it.each(
		casesOfKind('wave_diff_ttest')
			.filter(({ design }) => !isRaked(design!))
			.map(sentence),
	)('%s: %s', (id, _call, { params, result }) => {
		const between = { variable: params.wave, from: params.from, to: params.to };
		for (const of of [
			{ of: 'mean', variable: params.y },
			{ of: 'share', variable: params.y, values: ['1'] },
		]) {
			const answer = ask(id, { statistic: 'difference', ...of, between });
			expectClose(values(answer), result.estimate, { tolerance: 1e-8 });
			expectClose(bounds(answer), result.conf_int, { tolerance: 1e-8 });
			expectClose(answer.test!.statistic, result.statistic, { tolerance: 1e-8 });
			expectClose(answer.test!.p, result.p_value, { tolerance: 1e-7 });
			expect(answer.test!.df1).toBe(result.parameter[0]);
		}
	});

	it.each(
		casesOfKind('did_glm')
			.filter(({ design }) => !isRaked(design!))
			.map(sentence),
	)('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, {
			statistic: 'difference-in-differences',
			of: 'share',
			variable: params.y,
			values: ['1'],
			time: { variable: params.wave, from: params.from, to: params.to },
			group: { variable: params.group, control: 'no', treated: params.treated },
		});
		expectClose(values(answer), result.estimate[3], { tolerance: 1e-8 });
		expectClose(errors(answer), result.se[3], { tolerance: 1e-8 });
		expect(answer.rows[0]!.df).toBe(result.df_residual);
	});

	it.each(casesOfKind('sens_list_weighted').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, {
			statistic: 'item-count',
			count: params.outcome,
			arm: { variable: params.treat, control: '0', treatment: '1' },
		});
		expectClose(values(answer), result.estimate[1]);
		expectClose(errors(answer), result.se[1]);
		expectClose(bounds(answer), result.ci95_t[1]);
	});

	it.each(casesOfKind('sens_crosswise_weighted').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, { statistic: 'crosswise', variable: params.outcome, value: '1', p: params.p });
		expectClose(values(answer), result.estimate);
		expectClose(errors(answer), result.se);
	});

	it.each(casesOfKind('calibrated_mean_factor').map((c) => [c.params.raked_design, c.r_call, c] as const))(
		'%s, standard errors strictly: %s',
		(id, _call, { params, result }) => {
			const answer = ask(id, { statistic: 'share', variable: params.factor });
			expectClose(values(answer), result.estimate);
			expectClose(errors(answer), result.se);
			expectClose(bounds(answer), result.ci95_t.flat());
		},
	);

	it.each(casesOfKind('poststratify_mean').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const { table } = requested(id);
		const population = tableOf('csv/apipop.csv');
		const counts = new Map<string, number>();
		const [first, second] = (params.vars as string[]).map((name) => population.columns.get(name)!);
		first!.cells.forEach((cell, i) => {
			const key = JSON.stringify([first!.spellings[cell], second!.spellings[second!.cells[i]!]]);
			counts.set(key, (counts.get(key) ?? 0) + 1);
		});
		const totals = [...counts].map(([key, total]) => ({ values: z.array(z.string()).parse(JSON.parse(key)), total }));
		const calibration = { method: 'post-stratify', margins: [{ variables: params.vars, totals }] };
		expect(table.rows).toBe(200);
		const shares = ask(id, { statistic: 'share', variable: 'comp_imp' }, { calibration });
		const mean = ask(id, { statistic: 'mean', variable: 'api00' }, { calibration });
		expectClose([...values(shares), ...values(mean)], result.estimate);
		expectClose([...errors(shares), ...errors(mean)], result.se);
	});

	it.each(
		casesOfKind('rep_mean_factor', 'rep_mean_numeric')
			.filter(({ design }) => design === 'rep_jk1_rk')
			.map(sentence),
	)('raking each replicate here, not in R: %s: %s', (_id, _call, { params, result }) => {
		const calibration = { method: 'rake', margins: marginsOf('rk_clus'), tolerance: 1e-14 };
		const estimate = params.x
			? { statistic: 'mean', variable: params.x }
			: { statistic: 'share', variable: params.factor };
		const answer = ask('rep_jk1', estimate, { calibration });
		expectClose(values(answer), result.estimate);
		expectClose(errors(answer), result.se, { scale: 1e-3 });
	});

	it.each(casesOfKind('lonely_psu').map((c) => [c.params.option as string, c] as const))(
		'a lonely unit under %s',
		(option, { result }) => {
			const { table, design } = requested('lonely_d');
			const request = EstimationRequest.parse({
				design: { ...design, lonelyPsu: option === 'remove' ? 'certainty' : option },
				estimates: [
					{ id: 'a', statistic: 'share', variable: 'awards' },
					{ id: 'b', statistic: 'mean', variable: 'api00' },
				],
			});
			const done = answerRequest(table, request);
			if (option === 'fail')
				expect(done).toMatchObject({ kind: 'failure', words: expect.stringMatching(/stratum “H” of “stype”/) });
			else expectClose(done.kind === 'answered' ? done.answer.estimates.flatMap(errors) : [], result.se);
		},
	);

	it.each(casesOfKind('glm_gaussian').map(sentence))('%s: %s', (id, _call, { params, result }) => {
		const answer = ask(id, {
			statistic: 'regression',
			family: 'gaussian',
			outcome: params.y,
			terms: params.terms,
		});
		expect(answer.rows.map(({ category }) => category)).toEqual(result.names);
		expectSame(id, answer, { ...result, df: result.df_residual });
	});

	it.each(['srs', 'strat', 'clus', 'nh', 'gss_st', 'sens_d', 'rk_srs', 'rk_clus', 'gss_rk'])(
		'%s: Kish’s effective size and design effect',
		(id) => {
			const [row] = ask(id, { statistic: 'effective-size' }).rows;
			const { n_eff_kish: size, deff_kish: deff } = describedDesign(id);
			expectClose([row!.value!, row!.deff!], [size, deff]);
		},
	);
});
