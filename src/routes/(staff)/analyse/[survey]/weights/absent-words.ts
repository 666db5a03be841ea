import type { DecisionProblem } from '#server/workflows/analysis/apply-scheme.ts';

/** What is not there, in words for the page that says so. */
export function absentWords(kind: 'unknown-survey' | 'unknown-wave' | 'unknown-scheme', survey: string): string {
	switch (kind) {
		case 'unknown-survey':
			return `There is no survey called ${survey} here.`;
		case 'unknown-wave':
			return 'The survey has no such wave with completed interviews.';
		case 'unknown-scheme':
			return 'The survey has no such version of a weighting scheme.';
	}
}

/** Why a decision on weights was not taken, at the control that mends it. `form` begins the ids of its controls. */
export function decisionProblem(
	problem: DecisionProblem,
	form: 'give' | 'undo',
): { readonly control: string; readonly message: string } {
	const [reason, waves] = [`${form}-reason`, `${form}-waves`];
	switch (problem.kind) {
		case 'reason-missing':
			return { control: reason, message: 'Say why: readers of the figures will want to know' };
		case 'no-wave':
			return { control: waves, message: 'Choose one wave at least' };
		case 'does-not-fit':
			return { control: waves, message: `${problem.wave}: ${problem.words}` };
		case 'changed-meanwhile':
			return {
				control: waves,
				message: 'Somebody changed the weighting meanwhile: look at what is in use now, then decide again',
			};
		case 'unknown-wave':
			return { control: waves, message: 'One of the waves is no longer there: look at the page again, then decide' };
		case 'unknown-scheme':
			return { control: waves, message: 'That version of the scheme is no longer there: choose another' };
	}
}
