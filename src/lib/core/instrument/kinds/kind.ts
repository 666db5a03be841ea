import type { z } from 'zod';
import type { Answer } from '../answer.ts';
import type { QuestionCommon } from '../question.ts';
import type { Cell, Variable } from '../variable.ts';

/** Posted form fields by name; a name posted twice has two values. */
export type Posted = ReadonlyMap<string, readonly string[]>;

/** Why a posted field cannot be stored. The words for the respondent are in the interface's catalogue, by `kind`. */
export type Problem = { readonly field: string } & (
	| { readonly kind: 'nothing-chosen' | 'nothing-typed' | 'not-offered' | 'exclusive-with-others' }
	| { readonly kind: 'not-a-number' | 'not-whole' | 'item-unanswered' | 'rank-missing' | 'rank-repeated' }
	| { readonly kind: 'too-many'; readonly most: number }
	| { readonly kind: 'too-small' | 'too-large'; readonly limit: number }
	| { readonly kind: 'too-precise'; readonly decimals: number }
	| { readonly kind: 'too-long'; readonly most: number; readonly typed: number }
);

export type Checked =
	| { readonly kind: 'accepted'; readonly answer: Answer }
	| { readonly kind: 'rejected'; readonly problems: readonly Problem[] };

/** The arms that this interview was allocated, by experiment or item-count question. */
export type Arms = Readonly<Record<string, string>>;

/**
 * All that a kind of question is: its schema, the check of a posted form, the columns it yields and what stands in them.
 * `check` and `accepts` agree: what `check` accepts, `accepts` accepts. `cells` is in the order of `variables`.
 */
export interface Kind<Q extends QuestionCommon> {
	readonly schema: z.ZodType<Q>;
	/** `arms` is what the server allocated; a form cannot change it. */
	check(question: Q, posted: Posted, arms: Arms): Checked;
	/** Whether a stored or imported answer is one this question can have. */
	accepts(question: Q, answer: Answer, arms: Arms): boolean;
	variables(question: Q): readonly Variable[];
	cells(question: Q, answer: Answer, arms: Arms): readonly Cell[];
}
