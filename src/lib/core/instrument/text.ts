import { z } from 'zod';

/** A BCP 47 language subtag such as `en` or `gd`. */
export const Language = z.string().regex(/^[a-z]{2,3}$/, 'a language code such as en or gd');
export type Language = z.infer<typeof Language>;

/**
 * The same words in each language: `{ "en": "…", "gd": "…" }`. Plain text with the safe markup of `markup.ts` and piping
 * of `{question_id}`; never HTML. Which languages must be there is the instrument's `languages`; the lint checks parity.
 */
export const Text = z
	.record(Language, z.string().trim().min(1).max(6000))
	.refine((text) => Object.keys(text).length > 0, {
		message: 'needs words in at least one language',
	});
export type Text = z.infer<typeof Text>;

/** The words in `language`, or in the first language there is when that one is missing. */
export function say(text: Text, language: Language): string {
	return text[language] ?? Object.values(text)[0] ?? '';
}
