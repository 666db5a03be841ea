import { shownValue } from './form.ts';
import type { Json, JsonObject } from './json.ts';
import { isList, isObject } from './json.ts';
import { valueAt } from './place.ts';
import type { Place } from './place.ts';

/** The language that is written first: the first of the draft's. */
export function firstLanguage(document: Json): string {
	return shownValue(objectsAt(document, 'languages')[0]?.['code']) || 'en';
}

/** The objects of a list; none where there is no list. */
export function objectsAt(document: Json, place: Place): JsonObject[] {
	const list = valueAt(document, place);
	return list !== undefined && isList(list) ? list.filter(isObject) : [];
}
