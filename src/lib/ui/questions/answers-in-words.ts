import { plainText, say } from '#core/instrument/index.ts';
import type { Language, QuestionId } from '#core/instrument/index.ts';
import { describeAnswer } from '#core/interview/index.ts';
import type { AnswerLine, Walk } from '#core/interview/index.ts';
import { pipesOf } from './pipes.ts';

/** A question as it was put to somebody, and what they answered. */
export interface AnswerInWords {
	readonly id: QuestionId;
	readonly question: string;
	readonly lines: readonly AnswerLine[];
}

/** Every answer of an interview in the respondent's words and language; pages that ask nothing are left out. */
export function answersInWords(walked: Pick<Walk, 'steps'>, language: Language): AnswerInWords[] {
	return walked.steps
		.filter(({ question }) => question.kind !== 'information')
		.map(({ question, answer }) => ({
			id: question.id,
			question: plainText(say(question.text, language), (id) => pipesOf(question, walked, language)[id]),
			lines: describeAnswer(question, answer, language),
		}));
}
