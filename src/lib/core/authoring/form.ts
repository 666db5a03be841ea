import type { Edit } from './edit.ts';
import type { Json } from './json.ts';
import { isList, isObject, sameJson } from './json.ts';
import type { Place } from './place.ts';
import { valueAt } from './place.ts';

/**
 * What the value of a form's field is: words, a number, yes or no, or one of a few words. `or-null` is for words that have
 * to be null where there are none.
 */
export type FieldKind = 'text' | 'number' | 'tick' | 'choice' | 'or-null';

/** The name of the field for a place, by which a form that runs no scripts says what it changes. */
export function fieldName(kind: FieldKind, place: Place): string {
	return `${kind}:${place}`;
}

/** The name of the field in which a member of a list is given another name. */
export function renameField(place: Place): string {
	return `rename:${place}`;
}

/** The value that was typed into a field; undefined for an empty one, which takes what it is about away. */
export function typedValue(kind: FieldKind, typed: string): Json | undefined {
	const words = typed.replaceAll('\r\n', '\n').trim();
	switch (kind) {
		case 'tick':
			return words === 'yes';
		case 'number':
			return words === '' || !Number.isFinite(Number(words)) ? undefined : Number(words);
		case 'text':
		case 'choice':
			return words === '' ? undefined : words;
		case 'or-null':
			return words === '' ? null : words;
	}
}

/**
 * What stands in a field for a value: the inverse of `typedValue`. A text of which nothing is there is empty, and so is
 * what is neither a word nor a number.
 */
export function shownValue(value: Json | undefined): string {
	if (value === true) return 'yes';
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The edit that a changed field stands for, or undefined where it says what the document says. */
export function editOfField(document: Json, kind: FieldKind, place: Place, typed: string): Edit | undefined {
	const now = valueAt(document, place);
	const value = typedValue(kind, typed);
	const unset = now === undefined || now === false;
	if (sameJson(now, value) || (unset && (value === undefined || value === false))) return undefined;
	const edit = setting(document, place, value);
	const was = valueAt(document, edit.place);
	return { ...edit, ...(was !== undefined && { was }) };
}

/** Sets a value whose surroundings may not be there yet: the first words of a hint make the hint. */
function setting(document: Json, place: Place, value: Json | undefined): Extract<Edit, { kind: 'set' }> {
	const at = place.lastIndexOf('/');
	const [around, last] = [place.slice(0, at), place.slice(at + 1)];
	const outside = at > 0 ? valueAt(document, around) : document;
	if (value !== undefined && outside === undefined && !around.endsWith('/')) {
		return { kind: 'set', place: around, value: { [last]: value } };
	}
	// Words in no language are no words: the last that goes takes the text with it.
	const isLastOne =
		value === undefined &&
		outside !== undefined &&
		isObject(outside) &&
		!isList(outside) &&
		Object.keys(outside).length === 1;
	return isLastOne && at > 0 && Object.hasOwn(outside, last)
		? { kind: 'set', place: around }
		: { kind: 'set', place, ...(value !== undefined && { value }) };
}
