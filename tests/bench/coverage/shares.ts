import {
	type Design,
	type Interval,
	type IntervalMethod,
	type Linearised,
	type NoBase,
	designOf,
	estimate,
	share,
	shareInterval,
} from '#core/estimation/index.ts';
import { type Chance, type Scenario } from './scenario.ts';

const methods: readonly [IntervalMethod, ...IntervalMethod[]] = ['logit', 'beta', 'wald'];

export function intervalOf(design: Design, statistic: Linearised | NoBase, interval: IntervalMethod): Interval {
	if (statistic.kind === 'no-base') throw new Error(statistic.kind);
	const result = estimate(design, statistic, { interval });
	if (result.kind !== 'estimate') throw new Error(result.kind);
	return result.interval;
}

/** The intervals of a share by all methods, in their order. */
function shareIntervals(design: Design, codes: Int8Array): Interval[] {
	const statistic = share(design.weights, codes, { counted: [1], missingInBase: [] });
	return methods.map((method) => intervalOf(design, statistic, method));
}

function answers(rows: number, yes: (row: number) => boolean): Int8Array {
	const codes = new Int8Array(rows);
	for (let i = 0; i < rows; i++) codes[i] = yes(i) ? 1 : 2;
	return codes;
}

/** A share in a simple random sample, whose coverage can be summed up over the binomial as well. */
function plainShare(truth: number, n: number): Scenario {
	const design = designOf({ weights: new Float64Array(n).fill(1) });
	return {
		name: `Share of ${+(100 * truth).toFixed(1)} %, ${n} rows`,
		truth,
		methods,
		draw: (next) =>
			shareIntervals(
				design,
				answers(n, () => next() < truth),
			),
		exact: methods.map((method) => exactCoverage(truth, n, method)),
	};
}

/** Σ of the binomial probabilities of the counts whose interval covers the truth. */
function exactCoverage(truth: number, n: number, method: IntervalMethod): number {
	let logProbability = n * Math.log1p(-truth);
	let covered = 0;
	for (let x = 0; x <= n; x++) {
		const p = x / n;
		const spread = { se: Math.sqrt((p * (1 - p)) / (n - 1)), seOfLogit: null, df: n - 1, rows: n, effectiveSize: n };
		const probability = Math.exp(logProbability);
		if (probability > 1e-12) {
			const { lower, upper } = shareInterval(p, spread, 0.95, method);
			if (lower <= truth && truth <= upper) covered += probability;
		}
		logProbability += Math.log((n - x) / (x + 1)) + Math.log(truth / (1 - truth));
	}
	return covered;
}

function weightedShare(truth: number, n: number): Scenario {
	return {
		name: `Share of ${+(100 * truth).toFixed(1)} %, ${n} rows with weights from 0.3 to 3`,
		truth,
		methods,
		draw: (next) => {
			const weights = Float64Array.from({ length: n }, () => 0.3 + 2.7 * next() ** 3);
			return shareIntervals(
				designOf({ weights }),
				answers(n, () => next() < truth),
			);
		},
	};
}

/** Four strata of 100 rows for a tenth to four tenths of the population. */
function stratified(): Scenario {
	const shares = [0.1, 0.3, 0.5, 0.7];
	const strata = Int32Array.from({ length: 400 }, (_, i) => Math.floor(i / 100));
	const weights = Float64Array.from(strata, (h) => (h + 1) / 4);
	const design = designOf({ weights, strata });
	return {
		name: 'Share of 50 % in 4 strata of 100 rows, unequally drawn',
		truth: shares.reduce((sum, p, h) => sum + (p * (h + 1)) / 10, 0),
		methods,
		draw: (next) =>
			shareIntervals(
				design,
				answers(400, (i) => next() < (shares[strata[i]!] ?? 0)),
			),
	};
}

/** Clusters whose own shares lie evenly within ± spread of the truth. */
function clustered(clusters: number, size: number, truth: number, spread: number): Scenario {
	const rows = clusters * size;
	const unit = Int32Array.from({ length: rows }, (_, i) => Math.floor(i / size));
	const design = designOf({ weights: new Float64Array(rows).fill(1), clusters: unit });
	return {
		name: `Share of ${100 * truth} % in ${clusters} clusters of ${size} rows`,
		truth,
		methods,
		draw: (next) => shareIntervals(design, clusterAnswers(next, unit, clusters, () => truth + spread * (2 * next() - 1))),
	};
}

/** Ten strata with four clusters each. */
function clustersInStrata(): Scenario {
	const [strata, clusters, size] = [10, 4, 12];
	const unit = Int32Array.from({ length: strata * clusters * size }, (_, i) => Math.floor(i / size));
	const stratum = unit.map((u) => Math.floor(u / clusters));
	const weights = Float64Array.from(stratum, (h) => 1 + (h % 3));
	const design = designOf({ weights, clusters: unit, strata: stratum });
	const shareOf = (h: number) => 0.1 + 0.02 * h;
	const weightOf = (h: number) => 1 + (h % 3);
	const all = Array.from({ length: strata }, (_, h) => h);
	const truth =
		all.reduce((sum, h) => sum + weightOf(h) * shareOf(h), 0) / all.reduce((sum, h) => sum + weightOf(h), 0);
	return {
		name: `Share of ${(100 * truth).toFixed(0)} % in 10 strata of 4 clusters of 12 rows`,
		truth,
		methods,
		draw: (next) =>
			shareIntervals(
				design,
				clusterAnswers(next, unit, strata * clusters, (u) => shareOf(Math.floor(u / clusters)) * 2 * next()),
			),
	};
}

function clusterAnswers(next: Chance, unit: Int32Array, units: number, shareOf: (unit: number) => number): Int8Array {
	const shares = Float64Array.from({ length: units }, (_, u) => shareOf(u));
	return answers(unit.length, (i) => next() < shares[unit[i]!]!);
}

export const sharesNearNought: readonly Scenario[] = [400, 1000].flatMap((n) =>
	[0.005, 0.01, 0.02].map((truth) => plainShare(truth, n)),
);

export const sharesOfDesigns: readonly Scenario[] = [
	weightedShare(0.02, 1000),
	weightedShare(0.3, 500),
	stratified(),
	clustered(40, 15, 0.3, 0.2),
	clustered(12, 30, 0.1, 0.08),
	clustersInStrata(),
];
