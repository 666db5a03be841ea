import type { CsvRecord } from './csv-out/records.ts';
import { recordsCsv } from './csv-out/records.ts';

/** What one person answered, in words, for that person: nothing in it says who they are. */
export interface AnswersForPerson {
	readonly survey: string;
	readonly wave: string;
	/** The ISO date on which they answered; null where it is not kept. */
	readonly day: string | null;
	readonly language: string;
	readonly answers: readonly WordsOfAnswer[];
	/** Answers to questions that they then no longer had to answer: kept apart, and counted nowhere. */
	readonly abandoned: readonly WordsOfAnswer[];
}

interface WordsOfAnswer {
	readonly question: string;
	/** In a grid one for each row, which `label` names. */
	readonly lines: readonly { readonly label?: string; readonly words: string }[];
}

/** As CSV (RFC 4180, UTF-8 with a byte order mark, formulas escaped): a line for each answer. */
export function personsAnswersCsv({ answers, abandoned, ...about }: AnswersForPerson): string {
	const { survey, wave, day, language } = about;
	const linesOf = (kept: readonly WordsOfAnswer[], counts: 'yes' | 'no'): CsvRecord[] =>
		kept.flatMap(({ question, lines }) =>
			lines.map(({ label = '', words }) => {
				return { survey, wave, day: day ?? '', language, question, row: label, answer: words, counts };
			}),
		);
	return recordsCsv([...linesOf(answers, 'yes'), ...linesOf(abandoned, 'no')]);
}

/** The same as JSON. */
export function personsAnswersJson(answers: AnswersForPerson): string {
	return `${JSON.stringify(answers, null, '\t')}\n`;
}
