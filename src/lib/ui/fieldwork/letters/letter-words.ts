/** Why no letters can be made, and what to do. */
export const noLettersWords = {
	'open-link': 'Nobody is invited to this wave: it is answered by an open link. Posters are for that.',
	closed: 'The wave is over, and its links admit nobody any more.',
	words: 'The words of a letter do not fit this wave. Mend them first.',
	nobody: 'Nobody is left to write to in this choice.',
} as const;

/** To whom letters can go. */
export const toWords = {
	'not-written': 'Who has not been written to, or whose e-mail came back',
	'not-answered': 'Everybody who has not answered, also as a reminder',
} as const;

export function lettersWords(count: number): string {
	return count === 1 ? '1 letter' : `${count.toLocaleString('en-GB')} letters`;
}
