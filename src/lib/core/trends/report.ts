import type { BreakReason } from '#core/comparability/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument, Margin, Measure, SurveySlug } from '#core/instrument/index.ts';
import type { WeightingEffect } from '#core/weighting/index.ts';
import type { PublishedFigure } from './published.ts';
import type { Trend } from './series.ts';

/**
 * What a page, a table and a file tell of a survey over its waves: plain values in words of one language, nothing
 * rounded. Only waves with answers or published figures have points; all are in `waves`.
 */
export interface TrendReport {
	readonly survey: SurveySlug;
	readonly title: string;
	readonly population: string;
	readonly unit: Instrument['unit'];
	/** In the order of time. */
	readonly waves: readonly ReportedWave[];
	/** What is followed: the declared measures, or how the answers to one variable are spread. */
	readonly subject: { readonly kind: 'measures' } | { readonly kind: 'variable'; readonly variable: NamedVariable };
	readonly breakBy: NamedVariable | null;
	readonly measures: readonly ReportedMeasure[];
}

export interface NamedVariable {
	readonly name: string;
	readonly label: string;
}

/** A wave, or a round of which only figures were published, and what must be known of it to read its figures. */
export interface ReportedWave extends Pick<
	Wave,
	'id' | 'label' | 'state' | 'modes' | 'sampleType' | 'opensOn' | 'closesOn'
> {
	/** Null for a published round, as its version is. */
	readonly number: Wave['number'] | null;
	readonly instrumentVersion: Wave['instrumentVersion'] | null;
	readonly origin: Wave['origin'] | 'published';
	/** What was published, by measure; null for a wave that has or may have answers. */
	readonly published: ReadonlyMap<string, PublishedFigure> | null;
	/** The day it stands for on a time axis: the middle of its fieldwork; null when nobody knows. */
	readonly date: string | null;
	/** Completed interviews, unweighted. */
	readonly completed: number;
	/** Whether intervals are indicative only, the sample not being one by chance. */
	readonly indicative: boolean;
	/** Null for a wave without answers. */
	readonly weighting: ReportedWeighting | null;
}

/** Whether a wave can have points: it has answers, or figures of it were published. */
export function isFigured({ completed, published }: ReportedWave): boolean {
	return completed > 0 || published !== null;
}

/** How a wave's weights came about. `effect` is Kish's summary of what they cost. */
export type ReportedWeighting = (
	| {
			readonly kind: 'raked';
			/** Whether raking started from weights that came with the data. */
			readonly fromSupplied: boolean;
			readonly margins: readonly ReportedMargin[];
			/** Cells in which those who answered speak for the rest of the sample; null where non-response is not adjusted for. */
			readonly nonresponseCells: number | null;
			/** Bounds that hold beside the margins. */
			readonly trim: { readonly lower: number; readonly upper: number } | null;
			/** Why the declared bounds on weights were given up for the margins' sake; null where they were kept or none are. */
			readonly boundsGivenUp: string | null;
			/** Bounds to which weights were brought after raking, for which the margins are given up. */
			readonly trimmedTo: { readonly lower: number; readonly upper: number } | null;
			readonly effect: WeightingEffect;
	  }
	| { readonly kind: 'supplied'; readonly effect: WeightingEffect }
	| { readonly kind: 'unweighted' }
	/** Weighting was declared and could not be done: `words` say why. */
	| { readonly kind: 'failed'; readonly used: 'unweighted' | 'supplied'; readonly words: string }
) & {
	/** What analysts decided of it after answers had come in; left out where it is as declared and always was. */
	readonly decided?: WeightingDecision;
};

/** On which day a wave was weighted anew: by a scheme of the analysts, or again as declared. */
export type WeightingDecision =
	| { readonly kind: 'applied'; readonly name: string; readonly version: number; readonly on: string }
	| { readonly kind: 'taken-back'; readonly on: string };

export interface ReportedMargin extends Pick<Margin, 'id' | 'source'> {
	readonly label: string;
	/** Null where nobody says. */
	readonly confidence: Margin['confidence'] | null;
	readonly note: string | null;
	/** Rows that could not be placed on the margin and keep their share. */
	readonly rowsUnknown: number;
}

/** A measure with its series. A variable followed by itself is one of these, with a series for each of its codes. */
export interface ReportedMeasure extends Pick<Measure, 'id' | 'objective' | 'statistic' | 'smallestChange'> {
	readonly label: string;
	readonly base: string;
	/** The whole sample when nothing is broken down; else one for each group or code, in the order of the codebook. */
	readonly series: readonly ReportedSeries[];
	/** Where the series are groups: the whole sample that they are groups of. Its interval and verdicts are its own trend's. */
	readonly whole?: readonly WholePoint[];
	/** What readers should know although no series breaks for it, such as a declared equivalence. */
	readonly notes: readonly string[];
}

/** A figure of the whole sample that groups are set beside. `joined`: a line may be drawn from the figure before. */
export interface WholePoint {
	readonly wave: string;
	readonly value: number;
	readonly joined: boolean;
}

export interface ReportedSeries {
	/** The group of the break variable, or the code of the variable that is followed; null for the whole sample. */
	readonly group: { readonly code: number; readonly label: string } | null;
	readonly points: Trend<BreakReason>['points'];
}
