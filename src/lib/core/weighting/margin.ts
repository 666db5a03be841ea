import { type Calibration } from './calibration.ts';
import { type CellColumn } from './collapse.ts';

/** What `targets` are: shares of the population, 0–1, or numbers of people. */
export type MarginUnit = 'shares' | 'totals';

/**
 * One population margin to rake to. A crossed margin (age × sex) is one margin whose cells are the combinations.
 * `targets` has one number per cell: shares that add up to 1 (printed tables may be 0.005 off; they are rescaled), or
 * population totals. All margins given as totals must have the same sum.
 */
export interface Margin {
	readonly id: string;
	readonly cells: CellColumn;
	readonly targets: readonly number[];
	readonly unit: MarginUnit;
	/** Name of each cell, for failures and reports; the index of the cell unless given. */
	readonly labels?: readonly string[];
}

/** The name of one cell, as failures and reports give it. */
export function cellLabel({ labels }: Pick<Margin, 'labels'>, cell: number): string {
	return labels?.[cell] ?? String(cell);
}

/**
 * Why no weights came out, with what a person needs to mend it. `cell` is an index into the margin's targets and
 * `label` its name. `weightingFailureWords` says each in a sentence.
 */
export type RakingFailure =
	| { readonly kind: 'no-rows' }
	| { readonly kind: 'bad-base-weight'; readonly row: number; readonly weight: number }
	| (FailedCell & { readonly kind: 'bad-target'; readonly target: number })
	| { readonly kind: 'shares-do-not-add-up'; readonly margin: string; readonly sum: number }
	| {
			readonly kind: 'totals-disagree';
			readonly margin: string;
			readonly total: number;
			/** The margin given before, and its total. */
			readonly other: string;
			readonly expected: number;
	  }
	/** The population has people in this cell and the sample has none: merge it with a neighbour. */
	| (FailedCell & { readonly kind: 'empty-cell'; readonly target: number })
	/** The sample has people in a cell that the population lacks. */
	| (FailedCell & { readonly kind: 'cell-outside-population'; readonly rows: number })
	/** The cell farthest from its target when raking was given up, in weight. */
	| (FailedCell & {
			readonly kind: 'not-converged';
			readonly iterations: number;
			/** The largest distance of a cell from its target in each sweep, as a share of the whole. */
			readonly distances: readonly number[];
			readonly target: number;
			readonly achieved: number;
			/** The weights as far as they came: of use only where the distance left is said beside every figure. */
			readonly weights: Float64Array;
			readonly calibration: Calibration;
	  })
	| { readonly kind: 'bounds-not-met'; readonly rounds: number; readonly rowsOutside: number };

interface FailedCell {
	readonly margin: string;
	readonly cell: number;
	readonly label: string;
}
