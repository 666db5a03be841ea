import { questionsOf } from '#core/instrument/index.ts';
import type { Instrument, Question } from '#core/instrument/index.ts';
import type { Walk } from '#core/interview/index.ts';

/** Somewhere in an interview. `page` counts the questions of the instrument from 1, asked or not. */
export type Place =
	| { readonly kind: 'page'; readonly page: number }
	| { readonly kind: 'check' }
	| { readonly kind: 'intro' }
	| { readonly kind: 'thanks' };

/** The question of a page number. */
export function questionOfPage(instrument: Instrument, page: number): Question | undefined {
	return questionsOf(instrument)[page - 1];
}

/** The place of a question. */
export function placeOf(instrument: Instrument, question: Question): Place {
	return { kind: 'page', page: questionsOf(instrument).findIndex((candidate) => candidate.id === question.id) + 1 };
}

/** Where an interview stands: at the first question not answered yet, at the check of all answers, or ended. */
export function standing(instrument: Instrument, walked: Walk): Place {
	if (walked.next !== undefined) return placeOf(instrument, walked.next);
	return walked.ended === 'declined' ? { kind: 'thanks' } : { kind: 'check' };
}
