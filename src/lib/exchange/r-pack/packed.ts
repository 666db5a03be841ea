import type { Dataset } from '#core/dataset/index.ts';
import type { Instrument, Margin } from '#core/instrument/index.ts';
import type { TrendReport } from '#core/trends/index.ts';
import type { RView } from './r-view.ts';

/** What an R pack is made of: a report, and the answers that it was computed from. */
export interface Packed {
	readonly report: TrendReport;
	/** Waves with answers, in the report's order. */
	readonly waves: readonly PackedWave[];
	/** Variables that go along besides those that the report needs, where a wave has them. */
	readonly also?: readonly string[];
	readonly language: string;
	/** Who asked for it. */
	readonly by: string;
	readonly made: Date;
}

/** A report of saved views as a pack: what R computes again, and what it does not. */
export interface PackedReport {
	readonly survey: string;
	/** Of the survey, and the name of the report. */
	readonly title: string;
	readonly name: string;
	/** A question each, all to the same waves. Lines of R that need data run on the first. */
	readonly parts: readonly Packed[];
	readonly views: readonly { readonly name: string; readonly view: RView }[];
	/** Variables that the views' lines need. */
	readonly also: readonly string[];
	readonly items: readonly PackedItem[];
	readonly by: string;
	readonly made: Date;
}

/** A saved view: where its figures are in the pack, or why they are not. */
export interface PackedItem {
	readonly name: string;
	readonly address: string;
	readonly covered: { readonly kind: 'yes'; readonly by: string } | { readonly kind: 'no'; readonly because: string };
}

/** A wave's answers and how they were weighted. */
export interface PackedWave {
	/** As the report names it. */
	readonly id: string;
	/** Its measures are those that the report follows: for a variable, the share of each of its codes. */
	readonly instrument: Instrument;
	readonly dataset: Dataset;
	/** One a row, before calibration. */
	readonly baseWeights: Float64Array;
	/** One a row, as the figures were computed with. */
	readonly finalWeights: Float64Array;
	/** What it was raked to; empty where it was not raked. */
	readonly margins: readonly PackedMargin[];
	/** Bounds on weights that were kept, as multiples of their mean. */
	readonly bounds: { readonly lower: number; readonly upper: number } | null;
	/** What weights were trimmed to after raking, as multiples of their mean, for which the margins were given up. */
	readonly trimmedTo: { readonly lower: number; readonly upper: number } | null;
	/** What the rules of quality found in each row, 0 to 2; null or left out where nothing was flagged. */
	readonly quality?: Int8Array | null;
	/** One number a row, the same for the same person in all waves; negative where nobody is known again; null without any. */
	readonly people: Int32Array | null;
}

/** A population table; targets are shares. */
export interface PackedMargin extends Pick<Margin, 'id' | 'variables' | 'targets'> {
	readonly source: string;
	/** Empty where nobody says. */
	readonly confidence: Margin['confidence'] | '';
}

/** Level of intervals and families, and the least base on either side of a verdict, as trends have them. */
export const assumed = { level: 0.95, minimumBase: 50 } as const;
