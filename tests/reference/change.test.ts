import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	type Design,
	type Domain,
	type Linearised,
	benjaminiHochberg,
	contrast,
	degreesOfFreedom,
	designOf,
	estimate,
	estimateAll,
	holm,
	mean,
	rowsWithCode,
	spread,
} from '../../src/lib/core/estimation/index.ts';
import {
	type Change,
	type Outcome,
	type Stack,
	type TreatedAndControl,
	changeBetween,
	changeWithOverlap,
	combined,
	composition,
	differenceInDifferences,
	effectOf,
	onStack,
	overlapOf,
	pools,
	stackOf,
	trendLine,
} from '../../src/lib/core/trends/index.ts';
import { rake } from '../../src/lib/core/weighting/index.ts';
import { asRake, designAsRake, isRaked } from './as-rake.ts';
import { expectClose } from './close.ts';
import { type Case, casesOfKind, design, table, tableOfDesign } from './survey-data.ts';

/** `more/change.R`: what R answers to questions that the cases leave out. */
const more = z
	.record(z.string(), z.record(z.string(), z.union([z.number(), z.array(z.number())])))
	.parse(JSON.parse(readFileSync(new URL('more/change.json', import.meta.url), 'utf8')));
const asked = (id: string, what: string): number[] => [more[id]![what]!].flat();
const numberOf = (id: string, what: string): number => asked(id, what)[0]!;

const found = <T extends { kind: string }>(of: T | { kind: 'no-base' }): Exclude<T, { kind: 'no-base' }> => {
	if (of.kind === 'no-base') throw new Error('nobody in the base');
	return of as Exclude<T, { kind: 'no-base' }>;
};
const sentence = (c: Case) => [c.design, c.r_call, c] as const;
const codeOf = (from: ReturnType<typeof table>, variable: string, level: string) =>
	from.levels(variable).indexOf(level);

function rowsOf(id: string, variable: string, level: string, within: Domain = null): Uint8Array {
	const from = tableOfDesign(id);
	return rowsWithCode(from.codes(variable), codeOf(from, variable, level), within);
}

const meanOf = (id: string, variable: string, domain: Domain): Linearised =>
	found(mean(design(id).weights, tableOfDesign(id).numbers(variable), domain));

function estimatedAsR(id: string, of: Linearised, domain: Domain = null) {
	const result = estimate(designAsRake(id), { ...of, influence: asRake(id, of.influence) }, { domain });
	if (result.kind !== 'estimate') throw new Error(result.kind);
	return result;
}

describe('the change between two waves', () => {
	it.each(casesOfKind('wave_diff_separate').map(sentence))(
		'of %s, each estimated by itself: %s',
		(id, _call, { params, result }) => {
			if (id === null) throw new Error();
			const [from, to] = [params.from, params.to].map((wave) =>
				estimatedAsR(id, meanOf(id, params.y, rowsOf(id, params.wave, wave))),
			);
			const change = changeBetween(from!, to!, { level: 0.95 });
			expectClose(
				[from!.value, from!.se, to!.value, to!.se],
				[result.p_from, result.se_from, result.p_to, result.se_to],
			);
			expectClose([change.difference, change.se], [result.estimate, result.se]);
			expectClose(change.difference / change.se, result.z);
		},
	);

	it.each(casesOfKind('wave_diff_family').map(sentence))(
		'of %s, every wave against the one before, by Holm and by Benjamini and Hochberg: %s',
		(id, _call, { params, result }) => {
			if (id === null) throw new Error();
			const from = tableOfDesign(id);
			const answered = Uint8Array.from(from.numbers(params.y).missing, (reason) => (reason === 0 ? 1 : 0));
			const changes = (result.from as string[]).map((earlier, k) => {
				const [a, b] = [earlier, result.to[k] as string].map((wave) => rowsOf(id, params.wave, wave, answered));
				const both = a!.map((is, i) => is | b![i]!);
				const difference = contrast([
					{ factor: 1, of: meanOf(id, params.y, b!) },
					{ factor: -1, of: meanOf(id, params.y, a!) },
				]);
				const { value, se, df } = estimatedAsR(id, difference, both);
				return { value, se, p: changeBetween({ ...zero, df }, { ...zero, value, se, df }, { level: 0.95, df }).p };
			});
			expectClose(
				changes.map(({ value }) => value),
				result.estimate,
			);
			expectClose(
				changes.map(({ se }) => se),
				result.se,
			);
			const p = changes.map((change) => change.p);
			expectClose(p, result.p, { tolerance: 1e-8 });
			expectClose(holm(p), result.holm, { tolerance: 1e-8 });
			expectClose(benjaminiHochberg(p), result.BH, { tolerance: 1e-8 });
		},
	);
});

