import type { CrosstabCompare, CrosstabShow } from '#core/trends/index.ts';

/** What is to be crossed and how it is to be shown. */
export interface CrosstabQuestion {
	readonly survey: string;
	/** The newest wave that is over, unless given. */
	readonly wave: string | undefined;
	/** Names of variables, the outermost first: those after it are nested in it. */
	readonly rows: readonly string[];
	readonly columns: readonly string[];
	readonly layer: readonly string[];
	/** The one category of the layer that is looked at; all of them, where they are few, unless given. */
	readonly at: number | undefined;
	readonly show: CrosstabShow;
	readonly compare: CrosstabCompare;
	/** Those of a large table only in the part that begins at `from` and `across`. */
	readonly intervals: boolean;
	readonly sort: CrosstabSort | null;
	/** Codes that are added up, each net in a row (or column) of its own after the table's. */
	readonly rowNets: readonly (readonly number[])[];
	readonly columnNets: readonly (readonly number[])[];
	readonly from: number;
	readonly across: number;
}

/** By which column rows are sorted: that of some codes, that of everybody, or a base; in nests, among those that share the outer answers. */
export interface CrosstabSort {
	readonly by: 'all' | 'base' | 'effective-base' | readonly number[];
	readonly order: 'down' | 'up';
}
