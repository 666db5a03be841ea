import { questionsOf } from '../instrument/index.ts';
import type { Question } from '../instrument/index.ts';
import type { Fielded } from './cost.ts';
import type { JsonObject } from './json.ts';

type Kind = Question['kind'];

const declined = { offered: true, inBase: false };
const plain = { exclusive: false, specify: false, anchored: false };

/** The options and rows that a question has had in any version: their codes and ids are never used for others. */
interface OfQuestion {
	readonly question: string;
	readonly fielded: Pick<Fielded, 'versions'>;
}

/** An option with a code that no option of the list has, nor had in a version, in the language that is written first. */
export function newOption(codes: readonly number[], language: string, of?: OfQuestion): JsonObject {
	const known = [...codes, ...questionsEver(of).flatMap((one) => ('options' in one ? one.options : []).map(codeOf))];
	const code = Math.max(0, ...known.filter((one) => one < 90)) + 1;
	return { code, label: { [language]: `Option ${code}` }, ...plain };
}

/** A question of a kind with the least that it needs, in the language that is written first. */
export function newQuestion(kind: Kind, { id, language }: { id: string; language: string }): JsonObject {
	const say = (words: string) => ({ [language]: words });
	const common = {
		id,
		kind,
		text: say(kind === 'information' ? 'What people should know here' : 'A new question'),
		base: say('Everyone'),
		sensitivity: 'none',
		dontKnow: declined,
		preferNotToSay: declined,
		required: true,
	};
	const option = (code: number, words: string) => ({ code, label: say(words), ...plain });
	const options = [option(1, 'Yes'), option(2, 'No')];
	const item = (name: string, words: string) => ({ id: name, label: say(words) });
	switch (kind) {
		case 'single':
		case 'multiple':
			return { ...common, options, order: 'fixed' };
		case 'ranking':
			return {
				...common,
				options: [option(1, 'First thing'), option(2, 'Second thing'), option(3, 'Third thing')],
				order: 'fixed',
				places: 2,
			};
		case 'knowledge':
			return { ...common, options, correct: [1] };
		case 'grid':
			return {
				...common,
				items: [item('one', 'First statement'), item('two', 'Second statement')],
				options: agreement.map((words, at) => option(at + 1, words)),
				itemOrder: 'fixed',
			};
		case 'number':
			return { ...common, least: 0, most: 100, decimals: 0 };
		case 'scale':
			return { ...common, from: 0, to: 10, lowLabel: say('Not at all'), highLabel: say('Completely') };
		case 'text':
			return { ...common, most: 500, lines: 3 };
		case 'item-count':
			return {
				...common,
				sensitivity: 'self-incriminating-or-health',
				items: ['one', 'two', 'three'].map((name) => item(name, `A harmless thing: ${name}`)),
				sensitive: item('sensitive', 'The thing that nobody likes to admit'),
			};
		case 'crosswise':
			return {
				...common,
				sensitivity: 'self-incriminating-or-health',
				innocuous: say('Something harmless of which you know how many people it is true of'),
				sensitive: say('The thing that nobody likes to admit'),
				alikeLabel: say('Both are true, or neither is'),
				differentLabel: say('One of the two is true'),
				probability: 0.25,
				probabilitySource: 'Say where this probability comes from',
			};
		case 'consent': {
			const none = { offered: false, inBase: false };
			return {
				...common,
				dontKnow: none,
				preferNotToSay: none,
				agreeLabel: say('Yes, I agree to take part'),
				declineLabel: say('No, I do not agree'),
			};
		}
		case 'information': {
			const none = { offered: false, inBase: false };
			return { ...common, dontKnow: none, preferNotToSay: none, body: say('The words of this page.') };
		}
	}
}

const agreement = ['Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree'];

/** An id from words that nothing has, nor any row of the question had in a version: `would_report`, `would_report_2`. */
export function freshId(words: string, others: readonly string[], of?: OfQuestion): string {
	const rows = questionsEver(of).flatMap((one) => ('items' in one ? one.items.map(({ id }) => id) : []));
	const taken = [...others, ...rows];
	const stem =
		words
			.toLowerCase()
			.replaceAll(/[^a-z0-9]+/g, '_')
			.replace(/^[^a-z]+/, '')
			.slice(0, 30)
			.replace(/_+$/, '') || 'question';
	for (let at = 1; ; at += 1) {
		const id = at === 1 ? stem : `${stem}_${at}`;
		if (!taken.includes(id)) return id;
	}
}

/**
 * An id for a question beside those that are there or were in a version: `question`, `question2`. Columns are named after
 * their question, such as `question_2` for an option, so no id begins with another and `_`.
 */
export function freshQuestionId(others: readonly string[], fielded: Pick<Fielded, 'versions'>): string {
	const taken: readonly string[] = [...others, ...fielded.versions.flatMap(questionsOf).map(({ id }) => id)];
	const isClear = (id: string) => taken.every((one) => one !== id && !clash(one, id) && !clash(id, one));
	for (let at = 1; ; at += 1) {
		const id = at === 1 ? 'question' : `question${at}`;
		if (isClear(id)) return id;
	}
}

function clash(id: string, longer: string): boolean {
	return longer.startsWith(`${id}_`);
}

function questionsEver(of: OfQuestion | undefined): Question[] {
	return of?.fielded.versions.flatMap(questionsOf).filter(({ id }) => id === of.question) ?? [];
}

function codeOf({ code }: { readonly code: number }): number {
	return code;
}