const zero = { value: 0, se: 0, scale: 'mean', base: { n: 1, effectiveSize: 1 } } as const;

/** Rows of a table as a wave. */
function waveOf(
	name: string,
	rows: readonly number[],
	{ strata, clusters, fpc }: { strata?: string; clusters?: string; fpc?: string } = {},
): Design {
	const from = table(name);
	const take = (variable: string) => {
		const { values } = from.numbers(variable);
		return Float64Array.from(rows, (i) => values[i]!);
	};
	const codes = strata ? from.codes(strata) : null;
	return designOf({
		weights: take('pw'),
		strata: codes ? Int32Array.from(rows, (i) => codes[i]!) : null,
		clusters: clusters ? Int32Array.from(take(clusters)) : null,
		fpc: fpc ? take(fpc) : null,
	});
}

const every = (name: string, is: (row: number) => boolean) =>
	Array.from({ length: table(name).rows }, (_, i) => i).filter((i) => is(i + 1));

const among = (name: string, variable: string, rows: readonly number[]) => {
	const { values } = table(name).numbers(variable);
	return { values: Float64Array.from(rows, (i) => values[i]!), missing: new Int8Array(rows.length) };
};

interface PanelOf {
	readonly from: { readonly design: Design; readonly of: Linearised };
	readonly to: { readonly design: Design; readonly of: Linearised };
	readonly stack: Stack;
}

/** Schools of 1999 and of 2000, known again by their row. */
function panel(
	name: string,
	rows: readonly [number[], number[]],
	designs: readonly [Design, Design],
	domains: readonly [Domain, Domain] = [null, null],
): PanelOf {
	const of = (['api99', 'api00'] as const).map((variable, t) =>
		found(mean(designs[t]!.weights, among(name, variable, rows[t]!), domains[t]!)),
	);
	const stack = stackOf(designs.map((one, t) => ({ design: one, panel: Int32Array.from(rows[t]!) })));
	if (stack.kind !== 'stack') throw new Error(stack.kind);
	return { from: { design: designs[0], of: of[0]! }, to: { design: designs[1], of: of[1]! }, stack };
}

function changeIn({ from, to, stack }: PanelOf, domain: Domain = null): { change: Change; vcov: number[] } {
	const overlap = overlapOf(stack, [from.of, to.of], { lonelyPsu: 'fail', domain });
	if (overlap.kind !== 'overlap') throw new Error(overlap.kind);
	const { variances, covariance: both } = overlap;
	const [a, b] = [from, to].map((side) => estimate(side.design, side.of, { lonelyPsu: 'fail' }));
	if (a?.kind !== 'estimate' || b?.kind !== 'estimate') throw new Error();
	return { change: changeWithOverlap(a, b, overlap, { level: 0.95 }), vcov: [variances[0], both, both, variances[1]] };
}

