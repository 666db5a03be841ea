/** Why words are taken for none. */
export type Nonsense = 'repeated' | 'keyboard' | 'no-vowels';

/** Rows of the keyboards that people here have. */
const keyboard = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop', 'qwertzuiop'].flatMap((row) => [
	row,
	Array.from(row).toReversed().join(''),
]);

/**
 * Whether somebody struck keys and wrote nothing, in whatever language: one letter or group of letters over and over, keys
 * that lie beside each other, or long words of Latin letters without a vowel, for half of the text or more. Short answers
 * such as “no”, “n/a” or “haha”, emphasis (“noooo way it is true”) and abbreviations are none of it.
 */
export function nonsenseIn(text: string): Nonsense | undefined {
	const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
	const letters = words.reduce((sum, word) => sum + word.length, 0);
	if (letters < 4) return undefined;
	const half = (counted: (word: string) => number) =>
		words.reduce((sum, word) => sum + counted(word), 0) * 2 >= letters;
	const whole = words.join('');
	if (isRepeated(whole) || half((word) => (isRepeated(word) ? word.length : 0))) return 'repeated';
	if (half(struck)) return 'keyboard';
	if (half((word) => (lacksVowels(word) ? word.length : 0))) return 'no-vowels';
	return undefined;
}

/** One letter four times or more, or one group of three to six letters three times or more, and nothing else. */
function isRepeated(word: string): boolean {
	return /^(\p{L})\1{3,}$/u.test(word) || /^(\p{L}{3,6}?)\1{2,}\p{L}{0,5}$/u.test(word);
}

/** How many letters of a word lie in a run of five keys or more beside each other, or of four that are the whole word. */
function struck(word: string): number {
	if (word.length === 4 && keyboard.some((row) => row.includes(word))) return 4;
	let covered = 0;
	for (let from = 0; from + 5 <= word.length; from++) {
		let length = 0;
		for (const row of keyboard) {
			let reach = 5;
			while (from + reach <= word.length && row.includes(word.slice(from, from + reach)))
				length = Math.max(length, reach++);
		}
		if (length === 0) continue;
		covered += length;
		from += length - 1;
	}
	return covered;
}

function lacksVowels(word: string): boolean {
	return word.length >= 6 && /^\p{Script=Latin}+$/u.test(word) && !/[aeiouyw]/u.test(word.normalize('NFD'));
}
