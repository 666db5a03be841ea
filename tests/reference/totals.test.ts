import { describe, it } from 'vitest';
import {
	type Design,
	type Estimate,
	type EstimateOptions,
	type Estimates,
	type Estimator,
	estimateAll,
	mean,
	ratio,
	share,
	total,
	weightedCount,
} from '../../src/lib/core/estimation/index.ts';
import { asRake, designAsRake, isRaked } from './as-rake.ts';
import { expectClose } from './close.ts';
import { anyDesign, dataOf, furtherCases, listOf, rowsOf } from './more-tables.ts';
import { casesOfKind, describedDesign } from './survey-data.ts';

function estimates(design: Design, of: Estimator, options: EstimateOptions = {}): Estimate[] {
	return every(estimateAll(design, of, options));
}

function every(found: Estimates | { kind: string }): Estimate[] {
	if (!('estimates' in found)) throw new Error(found.kind);
	return found.estimates.map((one) => {
		if (one.kind !== 'estimate') throw new Error(one.kind);
		return one;
	});
}

const values = (all: Estimate[]) => all.map((e) => e.value);
const errors = (all: Estimate[]) => all.map((e) => e.se);
const deffs = (all: Estimate[]) => all.map((e) => e.deff ?? 0);

describe('totals of the levels of a factor equal svytotal', () => {
	it.each(casesOfKind('total_factor').map((c) => [c.design!, c.r_call, c] as const))(
		'%s: %s',
		(id, _call, { params, result }) => {
			const codes = dataOf(id).codes(params.factor);
			const design = isRaked(id) ? designAsRake(id) : anyDesign(id);
			const found = estimateAll(design, (weights) => {
				const counts = dataOf(id)
					.levels(params.factor)
					.map((_, code) => weightedCount(weights, codes, { counted: [code], missingInBase: [] }));
				const all = listOf(...counts);
				return 'kind' in all ? all : all.map((of) => ({ ...of, influence: asRake(id, of.influence) }));
			});
			const all = every(found);
			const scale = result.estimate[0];
			expectClose(values(all), result.estimate);
			expectClose(errors(all), result.se, { scale });
			expectClose('covariance' in found ? [...found.covariance] : [], result.vcov.flat(), { scale: scale * scale });
			expectClose(
				all.flatMap(({ interval }) => [interval.lower, interval.upper]),
				result.ci95_t.flat(),
			);
			// R's deff = TRUE compares with sampling without replacement from Σw: infinite, and absent, where that is n.
			const { n, sum_w: sum } = describedDesign(id);
			if (sum - n > 1)
				expectClose(
					deffs(all).map((deff) => deff / (1 - n / sum)),
					result.deff,
				);
		},
	);
});

describe('totals equal svytotal where answers are missing, by group, and on two stages', () => {
	it.each(furtherCases('total', 'by_total'))('%s: %s', (id, _call, { params, result }) => {
		const domains = (result.by ?? [null]).map((level: string | null) => rowsOf(id, params.by, level));
		const all = domains.flatMap((domain: ReturnType<typeof rowsOf>) =>
			estimates(anyDesign(id), (w) => listOf(total(w, dataOf(id).numbers(params.x), domain))),
		);
		expectClose(values(all), result.estimate);
		expectClose(errors(all), result.se);
		expectClose(deffs(all), result.deff);
	});

	it.each(furtherCases('by_total_factor'))('%s: %s', (id, _call, { params, result }) => {
		const all = (result.levels as string[]).flatMap((level) =>
			(result.by as string[]).flatMap((group) => {
				const counted = [dataOf(id).levels(params.factor).indexOf(level)];
				const of = { counted, missingInBase: [] };
				const domain = rowsOf(id, params.by, group);
				return estimates(anyDesign(id), (w) => listOf(weightedCount(w, dataOf(id).codes(params.factor), of, domain)));
			}),
		);
		expectClose(values(all), result.estimate);
		expectClose(errors(all), result.se);
	});

	it.each(furtherCases('total_lonely').map(([, call, c]) => [c.params.lonelyPsu, call, c] as const))(
		'a stratum with one school, %s: %s',
		(lonelyPsu, _call, { design: id, result }) => {
			const data = dataOf(id);
			const yes = { counted: [data.levels('awards').indexOf('Yes')], missingInBase: [] };
			const all = estimates(
				anyDesign(id),
				(w) => listOf(total(w, data.numbers('api00')), weightedCount(w, data.codes('awards'), yes)),
				{ lonelyPsu },
			);
			expectClose(values(all), result.estimate);
			expectClose(errors(all), result.se);
		},
	);
});

