/** A change of a table that leaves every sum in order and no value negative. */
export interface Move {
	/** How far the cell came, at most as far as was asked. */
	readonly achieved: number;
	/** What is added to each cell. */
	readonly change: Float64Array;
}

/**
 * Finds how far one cell can be raised (direction 1) or lowered (−1) when other cells give way: those with cost 0 are
 * hidden already, those with cost Infinity must stay, and among the rest little should be spent. What it changes must
 * be hidden for the reader not to rule the change out.
 */
export type Mover = (request: {
	readonly costs: Float64Array;
	readonly cell: number;
	readonly direction: 1 | -1;
	readonly amount: number;
	readonly thick: boolean;
}) => Move;
