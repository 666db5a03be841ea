import type { NotTaken } from './take-step.ts';

/** Why a step was not taken, and what to do. */
export function notTakenWords(refused: NotTaken): string {
	switch (refused.kind) {
		case 'already-open':
			return `${refused.wave.label} takes answers now. Close it first: a survey has one open wave at a time.`;
		case 'not-now':
			return 'The wave has moved on since this page was shown. Look at what it is doing now.';
		case 'not-later':
			return `Give a day that is later than ${refused.closesOn}, its last day now, and that is not over.`;
		case 'reason-missing':
			return 'Give the reason: it stays with the wave.';
		case 'unknown-wave':
			return 'There is no such wave of this survey.';
	}
}