describe('people in common', () => {
	const left = every('apistrat', (row) => row % 3 !== 0);
	const came = every('apistrat', (row) => row % 3 !== 1);
	const all = every('apistrat', () => true);

	it.each([
		['overlap_plain', {}],
		['overlap_strata', { strata: 'stype' }],
		['overlap_fpc', { strata: 'stype', fpc: 'fpc' }],
	] as const)('%s: svycontrast of svyby(covmat = TRUE) on the stacked schools', (id, columns) => {
		const made = panel(
			'apistrat',
			[left, came],
			[waveOf('apistrat', left, columns), waveOf('apistrat', came, columns)],
		);
		const { change, vcov } = changeIn(made);
		expectClose(vcov, asked(id, 'vcov'));
		expectClose(
			[change.difference, change.se, change.df],
			['difference', 'se', 'df'].map((what) => numberOf(id, what)),
		);
		expect(change.linked).toBe(left.filter((row) => came.includes(row)).length);
	});

	it('a group of them: the domain of the stacked design', () => {
		const awards = table('apistrat').codes('awards');
		const won = (rows: readonly number[]) => Uint8Array.from(rows, (i) => (awards[i] === 1 ? 1 : 0));
		const designs = [left, came].map((rows) => waveOf('apistrat', rows, { strata: 'stype' }));
		const domains = [won(left), won(came)] as const;
		const made = panel('apistrat', [left, came], [designs[0]!, designs[1]!], domains);
		const { change } = changeIn(made, Uint8Array.from([...domains[0], ...domains[1]]));
		const id = 'overlap_group';
		expectClose(
			[change.difference, change.se, change.df],
			['difference', 'se', 'df'].map((what) => numberOf(id, what)),
		);
	});

	it('schools known again bring their districts together: the clusters are the units', () => {
		const rows = [every('apiclus1', (row) => row % 3 !== 0), every('apiclus1', (row) => row % 3 !== 1)] as const;
		const designs = rows.map((some) => waveOf('apiclus1', some, { clusters: 'dnum' }));
		const { change, vcov } = changeIn(panel('apiclus1', [rows[0], rows[1]], [designs[0]!, designs[1]!]));
		expectClose(vcov, asked('overlap_clusters', 'vcov'));
		expectClose([change.se, change.df], [numberOf('overlap_clusters', 'se'), numberOf('overlap_clusters', 'df')]);
	});

	it('each wave raked by itself: residuals on its own margins, as calibrate() with margins crossed with the wave', () => {
		const raked = ([left, came] as const).map((rows) => {
			const cells = (variable: string) => {
				const codes = table('apistrat').codes(variable);
				return Int16Array.from(rows, (i) => codes[i]!);
			};
			const base = waveOf('apistrat', rows, { strata: 'stype' });
			const result = rake(
				base.weights,
				[
					{ id: 'stype', cells: cells('stype'), targets: [4421, 755, 1018], unit: 'totals' },
					{ id: 'awards', cells: cells('awards'), targets: [2027, 4167], unit: 'totals' },
				],
				{ tolerance: 1e-14, maxIterations: 5000 },
			);
			if (result.kind !== 'raked') throw new Error(result.kind);
			return { ...base, weights: result.weights, calibration: result.calibration };
		});
		const { change, vcov } = changeIn(panel('apistrat', [left, came], [raked[0]!, raked[1]!]));
		expectClose(vcov, asked('overlap_raked', 'vcov'), { tolerance: 1e-8 });
		expectClose(
			[change.difference, change.se],
			[numberOf('overlap_raked', 'difference'), numberOf('overlap_raked', 'se')],
			{
				tolerance: 1e-8,
			},
		);
	});

	it('complete overlap is the paired difference', () => {
		const wave = () => waveOf('apistrat', all, { strata: 'stype' });
		const { change } = changeIn(panel('apistrat', [all, all], [wave(), wave()]));
		const before = among('apistrat', 'api99', all).values;
		const values = among('apistrat', 'api00', all).values.map((now, i) => now - before[i]!);
		const gain = found(mean(wave().weights, { values, missing: new Int8Array(values.length) }));
		const paired = estimate(wave(), gain);
		if (paired.kind !== 'estimate') throw new Error();
		expectClose([change.difference, change.se, change.df], [paired.value, paired.se, paired.df]);
		expectClose(
			[change.difference, change.se, change.df],
			['difference', 'se', 'df'].map((w) => numberOf('paired', w)),
		);
	});

	it.each([[{}], [{ strata: 'stype' }]] as const)(
		'nobody in common is two samples drawn apart, strata %j',
		(columns) => {
			const [first, second] = [every('apistrat', (row) => row % 2 === 0), every('apistrat', (row) => row % 2 === 1)];
			const made = panel(
				'apistrat',
				[first, second],
				[waveOf('apistrat', first, columns), waveOf('apistrat', second, columns)],
			);
			expect(made.stack.linked).toBe(0);
			const { change, vcov } = changeIn(made);
			const [a, b] = [made.from, made.to].map((side) => estimate(side.design, side.of));
			if (a?.kind !== 'estimate' || b?.kind !== 'estimate') throw new Error();
			expectClose(change.se, changeBetween(a, b, { level: 0.95 }).se, { tolerance: 1e-12 });
			expect(Math.abs(vcov[1]!)).toBeLessThan(1e-12 * vcov[0]!);
		},
	);
});

