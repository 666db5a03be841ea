import { questionsOf } from '../instrument/index.ts';
import type { Instrument, Question } from '../instrument/index.ts';
import { typedFields } from './read-typed.ts';
import type { Typed } from './read-typed.ts';

/** A field in which two people typed something else from the same form. */
export interface TypedDifference {
	readonly question: Question;
	readonly field: string;
}

/** The fields in which two readings of a form differ, in the order of the questionnaire. */
export function differences(instrument: Instrument, first: Typed, second: Typed): readonly TypedDifference[] {
	return questionsOf(instrument).flatMap((question) =>
		typedFields(question)
			.filter((field) => !sameTyped(question, first[field] ?? '', second[field] ?? ''))
			.map((field) => ({ question, field })),
	);
}

/** Whether two typings say the same: spaces do not matter, nor the order of codes where several may be chosen. */
export function sameTyped(question: Question, first: string, second: string): boolean {
	return plain(question, first) === plain(question, second);
}

function plain(question: Question, typed: string): string {
	const spaced = typed.trim().replace(/\s+/g, ' ');
	if (question.kind === 'text') return spaced;
	const colon = spaced.indexOf(':');
	const codes = (colon === -1 ? spaced : spaced.slice(0, colon))
		.toUpperCase()
		.split(/[\s,;]+/)
		.filter((part) => part !== '')
		.map((part) => part.replace(/^0+(?=\d+$)/, ''));
	const inOrder = question.kind === 'multiple' ? [...new Set(codes)].toSorted() : codes;
	const words = colon === -1 ? '' : spaced.slice(colon + 1).trim();
	return words === '' ? inOrder.join(' ') : `${inOrder.join(' ')}: ${words}`;
}
