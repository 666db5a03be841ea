import type { Json } from '#core/authoring/index.ts';

/** A value in a few words, for a sentence. */
export function valueWords(value: Json | undefined): string {
	if (value === undefined) return 'nothing';
	const words = typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
	return words.length > 200 ? `${words.slice(0, 199)}…` : words;
}
