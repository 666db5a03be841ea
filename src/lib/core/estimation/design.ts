import { type Calibration } from '#core/weighting/index.ts';
import { type Domain } from './columns.ts';

/**
 * How the rows came to be: what an estimator need not know and the variance must. Build it with `designOf`. Stratum
 * and cluster numbers are dense from 0; cluster numbers are unique over strata; clusters null means every row is its
 * own.
 */
export interface Design {
	readonly n: number;
	/** Final weights, after raking if there was any. A row with weight 0 is no part of the sample. */
	readonly weights: Float64Array;
	readonly clusters: Int32Array | null;
	/** Primary sampling units: clusters, or rows. */
	readonly units: number;
	/** Stratum of each primary sampling unit; null for a single stratum. */
	readonly stratumOfUnit: Int32Array | null;
	readonly strata: readonly Stratum[];
	readonly calibration: Calibration | null;
}

export interface Stratum {
	/** Primary sampling units in the sample. */
	readonly units: number;
	/** Primary sampling units in the population; Infinity without finite population correction. */
	readonly population: number;
}

export interface DesignInput {
	readonly weights: Float64Array;
	/** Stratum of each row, any whole numbers. */
	readonly strata?: Int32Array | null;
	/** Cluster of each row, any whole numbers; the same number in two strata means two clusters. */
	readonly clusters?: Int32Array | null;
	/** Per row: primary sampling units of its stratum in the population. */
	readonly fpc?: Float64Array | null;
	readonly calibration?: Calibration | null;
}

/**
 * R's `svydesign(ids, strata, weights, fpc, nest = TRUE)` with one stage. Columns of unequal length are a bug and
 * throw.
 */
export function designOf({
	weights,
	strata = null,
	clusters = null,
	fpc = null,
	calibration = null,
}: DesignInput): Design {
	const n = weights.length;
	for (const column of [strata, clusters, fpc, calibration?.baseWeights ?? null])
		if (column !== null && column.length !== n)
			throw new RangeError(`a design column has ${column.length} rows, not ${n}`);
	const unitOfRow = clusters === null ? null : dense(n, (i) => `${strata?.[i] ?? 0}/${clusters[i] ?? 0}`);
	const units = unitOfRow === null ? n : unitOfRow.count;
	const rowOfUnit = new Int32Array(units);
	for (let i = n - 1; i >= 0; i--) rowOfUnit[unitOfRow?.ids[i] ?? i] = i;
	const stratumOfUnit = strata === null ? null : dense(units, (u) => strata[rowOfUnit[u] ?? 0] ?? 0);
	const counts = new Int32Array(stratumOfUnit?.count ?? 1);
	const population = new Float64Array(counts.length).fill(Infinity);
	for (let u = 0; u < units; u++) {
		const h = stratumOfUnit?.ids[u] ?? 0;
		counts[h] = (counts[h] ?? 0) + 1;
		if (fpc !== null) population[h] = fpc[rowOfUnit[u] ?? 0] ?? Infinity;
	}
	return {
		n,
		weights,
		clusters: unitOfRow?.ids ?? null,
		units,
		stratumOfUnit: stratumOfUnit?.ids ?? null,
		strata: Array.from(counts, (inSample, h) => ({ units: inSample, population: population[h] ?? Infinity })),
		calibration,
	};
}

/** Rows of the domain that are part of the sample, with or without an answer. */
export function rowsInDomain({ weights }: Design, domain: Domain): number {
	if (domain === null && !weights.includes(0)) return weights.length;
	let rows = 0;
	for (let i = 0; i < weights.length; i++) if (weights[i] !== 0 && (domain === null || domain[i] === 1)) rows++;
	return rows;
}

/**
 * Primary sampling units minus strata, counting those that have a row with weight in the domain: R's
 * `degf(subset(design, …))`.
 */
export function degreesOfFreedom(design: Design, domain: Domain = null): number {
	const { n, weights, clusters, stratumOfUnit } = design;
	if (clusters === null && stratumOfUnit === null) return Math.max(0, rowsInDomain(design, domain) - 1);
	const seen = new Uint8Array(design.units);
	const strata = new Uint8Array(design.strata.length);
	for (let i = 0; i < n; i++) {
		if (weights[i] === 0 || (domain !== null && domain[i] !== 1)) continue;
		const unit = clusters === null ? i : (clusters[i] ?? 0);
		seen[unit] = 1;
		strata[stratumOfUnit === null ? 0 : (stratumOfUnit[unit] ?? 0)] = 1;
	}
	return total(seen) - total(strata);
}

function total(marks: Uint8Array): number {
	let sum = 0;
	for (let i = 0; i < marks.length; i++) sum += marks[i] ?? 0;
	return sum;
}

/** Numbers the distinct keys in order of appearance. */
function dense(length: number, keyOf: (i: number) => string | number): { ids: Int32Array; count: number } {
	const numbers = new Map<string | number, number>();
	const ids = new Int32Array(length);
	for (let i = 0; i < length; i++) {
		const key = keyOf(i);
		const known = numbers.get(key) ?? numbers.size;
		if (known === numbers.size) numbers.set(key, known);
		ids[i] = known;
	}
	return { ids, count: numbers.size };
}