const years = ['1984', '1988', '1991', '1996', '2000', '2004', '2010', '2016'];
const gss = table('gssvocab');
const vocabulary: Outcome = { kind: 'mean', numbers: gss.numbers('highvocab') };
const native = { codes: gss.codes('nativeBorn'), treated: [1], control: [0] };
const yearCodes = (...which: readonly string[]) => which.map((year) => codeOf(gss, 'year', year));

function single(id: string): Stack {
	const stack = stackOf([{ design: design(id) }]);
	if (stack.kind !== 'stack') throw new Error(stack.kind);
	return stack;
}

describe('difference in differences', () => {
	const between = (from: string[], to: string[]): TreatedAndControl => ({
		outcome: vocabulary,
		time: { codes: gss.codes('year'), before: yearCodes(...from), after: yearCodes(...to) },
		group: native,
	});

	it.each(casesOfKind('did_glm').map(sentence))(
		'equals svyglm’s interaction: %s: %s',
		(id, _call, { params, result }) => {
			if (id === null) throw new Error();
			const cells = (['to', 'from'] as const).flatMap((wave) =>
				['yes', 'no'].map((side) =>
					meanOf(id, params.y, rowsOf(id, params.group, side, rowsOf(id, params.wave, params[wave]))),
				),
			);
			const asR = estimatedAsR(id, contrast(cells.map((of, k) => ({ factor: [1, -1, -1, 1][k]!, of }))));
			expectClose([asR.value, asR.se], [result.estimate[3], result.se[3]]);
			const did = differenceInDifferences(single(id), between([params.from], [params.to]));
			if (did.kind !== 'difference-in-differences') throw new Error(did.kind);
			const { change } = did.effect;
			expectClose(change.difference, result.estimate[3]);
			expect(change.df).toBe(result.df_residual);
			// Where rake() takes its ten sweeps for residuals, the standard errors differ as the README says.
			expectClose(change.se, result.se[3], { tolerance: isRaked(id) ? 0.02 : 1e-9 });
			if (isRaked(id)) return;
			expectClose(change.p, result.p_value[3]);
			expectClose([change.interval.lower, change.interval.upper], result.ci95_t[3]);
		},
	);

	it.each(casesOfKind('did_contrast').map(sentence))('has svyby’s cells: %s: %s', (id, _call, { params, result }) => {
		if (id === null) throw new Error();
		const did = differenceInDifferences(single(id), between([params.from], [params.to]));
		if (did.kind !== 'difference-in-differences') throw new Error(did.kind);
		const inOrder = [2, 3, 0, 1].map((k) => did.cells[k]!);
		expectClose(
			inOrder.map(({ value }) => value),
			result.estimate,
		);
		expectClose(
			inOrder.map(({ se }) => se),
			result.se,
			{ tolerance: isRaked(id) ? 0.02 : 1e-9 },
		);
	});

	it.each(['gss_st', 'gss_w'])('over eight waves, pooled as svyglm has it and each wave alike: %s', (id) => {
		const data = between(years.slice(0, 5), years.slice(5));
		const pooled = effectOf(single(id), data, { waves: 'pooled' });
		const equal = effectOf(single(id), data);
		if (!('difference' in pooled) || !('difference' in equal)) throw new Error();
		const r = `did_pooled_${id}`;
		expectClose(
			[pooled.difference, pooled.se, pooled.df],
			['estimate', 'se', 'df'].map((what) => numberOf(r, what)),
		);
		expectClose(pooled.p, numberOf(r, 'p'), { tolerance: 1e-8 });
		expectClose(
			[equal.difference, equal.se],
			['estimate', 'se'].map((what) => numberOf(`did_equal_${id}`, what)),
		);
	});

	it.each(['gss_st', 'gss_w'])('by wave from the last before, and the pre-trend test: %s', (id) => {
		const did = differenceInDifferences(single(id), between(years.slice(0, 5), years.slice(5)));
		if (did.kind !== 'difference-in-differences' || did.preTrend.kind !== 'test') throw new Error(did.kind);
		const gaps = did.gaps.flatMap(({ change }) => change ?? []);
		expectClose(
			gaps.map(({ difference }) => difference),
			asked(`event_${id}`, 'estimate'),
		);
		expectClose(
			gaps.map(({ se }) => se),
			asked(`event_${id}`, 'se'),
		);
		const { statistic, df1, df2, p } = did.preTrend;
		expectClose(
			[statistic, df1, df2 ?? 0, p],
			['F', 'df1', 'df2', 'p'].map((what) => numberOf(`pretrend_${id}`, what)),
		);
		expect(did.assumptions.find(({ kind }) => kind === 'parallel-trends')?.standing).toBe('not-contradicted');
	});

	it('with districts as units: few of them, and it says so', () => {
		const from = table('apiclus1');
		const rows = every('apiclus1', () => true);
		const waves = ['api99', 'api00'].map((variable) => ({
			design: waveOf('apiclus1', rows, { clusters: 'dnum' }),
			variable,
		}));
		const stack = stackOf(waves.map((wave) => ({ ...wave, panel: Int32Array.from(rows) })));
		if (stack.kind !== 'stack') throw new Error(stack.kind);
		const values = Float64Array.from(waves.flatMap(({ variable }) => [...among('apiclus1', variable, rows).values]));
		const awards = from.codes('awards');
		const did = differenceInDifferences(stack, {
			outcome: { kind: 'mean', numbers: { values, missing: new Int8Array(values.length) } },
			time: { codes: stack.waveOfRow, before: [0], after: [1] },
			group: { codes: Int16Array.from([...awards, ...awards]), treated: [1], control: [0] },
		});
		if (did.kind !== 'difference-in-differences') throw new Error(did.kind);
		const { change } = did.effect;
		expectClose(
			[change.difference, change.se, change.df],
			['estimate', 'se', 'df'].map((w) => numberOf('did_clusters', w)),
		);
		expect(did.warnings).toEqual([{ kind: 'few-clusters', clusters: 15, fewerThan: 50 }]);
	});

	/**
	 * Card & Krueger (1994), American Economic Review 84, table 3: full-time equivalents a store before and after the
	 * minimum wage rose in New Jersey, with standard errors. Published: 2.76 (1.36).
	 */
	it('Card and Krueger: 21.03 − 20.44 − (21.17 − 23.33) is 2.75, and two changes of 1.25 and 0.54 give 1.36', () => {
		const means = [20.44, 23.33, 21.03, 21.17];
		const stores = means.flatMap((size) => [size - 1, size + 1]);
		const stack = stackOf([{ design: designOf({ weights: new Float64Array(8).fill(1) }) }]);
		if (stack.kind !== 'stack') throw new Error(stack.kind);
		const effect = effectOf(stack, {
			outcome: { kind: 'mean', numbers: { values: Float64Array.from(stores), missing: new Int8Array(8) } },
			time: { codes: Int8Array.of(0, 0, 0, 0, 1, 1, 1, 1), before: [0], after: [1] },
			group: { codes: Int8Array.of(1, 1, 0, 0, 1, 1, 0, 0), treated: [1], control: [0] },
		});
		expect('difference' in effect && effect.difference).toBeCloseTo(2.75, 10);
		const changeOf = (value: number, se: number) => ({ ...zero, value, se, df: Infinity });
		const { difference, se } = changeBetween(changeOf(-2.16, 1.25), changeOf(0.59, 0.54), { level: 0.95 });
		expect(Math.abs(difference - 2.76)).toBeLessThan(0.015);
		expect(se).toBeCloseTo(1.36, 2);
	});
});

