import type { Question } from '../instrument/index.ts';

/** What is typed for *don't know* and for *prefer not to say*. */
export interface DeclineCodes {
	readonly dk: string;
	readonly pnts: string;
}

/** In the order of preference: what most keyers know comes first. */
const pairs: readonly DeclineCodes[] = [
	{ dk: '98', pnts: '99' },
	{ dk: '-8', pnts: '-9' },
	{ dk: 'DK', pnts: 'PNTS' },
];
const last: DeclineCodes = { dk: 'DK', pnts: 'PNTS' };

/** The codes of the two ways to decline beside a question on paper: 98 and 99, or others where these could be an answer. */
export function declineCodes(question: Question): DeclineCodes {
	return pairs.find(({ dk, pnts }) => !isAnswer(question, dk) && !isAnswer(question, pnts)) ?? last;
}

function isAnswer(question: Question, typed: string): boolean {
	switch (question.kind) {
		case 'single':
		case 'multiple':
		case 'knowledge':
		case 'ranking':
		case 'grid':
			return question.options.some(({ code }) => String(code) === typed);
		case 'number':
			return Number(typed) >= question.least && Number(typed) <= question.most;
		// Somebody may have written just that.
		case 'text':
			return typed === '98' || typed === '99';
		case 'scale':
		case 'item-count':
		case 'crosswise':
		case 'consent':
		case 'information':
			return false;
	}
}
