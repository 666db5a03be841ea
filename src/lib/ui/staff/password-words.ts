/** What is wrong with a new password, and what to do. */
export const passwordWords = {
	'too-short': 'Enter a password of 12 characters or more',
	'too-long': 'Enter a password of 128 characters or fewer',
	'easy-to-guess': 'Enter a password that is harder to guess, such as three or four unrelated words',
	'about-you': 'Enter a password that is not made of your name or email address',
} as const;
