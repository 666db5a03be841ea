import { isList, isObject, valueAt } from '#core/authoring/index.ts';
import type { Json } from '#core/authoring/index.ts';
import {
	consentCodes,
	consentOptions,
	crosswiseOptions,
	declinedValues,
	declinesOffered,
	itemsShown,
	missingCodes,
	pipesIn,
	plainText,
	Question,
	say,
	scalePoints,
} from '#core/instrument/index.ts';
import type { Text } from '#core/instrument/index.ts';
import { wordsIn } from '#ui/words/index.ts';
import { paperWordsIn } from './paper-words.ts';
import type { PaperWords } from './paper-words.ts';
import type { OnPaper } from './routing-words.ts';
import { routingWords } from './routing-words.ts';

/** An answer to tick, with the code that it is entered by; `line` leaves room for own words. */
interface PrintedChoice {
	readonly code: number;
	readonly label: string;
	readonly line: boolean;
}

/** A question as it stands on paper. */
export interface PrintedQuestion {
	readonly number: number;
	readonly id: string;
	readonly text: string;
	/** Words of a page that is only read. */
	readonly body: string | null;
	readonly hint: string | null;
	/** For whoever asks or enters: who is asked, how many answers, in which order. */
	readonly instructions: readonly string[];
	/** What is read out before the answers: statements, or rows of a grid, by letter where answers stand beside them. */
	readonly statements: readonly string[];
	readonly rows: readonly string[];
	readonly choices: readonly PrintedChoice[];
	readonly declines: readonly PrintedChoice[];
	/** Empty lines to write on. */
	readonly lines: number;
	readonly unit: string | null;
}

export interface PrintedSection {
	readonly title: string;
	readonly questions: readonly (
		PrintedQuestion | { readonly number: number; readonly id: string; readonly text: null }
	)[];
}

/** A draft or a version as it is printed. A question that is not whole yet has its number and no words. */
export function printedSections(document: Json, language: string): PrintedSection[] {
	const sections = members(document, 'sections');
	const listed = sections.flatMap((section) => members(section, 'questions'));
	const questions = new Map(
		listed.map((json, at) => [stringAt(json, 'id'), { number: at + 1, question: Question.safeParse(json).data }]),
	);
	const paper: OnPaper = { language, questions };
	return sections.map((section) => ({
		title: wordsAt(section, 'title', language),
		questions: members(section, 'questions').map((json) => {
			const id = stringAt(json, 'id');
			const { number = 0, question } = questions.get(id) ?? {};
			return question === undefined ? { number, id, text: null } : printedQuestion(question, number, paper);
		}),
	}));
}

/** The words of a text of a document that need not be an instrument, in a language or the first that is there. */
export function wordsAt(document: Json, place: string, language: string): string {
	const text = valueAt(document, place);
	if (text === undefined || !isObject(text)) return '';
	const words = text[language] ?? Object.values(text)[0];
	return typeof words === 'string' ? plainText(words) : '';
}

function printedQuestion(question: Question, number: number, paper: OnPaper): PrintedQuestion {
	const { language } = paper;
	const words = wordsIn(language);
	const around = paperWordsIn(language);
	const pipe = (id: string) => around.earlierAnswer(around.question(paper.questions.get(id)?.number ?? '?'));
	const print = (text: Text) => plainText(say(text, language), pipe);
	const shape = shapeOf(question, print, { ...around, form: words.form });
	return {
		number,
		id: question.id,
		text: print(question.text),
		body: question.kind === 'information' ? print(question.body) : null,
		hint: question.hint === undefined ? null : print(question.hint),
		instructions: [
			...(question.askIf === undefined ? [] : [routingWords(question.askIf, paper)]),
			...shape.instructions,
			...(pipesIn(say(question.text, language)).length > 0 ? [around.putIn] : []),
		],
		statements: shape.statements ?? [],
		rows: shape.rows ?? [],
		choices: shape.choices ?? [],
		declines: declinesOffered(question).map((way) => ({
			code: missingCodes[declinedValues[way]],
			label: words.declines[way],
			line: false,
		})),
		lines: shape.lines ?? 0,
		unit: question.kind === 'number' && question.unit !== undefined ? print(question.unit) : null,
	};
}

interface Shape {
	readonly instructions: readonly string[];
	readonly statements?: readonly string[];
	readonly rows?: readonly string[];
	readonly choices?: readonly PrintedChoice[];
	readonly lines?: number;
}

function shapeOf(
	question: Question,
	print: (text: Text) => string,
	words: PaperWords & Pick<ReturnType<typeof wordsIn>, 'form'>,
): Shape {
	const { form } = words;
	const choices = (options: readonly { code: number; label: Text; specify: boolean }[]) =>
		options.map(({ code, label, specify }) => ({ code, label: print(label), line: specify }));
	const labels = (items: readonly { label: Text }[]) => items.map(({ label }) => print(label));
	const shuffled = (order: 'fixed' | 'random') => (order === 'random' ? [words.shuffledAnswers] : []);
	switch (question.kind) {
		case 'single':
			return {
				instructions: [words.oneAnswer, ...shuffled(question.order)],
				choices: choices(question.options),
			};
		case 'knowledge':
			return { instructions: [words.oneAnswer], choices: choices(question.options) };
		case 'multiple': {
			const most = question.most === undefined ? form.chooseAny : form.chooseUpTo(question.most);
			const alone = question.options.filter(({ exclusive }) => exclusive).map(({ code }) => code);
			return {
				instructions: [most, ...(alone.length > 0 ? [words.alone(alone.join(', '))] : []), ...shuffled(question.order)],
				choices: choices(question.options),
			};
		}
		case 'ranking':
			return {
				instructions: [words.places(question.places), ...shuffled(question.order)],
				choices: choices(question.options),
			};
		case 'grid':
			return {
				instructions: [words.oneInEachRow, ...(question.itemOrder === 'random' ? [words.shuffledRows] : [])],
				rows: labels(question.items),
				choices: choices(question.options),
			};
		case 'scale':
			return { instructions: [words.oneAnswer], choices: choices(scalePoints(question)) };
		case 'number':
			return { instructions: [form.numberRange(question.least, question.most)], lines: 1 };
		case 'text':
			return { instructions: [], lines: question.lines };
		case 'item-count': {
			const shown = itemsShown(question, { [question.id]: 'treatment' });
			const sensitive = letter(shown.indexOf(question.sensitive));
			return {
				instructions: [words.howMany, words.halfOnly(sensitive)],
				statements: labels(shown).map(lettered),
				lines: 1,
			};
		}
		case 'crosswise':
			return {
				instructions: [words.oneAnswer],
				statements: [question.innocuous, question.sensitive].map((text, at) => lettered(print(text), at)),
				choices: choices(crosswiseOptions(question)),
			};
		case 'consent':
			return { instructions: [words.stopIf(consentCodes.declines)], choices: choices(consentOptions(question)) };
		case 'information':
			return { instructions: [] };
	}
}

function letter(at: number): string {
	return String.fromCharCode(65 + at);
}

function lettered(words: string, at: number): string {
	return `${letter(at)}. ${words}`;
}

function members(value: Json, place: string): readonly Json[] {
	const list = valueAt(value, place);
	return list !== undefined && isList(list) ? list : [];
}

function stringAt(value: Json, place: string): string {
	const found = valueAt(value, place);
	return typeof found === 'string' ? found : '';
}
