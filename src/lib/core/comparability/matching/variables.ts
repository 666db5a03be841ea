import type { Declined, Instrument, MissingReason, Question, Variable } from '#core/instrument/index.ts';
import { plainText, questionsOf, say, variablesOf } from '#core/instrument/index.ts';

/** A variable of ours that a file of others may hold. */
export interface OurVariable {
	readonly name: string;
	/** The question and, where it has several columns, what they are brought in together with: all or none. */
	readonly question: string;
	/** As staff read it. */
	readonly label: string;
	/** Ways to say it, the fullest first: the question with its row or option, in each language. */
	readonly words: readonly string[];
	readonly type: 'code' | 'number';
	/** In the printed order. `words` are its label in each language, the first being for staff. */
	readonly options: readonly { readonly code: number; readonly words: readonly string[] }[];
	/** The numbers that are accepted; null for codes. */
	readonly numbers: { readonly least: number; readonly most: number } | null;
	/** Ways not to answer that the question allows. */
	readonly declines: readonly Declined[];
}

/** A column of their file. */
export interface TheirColumn {
	readonly name: string;
	/** The words that the file gives it; empty where it gives none. */
	readonly words: string;
	/** Values that occur or are labelled, in their order; of a column with very many only those labelled or missing. */
	readonly values: readonly TheirValue[];
	/** The numbers that occur, missing ones left out; null where something else occurs too, or nothing. */
	readonly numbers: { readonly least: number; readonly most: number } | null;
	/** It has so many different values that not all are listed. */
	readonly hasMore: boolean;
}

export interface TheirValue {
	/** Empty for a cell without a value. */
	readonly value: string;
	/** What the file calls it; empty where it does not. */
	readonly label: string;
	/** The author of the file declared it missing. */
	readonly isMissing: boolean;
	/** Rows that have it. */
	readonly count: number;
}

/** What a value of theirs stands for: our code, a reason for there being none, or nothing that anybody has said yet. */
export type Meaning = number | MissingReason | null;

/**
 * The variables that can be brought in from others, in the order of asking. Left out are own words, consent, what is scored
 * from another answer, and item counts, which nobody can read without each person's half.
 */
export function variablesToMatch(instrument: Instrument): OurVariable[] {
	return questionsOf(instrument).flatMap((question) =>
		variablesOf(question)
			.filter((variable) => canComeFromOthers(question, variable))
			.map((variable) => ourVariable(question, variable)),
	);
}

function canComeFromOthers(question: Question, { name, type }: Variable): boolean {
	switch (question.kind) {
		case 'single':
		case 'multiple':
		case 'grid':
		case 'number':
		case 'scale':
		case 'ranking':
		case 'crosswise':
			return type !== 'text';
		case 'knowledge':
			return name === question.id;
		case 'text':
		case 'item-count':
		case 'consent':
		case 'information':
			return false;
	}
}

function ourVariable(question: Question, variable: Variable): OurVariable {
	const languages = Object.keys(question.text);
	const plain = (text: Variable['label'], language: string) =>
		plainText(say(text, language)).replaceAll('\n', ' ').trim();
	const inFull = (language: string) => {
		const [asked, own] = [plain(question.text, language), plain(variable.label, language)];
		return own.startsWith(asked) ? own : `${asked} – ${own}`;
	};
	const full = [...new Set(languages.map(inFull))];
	return {
		name: variable.name,
		question: question.id,
		label: inFull('en'),
		words: full,
		type: variable.type === 'number' ? 'number' : 'code',
		options: variable.values.map(({ code, label }) => ({
			code,
			words: [...new Set([plain(label, 'en'), ...Object.keys(label).map((language) => plain(label, language))])],
		})),
		numbers: question.kind === 'number' ? { least: question.least, most: question.most } : null,
		declines: [
			...(question.dontKnow.offered ? (['dont-know'] as const) : []),
			...(question.preferNotToSay.offered || !question.required ? (['refused'] as const) : []),
		],
	};
}
