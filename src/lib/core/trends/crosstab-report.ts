import type { Base, TestResult, Untestable } from '#core/estimation/index.ts';
import type { MissingReason, SurveySlug } from '#core/instrument/index.ts';
import type { NamedVariable, ReportedWave } from './report.ts';

/** What a page, a table and a file tell of two answers in one wave: plain values in words of one language, nothing rounded. */
export interface CrosstabReport {
	readonly survey: SurveySlug;
	readonly title: string;
	readonly population: string;
	readonly wave: ReportedWave;
	readonly rows: CrossedVariable;
	readonly columns: CrossedVariable;
	readonly layer: CrossedVariable | null;
	readonly show: CrosstabShow;
	readonly compare: CrosstabCompare;
	/** Percentages on fewer answers are marked, those on fewer than `smallBase` flagged. */
	readonly policy: { readonly minimumBase: number; readonly smallBase: number };
	/** One, or one for each category of the layer. */
	readonly tables: readonly CrosstabTable[];
}

/** What a cell shows: a share of its column, of its row or of the table, or the weighted count. */
export type CrosstabShow = 'column' | 'row' | 'total' | 'count';
/** How many answers a cell's figure is of, unweighted. */
export function baseOfCell(
	{ show, table }: { readonly show: CrosstabShow; readonly table: FilledTable },
	row: CrosstabRow,
	column: CrosstabRow,
): number {
	switch (show) {
		case 'column':
			return column.base.n;
		case 'row':
			return row.base.n;
		case 'total':
		case 'count':
			return table.base.n;
	}
}

/** Columns with each other by letters, each with all others by arrows, or not at all. */
export type CrosstabCompare = 'letters' | 'rest' | 'none';

/** What makes rows, columns or layers: a variable, or several nested in each other, whose names stand side by side. */
export interface CrossedVariable extends NamedVariable {
	/** Who was asked. */
	readonly base: string;
	readonly categories: readonly CrossedCategory[];
	/** The variables, the outermost first. */
	readonly of: readonly NamedVariable[];
}

/** One answer, or one to each variable of a nest. A missing reason is one where the codebook has it in the base. */
export interface CrossedCategory extends Nested {
	readonly code: number;
	readonly label: string;
	readonly isMissing: boolean;
	/** The codes of each variable of the nest, as the data have them. */
	readonly of: readonly number[];
}

/** Where something stands in a nest. */
interface Nested {
	/** The outer answers in words; null outside nests. */
	readonly within: string | null;
	/** The innermost answer in words. */
	readonly answer: string;
}

export type CrosstabTable = FilledTable | EmptyTable;

export interface FilledTable {
	readonly kind: 'table';
	readonly layer: CrossedCategory | null;
	/** In the order shown. */
	readonly rows: readonly CrosstabRow[];
	readonly columns: readonly CrosstabColumn[];
	/** Those with both answers. */
	readonly base: Base;
	/** Of each cell, row by row: unweighted answers, and what is shown of it (0 where the base is empty). */
	readonly counts: Float64Array;
	readonly values: Float64Array;
	/** Null where intervals were not asked for. */
	readonly intervals: CrosstabIntervals | null;
	readonly comparison: ComparisonOfColumns;
	readonly independence: TestResult | Untestable | null;
	/** Rows of data without one of the two answers, by the reason. */
	readonly leftOut: readonly LeftOut[];
	/** Where only a part of a large table is here: what it is a part of. */
	readonly part: { readonly rows: Part; readonly columns: Part } | null;
}

export interface EmptyTable {
	readonly kind: 'nobody' | 'no-variance';
	readonly layer: CrossedCategory | null;
}

export interface CrosstabRow extends Nested {
	readonly kind: 'all' | 'code' | 'missing' | 'net';
	readonly label: string;
	readonly codes: readonly number[];
	readonly base: Base;
}

export interface CrosstabColumn extends CrosstabRow {
	/** By which other columns name it where columns are compared by letters. */
	readonly letter: string | null;
}

/** Per cell; where no interval can be had, `known` is 0. */
export interface CrosstabIntervals {
	readonly level: number;
	readonly known: Uint8Array;
	readonly se: Float64Array;
	readonly lower: Float64Array;
	readonly upper: Float64Array;
	/** Design effect, 0 where there is none to tell. */
	readonly deff: Float64Array;
}

export type ComparisonOfColumns =
	| {
			readonly kind: 'compared';
			readonly compare: 'letters' | 'rest';
			/** Per cell: the letters of the columns whose share is surely smaller, or "↑" or "↓" against the rest. */
			readonly marks: readonly string[];
			readonly familySize: number;
			readonly level: number;
			/** Columns with too few answers to be compared. */
			readonly tooSmall: readonly string[];
	  }
	| { readonly kind: 'not-asked' | 'not-column-shares' | 'too-many-cells' | 'too-many-columns' | 'single-column' };

export interface LeftOut {
	readonly variable: 'rows' | 'columns';
	readonly reason: MissingReason;
	readonly n: number;
}

/** Places `from` up to, not including, `to`, of `all`. */
export interface Part {
	readonly from: number;
	readonly to: number;
	readonly all: number;
}
