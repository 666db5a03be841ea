import { z } from 'zod';
import { Condition } from './condition.ts';
import { BankId, Name, QuestionId } from './ids.ts';
import { Text } from './text.ts';

/** How much an answer could hurt the person who gave it; it drives declining, quick exit, support and disclosure rules. */
export const Sensitivity = z.enum(['none', 'attitude', 'own-behaviour', 'self-incriminating-or-health']);
export type Sensitivity = z.infer<typeof Sensitivity>;

/** Whether a way to decline is offered, and whether those who took it stay in the base of shares. */
export const Declining = z.strictObject({ offered: z.boolean(), inBase: z.boolean() });

/**
 * A code with its words. Codes are positive and keep their meaning for ever. `exclusive`: cannot be chosen together with
 * another. `specify`: a text field opens for the respondent's own words. `anchored`: keeps its place when order is random.
 */
export const Option = z.strictObject({
	code: z.int().min(0).max(9999),
	label: Text,
	exclusive: z.boolean().default(false),
	specify: z.boolean().default(false),
	anchored: z.boolean().default(false),
});
export type Option = z.infer<typeof Option>;

export const Options = z.array(Option).min(2).max(400);

/** A row of a grid, or a statement of an item count. */
export const Item = z.strictObject({ id: Name.regex(/^[a-z][a-z0-9_]*$/), label: Text });
export type Item = z.infer<typeof Item>;

/** `random` draws a new order for each interview from the seed that is stored with it. */
export const Order = z.enum(['fixed', 'random']);
export type Order = z.infer<typeof Order>;

/**
 * What every kind of question says. `text` is the page's heading. `askIf` is the routing; without it everyone is asked.
 * `base` says in words who is asked. `required: false` lets the respondent go on with nothing chosen, which is stored as
 * refused. `construct` is what the question measures, for authors.
 */
export const questionCommon = {
	id: QuestionId,
	text: Text,
	hint: Text.optional(),
	construct: z.string().min(1).optional(),
	/** The question of the bank that it was taken from, for authors; no trend depends on it. */
	item: BankId.optional(),
	base: Text,
	askIf: Condition.optional(),
	sensitivity: Sensitivity,
	dontKnow: Declining,
	preferNotToSay: Declining,
	required: z.boolean().default(true),
} as const;

/** The common part of every question, whatever its kind. */
export type QuestionCommon = z.infer<z.ZodObject<typeof questionCommon>>;
