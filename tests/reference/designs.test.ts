import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	type Design,
	type Domain,
	type Linearised,
	type LonelyPsu,
	type NoBase,
	degreesOfFreedom,
	designOf,
	estimateAll,
	mean,
	rowsWithCode,
	scaleOfReplicates,
	share,
	spread,
} from '../../src/lib/core/estimation/index.ts';
import { expectClose } from './close.ts';
import {
	caseOf,
	casesOfKind,
	describedDesign,
	replicateDesign,
	table,
	tableOfDesign,
	tableFrom,
} from './survey-data.ts';

const moreDesigns = z
	.array(
		z.object({
			design: z.string(),
			r_call: z.string(),
			options: z.object({ 'survey.lonely.psu': z.enum(['adjust', 'certainty']).optional() }).or(z.array(z.never())),
			estimate: z.union([z.number(), z.array(z.number())]),
			vcov: z.union([z.number(), z.array(z.array(z.number()))]),
			df: z.number(),
			weights_sum: z.number(),
		}),
	)
	.parse(JSON.parse(readFileSync(new URL('more/designs.json', import.meta.url), 'utf8')));

const two = tableFrom('csv/apiclus2.csv');
const whole = (variable: string) => Int32Array.from(two.numbers(variable).values);

/** The design that an R call describes, of the calls in more/designs.R. */
function designOfCall(call: string): Design {
	const fpc1 = two.numbers('fpc1').values;
	const fpc2 = two.numbers('fpc2').values;
	const districts = new Map<number, Set<number>>();
	whole('dnum').forEach((d, i) => districts.set(d, (districts.get(d) ?? new Set()).add(whole('snum')[i]!)));
	const implied = Float64Array.from(
		whole('dnum'),
		(d, i) => (fpc1[i]! / districts.size) * (fpc2[i]! / districts.get(d)!.size),
	);
	return designOf({
		weights: call.includes('weights') ? two.numbers('pw').values : implied,
		strata: call.includes('strata') ? Int32Array.from(two.codes('half')) : null,
		clusters: [whole('dnum'), whole('snum')],
		fpc: call.includes('many')
			? [fpc1, new Float64Array(fpc1.length).fill(10_000)]
			: call.includes('fpc')
				? [fpc1, fpc2]
				: null,
	});
}

describe('designs of two stages equal svydesign', () => {
	it.each(moreDesigns.filter((c) => !c.r_call.includes('svytotal')).map((c) => [c.design, c.r_call, c] as const))(
		'%s: %s',
		(call, statistic, { estimate, vcov, df, options, weights_sum }) => {
			const design = designOfCall(call);
			const lonelyPsu: LonelyPsu = (!Array.isArray(options) && options['survey.lonely.psu']) || 'fail';
			const domain: Domain = statistic.includes('subset') ? rowsWithCode(two.codes('stype'), 0) : null;
			const answers = ['api00', 'enroll'].filter((v) => statistic.includes(v)).map((v) => two.numbers(v));
			// svymean leaves out a row that lacks any of its variables.
			const complete = Uint8Array.from(two.codes('stype'), (_, i) =>
				answers.every(({ missing }) => missing[i] === 0) && (domain?.[i] ?? 1) === 1 ? 1 : 0,
			);
			const found = spread(
				design,
				(weights) => [
					...answers.map((y) => linearised(mean(weights, y, complete))),
					...(statistic.includes('+ stype') ? [0, 1, 2] : []).map((code) =>
						linearised(share(weights, two.codes('stype'), { counted: [code], missingInBase: [] })),
					),
				],
				{ lonelyPsu },
			);
			if (found.kind !== 'spread') throw new Error(found.kind);
			expectClose(
				found.statistics.map(({ value }) => value),
				estimate,
			);
			expectClose([...found.covariance], [vcov].flat(2), { scale: 1e-4 });
			expect(degreesOfFreedom(design)).toBe(df);
			expectClose(
				design.weights.reduce((a, b) => a + b, 0),
				weights_sum,
			);
		},
	);

	it('fails at the second stage when a cluster has one of several units', () => {
		const design = designOfCall('svydesign(ids = ~dnum + snum, fpc = ~fpc1 + many)');
		const found = spread(design, (weights) => [linearised(mean(weights, two.numbers('api00')))], { lonelyPsu: 'fail' });
		expect(found).toMatchObject({ kind: 'lonely-psu', stage: 2 });
	});
});

