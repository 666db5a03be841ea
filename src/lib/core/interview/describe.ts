import { consentOptions, crosswiseOptions, say, scalePoints } from '../instrument/index.ts';
import type { Answer, Language, Question, Text } from '../instrument/index.ts';

/** One line of an answer in words: for a grid `label` is the row. Declined answers have only `declined`. */
export interface AnswerLine {
	readonly label?: string;
	readonly words: string;
	readonly declined?: 'dont-know' | 'refused';
}

/**
 * An answer in the respondent's words and language, for piping and for the page that checks all answers. What was typed
 * stays plain text: whoever shows it escapes it.
 */
export function describeAnswer(question: Question, answer: Answer, language: Language): AnswerLine[] {
	if ('missing' in answer) return [{ words: '', declined: answer.missing }];
	if ('seen' in answer) return [];
	if ('number' in answer) {
		const unit = question.kind === 'number' && question.unit !== undefined ? ` ${say(question.unit, language)}` : '';
		return [{ words: `${answer.number}${unit}` }];
	}
	if ('text' in answer) return [{ words: answer.text }];
	const options = codedOptions(question);
	const label = (code: number): string => {
		const option = options.find((candidate) => candidate.code === code);
		return option === undefined ? String(code) : say(option.label, language);
	};
	const own = (code: number, other: string | undefined): string =>
		other !== undefined && options.find((option) => option.code === code)?.specify === true
			? `${label(code)}: ${other}`
			: label(code);
	if ('code' in answer) return [{ words: own(answer.code, answer.other) }];
	if ('codes' in answer) return answer.codes.map((code) => ({ words: own(code, answer.other) }));
	if ('ranks' in answer) return answer.ranks.map((code, index) => ({ words: `${index + 1}. ${label(code)}` }));
	if (question.kind !== 'grid') return [];
	return question.items.map((item) => {
		const rating = answer.items[item.id];
		const row = say(item.label, language);
		if (rating === undefined || typeof rating === 'string')
			return { label: row, words: '', declined: rating ?? 'refused' };
		return { label: row, words: label(rating) };
	});
}

function codedOptions(question: Question): { code: number; label: Text; specify?: boolean }[] {
	switch (question.kind) {
		case 'single':
		case 'multiple':
		case 'grid':
		case 'knowledge':
		case 'ranking':
			return question.options;
		case 'scale':
			return scalePoints(question);
		case 'consent':
			return consentOptions(question);
		case 'crosswise':
			return crosswiseOptions(question);
		case 'number':
		case 'text':
		case 'item-count':
		case 'information':
			return [];
	}
}
