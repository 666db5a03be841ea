import { type WeightingEffect } from './effective-size.ts';
import { type WeightDistribution } from './weight-distribution.ts';

/** A way to weight a wave, and what it does to that wave's answers; words in one language, nothing rounded. */
export interface WeightingSide {
	readonly name: string;
	readonly margins: readonly WeightedMargin[];
	/** Null where non-response is not adjusted for. */
	readonly nonresponse: readonly NonresponseCell[] | null;
	/** Whether it starts from weights that came with the data. */
	readonly fromSupplied: boolean;
	/** Multiples of the mean weight. */
	readonly limit:
		| { readonly kind: 'none' }
		/** Kept beside the margins. */
		| { readonly kind: 'bounds'; readonly lower: number; readonly upper: number }
		/** The margins are given up for it. */
		| { readonly kind: 'trim'; readonly lower: number; readonly upper: number };
	readonly run: WeightingRun;
}

export interface WeightedMargin {
	readonly id: string;
	readonly label: string;
	/** Where its figures come from; null where nobody says. */
	readonly source: string | null;
	readonly confidence: 'verified' | 'illustrative' | null;
	readonly note: string | null;
	/** Rows that could not be placed on it and keep their share; null where nothing was run. */
	readonly rowsUnknown: number | null;
	readonly cells: readonly WeightedCell[];
}

/** A cell in which those who answered speak for the rest of the sample. */
export interface NonresponseCell {
	readonly label: string;
	/** People in the sample. */
	readonly sampled: number;
	readonly respondents: number;
	/** What weights of the cell are multiplied by; null where nothing was run. */
	readonly factor: number | null;
	/** Shares of all weight, before and after; null where nothing was run. */
	readonly before: number | null;
	readonly after: number | null;
}

/** Shares of those whose cell is known. `before` and `after` are null where nothing was run. */
export interface WeightedCell {
	readonly label: string;
	readonly target: number;
	readonly rows: number | null;
	readonly before: number | null;
	readonly after: number | null;
}

export type WeightingRun =
	| {
			readonly kind: 'ran';
			/** Of the weights that it began with. */
			readonly base: WeightingEffect;
			readonly effect: WeightingEffect;
			readonly distribution: WeightDistribution;
			/** Null where nothing was raked. */
			readonly raking: {
				readonly iterations: number;
				/** Largest distance of a margin cell from its target before the last round, as a share of the whole. */
				readonly distance: number;
				readonly trimmings: number;
				readonly path: RakingPath;
			} | null;
			/** What trimming after raking moved, as shares of all weight; null where nothing was trimmed. */
			readonly trimmed: { readonly rows: number; readonly taken: number; readonly given: number } | null;
			/** Why bounds were given up for the margins' sake; null where they were not. */
			readonly boundsGivenUp: string | null;
	  }
	| {
			readonly kind: 'failed';
			readonly words: string;
			/** Where raking was given up; null where it was not begun. */
			readonly path: RakingPath | null;
	  };

/** The last rounds of raking, and the largest distance of a margin cell from its target before each. */
export type RakingPath = readonly { readonly round: number; readonly distance: number }[];

/** A measure under two ways to weight the same answers. */
export interface WeightingEffectOnMeasure {
	readonly id: string;
	readonly label: string;
	readonly quantity: 'share' | 'mean';
	/** Null where nobody is in the base, or no variance can be had. */
	readonly first: WeighedFigure | null;
	readonly second: WeighedFigure | null;
	/** Second less first. */
	readonly difference: number | null;
	/** Whether it moves by more than half the first's interval. */
	readonly moves: boolean;
}

export interface WeighedFigure {
	readonly value: number;
	readonly lower: number;
	readonly upper: number;
	readonly effectiveSize: number;
}

/** A stored version of a named scheme, as a list of them tells. */
export interface ListedScheme {
	readonly name: string;
	readonly version: number;
	readonly locked: boolean;
	readonly note: string;
	readonly createdBy: string;
	readonly createdOn: string;
	readonly margins: readonly string[];
	/** Labels of the waves that are weighted by it. */
	readonly inUseFor: readonly string[];
}
