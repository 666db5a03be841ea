import type { Codes } from '#core/dataset/index.ts';

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
	/** Codes ≥ 0 with their labels, in order; none for numbers and text. */
	readonly values: readonly CodeLabel[];
	/** Export codes < 0 of the missing reasons that may occur, with their labels. */
	readonly missing: readonly CodeLabel[];
	/** What else a codebook says of the column, a line each: who was asked, in which waves, where it is not comparable. */
	readonly about?: readonly string[];
	/** Why the column could tell who somebody is, or what would harm them if it did; absent where neither is likely. */
	readonly disclosive?: 'open-text' | 'fine-geography' | 'sensitive';
	readonly data: CodeData | NumberData | TextData;
}

export interface CodeLabel {
	readonly code: number;
	readonly label: string;
}

export interface CodeData {
	readonly kind: 'code';
	readonly codes: Codes;
}

/** Where `missing` is not 0 it is the export code of the reason. */
export interface NumberData {
	readonly kind: 'number';
	readonly values: Float64Array;
	readonly missing: Int8Array;
}

/** Respondents' own words, only where somebody asked for them. Where `missing` is not 0 the text is empty. */
export interface TextData {
	readonly kind: 'text';
	readonly texts: readonly string[];
	readonly missing: Int8Array;
}
