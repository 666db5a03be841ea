import type { Instrument, Section } from '../instrument.ts';
import type { Question } from '../kinds/kinds.ts';

/** `error`: must not be fielded. `warning`: mend it or know why not. `advice`: worth a thought. */
export type Severity = 'error' | 'warning' | 'advice';

/** One thing that the checker has to say. */
export interface Finding {
	readonly severity: Severity;
	/** The rule's name, the same in every language and version, such as `forward-reference`. */
	readonly rule: string;
	/** From the top of the file, such as `sections/2/questions/3/options/1`. */
	readonly path: string;
	/** The same in words, such as `question "harm" in section "Beliefs"`. */
	readonly place: string;
	readonly message: string;
}

/** A rule looks at one version, and at the one before it where the rule is about change. */
export type Rule = (instrument: Instrument, previous: Instrument | undefined) => Finding[];

/** A question with where it stands. */
export interface Placed {
	readonly question: Question;
	readonly section: Section;
	readonly path: string;
	readonly place: string;
	/** Its number in the order of asking, from 0. */
	readonly index: number;
}

/** Every question of the instrument with its path and place, in the order of asking. */
export function placedQuestions(instrument: Instrument): Placed[] {
	let index = 0;
	return instrument.sections.flatMap((section, sectionIndex) =>
		section.questions.map((question, questionIndex) => ({
			question,
			section,
			path: `sections/${sectionIndex}/questions/${questionIndex}`,
			place: `question "${question.id}" in section "${section.title['en'] ?? section.id}"`,
			index: index++,
		})),
	);
}

/** Quotes a list of words for a message: “a”, “b”. */
export function listed(words: readonly (string | number)[]): string {
	return words.map((word) => `“${word}”`).join(', ');
}

/** The members that occur more than once, each once. */
export function repeated<T>(members: readonly T[]): T[] {
	return [...new Set(members.filter((member, index) => members.indexOf(member) !== index))];
}
