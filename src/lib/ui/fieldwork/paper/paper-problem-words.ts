import type { Problem } from '#core/instrument/index.ts';

/** What is wrong with a code that was typed from a form. Whoever typed it looks at the form again. */
export function paperProblemWords(problem: Problem): string {
	switch (problem.kind) {
		case 'nothing-chosen':
		case 'nothing-typed':
		case 'item-unanswered':
		case 'not-offered':
			return 'this is not one of the codes';
		case 'exclusive-with-others':
			return 'one of these codes stands alone. If the form has both, leave it blank';
		case 'not-a-number':
			return 'this is not a number in digits';
		case 'not-whole':
			return 'this is not a whole number';
		case 'rank-missing':
			return 'a place has no code. If the form does not fill every place, leave it blank';
		case 'rank-repeated':
			return 'a code stands there twice';
		case 'too-many':
			return `there are more than ${problem.most} codes. If the form has more, leave it blank`;
		case 'too-small':
			return `the number is below ${problem.limit}`;
		case 'too-large':
			return `the number is above ${problem.limit}`;
		case 'too-precise':
			return `the number has more than ${problem.decimals} decimal places`;
		case 'too-long':
			return `there are ${problem.typed} characters and room for ${problem.most}`;
	}
}
