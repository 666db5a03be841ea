import type { Json, JsonObject } from './json.ts';
import { isList, isObject } from './json.ts';
import { keyOf, sectionListOf, type Place } from './place.ts';

/** A text of a draft: where it stands, and its words by language. */
export interface DraftText {
	readonly place: Place;
	readonly words: Readonly<Record<string, string>>;
}

/**
 * Every text of a draft in the order in which it stands there, whether or not the draft is an instrument yet. A text is
 * known by its form alone: a field whose members are all words by the code of a language (see `Text` of core/instrument).
 */
export function textsIn(document: Json): DraftText[] {
	return [...textsBelow(document, '', document)];
}

function* textsBelow(value: Json, place: Place, document: Json): Generator<DraftText> {
	if (isList(value)) {
		for (const member of value) {
			const key = keyOf(member);
			if (isObject(member) && key !== undefined)
				yield* textsOfFields(member, placeOfMember(place, key, document), document);
		}
	} else if (isObject(value)) {
		const words = wordsOf(value);
		if (words !== undefined && place !== '') yield { place, words };
		else yield* textsOfFields(value, place, document);
	}
}

function* textsOfFields(value: JsonObject, place: Place, document: Json): Generator<DraftText> {
	for (const [name, inner] of Object.entries(value)) {
		yield* textsBelow(inner, place === '' ? name : `${place}/${name}`, document);
	}
}

/** A question's place is its own, whatever section it is in. */
function placeOfMember(list: Place, key: string, document: Json): Place {
	const isQuestion = list.startsWith('sections/') && list.endsWith('/questions');
	return isQuestion && sectionListOf(document, key.slice(1)) === list ? `questions/${key}` : `${list}/${key}`;
}

function wordsOf(value: JsonObject): Record<string, string> | undefined {
	const words: Record<string, string> = {};
	for (const [language, said] of Object.entries(value)) {
		if (typeof said !== 'string' || !/^[a-z]{2,3}$/.test(language)) return undefined;
		words[language] = said;
	}
	return Object.keys(words).length > 0 ? words : undefined;
}