describe('ratios equal svyratio', () => {
	it.each(
		[
			...casesOfKind('ratio').map((c) => [c.design!, c.r_call, c] as const),
			...furtherCases('ratio', 'ratio_deff', 'by_ratio'),
		].map(([id, call, c]) => [id, call, c.params, c.result] as const),
	)('%s: %s', (id, _call, params, result) => {
		const domains = (result.by ?? [null]).map((level: string | null) => rowsOf(id, params.by, level));
		const [numerator, denominator] = [dataOf(id).numbers(params.num), dataOf(id).numbers(params.den)];
		const all = domains.flatMap((domain: ReturnType<typeof rowsOf>) =>
			estimates(anyDesign(id), (w) => listOf(ratio(w, numerator, denominator, domain))),
		);
		expectClose(values(all), [result.estimate].flat());
		expectClose(errors(all), [result.se].flat());
		if (result.deff) expectClose(deffs(all), result.deff);
	});
});

describe('two derivations agree', () => {
	const id = 'clus_fpc';
	const design = anyDesign(id);
	const numbers = dataOf(id).numbers('target');
	const one = { values: new Float64Array(design.n).fill(1), missing: new Int8Array(design.n) };
	const domain = rowsOf(id, 'stype', 'E');
	const inDomain = { ...one, values: Float64Array.from(domain ?? []) };
	const closeTo = (a: Estimate[], b: Estimate[]) => {
		expectClose(values(a), values(b), { tolerance: 1e-12 });
		expectClose(errors(a), errors(b), { tolerance: 1e-12 });
	};

	it('a mean is a ratio to 1', () => {
		closeTo(
			estimates(design, (w) => listOf(ratio(w, numbers, one), ratio(w, numbers, one, domain))),
			estimates(design, (w) => listOf(mean(w, numbers), mean(w, numbers, domain))),
		);
	});

	it('a mean in a domain is the ratio of two totals over everyone, the domain’s membership below', () => {
		const within = { ...numbers, values: numbers.values.map((y, i) => y * inDomain.values[i]!) };
		closeTo(
			estimates(design, (w) => listOf(ratio(w, within, inDomain))),
			estimates(design, (w) => listOf(mean(w, numbers, domain))),
		);
	});

	it('a total is the mean times the weights, and a domain’s total that of y × membership', () => {
		const [all, mean_, within, product] = estimates(design, (w) =>
			listOf(
				total(w, numbers),
				mean(w, numbers),
				total(w, numbers, domain),
				total(w, { ...numbers, values: numbers.values.map((y, i) => y * inDomain.values[i]!) }),
			),
		);
		expectClose(all!.value, mean_!.value * mean_!.base.sumOfWeights, { tolerance: 1e-12 });
		closeTo([within!], [product!]);
	});

	it('a weighted count is the total of an indicator, and its share the ratio to the count of all', () => {
		const codes = dataOf(id).codes('awards');
		const yes = { counted: [1], missingInBase: [] };
		const indicator = { ...one, values: Float64Array.from(codes, (code) => (code === 1 ? 1 : 0)) };
		const [count, sum, part, quotient] = estimates(design, (w) =>
			listOf(weightedCount(w, codes, yes), total(w, indicator), share(w, codes, yes), ratio(w, indicator, one)),
		);
		closeTo([count!, part!], [sum!, quotient!]);
		expectClose([count!.deff!, part!.deff!], [sum!.deff!, quotient!.deff!], { tolerance: 1e-12 });
	});

	it('an expansion estimate from a simple random sample has the textbook error N √((1 − f) s²/n)', () => {
		const srs = anyDesign('srs_fpc');
		const [e] = estimates(srs, (w) => listOf(total(w, dataOf('srs_fpc').numbers('enroll'))));
		const y = [...dataOf('srs_fpc').numbers('enroll').values];
		const middle = y.reduce((a, b) => a + b) / 200;
		const s2 = y.reduce((a, b) => a + (b - middle) ** 2, 0) / 199;
		expectClose(e!.se, 6194 * Math.sqrt(((1 - 200 / 6194) * s2) / 200));
	});
});
