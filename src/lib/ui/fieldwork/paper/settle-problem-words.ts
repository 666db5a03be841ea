import type { SettleProblem } from '#core/paper/index.ts';
import { paperProblemWords } from './paper-problem-words.ts';

/** Why a form is not a response yet, and what to do. `question` is the number of the one that a field belongs to. */
export function settleProblemWords(problem: SettleProblem, question: number): string {
	switch (problem.kind) {
		case 'undecided':
			return `Question ${question}: say what stands on the form`;
		case 'not-an-answer':
			return `Question ${question}: ${paperProblemWords(problem.problem)}`;
		case 'layout-undecided':
			return 'Enter the letter that stands on the form';
		case 'consent-missing':
			return 'Nobody has said on this form whether they consent. Without that it is no response: put it down as spoilt';
		case 'empty':
			return 'Nothing is answered on this form. Put it down as spoilt';
	}
}
