/** What is wrong with a new password, and what to do. */
export const passwordWords = {
	'too-short': 'Enter a password of 12 characters or more',
	'too-long': 'Enter a password of 128 characters or fewer',
	'easy-to-guess': 'Enter a password that is harder to guess, such as three or four unrelated words',
	leaked:
		'Enter a password that has not leaked elsewhere: this one, or what it is made of, is among those that are tried first',
	'about-you': 'Enter a password without your name, email address or organisation in it',
} as const;
