import type { Column } from '#core/dataset/index.ts';

/** What goes into a file of data, whatever its format: one row an interview, columns of equal length. */
export interface DataFile {
	/** What the data are: survey, waves, who asked for them when, filter and weights, a line each. */
	readonly title: string;
	readonly notes: readonly string[];
	readonly rows: number;
	readonly columns: readonly DataColumn[];
	/** Name of the column with the final weights; null where there are none. */
	readonly weight: string | null;
}

/** A column and how other tools shall take it. `label` and value labels are in one language. */
export interface DataColumn {
	readonly name: string;
	readonly label: string;
	readonly level: 'nominal' | 'ordinal' | 'scale';
	/** Codes ≥ 0 with their labels, in order; none for numbers. */
	readonly values: readonly { readonly code: number; readonly label: string }[];
	/** Export codes < 0 of the missing reasons that may occur, with their labels. */
	readonly missing: readonly { readonly code: number; readonly label: string }[];
	readonly data: Pick<Column, 'kind'> &
		(
			| { readonly kind: 'code'; readonly codes: Int16Array }
			/** Where `missing` is not 0 it is the export code of the reason. */
			| { readonly kind: 'number'; readonly values: Float64Array; readonly missing: Int8Array }
		);
}
