import type { Answer, Arms, Instrument } from '../../instrument/index.ts';
import { cellsOf, questionsOf, variablesOf } from '../../instrument/index.ts';

/** What of a completed response the rules look at. */
export interface LookedAt {
	readonly answers: Readonly<Record<string, Answer>>;
	readonly arms: Arms;
	/** From which the order of random rows follows; null where nobody knows it. */
	readonly seed: number | null;
	/** The lower bound of the band in which its length lies, in seconds; null where nobody knows it. */
	readonly seconds: number | null;
	readonly signals: readonly string[];
}

/** Gives the words that a response has in a column; undefined where it has none. */
export type TextReader = (response: Pick<LookedAt, 'answers' | 'arms'>, variable: string) => string | undefined;

/** Reads open texts of an instrument's responses. Columns that it does not have hold none. */
export function textReader(instrument: Instrument): TextReader {
	const places = new Map(
		questionsOf(instrument).flatMap((question) =>
			variablesOf(question).flatMap(({ type, name }, place) =>
				type === 'text' ? [[name, { question, place }] as const] : [],
			),
		),
	);
	return ({ answers, arms }, variable) => {
		const at = places.get(variable);
		const answer = at && answers[at.question.id];
		if (at === undefined || answer === undefined) return undefined;
		const cell = cellsOf(at.question, answer, arms)[at.place];
		return typeof cell === 'string' && cell.trim() !== '' ? cell : undefined;
	};
}

/** The columns of open text that an instrument has, in its order. */
export function textColumns(instrument: Instrument): { readonly name: string; readonly question: string }[] {
	return questionsOf(instrument).flatMap((question) =>
		variablesOf(question).flatMap(({ type, name }) => (type === 'text' ? [{ name, question: question.id }] : [])),
	);
}
