import { type WeightingEffect } from './effective-size.ts';
import { type WeightDistribution } from './weight-distribution.ts';

/** A way to weight a wave, and what it does to that wave's answers; words in one language, nothing rounded. */
export interface WeightingSide {
	readonly name: string;
	readonly margins: readonly WeightedMargin[];
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
			} | null;
			/** Rows that trimming moved; null where nothing was trimmed after raking. */
			readonly rowsTrimmed: number | null;
			/** Why bounds were given up for the margins' sake; null where they were not. */
			readonly boundsGivenUp: string | null;
	  }
	| { readonly kind: 'failed'; readonly words: string };

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
}
