import type { Instrument, Problem, Question } from '../instrument/index.ts';

/** Where a form that came back stands. */
export type PaperFormState = 'keying' | 'keyed-once' | 'keyed-twice' | 'entered' | 'spoilt';

/** Why forms cannot be typed into a wave: it is not answered on paper, is not open, or is not there. */
export type NoPaper = { readonly kind: 'no-paper' } | { readonly kind: 'not-open' } | { readonly kind: 'unknown-wave' };

/** Why somebody cannot type a form. */
export type NotYours =
	/** The same account has typed it before: somebody else types it the second time. */
	| { readonly kind: 'own-entry' }
	/** Somebody else is typing it. */
	| { readonly kind: 'being-keyed' }
	/** It has been typed twice, is a response by now, or is spoilt. */
	| { readonly kind: 'done-with'; readonly state: PaperFormState };

/** What somebody can do with a form next. */
export type NextWithForm = 'go-on' | 'key-second' | 'compare' | 'for-another' | 'nothing';

/** A form as a list shows it. */
export interface ListedPaperForm {
	readonly number: string;
	readonly state: PaperFormState;
	readonly language: string;
	readonly changedOn: string;
	readonly next: NextWithForm;
}

/** Why two typings cannot be compared. */
export type NotToCompare =
	| { readonly kind: 'unknown-form' }
	/** It is not typed twice yet, or is done with. */
	| { readonly kind: 'not-keyed-twice'; readonly state: PaperFormState }
	| NoPaper;

/** A field that two people typed otherwise. */
export interface Disputed {
	readonly question: Question;
	readonly field: string;
	readonly first: string;
	readonly second: string;
}

/** A form that was typed twice, with what has to be decided, form in hand, and how much agrees. */
export interface ComparedForm {
	readonly instrument: Instrument;
	readonly number: string;
	readonly language: string;
	readonly revision: number;
	/** The letters that the two gave; null where they agree. */
	readonly layouts: { readonly first: string; readonly second: string } | null;
	readonly disputed: readonly Disputed[];
	/** Fields in which both typed the same. */
	readonly agreed: number;
}

/** `undecided`: nobody said what stands on the form. `not-an-answer`: what was decided, or typed by both, is none. */
export type SettleProblem =
	| { readonly kind: 'undecided'; readonly field: string }
	| { readonly kind: 'not-an-answer'; readonly field: string; readonly problem: Problem }
	| { readonly kind: 'layout-undecided' | 'consent-missing' | 'empty' };
