import { type DesignEffectTest, type Estimate, type ListEnd } from '#core/estimation/index.ts';
import { type ReportedMeasure, type ReportedSeries, type ReportedWave } from './report.ts';

/** What a survey's indirect questions say over its waves, beside direct ones, and whether they work; nothing rounded. */
export interface SensitiveReport {
	readonly survey: string;
	readonly title: string;
	readonly population: string;
	/** In the order of time. */
	readonly waves: readonly ReportedWave[];
	readonly questions: readonly SensitiveQuestion[];
}

export interface SensitiveQuestion {
	readonly id: string;
	/** The sensitive statement. */
	readonly statement: string;
	readonly asked:
		| { readonly kind: 'item-count'; readonly items: readonly string[] }
		| {
				readonly kind: 'crosswise';
				readonly innocuous: string;
				/** Chance that the innocuous statement is true. */
				readonly probability: number;
				readonly source: string;
		  };
	/** As the trend has it, with its verdicts. */
	readonly measure: ReportedMeasure;
	/** Null where nothing is set beside it. */
	readonly direct: ReportedMeasure | null;
	/** List and direct answers of the same people taken together; null where no wave asked both. */
	readonly combined: ReportedSeries | null;
	/** What may be set beside it. */
	readonly choices: readonly { readonly id: string; readonly label: string }[];
	/** Those with answers. */
	readonly waves: readonly SensitiveWave[];
}

export interface SensitiveWave {
	readonly wave: string;
	/** Asked indirectly less asked directly, with the covariance of both; null where the wave did not ask both. */
	readonly difference: Estimate | null;
	/** More say openly that it is true of them than the indirect question finds: the interval of the difference is below 0. */
	readonly belowDirect: Sign;
	/** Null where the wave did not ask the question. */
	readonly signs: ListSigns | CrosswiseSigns | null;
}

/** Whether something tells against a question; *not-tested* where too little is there to look at. */
export type Sign = 'no-sign' | 'some-sign' | 'not-tested';

export interface ListSigns {
	readonly kind: 'item-count';
	readonly arms: Readonly<Record<'control' | 'treatment', ListArm>>;
	/** Smallest base of an arm that is advised. */
	readonly advised: number;
	/** Whether those of the two arms who were asked answered alike often. */
	readonly answering: { readonly p: number | null; readonly sign: Sign };
	/** Whether the arms are alike in what the survey is broken down by; p by Holm. */
	readonly balance: {
		readonly variables: readonly { readonly label: string; readonly p: number }[];
		readonly sign: Sign;
	};
	readonly ends: readonly { readonly end: ListEnd; readonly share: Estimate; readonly sign: Sign }[];
	/** A share at an end of the list that is surely larger is a sign. */
	readonly muchAtEnd: number;
	readonly designEffect: { readonly test: DesignEffectTest | null; readonly sign: Sign };
	/** What combining with direct answers takes for granted; null where that is not done. */
	readonly placebos: {
		readonly listAmongYes: PlaceboSign | null;
		readonly directByArm: PlaceboSign | null;
		readonly sign: Sign;
	} | null;
}

/** Unweighted; `declined` is the share of those asked who gave no count. */
export interface ListArm {
	readonly asked: number;
	readonly answered: number;
	readonly declined: number;
}

export interface PlaceboSign {
	readonly difference: Estimate;
	/** By Holm among the placebos. */
	readonly p: number;
}

export interface CrosswiseSigns {
	readonly kind: 'crosswise';
	readonly asked: number;
	readonly answered: number;
	/** Share of *alike*, both or neither. */
	readonly alike: Estimate;
	/** That share if nobody had the trait, and if everybody had it. */
	readonly ifNobody: number;
	readonly ifEverybody: number;
	/** The share of *alike* is surely outside what any share of the trait could give. */
	readonly outside: Sign;
	/** Share of random answers that would explain the distance to the direct answers; null without direct answers. */
	readonly randomAnswers: number | 'none-would' | null;
}
