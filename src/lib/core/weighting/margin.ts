/**
 * Rows to cells of one margin: an index into the margin's cells, or a negative number where the row's cell is unknown.
 */
export type CellColumn = Int8Array | Int16Array | Int32Array;

/**
 * One population margin to rake to. A crossed margin (age × sex) is one margin whose cells are the combinations.
 * `targets` has one number per cell: shares that add up to 1 (printed tables may be 0.005 off; they are rescaled), or
 * population totals. All margins given as totals must have the same sum.
 */
export interface Margin {
	readonly id: string;
	readonly cells: CellColumn;
	readonly targets: readonly number[];
	readonly unit: 'shares' | 'totals';
}

/** Why no weights came out, with what a person needs to mend it. `cell` is an index into the margin's targets. */
export type RakingFailure =
	| { readonly kind: 'no-rows' }
	| { readonly kind: 'bad-base-weight'; readonly row: number; readonly weight: number }
	| { readonly kind: 'bad-target'; readonly margin: string; readonly cell: number; readonly target: number }
	| { readonly kind: 'shares-do-not-add-up'; readonly margin: string; readonly sum: number }
	| { readonly kind: 'totals-disagree'; readonly margin: string; readonly total: number; readonly expected: number }
	/** The population has people in this cell and the sample has none: merge it with a neighbour. */
	| { readonly kind: 'empty-cell'; readonly margin: string; readonly cell: number; readonly target: number }
	/** The sample has people in a cell that the population lacks. */
	| { readonly kind: 'cell-outside-population'; readonly margin: string; readonly cell: number; readonly rows: number }
	| {
			readonly kind: 'not-converged';
			readonly iterations: number;
			readonly margin: string;
			readonly cell: number;
			readonly target: number;
			readonly achieved: number;
	  }
	| { readonly kind: 'bounds-not-met'; readonly rounds: number; readonly rowsOutside: number };
