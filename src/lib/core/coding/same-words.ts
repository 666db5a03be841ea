/** What makes two answers the same words: letters and figures alone, without accents, case, or how they are spaced. */
export function sameWordsKey(text: string): string {
	return text
		.normalize('NFKD')
		.replaceAll(/\p{M}+/gu, '')
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
