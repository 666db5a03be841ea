import { guessableWords } from './guessable-words.ts';

export const shortestPassword = 12;
export const longestPassword = 128;

export type PasswordProblem = 'too-short' | 'too-long' | 'easy-to-guess' | 'about-you';

/**
 * What is wrong with a password that somebody chooses, or undefined. Length counts characters as people see them typed;
 * no mix of kinds of characters is asked for (NIST SP 800-63B §3.1.1.2). A password is easy to guess when nothing is left of it but a
 * word from a list of common ones, a row of keys, or a repetition, whatever digits and signs are put around it or in
 * place of letters.
 *
 * @param person what is known of its owner: the password may not be made of that
 */
export function checkNewPassword(
	password: string,
	person: { readonly name: string; readonly email: string },
): PasswordProblem | undefined {
	const length = [...password.normalize('NFC')].length;
	if (length < shortestPassword) return 'too-short';
	if (length > longestPassword) return 'too-long';
	if (new Set(password.toLowerCase()).size < 5 || isRow(password) || isMadeOf(password, guessableWords)) {
		return 'easy-to-guess';
	}
	return isMadeOf(password, wordsOf(person)) ? 'about-you' : undefined;
}

const rows = [
	'abcdefghijklmnopqrstuvwxyz',
	'01234567890123456789',
	'qwertyuiopasdfghjklzxcvbnm',
	'1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];

/** Whether it walks along the alphabet, the digits or the keyboard, forwards or backwards. */
function isRow(password: string): boolean {
	const typed = password.toLowerCase();
	const backwards = [...typed].reverse().join('');
	return rows.some((row) => row.includes(typed) || row.includes(backwards));
}

const standIns: Readonly<Record<string, string>> = {
	'0': 'o',
	'1': 'i',
	'3': 'e',
	'4': 'a',
	'5': 's',
	'7': 't',
	'@': 'a',
	$: 's',
	'!': 'i',
};

/** Whether only a few characters remain once the words are taken out of it, read as typed or with stand-ins read back. */
function isMadeOf(password: string, words: readonly string[]): boolean {
	const typed = password.toLowerCase();
	const readBack = [...typed].map((character) => standIns[character] ?? character).join('');
	return [typed, readBack].some((reading) => {
		const left = words.reduce((rest, word) => rest.replaceAll(word, ''), reading);
		return left !== reading && new Set(left.replace(/[^\p{L}]/gu, '')).size <= 3 && new Set(left).size <= 6;
	});
}

/** Longest first, so that a short word never splits a longer one. */
function wordsOf(person: { readonly name: string; readonly email: string }): string[] {
	return `${person.name} ${person.email}`
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((part) => part.length >= 3)
		.sort((one, other) => other.length - one.length);
}
