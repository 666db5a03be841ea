import {
	type Codes,
	type Linearised,
	type LonelyPsu,
	type LonelyStratum,
	degreesOfFreedom,
	spread,
} from '#core/estimation/index.ts';
import { type Together } from './combinations.ts';
import { type Outcome, answeredRows, outcomeIn, rowsWithAny } from './outcome.ts';
import { type Stack, onStack } from './stack.ts';

/** Who was treated and when, by codes of two columns over the rows of a stack. */
export interface TreatedAndControl {
	readonly outcome: Outcome;
	/** Waves before and after treatment began, each in order of time. On a stack `codes` may be its `waveOfRow`. */
	readonly time: { readonly codes: Codes; readonly before: readonly number[]; readonly after: readonly number[] };
	readonly group: { readonly codes: Codes; readonly treated: readonly number[]; readonly control: readonly number[] };
}

export type Side = 'treated' | 'control';

/** Nobody answered in a group of a wave. */
export interface EmptyCell {
	readonly kind: 'empty-cell';
	readonly waves: readonly number[];
	readonly side: Side;
}

/** The mean of each period's treated, then of each period's control rows. */
export interface CellMeans extends Together {
	readonly kind: 'cell-means';
	readonly cells: readonly { readonly waves: readonly number[]; readonly side: Side; readonly of: Linearised }[];
	/** Degrees of freedom of the design among the rows used. */
	readonly df: number;
	/** The rows used. */
	readonly rows: Uint8Array;
}

/** Means by period and side, and how they vary together. A period is one wave or several taken as one. */
export function cellMeans(
	stack: Stack,
	{ outcome, time, group }: TreatedAndControl,
	periods: readonly (readonly number[])[],
	{ lonelyPsu }: { readonly lonelyPsu: LonelyPsu },
): CellMeans | EmptyCell | LonelyStratum {
	const { design } = stack;
	const sides: readonly Side[] = ['treated', 'control'];
	const plan = sides.flatMap((side) => {
		const rows = rowsWithAny(group.codes, group[side]);
		return periods.map((waves) => ({ waves, side, domain: rowsWithAny(time.codes, waves, rows) }));
	});
	const under = (weights: Float64Array) => plan.map(({ domain }) => outcomeIn(weights, outcome, domain));
	const found = under(design.weights);
	const empty = plan.find((_, k) => found[k]?.kind === 'no-base');
	if (empty) return { kind: 'empty-cell', waves: empty.waves, side: empty.side };
	const estimator = onStack(stack, (weights) => {
		const of = weights === design.weights ? found : under(weights);
		return of.find((one) => one.kind === 'no-base') ?? of.filter((one) => one.kind === 'linearised');
	});
	const all = spread(design, estimator, { lonelyPsu });
	if (all.kind === 'lonely-psu') return all;
	if (all.kind === 'no-base') throw new RangeError('every cell has a base');
	const inGroups = rowsWithAny(group.codes, [...group.treated, ...group.control], answeredRows(outcome));
	const rows = rowsWithAny(time.codes, periods.flat(), inGroups);
	return {
		kind: 'cell-means',
		cells: all.statistics.map((of, k) => ({ waves: [], side: 'treated', ...plan[k], of })),
		values: all.statistics.map(({ value }) => value),
		covariance: all.covariance,
		size: all.size,
		df: degreesOfFreedom(design, rows),
		rows,
	};
}

/**
 * Factors on the cell means for Σ factor × gap, where a gap is treated − control in a period: one factor a period, in the
 * order of the periods.
 */
export function onGaps(factors: readonly number[]): number[] {
	return [...factors, ...factors.map((factor) => -factor)];
}
