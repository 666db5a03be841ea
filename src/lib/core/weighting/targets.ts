import { type Margin, type RakingFailure, cellLabel } from './margin.ts';

/**
 * Targets as shares of the whole, one array per margin, with one extra entry: the share of the rows whose cell is
 * unknown.
 */
export interface PreparedTargets {
	readonly kind: 'prepared';
	readonly shares: readonly Float64Array[];
	/** The common sum of the margins given as totals; undefined when all are shares. */
	readonly total: number | undefined;
	/** Rows per margin whose cell is unknown. */
	readonly rowsUnknown: readonly number[];
}

const roundingOfPrintedShares = 0.005;
const roundingOfTotals = 1e-6;

/**
 * Checks the margins and settles the rule for unknown cells: the rows whose cell is unknown (item not answered, or an
 * answer the population table has no cell for) keep, as one extra cell, the share that their base weights give them;
 * the targets of the known cells are scaled to the rest. Nobody is dropped and nobody is imputed.
 */
export function prepareTargets(margins: readonly Margin[], baseWeights: Float64Array): PreparedTargets | RakingFailure {
	const shares: Float64Array[] = [];
	const rowsUnknown: number[] = [];
	let whole: { readonly total: number; readonly margin: string } | undefined;
	for (const margin of margins) {
		const { id, targets, unit } = margin;
		const bad = targets.findIndex((target) => !(target >= 0 && target < Infinity));
		if (bad >= 0) return { kind: 'bad-target', ...cellOf(margin, bad), target: targets[bad] ?? Number.NaN };
		const sum = targets.reduce((a, b) => a + b, 0);
		if (unit === 'shares') {
			if (Math.abs(sum - 1) > roundingOfPrintedShares) return { kind: 'shares-do-not-add-up', margin: id, sum };
		} else {
			if (whole !== undefined && Math.abs(sum - whole.total) > roundingOfTotals * whole.total)
				return { kind: 'totals-disagree', margin: id, total: sum, other: whole.margin, expected: whole.total };
			whole ??= { total: sum, margin: id };
		}
		const sample = sampleOf(margin, baseWeights);
		const failure = emptiness(margin, sample);
		if (failure) return failure;
		const unknown = (sample.weights[targets.length] ?? 0) / sample.sum;
		shares.push(Float64Array.from([...targets.map((target) => (target / sum) * (1 - unknown)), unknown]));
		rowsUnknown.push(sample.rows[targets.length] ?? 0);
	}
	return { kind: 'prepared', shares, total: whole?.total, rowsUnknown };
}

function sampleOf({ cells, targets }: Margin, baseWeights: Float64Array) {
	const size = targets.length;
	const weights = new Float64Array(size + 1);
	const rows = new Int32Array(size + 1);
	let sum = 0;
	for (let i = 0; i < baseWeights.length; i++) {
		const given = cells[i] ?? -1;
		const cell = given < 0 || given >= size ? size : given;
		const w = baseWeights[i] ?? 0;
		weights[cell] = (weights[cell] ?? 0) + w;
		rows[cell] = (rows[cell] ?? 0) + (w > 0 ? 1 : 0);
		sum += w;
	}
	return { weights, rows, sum };
}

function emptiness(margin: Margin, sample: { rows: Int32Array }): RakingFailure | undefined {
	for (const [cell, target] of margin.targets.entries()) {
		const rows = sample.rows[cell] ?? 0;
		if (target > 0 && rows === 0) return { kind: 'empty-cell', ...cellOf(margin, cell), target };
		if (target === 0 && rows > 0) return { kind: 'cell-outside-population', ...cellOf(margin, cell), rows };
	}
	return undefined;
}

function cellOf(margin: Margin, cell: number): { margin: string; cell: number; label: string } {
	return { margin: margin.id, cell, label: cellLabel(margin, cell) };
}
