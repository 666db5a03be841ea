import type { CrosstabCompare, CrosstabShow } from '#core/trends/index.ts';

/** What is to be crossed and how it is to be shown. */
export interface CrosstabQuestion {
	readonly survey: string;
	/** The newest wave that is over, unless given. */
	readonly wave: string | undefined;
	readonly rows: string | undefined;
	readonly columns: string | undefined;
	readonly layer: string | undefined;
	/** The one category of the layer that is looked at; all of them, where they are few, unless given. */
	readonly at: number | undefined;
	readonly show: CrosstabShow;
	readonly compare: CrosstabCompare;
	/** *seen*: of a large table only in the part that begins at `from` and `across`. */
	readonly intervals: 'none' | 'seen' | 'all';
	readonly sort: { readonly by: number | 'all'; readonly order: 'down' | 'up' } | null;
	/** Codes of the rows that are added up, each in a row of its own below the table's. */
	readonly nets: readonly (readonly number[])[];
	readonly from: number;
	readonly across: number;
}
