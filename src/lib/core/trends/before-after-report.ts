import { type BreakReason } from '#core/comparability/index.ts';
import { type Estimate, type McNemar, type PairTable, type Wilcoxon } from '#core/estimation/index.ts';
import { type NoDifferenceInDifferences } from './did-effect.ts';
import { type DifferenceInDifferences } from './difference-in-differences.ts';
import { type NamedVariable, type ReportedMeasure, type ReportedWave } from './report.ts';
import { type Unstackable } from './stack.ts';
import { type JudgedChange } from './verdict.ts';

/** A survey's people before and after; nothing rounded. */
export interface BeforeAfterReport {
	readonly survey: string;
	readonly title: string;
	readonly population: string;
	/** In the order of time. */
	readonly waves: readonly ReportedWave[];
	readonly view: MatchedView | InterventionView;
}

/** Where people stand, such as *not yet* or *finished*, or a wave. */
export interface Moment {
	readonly id: string;
	readonly kind: 'stage' | 'wave';
	readonly label: string;
}

/** The same people at two moments. */
export interface MatchedView {
	readonly kind: 'matched';
	readonly moments: readonly Moment[];
	/** The column that says at which stage people are; null where none does. */
	readonly stage: string | null;
	readonly breaks: readonly NamedVariable[];
	readonly chosen: { readonly before: string; readonly after: string; readonly breakBy: string | null };
	readonly found: MatchedPeople | NoMatch;
}

/** Why nobody can be matched, or what is wrong with what was chosen. */
export type NoMatch =
	/** Nobody is known again in this survey. */
	| { readonly kind: 'nobody-known-again' }
	| { readonly kind: 'one-moment' }
	| { readonly kind: 'same-moment' }
	/** The two waves are of two panels: one was ended on this ISO date, and its key with it. */
	| { readonly kind: 'panel-ended'; readonly on: string }
	| { readonly kind: 'stage-and-wave' };

export interface MatchedPeople {
	readonly kind: 'matched-people';
	readonly before: Moment;
	readonly after: Moment;
	/** Interviews at the two moments. */
	readonly interviews: { readonly before: number; readonly after: number };
	readonly people: {
		readonly matched: number;
		/** Their code is at one moment only. */
		readonly onlyBefore: number;
		readonly onlyAfter: number;
		/** Interviews without a code. */
		readonly withoutCode: number;
		/** Interviews whose code stands more than once at a moment. */
		readonly ambiguous: number;
		/** Pairs whose later interview is in an earlier wave. */
		readonly outOfOrder: number;
	};
	/** Fewest pairs to show anything, and to show a group. */
	readonly least: { readonly all: number; readonly group: number };
	readonly weighted: boolean;
	/** Waves whose answers are in it. */
	readonly waves: readonly string[];
	readonly breakBy: NamedVariable | null;
	readonly measures: readonly PairedMeasure[];
}

export interface PairedMeasure extends Pick<ReportedMeasure, 'id' | 'label' | 'statistic' | 'smallestChange'> {
	/** All matched, or one for each group. */
	readonly figures: readonly PairedFigures[];
	/** Why pairs over two waves are left out. */
	readonly breaks: readonly BreakReason[];
}

export interface PairedFigures {
	readonly group: { readonly code: number; readonly label: string } | null;
	/** Pairs with both answers. */
	readonly pairs: number;
	/** Null where there are too few pairs to show. */
	readonly change: PairedChange | null;
}

export interface PairedChange {
	readonly before: Estimate;
	readonly after: Estimate;
	readonly difference: Estimate;
	/** Among all that is shown; null where everybody changed alike. */
	readonly judged: JudgedChange | null;
	/** Mean difference in standard deviations of differences, for means and scores. */
	readonly effect: Estimate | null;
	/** For shares, unweighted. */
	readonly pairs: PairTable | null;
	/** Null for means, and where nobody changed. */
	readonly mcnemar: McNemar | null;
	/** For means and scores, unweighted; null where nobody changed. */
	readonly wilcoxon: Wilcoxon | null;
}

export type Role = 'treated' | 'control' | 'placebo';

/** An intervention by difference in differences. */
export interface InterventionView {
	readonly kind: 'intervention';
	readonly choices: {
		readonly measures: readonly { readonly id: string; readonly label: string }[];
		/** Item counts and crosswise questions, of which no row says anything by itself. */
		readonly indirect: number;
		readonly groups: readonly NamedVariable[];
		/** Of the group variable that is chosen. */
		readonly codes: readonly { readonly code: number; readonly label: string }[];
		/** Those with answers. */
		readonly waves: readonly ReportedWave[];
	};
	readonly chosen: {
		readonly measure: string | null;
		readonly group: string | null;
		readonly roles: ReadonlyMap<number, Role>;
		/** First wave after it began, and the first and the last that are looked at. */
		readonly since: string | null;
		readonly from: string | null;
		readonly to: string | null;
		readonly placebo: string | null;
		readonly givenTo: 'groups' | 'people';
	};
	readonly found: Intervention | NoIntervention;
}

export type NoIntervention =
	| { readonly kind: 'no-waves'; readonly waves: number }
	| { readonly kind: 'no-groups' }
	| { readonly kind: 'to-choose'; readonly missing: readonly ('group' | 'treated' | 'control' | 'since')[] }
	| { readonly kind: 'not-asked'; readonly wave: string }
	| { readonly kind: 'break'; readonly from: string; readonly to: string; readonly reasons: readonly BreakReason[] }
	| {
			readonly kind: 'not-computed';
			readonly why: NoDifferenceInDifferences | Unstackable;
			/** Labels of the waves that are used, in the order of the numbers in `why`. */
			readonly waves: readonly string[];
	  };

export interface Intervention {
	readonly kind: 'intervention-effect';
	readonly measure: Pick<ReportedMeasure, 'id' | 'label' | 'base' | 'statistic' | 'smallestChange'>;
	readonly groups: { readonly treated: readonly string[]; readonly control: readonly string[] };
	/** Labels of the groups, and the outcome, that it should not have moved. */
	readonly placebo: {
		readonly groups: readonly string[];
		readonly outcome: Pick<ReportedMeasure, 'label' | 'statistic'> | null;
	};
	/** The waves that are used, in the order of the numbers in `effect`. */
	readonly waves: readonly ReportedWave[];
	/** People in more than one of them. */
	readonly linked: number;
	readonly effect: DifferenceInDifferences;
}
