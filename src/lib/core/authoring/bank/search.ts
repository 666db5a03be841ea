import { plainText } from '#core/instrument/index.ts';
import type { Question, Sensitivity, Text } from '#core/instrument/index.ts';
import type { Bank, BankEntry } from './entries.ts';

/** What somebody looks for in the bank; what is left out does not matter. */
export interface BankSearch {
	readonly words?: string | undefined;
	readonly kind?: Question['kind'] | undefined;
	/** `standard`, or the name of a survey that asked it. */
	readonly from?: string | undefined;
	readonly sensitivity?: Sensitivity | undefined;
}

/**
 * The listed questions that fit, the best first: every word looked for begins some word of the question, and counts for
 * most in its name, then in its wording, in what it measures, in its answers, and last in what stands around it. Without
 * words, standard items come first and then the surveys, each in its order of asking.
 */
export function searchBank(bank: Bank, { words = '', kind, from, sensitivity }: BankSearch): BankEntry[] {
	const fitting = bank.entries.filter(
		(entry) =>
			entry.listedUnder === null &&
			(kind === undefined || entry.question.kind === kind) &&
			(sensitivity === undefined || entry.question.sensitivity === sensitivity) &&
			(from === undefined || isFrom(entry, from)),
	);
	const looked = [...new Set(wordsIn(words))].slice(0, 12);
	if (looked.length === 0) return fitting;
	return fitting
		.map((entry) => ({ entry, score: scoreOf(entry, looked) }))
		.filter(({ score }) => score > 0)
		.toSorted((a, b) => b.score - a.score)
		.map(({ entry }) => entry);
}

function isFrom({ standard, uses }: BankEntry, from: string): boolean {
	if (from === 'standard') return standard !== null;
	return uses.some(({ survey, likeness }) => survey === from && likeness !== 'scale');
}

/** What is searched, by what a word found in it counts; each begins and ends with a space. */
type Searched = readonly (readonly [worth: number, words: string])[];

const searched = new WeakMap<BankEntry, Searched>();

/** 0 where a word is not found at all. A whole word counts half as much again as the beginning of one. */
function scoreOf(entry: BankEntry, looked: readonly string[]): number {
	const places = searchedOf(entry);
	let score = 0;
	for (const word of looked) {
		const begins = ` ${word}`;
		let best = 0;
		for (const [worth, words] of places) {
			if (worth <= best || !words.includes(begins)) continue;
			best = words.includes(`${begins} `) || words.includes(`${begins}s `) ? worth * 1.5 : worth;
		}
		if (best === 0) return 0;
		score += best;
	}
	const together = ` ${looked.join(' ')}`;
	return looked.length > 1 && places.some(([, words]) => words.includes(together)) ? score * 1.5 : score;
}

function searchedOf(entry: BankEntry): Searched {
	const before = searched.get(entry);
	if (before !== undefined) return before;
	const { question, standard } = entry;
	const title = standard?.title ?? '';
	/** The same question elsewhere may be in more languages. */
	const same = entry.uses.flatMap((use) =>
		use.likeness === 'same' && use.question !== question ? [use.question] : [],
	);
	const elsewhere = new Set(same.flatMap((other) => [other.text, ...answersOf(other)].flatMap(spoken)));
	const index: Searched = [
		[8, spaced([title, entry.id, question.id])],
		[6, spaced(spoken(question.text))],
		[5, spaced([question.construct ?? '', ...(standard?.tags ?? [])])],
		[3, spaced([...answersOf(question).flatMap(spoken), ...elsewhere])],
		[
			1,
			spaced([
				...[question.hint, question.base].flatMap((text) => (text === undefined ? [] : spoken(text))),
				...(standard === null ? [] : [standard.source]),
				...new Set(entry.uses.map(({ surveyTitle }) => surveyTitle)),
			]),
		],
	];
	searched.set(entry, index);
	return index;
}

function answersOf(question: Question): Text[] {
	switch (question.kind) {
		case 'single':
		case 'multiple':
		case 'ranking':
		case 'knowledge':
			return question.options.map(({ label }) => label);
		case 'grid':
			return [...question.items, ...question.options].map(({ label }) => label);
		case 'item-count':
			return [...question.items, question.sensitive].map(({ label }) => label);
		case 'crosswise':
			return [question.innocuous, question.sensitive, question.alikeLabel, question.differentLabel];
		case 'scale':
			return [question.lowLabel, question.highLabel];
		case 'consent':
			return [question.agreeLabel, question.declineLabel];
		case 'information':
			return [question.body];
		case 'number':
			return question.unit === undefined ? [] : [question.unit];
		case 'text':
			return [];
	}
}

function spoken(text: Text): string[] {
	return Object.values(text).map((words) => plainText(words));
}

function spaced(texts: readonly string[]): string {
	return ` ${texts.flatMap(wordsOf).join(' ')} `;
}

/** The words looked for, in the singular as far as an s tells: what begins with that is found in the plural too. */
function wordsIn(looked: string): string[] {
	return wordsOf(looked.slice(0, 200)).map((word) => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word));
}

/** Letters without their accents and digits, in lower case; whatever else parts words. */
function wordsOf(text: string): string[] {
	return text
		.normalize('NFD')
		.replaceAll(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}
