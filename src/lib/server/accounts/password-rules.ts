import { isBreached, leakedPasswords, readBack } from './breached-passwords.ts';
import { guessableWords } from './guessable-words.ts';

export const shortestPassword = 12;
export const longestPassword = 128;

export type PasswordProblem = 'too-short' | 'too-long' | 'easy-to-guess' | 'leaked' | 'about-you';

/** What is known of whoever chooses a password, which it may neither hold nor be made of. */
export interface PasswordOwner {
	readonly name: string;
	readonly email: string;
	readonly organisation?: string | null | undefined;
}

/**
 * What is wrong with a password that somebody chooses, or undefined. Length counts characters as people see them typed;
 * no mix of kinds of characters is asked for (NIST SP 800-63B §3.1.1.2). A password is easy to guess when nothing is left
 * of it but a word from a list of common ones, a row of keys, or a repetition, whatever digits and signs are put around it
 * or in place of letters; and it has leaked when it is one of those that are tried first, or two of them together.
 */
export async function checkNewPassword(password: string, owner: PasswordOwner): Promise<PasswordProblem | undefined> {
	const length = [...password.normalize('NFC')].length;
	if (length < shortestPassword) return 'too-short';
	if (length > longestPassword) return 'too-long';
	if (new Set(password.toLowerCase()).size < 5 || isRow(password) || isMadeOf(password, guessableWords)) {
		return 'easy-to-guess';
	}
	if (holdsOwner(password, owner) || isMadeOf(password, wordsOf(owner))) return 'about-you';
	return isBreached(password, await leakedPasswords()) ? 'leaked' : undefined;
}

/** Shorter names stand in many words by chance. */
const shortestName = 5;

/** Whether a password has its owner's address, the part before the @, name or organisation within it. */
function holdsOwner(password: string, { name, email, organisation }: PasswordOwner): boolean {
	const bare = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
	const within = bare(password);
	const known = [email, email.split('@')[0] ?? '', name, organisation ?? ''].map(bare);
	return known.some((words) => words.length >= shortestName && within.includes(words));
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

/** Whether only a few characters remain once the words are taken out of it, read as typed or with stand-ins read back. */
function isMadeOf(password: string, words: readonly string[]): boolean {
	const typed = password.toLowerCase();
	return [typed, readBack(typed)].some((reading) => {
		const left = words.reduce((rest, word) => rest.replaceAll(word, ''), reading);
		return left !== reading && new Set(left.replace(/[^\p{L}]/gu, '')).size <= 3 && new Set(left).size <= 6;
	});
}

/** Longest first, so that a short word never splits a longer one. */
function wordsOf({ name, email, organisation }: PasswordOwner): string[] {
	return `${name} ${email} ${organisation ?? ''}`
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((part) => part.length >= 3)
		.sort((one, other) => other.length - one.length);
}
