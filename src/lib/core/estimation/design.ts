import { type Calibration } from '#core/weighting/index.ts';
import { type Domain } from './columns.ts';
import { numbered, numberedPairs } from './numbering.ts';
import { type Replicates, rankOfWeights } from './replicates.ts';

/**
 * How the rows came to be: what an estimator need not know and the variance must. Build it with `designOf`.
 */
export interface Design {
	readonly n: number;
	/** Final weights, after raking if there was any. A row with weight 0 is no part of the sample. */
	readonly weights: Float64Array;
	/** From the primary sampling units down. A later stage is there only where the one before has a finite population. */
	readonly stages: readonly [Stage, ...Stage[]];
	readonly calibration: Calibration | null;
	/** Where there are any, variance comes from them and not from the stages. */
	readonly replicates: Replicates | null;
}

/** One stage of sampling. Unit and stratum numbers are dense from 0; units are nested in strata, strata in the units above. */
export interface Stage {
	readonly units: number;
	/** Null where every row is a unit of its own. */
	readonly unitOfRow: Int32Array | null;
	/** Null for a single stratum. */
	readonly stratumOfUnit: Int32Array | null;
	readonly strata: readonly Stratum[];
}

export interface Stratum {
	/** Units in the sample. */
	readonly units: number;
	/** Units in the population; Infinity without finite population correction. */
	readonly population: number;
	/** Product of the sampling fractions of the units above: what this stratum's variance counts for. 1 at the first stage. */
	readonly fractionAbove: number;
}

export interface DesignInput {
	readonly weights: Float64Array;
	/** Stratum of each row at the first stage, any whole numbers. */
	readonly strata?: Int32Array | null;
	/**
	 * Cluster of each row, any whole numbers; one column a stage. The same number in two strata, or in two clusters of
	 * the stage above, means two clusters.
	 */
	readonly clusters?: Int32Array | readonly Int32Array[] | null;
	/** Per row: units of its stratum in the population; one column a stage, stages without one have no correction. */
	readonly fpc?: Float64Array | readonly Float64Array[] | null;
	readonly calibration?: Calibration | null;
	readonly replicates?: Replicates | null;
}

/**
 * A sampling design from its columns. Later stages count only as far as the populations above them are finite: with
 * replacement, the first stage says it all. Columns of unequal length are a bug and throw.
 *
 * @method  Sampling design
 * @formula Strata, clusters in any number of stages (nested), finite population corrections, final weights; degrees of freedom are primary sampling units − strata
 * @source  Lumley (2004), Journal of Statistical Software 9/8; Särndal, Swensson & Wretman (1992), 4.3–4.4
 * @r       `svydesign(ids = ~a + b, strata = ~s, weights = ~w, fpc = ~N1 + N2, nest = TRUE)`
 */
export function designOf({
	weights,
	strata = null,
	clusters = null,
	fpc = null,
	calibration = null,
	replicates = null,
}: DesignInput): Design {
	const n = weights.length;
	const clusterColumns = [clusters ?? []].flat();
	const populations = [fpc ?? []].flat();
	for (const column of [strata ?? [], clusterColumns, populations, calibration?.baseWeights ?? []].flat())
		if (column.length !== n) throw new RangeError(`a design column has ${column.length} rows, not ${n}`);
	const [top, ...below] = clusterColumns;
	const first = stageOf(n, { clusters: top ?? null, strata, population: populations[0] ?? null, above: null });
	const stages: [Stage, ...Stage[]] = [first];
	let above = first;
	for (const [k, column] of below.entries()) {
		if (above.strata.every(({ population }) => population === Infinity)) break;
		const stratumOfRow = above.unitOfRow ?? Int32Array.from({ length: n }, (_, i) => i);
		const population = populations[k + 1] ?? null;
		above = stageOf(n, { clusters: column, strata: stratumOfRow, population, above });
		stages.push(above);
	}
	return { n, weights, stages, calibration, replicates };
}

