import { type Design, type Estimate, type LonelyPsu } from '#core/estimation/index.ts';
import { type Measure } from '#core/instrument/index.ts';
import { type MeasuredStep } from './change.ts';
import { type Answers } from './measured.ts';
import { type PublishedFigure } from './published.ts';
import { type JudgedChange } from './verdict.ts';

/** One wave of the series: its answers, or only what somebody published of it. */
export type TrendWave = AnsweredWave | PublishedWave;

/** `design.weights` are its final weights. */
export interface AnsweredWave extends Pick<Answers, 'instrument' | 'dataset'> {
	readonly kind: 'answered';
	readonly id: string;
	readonly design: Design;
	/**
	 * One number a row, the same for the same person in every wave of the request; negative where a person is not known
	 * again. Changes between waves with people in common then take their covariance into account. Replicate weights tell
	 * no covariance of two waves: such waves are compared as if drawn apart.
	 */
	readonly panel?: Int32Array | null;
}

/** Shares with their bases, without the answers behind them; for the whole population only. */
export interface PublishedWave {
	readonly kind: 'published';
	readonly id: string;
	/** By measure id. */
	readonly figures: ReadonlyMap<string, PublishedFigure>;
}

/**
 * May two waves be compared on a measure? Reasons are the caller's own values, passed through to the result. *bridged*: the
 * words changed, and waves after the earlier one, up to the later, measured each step; from the older words to the newer.
 */
export type Comparability<Reason> =
	| { readonly kind: 'comparable' }
	| { readonly kind: 'bridged'; readonly steps: readonly BridgeStep[] }
	| { readonly kind: 'break'; readonly reasons: readonly Reason[] };

/** A split ballot: random parts of one wave were asked in the earlier and in the later words. */
export interface BridgeStep {
	/** The wave, which has answers. */
	readonly wave: string;
	/** The measure on the columns of the earlier words. */
	readonly measure: Measure;
	/** The column that says who was asked in which words, and its codes. */
	readonly arm: { readonly variable: string; readonly earlier: number; readonly later: number };
}

export interface TrendRequest<Reason> {
	/** In order of fieldwork. */
	readonly waves: readonly TrendWave[];
	/** The verdict of the ledger for two waves of this series, the earlier first. */
	readonly comparable: (measure: string, from: string, to: string) => Comparability<Reason>;
	/** A coded variable to break results by; null for the whole population alone. */
	readonly breakBy: string | null;
	readonly options?: TrendOptions;
}

export interface TrendOptions {
	/** 0.95 unless given. */
	readonly level?: number;
	/**
	 * Smallest unweighted base on either side of a verdict; 50 unless given, as the Scottish Crime and Justice Survey
	 * has it.
	 */
	readonly minimumBase?: number;
	readonly lonelyPsu?: LonelyPsu;
}

/** A measure over waves, in the whole population (`group` null) or among those with a code of the break variable. */
export interface Trend<Reason> {
	readonly measure: string;
	readonly group: number | null;
	/** One per wave, in order. */
	readonly points: readonly Point<Reason>[];
}

export interface Point<Reason> {
	readonly wave: string;
	readonly estimate: Estimate | Absence;
	/** Where the figure was published; null when it is computed from answers. */
	readonly source: string | null;
	/** The unweighted base is below `minimumBase`: show with care, publish not at all. */
	readonly smallBase: boolean;
	/** Set where no line may be drawn from the previous wave to this one. */
	readonly breakBefore: readonly Reason[] | null;
	/**
	 * Set where the words changed in this wave and random parts of it were asked in either: `estimate` is of the later
	 * words. No line may be drawn from the previous wave to it, but one to the earlier words' estimate.
	 */
	readonly bridge?: Bridge;
	/** Against the previous wave and against the first; empty for the first wave that asked. */
	readonly comparisons: readonly Comparison<Reason>[];
}

/** What a wave says of a measure in the earlier words, and how far the later ones are from it. */
export interface Bridge {
	readonly asked: BridgeStep;
	readonly earlier: Estimate | Absence;
	/** Null where one of the parts has no estimate. */
	readonly step: MeasuredStep | null;
}

/**
 * Why a wave has no estimate. Not asked is never 0 %. *not-published*: a published wave says nothing of it. *no-deft*: a
 * figure was published without a design factor, so that nobody knows how far it may be off.
 */
export interface Absence {
	readonly kind: 'absent';
	readonly reason: 'not-asked' | 'nobody-in-base' | 'too-few-units' | 'lonely-psu' | 'not-published' | 'no-deft';
	/** Unweighted base. */
	readonly n: number;
}

export interface Comparison<Reason> {
	/**
	 * *previous*: the wave just before. *first*: the first wave that asked. *first-since-break*: given besides where
	 * the first wave cannot be compared, the earliest wave of the unbroken run that ends here, unless that is the
	 * previous wave. Published waves without a figure of the measure, and for groups all of them, are passed over.
	 */
	readonly against: 'previous' | 'first' | 'first-since-break';
	readonly from: string;
	/** The changes of words between the two waves that other waves measured, whatever came of it; left out without any. */
	readonly bridged?: readonly BridgeStep[];
	readonly outcome: JudgedChange | NoVerdict<Reason>;
}

/** Nothing can be said, and why. */
export interface NoVerdict<Reason> {
	readonly kind: 'no-verdict';
	readonly because:
		| { readonly kind: 'break'; readonly reasons: readonly Reason[] }
		| { readonly kind: 'absent'; readonly wave: string }
		| { readonly kind: 'small-base'; readonly minimum: number }
		/** The weights fix this figure (it is a raking margin), or everybody answered alike. */
		| { readonly kind: 'no-sampling-error' }
		/** The same people are in waves of the bridge of which one has replicate weights: nobody knows how they vary together. */
		| { readonly kind: 'overlap-unknown' };
}
