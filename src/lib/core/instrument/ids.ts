import { z } from 'zod';

/** The one word of this form that every JavaScript object already answers to. */
const notTaken = (id: string) => id !== 'constructor';

/** Names a question within an instrument, for ever: a variable keeps its identity over versions by this id. */
export const QuestionId = z
	.string()
	.regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and _, beginning with a letter, at most 40 characters')
	.refine(notTaken, 'another word: this one is taken')
	.brand<'QuestionId'>();
export type QuestionId = z.infer<typeof QuestionId>;

/** A word that names a part of an instrument: an item, a section, a measure, an arm. */
export const Name = z
	.string()
	.regex(/^[a-z][a-z0-9_-]{0,59}$/, 'lower-case letters, digits, - and _, beginning with a letter')
	.refine(notTaken, 'another word: this one is taken');
export type Name = z.infer<typeof Name>;

/** Names a survey in addresses and files, such as `counterfeit-goods`. */
export const SurveySlug = z
	.string()
	.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by -')
	.max(60)
	.refine((slug) => slug !== 'bank' && slug !== 'standard', 'another name: this one is taken by the question bank')
	.brand<'SurveySlug'>();
export type SurveySlug = z.infer<typeof SurveySlug>;

/** Names a question of the bank: `standard/age-band` for a standard item, `counterfeit-goods/harm` for one of a survey. */
export const BankId = z
	.string()
	.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9_-]{0,59}$/, 'standard/ or the name of a survey, then the question')
	.max(121);
export type BankId = z.infer<typeof BankId>;
