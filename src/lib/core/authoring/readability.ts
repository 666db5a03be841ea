import { plainText } from '#core/instrument/index.ts';
import type { Json } from './json.ts';
import type { Place } from './place.ts';
import { textsIn } from './texts.ts';

/** How hard a text in English is to read. */
export interface Readability {
	readonly words: number;
	readonly sentences: number;
	readonly syllables: number;
	/** The years of school after which it is read with ease. */
	readonly grade: number;
	/** The same as an age: school begins at five. */
	readonly age: number;
}

/**
 * Flesch–Kincaid grade level: 0.39 · words/sentences + 11.8 · syllables/words − 15.59 (Kincaid, Fishburne, Rogers and
 * Chissom 1975, Derivation of new readability formulas for Navy enlisted personnel, Research Branch Report 8-75).
 * Syllables are counted by groups of vowels, which is near enough for a text and not right for every word. Undefined for
 * texts of fewer than `fewestWords` words, in which a single long word would decide.
 */
export function readability(text: string): Readability | undefined {
	const plain = plainText(text);
	const words = plain.match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];
	if (words.length < fewestWords) return undefined;
	const sentences = plain.split(/[.!?:;]+(?:\s|$)|\n+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
	const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
	const grade = 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
	return { words: words.length, sentences, syllables, grade, age: Math.max(0, grade) + 5 };
}

/** How hard each text of a draft in English is that respondents read, in the order of the draft; short ones are left out. */
export function readingsOf(document: Json): { readonly place: Place; readonly reading: Readability }[] {
	return textsIn(document).flatMap(({ place, words }) => {
		const reading = forColleagues.test(place) ? undefined : readability(words['en'] ?? '');
		return reading === undefined ? [] : [{ place, reading }];
	});
}

/** The texts that no respondent meets. */
const forColleagues = /^(summary|population|measures|weighting|experiments)(\/|$)|^questions\/[^/]+\/base$/;

/** The fewest words that are judged. */
export const fewestWords = 8;

/**
 * Reading ages. `aim`: what texts of UK government services are written for. `most`: the end of lower secondary school,
 * nine years after school begins, above which WCAG 2.2 asks for a simpler version (success criterion 3.1.5, level AAA, and
 * what the W3C says to understand it).
 */
export const readingAge = { aim: 9, most: 14 } as const;

function syllablesIn(word: string): number {
	const letters = word.toLowerCase().replaceAll(/[^a-z]/g, '');
	if (letters.length <= 3) return 1;
	const spoken = letters.replace(/(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$/, '').replace(/^y/, '');
	return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0);
}
