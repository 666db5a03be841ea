import { z } from 'zod';

/** Names a question within an instrument, for ever: a variable keeps its identity over versions by this id. */
export const QuestionId = z
	.string()
	.regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and _, beginning with a letter, at most 40 characters')
	.brand<'QuestionId'>();
export type QuestionId = z.infer<typeof QuestionId>;

/** A word that names a part of an instrument: an item, a section, a measure, an arm. */
export const Name = z
	.string()
	.regex(/^[a-z][a-z0-9_-]{0,59}$/, 'lower-case letters, digits, - and _, beginning with a letter');
export type Name = z.infer<typeof Name>;

/** Names a survey in addresses and files, such as `counterfeit-goods`. */
export const SurveySlug = z
	.string()
	.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by -')
	.max(60)
	.brand<'SurveySlug'>();
export type SurveySlug = z.infer<typeof SurveySlug>;
