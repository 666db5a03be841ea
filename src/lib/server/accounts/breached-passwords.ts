/** Tells which of some strings, in lower case, are among the passwords that leaked most often. */
export type Leaked = (candidate: string) => boolean;

let loading: Promise<Leaked> | undefined;

/**
 * The 49,000 passwords that lists of leaks have most often, from a package that is kept with Soundings: nothing is asked
 * of anybody else. Read when a password is first chosen, which takes a quarter of a second.
 */
export function leakedPasswords(): Promise<Leaked> {
	return (loading ??= load());
}

async function load(): Promise<Leaked> {
	const { dictionary } = await import('@zxcvbn-ts/language-common');
	const all = new Set(dictionary['passwords-common'].map((word) => String(word).toLowerCase()));
	return (candidate) => all.has(candidate);
}

/**
 * Whether a password is one of those that leaked, or two of them side by side, whatever stands around and between them: in
 * capitals or not, with digits and signs at its ends or in the place of letters, or said twice.
 */
export function isBreached(password: string, isLeaked: Leaked): boolean {
	const typed = password.normalize('NFC').toLowerCase();
	const trimmed = [typed, typed.replace(/[^\p{L}]+$/u, '')].flatMap((word) => [word, word.replace(/^[^\p{L}]+/u, '')]);
	const readings = trimmed.flatMap((word) => [word, readBack(word)]);
	return readings.some((reading) =>
		[reading, onlyLetters(reading)].some((word) => isLeaked(word) || isTwo(word, isLeaked)),
	);
}

/** The shortest of two that count: of less, nearly every string of letters is made. */
const shortest = 4;

function isTwo(word: string, isLeaked: Leaked): boolean {
	for (let at = shortest; at <= word.length - shortest; at++) {
		if (isLeaked(word.slice(0, at)) && isLeaked(word.slice(at))) return true;
	}
	return false;
}

/** A password with letters in the place of what stands for them. */
export function readBack(word: string): string {
	return [...word].map((character) => standIns[character] ?? character).join('');
}

function onlyLetters(word: string): string {
	return word.replace(/[^\p{L}]+/gu, '');
}

/** What stands for a letter in passwords that are meant to look harder than they are. */
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
