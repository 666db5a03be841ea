import { type Design, type Replicates, designOf, scaleOfReplicates, stratumOfRow } from '#core/estimation/index.ts';
import { type Failure, failure } from './failure.ts';
import { type RequestedDesign } from './request.ts';
import { type Table, columnOf, completeKeysOf, completeNumbersOf, spellingAt } from './table.ts';

/** The design before any calibration. `weights` of the design are the base weights. */
export function requestedDesign(table: Table, requested: RequestedDesign): Design | Failure {
	const columns = designColumns(table, requested);
	if ('kind' in columns) return columns;
	const { weights, fpc } = columns;
	const counted = designOf({ ...columns, weights: weights ?? new Float64Array(table.rows).fill(1) });
	const populations = populationsOf(counted, fpc, requested);
	if ('kind' in populations) return populations;
	return designOf({ ...columns, weights: weights ?? impliedWeights(counted, populations), fpc: populations });
}

interface DesignColumns {
	readonly weights: Float64Array | null;
	readonly strata: Int32Array | null;
	readonly clusters: readonly Int32Array[] | null;
	readonly fpc: readonly Float64Array[];
	readonly replicates: Replicates | null;
}

function designColumns(table: Table, requested: RequestedDesign): DesignColumns | Failure {
	const weights = requested.weights === null ? null : weightsOf(table, requested.weights);
	if (weights !== null && 'kind' in weights) return weights;
	const strata = requested.strata === null ? null : completeKeysOf(table, requested.strata);
	if (strata !== null && 'kind' in strata) return strata;
	const clusters: Int32Array[] = [];
	for (const name of requested.clusters ?? []) {
		const keys = completeKeysOf(table, name);
		if ('kind' in keys) return keys;
		clusters.push(keys);
	}
	const shared = strata === null || requested.nested ? null : sharedCluster(table, requested, strata, clusters[0]);
	if (shared !== null) return shared;
	const fpc: Float64Array[] = [];
	for (const name of requested.fpc ?? []) {
		const populations = completeNumbersOf(table, name);
		if ('kind' in populations) return populations;
		const row = populations.findIndex((population) => population <= 0);
		if (row >= 0) return failure(`column “${name}”, row ${row + 1}: ${populations[row]} is no size of a population`);
		fpc.push(populations);
	}
	const stages = Math.max(1, clusters.length);
	if (fpc.length > stages)
		return failure(`the design has ${stages} stage${stages === 1 ? '' : 's'} and ${fpc.length} fpc columns`);
	const replicates = requested.replicates === null ? null : replicatesOf(table, requested.replicates, weights);
	if (replicates !== null && 'kind' in replicates) return replicates;
	return { weights, strata, clusters: clusters.length === 0 ? null : clusters, fpc, replicates };
}

/** A column of weights: numbers of 0 or more, filled in every row, not all 0. */
function weightsOf(table: Table, name: string): Float64Array | Failure {
	const weights = completeNumbersOf(table, name);
	if ('kind' in weights) return weights;
	const negative = weights.findIndex((w) => w < 0);
	if (negative >= 0)
		return failure(`column “${name}”, row ${negative + 1}: the weight ${weights[negative]} is negative`);
	return weights.some((w) => w > 0) ? weights : failure(`column “${name}”: every weight is 0`);
}

function sharedCluster(
	table: Table,
	{ clusters, strata }: RequestedDesign,
	stratumOf: Int32Array,
	clusterOf: Int32Array | undefined,
): Failure | null {
	if (clusterOf === undefined) return null;
	const home = new Map<number, number>();
	for (const [row, cluster] of clusterOf.entries()) {
		const known = home.get(cluster);
		if (known !== undefined && known !== stratumOf[row]) {
			const column = columnOf(table, clusters?.[0] ?? '');
			const name = 'kind' in column ? '' : spellingAt(column, row);
			return failure(
				`column “${clusters?.[0]}”: cluster “${name}” is in more than one stratum of “${strata}”; say "nested": true where numbers start again in each`,
			);
		}
		home.set(cluster, stratumOf[row] ?? 0);
	}
	return null;
}