/** Waves of the General Social Survey as samples of their own. */
function gssWaves(which: readonly string[]) {
	const yearOfRow = gss.codes('year');
	const rows = yearCodes(...which).map((year) => every('gssvocab', (row) => yearOfRow[row - 1] === year));
	const weights = gss.numbers('wbase').values;
	const flat = rows.flat();
	const y = gss.numbers('highvocab');
	return {
		waves: rows.map((some) => ({ design: designOf({ weights: Float64Array.from(some, (i) => weights[i]!) }) })),
		numbers: {
			values: Float64Array.from(flat, (i) => y.values[i]!),
			missing: Int8Array.from(flat, (i) => y.missing[i]!),
		},
		codes: (variable: string) => {
			const all = gss.codes(variable);
			return Int16Array.from(flat, (i) => all[i]!);
		},
	};
}

function stacked(...args: Parameters<typeof stackOf>): Stack {
	const stack = stackOf(...args);
	if (stack.kind !== 'stack') throw new Error(stack.kind);
	return stack;
}

describe('pooled waves', () => {
	const { waves, numbers } = gssWaves(['1984', '1988', '1991']);

	it('two at a time, the middle wave counted once: the delta method on totals', () => {
		const stack = stacked(waves, { balance: 'equal' });
		const made = pools(stack, (weights, domain) => mean(weights, numbers, domain), { width: 2 });
		if (made.kind !== 'pools') throw new Error(made.kind);
		const [change] = made.changes;
		expect(made.changes.map(({ from, to, shared }) => [from, to, shared])).toEqual([[0, 1, [1]]]);
		expectClose(
			[...made.pools.map(({ estimate: { value } }) => value), change!.change.difference],
			asked('pools', 'estimate'),
		);
		expectClose([...made.pools.map(({ estimate: { se } }) => se), change!.change.se], asked('pools', 'se'));
	});

	it('one wave pooled is that wave', () => {
		const statistic = (weights: Float64Array, domain: Domain) => mean(weights, numbers, domain);
		const {
			waves: [first],
			numbers: own,
		} = gssWaves(['1984']);
		const alone = estimate(first!.design, found(mean(first!.design.weights, own)));
		const made = pools(stacked(waves), statistic, { width: 1 });
		if (made.kind !== 'pools' || alone.kind !== 'estimate') throw new Error();
		const [pool] = made.pools;
		expectClose([pool!.estimate.value, pool!.estimate.se, pool!.estimate.df], [alone.value, alone.se, alone.df]);
	});

	it('all waves as one equals the stratified design that holds them', () => {
		const all = gssWaves(years);
		const made = pools(stacked(all.waves), (weights, domain) => mean(weights, all.numbers, domain), { width: 8 });
		const whole = estimatedAsR('gss_st', meanOf('gss_st', 'highvocab', null));
		if (made.kind !== 'pools') throw new Error(made.kind);
		expectClose([made.pools[0]!.estimate.value, made.pools[0]!.estimate.se], [whole.value, whole.se]);
	});
});

