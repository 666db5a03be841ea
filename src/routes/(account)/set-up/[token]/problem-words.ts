import type { SetUpProblem } from '#server/accounts/index.ts';
import { passwordWords } from '#ui/staff/password-words.ts';

const name = {
	missing: 'Enter your name',
	'too-long': 'Enter a name of 100 characters or fewer',
} as const;

const email = {
	'not-an-address': 'Enter an email address, like name@example.org',
	taken: 'This email address has an account already. Enter another one, or sign in',
} as const;

/** Says what is wrong and what to do. */
export function setUpProblemWords(problem: SetUpProblem): string {
	switch (problem.field) {
		case 'name':
			return name[problem.kind];
		case 'email':
			return email[problem.kind];
		case 'password':
			return passwordWords[problem.kind];
	}
}
