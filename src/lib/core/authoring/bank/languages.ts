import { isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

/**
 * A question with its words in the languages of a draft alone; with all of its words where it has none in any of those.
 * `left` are the languages that were taken away, `missing` those of the draft in which it has to be translated.
 */
export function inLanguages(
	question: JsonObject,
	languages: readonly string[],
): { readonly value: JsonObject; readonly left: readonly string[]; readonly missing: readonly string[] } {
	const text = question['text'];
	const had = text !== undefined && isObject(text) ? Object.keys(text) : [];
	const missing = languages.filter((language) => !had.includes(language));
	const left = had.filter((language) => !languages.includes(language));
	if (left.length === had.length || left.length === 0) return { value: question, left: [], missing };
	return { value: without(question, left), left, missing };
}

function without(value: JsonObject, left: readonly string[]): JsonObject {
	const kept = isText(value) ? Object.entries(value).filter(([name]) => !left.includes(name)) : Object.entries(value);
	return Object.fromEntries(kept.map(([name, inner]) => [name, withoutIn(inner, left)]));
}

function withoutIn(value: Json, left: readonly string[]): Json {
	if (isList(value)) return value.map((member) => withoutIn(member, left));
	return isObject(value) ? without(value, left) : value;
}

function isText(value: JsonObject): boolean {
	const fields = Object.entries(value);
	return fields.length > 0 && fields.every(([name, words]) => /^[a-z]{2,3}$/.test(name) && typeof words === 'string');
}