describe('a straight line over waves', () => {
	it.each(['gss_st', 'gss_w'])('equals svycontrast with the weights of a line: %s', (id) => {
		const of = spread(design(id), () => years.map((year) => meanOf(id, 'highvocab', rowsOf(id, 'year', year))), {
			lonelyPsu: 'fail',
		});
		if (of.kind !== 'spread') throw new Error(of.kind);
		const line = trendLine(
			{ values: of.statistics.map(({ value }) => value), covariance: of.covariance, size: of.size },
			years.map(Number),
			{ df: degreesOfFreedom(design(id)), level: 0.95 },
		);
		expectClose([line!.slope, line!.se], [numberOf(`line_${id}`, 'estimate'), numberOf(`line_${id}`, 'se')]);
	});

	it('the departure test does not mind which waves the bends are taken from', () => {
		const covariance = Float64Array.of(4, 1, 0, 1, 1, 3, 1, 0, 0, 1, 5, 1, 1, 0, 1, 2);
		const waves = { values: [1, 4, 2, 7], covariance, size: 4 };
		const line = trendLine(waves, [0, 1, 3, 4], { df: 60, level: 0.95 });
		const turned = trendLine(
			combined(
				waves,
				[0, 1, 2, 3].map((k) => [0, 1, 2, 3].map((j) => (j === 3 - k ? 1 : 0))),
			),
			[4, 3, 1, 0],
			{
				df: 60,
				level: 0.95,
			},
		);
		expect(line!.departure.kind === 'test' && turned!.departure.kind === 'test').toBe(true);
		if (line!.departure.kind === 'test' && turned!.departure.kind === 'test')
			expectClose(line!.departure.statistic, turned!.departure.statistic);
		expectClose(line!.slope, turned!.slope);
	});
});

