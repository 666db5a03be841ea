import {
	declineField,
	declinesOffered,
	itemField,
	placeField,
	plainText,
	say,
	specifyField,
} from '#core/instrument/index.ts';
import type { Answer, Arms, Item, Language, Pipe, Posted, Problem, Question, Text } from '#core/instrument/index.ts';
import { inOrder } from '#core/interview/index.ts';
import { problemWords } from '#ui/words/index.ts';
import type { Words } from '#ui/words/index.ts';

/** All that a question's component needs besides the question: how to say it, what is in its fields, what was wrong. */
export interface Asking {
	readonly language: Language;
	readonly words: Words;
	/** Earlier answers in words, for texts that take them in. */
	readonly pipe: Pipe;
	readonly seed: number;
	readonly arms: Arms;
	/** What stands in the form's fields: what was just posted, or the stored answer as a form. */
	readonly entered: Posted;
	readonly problems: readonly Problem[];
}

/** One radio button or checkbox: the value it posts and its words. */
export interface Choice {
	readonly value: string;
	readonly label: string;
	/** Stands alone: chosen together with another it is a problem. */
	readonly exclusive: boolean;
	/** The field for own words that opens beside it. */
	readonly specify: string | undefined;
}

/** A text in the respondent's language, with earlier answers put in and without markup. */
export function said(asking: Asking, text: Text): string {
	return plainText(say(text, asking.language), asking.pipe);
}

/** Options as choices, in the order given. */
export function choicesOf(
	asking: Asking,
	question: Pick<Question, 'id'>,
	options: readonly { code: number; label: Text; specify?: boolean; exclusive?: boolean }[],
): Choice[] {
	return options.map((option) => ({
		value: String(option.code),
		label: said(asking, option.label),
		exclusive: option.exclusive === true,
		specify: option.specify === true ? specifyField(question.id, option.code) : undefined,
	}));
}

/** The ways to decline that the question offers, as choices that stand alone. */
export function declinesAsChoices(asking: Asking, question: Question): Choice[] {
	return declinesOffered(question).map((way) => ({
		value: way,
		label: asking.words.declines[way],
		exclusive: true,
		specify: undefined,
	}));
}

/** What the respondent reads at a field, if anything is wrong with it. */
export function messageAt(asking: Asking, question: Question, field: string): string | undefined {
	const problem = asking.problems.find((candidate) => candidate.field === field);
	return problem === undefined ? undefined : problemWords(asking.words, question, problem, asking);
}

/** Each problem with the control that cures it and what to read there, in the order in which the page shows the fields. */
export function problemsShown(asking: Asking, question: Question): { control: string; message: string }[] {
	const shown = rowsShown(asking, question).map((item) => itemField(question.id, item.id));
	return [...asking.problems]
		.sort((a, b) => shown.indexOf(a.field) - shown.indexOf(b.field))
		.map((problem) => ({
			control: controlId(problem.field),
			message: problemWords(asking.words, question, problem, asking),
		}));
}

/** The rows of a grid in the order that this interview sees; none for other kinds. */
export function rowsShown(asking: Asking, question: Question): Item[] {
	if (question.kind !== 'grid') return [];
	return inOrder<Item & { readonly anchored?: boolean }>(question.items, question.itemOrder, asking, question.id);
}

/** The `aria-describedby` of a field whose hint and error have the ids `hint` and `error`. */
export function describedBy({ hint, error }: { hint: boolean; error: boolean }): string | undefined {
	if (hint && error) return 'hint error';
	if (hint) return 'hint';
	return error ? 'error' : undefined;
}

/** The `id` of a field's first control: what a link in the error summary leads to. */
export function controlId(field: string): string {
	return field.replaceAll('.', '-');
}

/**
 * A stored answer as the form that would give it: the inverse of `checkAnswer`, proved by
 * tests/property/entered-answers.test.ts. An empty form for no answer.
 */
export function enteredFrom(question: Question, answer: Answer | undefined): Map<string, string[]> {
	if (answer === undefined || 'seen' in answer) return new Map();
	if ('missing' in answer) return declinedForm(question, answer.missing);
	if ('code' in answer) return withOther(question, [answer.code], answer.other);
	if ('codes' in answer) return withOther(question, answer.codes, answer.other);
	if ('number' in answer) return new Map([[question.id, [String(answer.number)]]]);
	if ('text' in answer) return new Map([[question.id, [answer.text]]]);
	if ('ranks' in answer) {
		return new Map(answer.ranks.map((code, index) => [placeField(question.id, index + 1), [String(code)]]));
	}
	return new Map(
		Object.entries(answer.items).map(([item, rating]) => [
			itemField(question.id, item),
			[typeof rating === 'number' ? String(rating) : formValue[rating]],
		]),
	);
}

const formValue = { 'dont-know': 'dk', refused: 'pnts' } as const;

function declinedForm(question: Question, missing: keyof typeof formValue): Map<string, string[]> {
	const value = [formValue[missing]];
	switch (question.kind) {
		case 'number':
		case 'text':
		case 'ranking':
			return new Map([[declineField(question.id), value]]);
		case 'grid':
			return new Map(question.items.map((item) => [itemField(question.id, item.id), value]));
		case 'single':
		case 'multiple':
		case 'scale':
		case 'knowledge':
		case 'item-count':
		case 'crosswise':
		case 'consent':
		case 'information':
			return new Map([[question.id, value]]);
	}
}

function withOther(question: Question, codes: readonly number[], other: string | undefined): Map<string, string[]> {
	const form = new Map([[String(question.id), codes.map(String)]]);
	if (other === undefined || !('options' in question)) return form;
	const specified = question.options.find((option) => option.specify && codes.includes(option.code));
	if (specified !== undefined) form.set(specifyField(question.id, specified.code), [other]);
	return form;
}