interface StageInput {
	readonly clusters: Int32Array | null;
	readonly strata: Int32Array | null;
	readonly population: Float64Array | null;
	readonly above: Stage | null;
}

function stageOf(n: number, { clusters, strata, population, above }: StageInput): Stage {
	const strataOfRows = strata === null ? null : numbered(strata);
	const unitsOfRows =
		clusters === null
			? null
			: strataOfRows === null
				? numbered(clusters)
				: numberedPairs(strataOfRows, numbered(clusters));
	const units = unitsOfRows?.count ?? n;
	const stratumOfUnit =
		strataOfRows === null || unitsOfRows === null ? (strataOfRows?.ids ?? null) : new Int32Array(units);
	const rowOfUnit = new Int32Array(units);
	for (let i = n - 1; i >= 0; i--) {
		const unit = unitsOfRows === null ? i : (unitsOfRows.ids[i] ?? 0);
		rowOfUnit[unit] = i;
		if (stratumOfUnit !== null && unitsOfRows !== null) stratumOfUnit[unit] = strataOfRows?.ids[i] ?? 0;
	}
	const counts = new Int32Array(strataOfRows?.count ?? 1);
	const rowOfStratum = new Int32Array(counts.length);
	for (let u = units - 1; u >= 0; u--) {
		const h = stratumOfUnit?.[u] ?? 0;
		counts[h] = (counts[h] ?? 0) + 1;
		rowOfStratum[h] = rowOfUnit[u] ?? 0;
	}
	return {
		units,
		unitOfRow: unitsOfRows?.ids ?? null,
		stratumOfUnit,
		strata: Array.from(counts, (inSample, h) => ({
			units: inSample,
			population: population?.[rowOfStratum[h] ?? 0] ?? Infinity,
			fractionAbove: above === null ? 1 : fractionAt(above, rowOfStratum[h] ?? 0),
		})),
	};
}

/** Sampling fraction of the unit that a row belongs to, times those above it. */
function fractionAt(stage: Stage, row: number): number {
	const stratum = stage.strata[stratumOfRow(stage, row)];
	return stratum ? (stratum.fractionAbove * stratum.units) / stratum.population : 0;
}

/** Number of the stratum that a row belongs to at a stage. */
export function stratumOfRow({ unitOfRow, stratumOfUnit }: Stage, row: number): number {
	return stratumOfUnit?.[unitOfRow?.[row] ?? row] ?? 0;
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
 * `degf(subset(design, …))`. With replicate weights, their rank over those rows − 1. Who knows `rows`, the
 * `rowsInDomain`, saves counting them, which takes as long as half a crosstab.
 */
export function degreesOfFreedom(design: Design, domain: Domain = null, rows: number | null = null): number {
	if (design.replicates !== null) return rankOfWeights(design.replicates, domain) - 1;
	const { n, weights } = design;
	const [{ units, unitOfRow, stratumOfUnit, strata }] = design.stages;
	if (unitOfRow === null && stratumOfUnit === null) return Math.max(0, (rows ?? rowsInDomain(design, domain)) - 1);
	if (unitOfRow === null && rows === n) return n - strata.length;
	const seenUnits = new Uint8Array(units);
	const seenStrata = new Uint8Array(strata.length);
	for (let i = 0; i < n; i++) {
		if (weights[i] === 0 || (domain !== null && domain[i] !== 1)) continue;
		const unit = unitOfRow === null ? i : (unitOfRow[i] ?? 0);
		seenUnits[unit] = 1;
		seenStrata[stratumOfUnit === null ? 0 : (stratumOfUnit[unit] ?? 0)] = 1;
	}
	return total(seenUnits) - total(seenStrata);
}

function total(marks: Uint8Array): number {
	let sum = 0;
	for (let i = 0; i < marks.length; i++) sum += marks[i] ?? 0;
	return sum;
}
