import { consentOptions, crosswiseOptions, declinesOffered, itemsShown } from '#core/instrument/index.ts';
import { itemField, plainText, questionsOf, say, scalePoints } from '#core/instrument/index.ts';
import type { Arms, Instrument, Question, Text } from '#core/instrument/index.ts';
import { declineCodes, typedFields } from '#core/paper/index.ts';

/** A field to type in; `label` names a row of a grid and is empty elsewhere. */
export interface EntryField {
	readonly field: string;
	readonly label: string;
	/** Lines of a field for words. */
	readonly lines: number;
}

/** A question as it is typed from paper. */
export interface EntryQuestion {
	readonly id: string;
	readonly number: number;
	readonly text: string;
	/** What may be typed, in words: "1 Yes · 2 No · 98 Don’t know". */
	readonly codes: string;
	readonly fields: readonly EntryField[];
	/** Codes after the last digit of which a grid's next row has its turn. */
	readonly advance: readonly string[];
}

/** The questions that have anything to type, in the order of the form. */
export function entryQuestions(instrument: Instrument, language: string, arms: Arms): readonly EntryQuestion[] {
	const words = (text: Text) => plainText(say(text, language), () => '…');
	return questionsOf(instrument)
		.map((question, at) => ({ question, number: at + 1 }))
		.filter(({ question }) => question.kind !== 'information')
		.map(({ question, number }) => ({
			...{ id: question.id, number, text: words(question.text) },
			codes: [codesOf(question, words, arms), ...declinesOf(question)].join(' · '),
			fields: typedFields(question).map((field) => ({
				field,
				label: rowOf(question, field, words),
				lines: question.kind === 'text' ? question.lines : 1,
			})),
			advance: question.kind === 'grid' ? gridCodes(question) : [],
		}));
}

function rowOf(question: Question, field: string, words: (text: Text) => string): string {
	if (question.kind !== 'grid') return '';
	const row = question.items.find(({ id }) => itemField(question.id, id) === field);
	return row === undefined ? '' : words(row.label);
}

function gridCodes(question: Extract<Question, { kind: 'grid' }>): string[] {
	const { dk, pnts } = declineCodes(question);
	return [...question.options.map(({ code }) => String(code)), dk, pnts];
}

function codesOf(question: Question, words: (text: Text) => string, arms: Arms): string {
	const list = (options: readonly { code: number; label: Text }[]) =>
		options.map(({ code, label }) => `${code} ${shortened(words(label))}`).join(' · ');
	const own = 'options' in question && 'specify' in (question.options[0] ?? {});
	const specify =
		own && question.options.some((option) => option.specify) ? ' · own words after a colon, as “7: a friend”' : '';
	switch (question.kind) {
		case 'single':
		case 'knowledge':
			return `${list(question.options)}${specify}`;
		case 'multiple':
			return `Codes with spaces between: ${list(question.options)}${specify}`;
		case 'grid':
			return list(question.options);
		case 'ranking':
			return `${question.places} codes in order, with spaces between: ${list(question.options)}`;
		case 'scale':
			return [scalePoints(question).at(0), scalePoints(question).at(-1)]
				.flatMap((end) => (end === undefined ? [] : [words(end.label)]))
				.join(' · ');
		case 'consent':
			return list(consentOptions(question));
		case 'crosswise':
			return list(crosswiseOptions(question));
		case 'item-count':
			return `A number from 0 to ${itemsShown(question, arms).length}`;
		case 'number':
			return `A number from ${question.least} to ${question.most}`;
		case 'text':
			return 'The words as they are written';
		case 'information':
			return '';
	}
}

function declinesOf(question: Question): string[] {
	const codes = declineCodes(question);
	const said = { dk: 'Don’t know', pnts: 'Prefer not to say' };
	return declinesOffered(question).map((way) => `${codes[way]} ${said[way]}`);
}

function shortened(words: string): string {
	return words.length <= 30 ? words : `${words.slice(0, 29).trimEnd()}…`;
}
