import { consentCodes, crosswiseCodes, plainText } from '../instrument/index.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';
import { shownValue } from './form.ts';
import { valueAt } from './place.ts';
import type { Place } from './place.ts';
import { firstLanguage, objectsAt } from './reading.ts';
import type { Choice } from './rule.ts';

/** A question as a rule may look at it: what can be said of its answer. A draft's may be unfinished. */
export interface Askable {
	readonly id: string;
	/** In the order of asking, from 1. */
	readonly number: number;
	readonly kind: string;
	/** Its words without markup; its id where it has none. */
	readonly text: string;
	/** The rows of a grid. */
	readonly rows: readonly { readonly id: string; readonly label: string }[];
	/** The answers that it can have, by their words; of a number only those that decline. */
	readonly choices: readonly { readonly value: Choice; readonly label: string }[];
}

/** A random allocation: a declared experiment, or the halves of an item count. */
export interface Allocated {
	readonly id: string;
	readonly label: string;
	readonly arms: readonly string[];
}

/** What a rule at a place may look at. */
export interface Sources {
	/** The questions that are asked before, in the order of asking. */
	readonly questions: readonly Askable[];
	readonly allocations: readonly Allocated[];
}

/** What a rule at `place` may look at: for `questions/#id/askIf` the questions before that one, elsewhere all. */
export function sourcesOf(document: Json, place: Place): Sources {
	const of = /^questions\/#([^/]+)\/askIf$/.exec(place)?.[1];
	const all = askablesOf(document);
	const at = of === undefined ? -1 : all.findIndex(({ id }) => id === of);
	return { questions: at < 0 ? all : all.slice(0, at), allocations: allocationsIn(document, all) };
}

/** Every question of a draft as a rule may look at it, in the order of asking. */
export function askablesOf(document: Json): Askable[] {
	const language = firstLanguage(document);
	return objectsAt(document, 'sections')
		.flatMap((section) => objectsAt(section, 'questions'))
		.map((question, at) => ({ ...read(question, language), number: at + 1 }));
}

type Read = Omit<Askable, 'number'>;

/** Documents share what an edit has not touched, so that each question is read once for as long as it stays as it is. */
const known = new WeakMap<JsonObject, { readonly language: string; readonly read: Read }>();

function read(question: JsonObject, language: string): Read {
	const before = known.get(question);
	if (before?.language === language) return before.read;
	const id = shownValue(question['id']);
	const kind = shownValue(question['kind']);
	const rows = kind === 'grid' ? objectsAt(question, 'items') : [];
	const found: Read = {
		id,
		kind,
		text: plain(question, 'text', language) || id,
		rows: rows.map((row) => ({ id: shownValue(row['id']), label: plain(row, 'label', language) })),
		choices: [...codedChoices(question, kind, language), ...declinedChoices(question, kind)],
	};
	known.set(question, { language, read: found });
	return found;
}

function codedChoices(question: JsonObject, kind: string, language: string): Askable['choices'] {
	const upTo = (from: number, to: number) =>
		Array.from({ length: Math.max(0, Math.min(to - from + 1, 50)) }, (_, step) => ({
			value: from + step,
			label: String(from + step),
		}));
	const pair = (codes: readonly [number, number], fields: readonly [string, string]) =>
		codes.map((value, at) => ({ value, label: plain(question, fields[at] ?? '', language) || String(value) }));
	switch (kind) {
		case 'scale':
			return upTo(Number(shownValue(question['from'])), Number(shownValue(question['to'])));
		case 'item-count':
			return upTo(0, objectsAt(question, 'items').length + 1);
		case 'crosswise':
			return pair([crosswiseCodes.alike, crosswiseCodes.different], ['alikeLabel', 'differentLabel']);
		case 'consent':
			return pair([consentCodes.agrees, consentCodes.declines], ['agreeLabel', 'declineLabel']);
		default:
			return objectsAt(question, 'options').flatMap((option) => {
				const { code } = option;
				return typeof code === 'number'
					? [{ value: code, label: plain(option, 'label', language) || String(code) }]
					: [];
			});
	}
}

function declinedChoices(question: JsonObject, kind: string): Askable['choices'] {
	if (kind === 'information' || kind === 'consent') return [];
	const offers = (way: string) => valueAt(question, `${way}/offered`) === true;
	return [
		...(offers('dontKnow') ? [{ value: 'dont-know' as const, label: 'Don’t know' }] : []),
		...(offers('preferNotToSay') || question['required'] === false
			? [{ value: 'refused' as const, label: 'Prefer not to say' }]
			: []),
	];
}

function allocationsIn(document: Json, questions: readonly Askable[]): Allocated[] {
	const declared = objectsAt(document, 'experiments').map((experiment) => {
		const arms = valueAt(experiment, 'arms');
		return {
			id: shownValue(experiment['id']),
			label: shownValue(experiment['label']) || shownValue(experiment['id']),
			arms: Array.isArray(arms) ? arms.map(shownValue) : [],
		};
	});
	const halves = questions
		.filter(({ kind }) => kind === 'item-count')
		.map(({ id, text }) => ({ id, label: text, arms: ['control', 'treatment'] }));
	return [...declared, ...halves];
}

function plain(thing: JsonObject, field: string, language: string): string {
	const text = thing[field];
	const words = text !== undefined && isObject(text) ? shownValue(text[language]) : '';
	return words === '' ? '' : plainText(words).replaceAll(/\s+/g, ' ');
}
