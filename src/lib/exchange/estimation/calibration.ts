import { type Design } from '#core/estimation/index.ts';
import {
	type Calibration,
	type Margin,
	crossedMargin,
	postStratify,
	rake,
	weighingFailureWords,
} from '#core/weighting/index.ts';
import { type Failure, failure } from './failure.ts';
import { type RequestedCalibration } from './request.ts';
import { type Categories, type Table, categoriesOf } from './table.ts';

/** A design whose weights meet the margins, and how that went. */
export interface Calibrated {
	readonly kind: 'calibrated';
	readonly design: Design;
	readonly converged: boolean;
	readonly iterations: number;
	/** Where the weights stopped short of the margins, in one line; null where they did not. */
	readonly warning: string | null;
}

/**
 * Rakes or post-stratifies the design's weights. Replicate weights are each calibrated the same way, which is what
 * carries the calibration into their variance.
 */
export function calibrated(table: Table, design: Design, requested: RequestedCalibration): Calibrated | Failure {
	const margins: Margin[] = [];
	for (const { variables, totals } of requested.margins) {
		const margin = marginOf(table, variables, totals);
		if ('kind' in margin) return margin;
		margins.push(margin);
	}
	const own = weightsMeeting(design.weights, margins, requested);
	if (own.kind === 'failure') return own;
	const { converged, iterations, warning } = own;
	if (design.replicates === null)
		return {
			kind: 'calibrated',
			design: { ...design, weights: own.weights, calibration: own.calibration },
			converged,
			iterations,
			warning,
		};
	const columns: Float64Array[] = [];
	for (const [r, column] of design.replicates.weights.entries()) {
		const again = weightsMeeting(column, margins, requested);
		if (again.kind === 'failure') return failure(`replicate weight ${r + 1}: ${again.words}`);
		columns.push(again.weights);
	}
	const replicates = { ...design.replicates, weights: columns };
	return {
		kind: 'calibrated',
		design: { ...design, weights: own.weights, replicates },
		converged,
		iterations,
		warning,
	};
}

type Met =
	| (Pick<Calibrated, 'converged' | 'iterations' | 'warning'> & {
			readonly kind: 'met';
			readonly weights: Float64Array;
			readonly calibration: Calibration;
	  })
	| Failure;

function weightsMeeting(
	baseWeights: Float64Array,
	margins: readonly Margin[],
	{ method, tolerance, maxIterations, bounds }: RequestedCalibration,
): Met {
	if (method === 'post-stratify') {
		const [margin, ...others] = margins;
		if (!margin || others.length > 0)
			return failure('post-stratify takes one table: give one margin with all its variables, or rake');
		const done = postStratify(baseWeights, margin);
		if (done.kind !== 'post-stratified') return failure(weighingFailureWords(done));
		const { weights, calibration } = done;
		return { kind: 'met', weights, calibration, converged: true, iterations: 1, warning: null };
	}
	const done = rake(baseWeights, margins, { tolerance, maxIterations, bounds });
	if (done.kind !== 'raked' && done.kind !== 'not-converged') return failure(weighingFailureWords(done));
	const converged = done.kind === 'raked';
	return {
		kind: 'met',
		weights: done.weights,
		calibration: done.calibration,
		converged,
		iterations: done.iterations,
		warning: converged ? null : weighingFailureWords(done),
	};
}

/** Every row must have a place in the table: a survey's own estimate of an unknown share is no population total. */
function marginOf(
	table: Table,
	variables: readonly string[],
	totals: RequestedCalibration['margins'][number]['totals'],
): Margin | Failure {
	const id = variables.join(' × ');
	const columns = new Map<string, Categories>();
	for (const variable of variables) {
		const column = categoriesOf(table, variable);
		if (column.kind === 'failure') return column;
		columns.set(variable, column);
	}
	const seen = new Set<string>();
	const targets: { codes: number[]; target: number }[] = [];
	for (const { values, total } of totals) {
		const words = values.join(', ');
		if (values.length !== variables.length)
			return failure(`margin ${id}: “${words}” names ${values.length} values for ${variables.length} variables`);
		if (seen.has(words)) return failure(`margin ${id}: “${words}” is there twice`);
		seen.add(words);
		const codes = values.map((value, v) => columns.get(variables[v] ?? '')?.levels.indexOf(value) ?? -1);
		if (!codes.includes(-1)) targets.push({ codes, target: total });
		else if (total > 0)
			return failure(`margin ${id}: no row of the file is in “${words}”, which has a total of ${total}`);
	}
	const margin = crossedMargin(
		{ id, variables, unit: 'totals', targets },
		(name) => columns.get(name)?.codes,
		table.rows,
	);
	if (margin.kind !== 'margin') return failure(weighingFailureWords(margin));
	const lost = margin.cells.findIndex((cell) => cell < 0);
	const { cells, unit } = margin;
	if (lost < 0) return { id, cells, unit, targets: margin.targets, labels: targets.map(({ codes }) => labelOf(codes)) };
	const words = variables.map((name) => levelAt(columns.get(name), lost)).join(', ');
	return failure(
		`margin ${id}, row ${lost + 1}: “${words}” has no total; give one, or leave such rows out of the file`,
	);

	function labelOf(codes: readonly number[]): string {
		return codes.map((code, v) => columns.get(variables[v] ?? '')?.levels[code] ?? '').join(', ');
	}
}

function levelAt(column: Categories | undefined, row: number): string {
	return column?.levels[column.codes[row] ?? -1] ?? '';
}
