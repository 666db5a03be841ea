import { canonicalText } from '../canonical.ts';

/**
 * How alike the words of two questions are. `same`: to a respondent. `form`: but for capitals, punctuation or a question
 * number. `cut-short`: theirs are the beginning of ours, as old files keep no more. `near` and `similar`: at least four
 * fifths, or half, of the words in the same order. `no-words`: the file has none.
 */
export type Likeness = 'same' | 'form' | 'cut-short' | 'near' | 'similar' | 'other' | 'no-words';

/** In words that fit after "their words are" or stand alone. */
export function likenessWords(likeness: Likeness): string {
	switch (likeness) {
		case 'same':
			return 'the same words';
		case 'form':
			return 'the same words but for capitals, punctuation or a question number';
		case 'cut-short':
			return 'the beginning of our words: the file cuts them short';
		case 'near':
			return 'nearly our words';
		case 'similar':
			return 'similar words';
		case 'other':
			return 'other words';
		case 'no-words':
			return 'no words in the file';
	}
}

/** The best likeness of `theirs` with any of `ours`, which are ways to say one question: languages, with or without its row. */
export function likenessOf(ours: readonly string[], theirs: string): Likeness {
	const found = new Set(ours.map((own) => likenessOfTwo(own, theirs)));
	return fromBest.find((likeness) => found.has(likeness)) ?? 'other';
}

/** Words as they are compared when form does not count. */
export function folded(words: string): string {
	return canonicalText(words)
		.toLowerCase()
		.replace(/^\s*(?:[a-z]{1,3}\d+[a-z]?|\d+[a-z]?)\s*[.:)–-]\s*/u, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** The share of words, 0–1, that two texts have in common in the same order: twice the longest common run over both lengths. */
export function wordsShared(ours: readonly string[], theirs: readonly string[]): number {
	const all = ours.length + theirs.length;
	if (all === 0) return 0;
	let above = new Uint16Array(theirs.length + 1);
	let row = new Uint16Array(theirs.length + 1);
	for (const word of ours) {
		for (let at = 0; at < theirs.length; at++) {
			const [up, left] = [above[at + 1] ?? 0, row[at] ?? 0];
			row[at + 1] = theirs[at] === word ? (above[at] ?? 0) + 1 : up > left ? up : left;
		}
		[above, row] = [row, above];
	}
	return (2 * (above[theirs.length] ?? 0)) / all;
}

/** From here two texts are worth lining up. */
export const leastShared = 0.5;

const fromBest = ['same', 'form', 'cut-short', 'near', 'similar', 'other', 'no-words'] as const satisfies Likeness[];
const nearlyAll = 0.8;
/** A shorter beginning could be that of anything. */
const shortestCut = 30;

function likenessOfTwo(ours: string, theirs: string): Likeness {
	const [own, other] = [canonicalText(ours), canonicalText(theirs)];
	if (other === '') return 'no-words';
	if (own === other) return 'same';
	const [plainOwn, plainOther] = [folded(ours), folded(theirs)];
	if (plainOwn === plainOther) return 'form';
	if (plainOther.length >= shortestCut && plainOwn.startsWith(plainOther)) return 'cut-short';
	const shared = wordsShared(plainOwn.split(' '), plainOther.split(' '));
	return shared >= nearlyAll ? 'near' : shared >= leastShared ? 'similar' : 'other';
}
