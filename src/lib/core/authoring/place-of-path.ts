import type { Json } from './json.ts';
import { isList, isObject } from './json.ts';
import type { Place } from './place.ts';
import { keyOf, valueAt } from './place.ts';

/**
 * The place that a path with positions stands for, such as `questions/#harm/options/#3` for
 * `sections/2/questions/0/options/1`. It ends at the last member with a key; what is missing keeps its name.
 */
export function placeOfPath(document: Json, path: string): Place {
	const parts: string[] = [];
	let value: Json | undefined = document;
	for (const step of path.split('/').filter((part) => part !== '')) {
		const isMember: boolean = value !== undefined && isList(value);
		const next: Json | undefined = value === undefined ? undefined : inside(value, step);
		const part = isMember ? keyOf(next ?? null) : step;
		if (part === undefined) break;
		parts.push(part);
		value = next;
	}
	const inQuestion = parts[0] === 'sections' && parts[2] === 'questions' && parts.length > 3;
	return parts.slice(inQuestion ? 2 : 0).join('/');
}

/** The first field at or below a place, where a thing with several is meant: an option's words, a text's first language. */
export function fieldIn(document: Json, place: Place): Place {
	const value = valueAt(document, place);
	if (place === '' || value === undefined) return place;
	if (isList(value)) {
		const key = value.length === 0 ? undefined : keyOf(value[0] ?? null);
		return key === undefined ? place : fieldIn(document, `${place}/${key}`);
	}
	if (!isObject(value)) return place;
	const name = ['text', 'label', 'title', 'offered'].find((known) => Object.hasOwn(value, known));
	if (name !== undefined) return fieldIn(document, `${place}/${name}`);
	const [first, words] = Object.entries(value)[0] ?? [];
	const isText = first !== undefined && typeof words === 'string' && /^[a-z]{2,3}$/.test(first);
	return isText ? `${place}/${first}` : place;
}

function inside(value: Json, step: string): Json | undefined {
	if (isList(value)) return value[Number(step)];
	return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