describe('mix against change within groups', () => {
	const { waves, numbers, codes } = gssWaves(['1984', '2016']);
	const stack = stacked(waves);

	it.each(['average', 'earlier', 'later'] as const)('at %s rates: the delta method on totals', (rates) => {
		const made = composition(stack, { outcome: { kind: 'mean', numbers }, groups: codes('educGroup') }, { rates });
		if (made.kind !== 'composition') throw new Error(made.kind);
		const parts = [made.mix, made.within, made.groups[0]!.within!, made.groups[3]!.within!];
		expectClose(
			parts.map(({ value }) => value),
			asked(`mix_${rates}`, 'estimate'),
		);
		expectClose(
			parts.map(({ se }) => se),
			asked(`mix_${rates}`, 'se'),
		);
		expectClose(made.mix.value + made.within.value, made.change.value, { tolerance: 1e-13 });
		const perGroup = made.groups.reduce((sum, { mix, within }) => sum + mix.value + (within?.value ?? 0), 0);
		expectClose(perGroup, made.change.value, { tolerance: 1e-13 });
		const [from, to] = ['1984', '2016'].map((year) => meanOf('gss_st', 'highvocab', rowsOf('gss_st', 'year', year)));
		const change = estimatedAsR(
			'gss_st',
			contrast([
				{ factor: 1, of: to! },
				{ factor: -1, of: from! },
			]),
		);
		expectClose([made.change.value, made.change.se], [change.value, change.se]);
	});

	/** Bickel, Hammel & O'Connell (1975), Science 187: men and women who applied to six departments, as R has them. */
	it('Berkeley: women are admitted 14 points less because of where they apply, and 4 more where they do', () => {
		const admitted = [
			512, 313, 89, 19, 353, 207, 17, 8, 120, 205, 202, 391, 138, 279, 131, 244, 53, 138, 94, 299, 22, 351, 24, 317,
		];
		const sexes = [0, 1].map((sex) => {
			const rows = Array.from({ length: 6 }, (_, d) => {
				const [yes, no] = admitted.slice(4 * d + 2 * sex, 4 * d + 2 * sex + 2);
				return [...new Array<[number, number]>(yes!).fill([d, 1]), ...new Array<[number, number]>(no!).fill([d, 0])];
			}).flat();
			return rows;
		});
		const flat = sexes.flat();
		const made = composition(
			stacked(sexes.map((rows) => ({ design: designOf({ weights: new Float64Array(rows.length).fill(1) }) }))),
			{
				outcome: { kind: 'share', codes: Int8Array.from(flat, ([, yes]) => yes), counted: [1], missingInBase: [] },
				groups: Int8Array.from(flat, ([department]) => department),
			},
		);
		if (made.kind !== 'composition') throw new Error(made.kind);
		expectClose(made.change.value, numberOf('berkeley', 'women') - numberOf('berkeley', 'men'));
		expectClose([made.mix.value, made.within.value], [numberOf('berkeley', 'mix'), numberOf('berkeley', 'within')]);
	});
});

describe('any estimator on a stack', () => {
	it('waves stacked with strata = wave are the separate waves', () => {
		const { waves, numbers } = gssWaves(['1984', '2016']);
		const stack = stacked(waves);
		const half = waves[0]!.design.n;
		const domains = [0, 1].map((t) => Uint8Array.from(stack.waveOfRow, (wave) => (wave === t ? 1 : 0)));
		const both = estimateAll(
			stack.design,
			onStack(stack, (weights) => domains.map((domain) => found(mean(weights, numbers, domain)))),
			{ domains },
		);
		if (both.kind !== 'estimates') throw new Error(both.kind);
		waves.forEach(({ design: own }, t) => {
			const part = { start: t === 0 ? 0 : half, end: t === 0 ? half : numbers.values.length };
			const alone = estimate(
				own,
				found(
					mean(own.weights, {
						values: numbers.values.slice(part.start, part.end),
						missing: numbers.missing.slice(part.start, part.end),
					}),
				),
			);
			const one = both.estimates[t]!;
			if (alone.kind !== 'estimate' || one.kind !== 'estimate') throw new Error();
			expectClose([one.value, one.se, one.df], [alone.value, alone.se, alone.df]);
		});
		expect(Math.abs(both.covariance[1]!)).toBeLessThan(1e-18);
	});
});