function linearised(of: Linearised | NoBase): Linearised {
	if (of.kind === 'no-base') throw new Error('nobody in the base');
	return of;
}

describe('replicate weights equal svrepdesign', () => {
	const cases = casesOfKind('rep_mean_factor', 'rep_mean_numeric', 'rep_ciprop');
	it.each(cases.map((c) => [c.design!, c.r_call, c] as const))('%s: %s', (id, _call, { kind, params, result }) => {
		const design = replicateDesign(id);
		const { type, scale, n_rep: count } = describedDesign(id);
		if (type !== 'JKn' && id !== 'rep_boot') expect(scaleOfReplicates(type, count)).toBeCloseTo(scale, 14);
		const data = tableOfDesign(id);
		const found = estimateAll(
			design,
			(weights) => {
				if (kind === 'rep_mean_numeric') return [linearised(mean(weights, data.numbers(params.x)))];
				const levels = data.levels(params.factor);
				const counted = params.level === undefined ? levels.map((_, k) => k) : [levels.indexOf(params.level)];
				return counted.map((code) =>
					linearised(share(weights, data.codes(params.factor), { counted: [code], missingInBase: [] })),
				);
			},
			{ interval: kind === 'rep_ciprop' ? params.method : 'wald', level: params.conf ?? 0.95 },
		);
		if (found.kind !== 'estimates') throw new Error(found.kind);
		const estimates = found.estimates.filter((e) => e.kind === 'estimate');
		expectClose(
			estimates.map(({ value }) => value),
			result.estimate,
		);
		expectClose(
			estimates.map(({ se }) => se),
			result.se,
			{ scale: 1e-3 },
		);
		expect(estimates[0]?.df).toBe(result.df);
		const intervals = result.ci ? [result.ci] : result.ci95_t;
		expectClose(
			estimates.flatMap(({ interval }) => [interval.lower, interval.upper]),
			intervals.flat(),
			// The logit interval comes from R's glm, which stops at 1e-8.
			{ tolerance: kind === 'rep_ciprop' ? 1e-8 : 1e-9 },
		);
		if (result.vcov) expectClose([...found.covariance], result.vcov.flat(), { scale: 1e-4 });
	});

	it('in a stratified sample the jackknife gives the linearised variance', () => {
		expectClose(caseOf('P-rep_jkn-mean-numeric').result.se, caseOf('P-strat-mean-numeric').result.se);
	});

	it('leaves out a replicate in which nobody is in the base, as R does', () => {
		const one = new Float64Array([1, 1, 1, 1]);
		const design = designOf({
			weights: one,
			replicates: {
				weights: [Float64Array.of(0, 0, 2, 2), Float64Array.of(2, 0, 1, 1), Float64Array.of(0, 2, 1, 1)],
				scale: 1,
				rscales: Float64Array.of(1, 1, 1),
			},
		});
		const numbers = { values: Float64Array.of(1, 3, 5, 7), missing: new Int8Array(4) };
		const firstTwo = Uint8Array.of(1, 1, 0, 0);
		const found = spread(
			design,
			(w) => {
				const of = mean(w, numbers, firstTwo);
				return of.kind === 'no-base' ? of : [of];
			},
			{ lonelyPsu: 'fail' },
		);
		// Means of the two replicates left are 1 and 3: squares 1 + 1 around 2.
		expect(found.kind === 'spread' ? found.covariance[0] : null).toBe(2);
	});
});

it('reads every data file of the cases', () => {
	expect(table('apiclus1').rows).toBe(183);
});
