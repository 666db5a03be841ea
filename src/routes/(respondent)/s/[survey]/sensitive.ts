import { questionsOf } from '#core/instrument/index.ts';
import type { Instrument, Question } from '#core/instrument/index.ts';

/**
 * The address that leaves the site at once, for pages on which an onlooker could learn something that hurts: questions on
 * what people did themselves, on crime and on health, and the pages next to them, so that it is there before it is needed.
 */
export function leaveFrom(instrument: Instrument, question: Question, root: string): string | undefined {
	const questions = questionsOf(instrument);
	const index = questions.findIndex((candidate) => candidate.id === question.id);
	const near = questions.slice(Math.max(0, index - 1), index + 2);
	return near.some(isSensitive) ? `${root}/leave` : undefined;
}

/** The same for pages that show answers to all questions, or what follows from them. */
export function leaveFromAnswers(instrument: Instrument, root: string): string | undefined {
	return questionsOf(instrument).some(isSensitive) ? `${root}/leave` : undefined;
}

function isSensitive(question: Question): boolean {
	switch (question.sensitivity) {
		case 'own-behaviour':
		case 'self-incriminating-or-health':
			return true;
		case 'none':
		case 'attitude':
			return false;
	}
}