function replicatesOf(
	table: Table,
	requested: NonNullable<RequestedDesign['replicates']>,
	full: Float64Array | null,
): Replicates | Failure {
	const names =
		typeof requested.columns === 'string' ? namesLike(table, requested.columns.slice(0, -1)) : requested.columns;
	if (names.length < 2) return failure(`there are no replicate weights “${String(requested.columns)}” in the file`);
	const weights: Float64Array[] = [];
	for (const name of names) {
		const column = weightsOf(table, name);
		if ('kind' in column) return column;
		weights.push(column);
	}
	const { rscales, scale, type } = requested;
	if (rscales && rscales.length !== names.length)
		return failure(`there are ${names.length} replicate weights and ${rscales.length} rscales`);
	const ownScales = rscales ? Float64Array.from(rscales) : rscalesOf(type, weights, full);
	if (ownScales === null)
		return failure(
			'replicate weights of type JKn need their rscales, one a column: the weights do not tell the strata',
		);
	return { weights, scale: scale ?? scaleOfReplicates(type, names.length), rscales: ownScales };
}

/**
 * A stratified jackknife leaves one unit of a stratum out and raises the others: replicates that change the same rows are
 * those of one stratum, and m of them have the factor (m − 1)/m. Null where that cannot be, as after raking.
 */
function rscalesOf(
	type: NonNullable<RequestedDesign['replicates']>['type'],
	weights: readonly Float64Array[],
	full: Float64Array | null,
): Float64Array | null {
	if (type !== 'JKn') return new Float64Array(weights.length).fill(1);
	if (full === null) return null;
	const changed = weights.map((column) => {
		let rows = '';
		column.forEach((w, i) => {
			if (Math.abs(w - (full[i] ?? 0)) > 1e-9 * Math.abs(w)) rows += `${i},`;
		});
		return rows;
	});
	const ofStratum = new Map<string, number>();
	for (const rows of changed) ofStratum.set(rows, (ofStratum.get(rows) ?? 0) + 1);
	if ([...ofStratum.values()].includes(1)) return null;
	if (ofStratum.size > 1 && [...ofStratum.keys()].some((rows) => rows.split(',').length > full.length)) return null;
	return Float64Array.from(changed, (rows) => {
		const units = ofStratum.get(rows) ?? 1;
		return (units - 1) / units;
	});
}

/** Columns whose name is the prefix and digits, by number. */
function namesLike({ names }: Table, prefix: string): string[] {
	return names
		.filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
		.sort((a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)));
}

/**
 * Populations as sizes. A column of values up to 1 gives sampling fractions, as in R. A population must be the same over
 * a stratum, and no smaller than what was sampled from it.
 */
function populationsOf(
	{ stages, n }: Design,
	fpc: readonly Float64Array[],
	requested: RequestedDesign,
): readonly Float64Array[] | Failure {
	const columns: Float64Array[] = [];
	for (const [k, given] of fpc.entries()) {
		const place = (row: number) => `column “${requested.fpc?.[k] ?? ''}”, row ${row + 1}`;
		const stage = stages[k];
		if (!stage) break;
		const isFraction = given.every((value) => value <= 1);
		const sizes = new Float64Array(n);
		for (let i = 0; i < n; i++) {
			const stratum = stage.strata[stratumOfRow(stage, i)];
			const value = given[i] ?? 0;
			if (!stratum) continue;
			if (value !== stratum.population)
				return failure(
					`${place(i)}: the population ${value} differs from ${stratum.population}, that of its stratum before`,
				);
			sizes[i] = isFraction ? stratum.units / value : value;
			if ((sizes[i] ?? 0) < stratum.units)
				return failure(`${place(i)}: ${stratum.units} units were sampled from a population of ${value}`);
		}
		columns.push(sizes);
	}
	return columns;
}

/** 1 over the product of the stages' sampling fractions; 1 where no population is known. */
function impliedWeights({ stages, n }: Design, populations: readonly Float64Array[]): Float64Array {
	const weights = new Float64Array(n).fill(1);
	for (const [k, sizes] of populations.entries()) {
		const stage = stages[k];
		if (!stage) break;
		for (let i = 0; i < n; i++)
			weights[i] = ((weights[i] ?? 1) * (sizes[i] ?? 1)) / (stage.strata[stratumOfRow(stage, i)]?.units ?? 1);
	}
	return weights;
}
