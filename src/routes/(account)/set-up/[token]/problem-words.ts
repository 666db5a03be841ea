import type { SetUpProblem } from '#server/accounts/index.ts';

const name = {
	missing: 'Enter your name',
	'too-long': 'Enter a name of 100 characters or fewer',
} as const;

const email = {
	'not-an-address': 'Enter an email address, like name@example.org',
	taken: 'This email address has an account already. Enter another one, or sign in',
} as const;

const password = {
	'too-short': 'Enter a password of 12 characters or more',
	'too-long': 'Enter a password of 128 characters or fewer',
	'easy-to-guess': 'Enter a password that is harder to guess, such as three or four unrelated words',
	'about-you': 'Enter a password that is not made of your name or email address',
} as const;

/** Says what is wrong and what to do. */
export function setUpProblemWords(problem: SetUpProblem): string {
	switch (problem.field) {
		case 'name':
			return name[problem.kind];
		case 'email':
			return email[problem.kind];
		case 'password':
			return password[problem.kind];
	}
}
