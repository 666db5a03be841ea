import { compareVersions, differenceWords, fingerprint } from '#core/comparability/index.ts';
import { askedAlone, plainText, QuestionId, say } from '#core/instrument/index.ts';
import type { Instrument, Question } from '#core/instrument/index.ts';

/** What makes two questions the same to those who are asked, wherever they stand and whatever they are called. */
export interface QuestionForm {
	/** The same for two questions whose columns have the same fingerprints, read in English where both have that. */
	readonly form: string;
	/** The same for two questions with the same answers under the same codes; null for a question without a list of answers. */
	readonly scale: string | null;
}

const known = new WeakMap<Question, QuestionForm>();

/** The form of a question, apart from who is asked it. Computed once for as long as the question is the same object. */
export function formOf(question: Question): QuestionForm {
	const before = known.get(question);
	if (before !== undefined) return before;
	const language = languageOf(question);
	const columns = [...fingerprint(alone(question, language), { source: language })].map(([name, { parts }]) => [
		name,
		Object.entries(parts).map(([part, places]) => [part, Object.entries(places).toSorted(byName)]),
	]);
	const form = JSON.stringify(columns.length > 0 ? columns : [question.kind, words(question, language)]);
	const read = { form, scale: scaleOf(question, language) };
	known.set(question, read);
	return read;
}

/** What is another for those who are asked, in words: `options: … → …`, each once. */
export function formChanges(older: Question, newer: Question): string[] {
	const both = Object.keys(newer.text).find((language) => Object.hasOwn(older.text, language));
	const language = both ?? languageOf(newer);
	const verdicts = compareVersions(alone(older, language), { ...alone(newer, language), version: 2 });
	return [...new Set(verdicts.flatMap(({ differences }) => differences.map(differenceWords)))];
}

/** The question by itself, asked of everyone and under one name for all. */
function alone(question: Question, language: string): Instrument {
	return askedAlone([{ ...question, id: nameForAll, askIf: undefined }], language);
}

const nameForAll = QuestionId.parse('question');

function languageOf({ text }: Question): string {
	return Object.hasOwn(text, 'en') ? 'en' : (Object.keys(text)[0] ?? 'en');
}

/** A page that yields no column is what it says. */
function words(question: Question, language: string): string[] {
	const texts = question.kind === 'information' ? [question.text, question.body] : [question.text];
	return texts.map((text) => plainText(say(text, language)));
}

function scaleOf(question: Question, language: string): string | null {
	if (question.kind === 'scale') {
		const ends = [question.lowLabel, question.highLabel].map((text) => say(text, language).trim());
		return JSON.stringify([question.from, question.to, ...ends]);
	}
	if (!('options' in question)) return null;
	return JSON.stringify(question.options.map(({ code, label }) => [code, say(label, language).trim()]));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : 1;
}
