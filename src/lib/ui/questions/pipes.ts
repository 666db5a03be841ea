import { pipesIn } from '#core/instrument/index.ts';
import type { Question } from '#core/instrument/index.ts';
import { describeAnswer } from '#core/interview/index.ts';
import type { Walk } from '#core/interview/index.ts';
import { wordsIn } from '#ui/words/index.ts';

/** Earlier answers in words, for each question that this one's texts take in. */
export function pipesOf(question: Question, walked: Pick<Walk, 'steps'>, language: string): Record<string, string> {
	return Object.fromEntries(
		pipeIdsOf(question).map((id) => {
			const step = walked.steps.find((candidate) => candidate.question.id === id);
			const lines = step === undefined ? [] : describeAnswer(step.question, step.answer, language);
			const words = lines.filter((line) => line.declined === undefined).map((line) => line.words);
			return [id, words.length === 0 ? wordsIn(language).earlierAnswer : words.join(', ')];
		}),
	);
}

const pipeIds = new WeakMap<Question, readonly string[]>();

/** References in any text of the question; no brace of JSON's own is followed by a bare word. */
function pipeIdsOf(question: Question): readonly string[] {
	let ids = pipeIds.get(question);
	if (ids === undefined) {
		ids = pipesIn(JSON.stringify(question));
		pipeIds.set(question, ids);
	}
	return ids;
}
