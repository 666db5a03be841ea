/** Which answers are listed. */
export const filterWords = {
	masked: 'In which something is masked',
	all: 'All answers',
	'by-hand': 'Changed by hand',
} as const;

/** What was done, once it was. */
export const didWords: Readonly<Record<string, string>> = {
	hidden: 'The words are masked.',
	lifted: 'The mask is lifted: the words are shown and exported.',
	left: 'The answer is left to the rules again.',
};

export const problemWords = {
	'not-in-it': 'These words do not stand in the answer, or are masked already. Type them as they are written there.',
	'not-masked': 'Somebody has changed this answer meanwhile. Look under its masks again.',
	'unknown-text': 'This answer is not there any more.',
} as const;
