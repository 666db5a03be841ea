import type { Json } from './json.ts';
import { isList, isObject } from './json.ts';
import { keyOf } from './place.ts';

/** Lists whose members the studio addresses by their keys, wherever they stand. */
const addressed: ReadonlySet<string> = new Set([
	...['sections', 'questions', 'options', 'items', 'languages', 'experiments', 'arms', 'measures', 'among', 'breaks'],
	...['margins', 'targets', 'support', 'guidance', 'equivalences', 'bridges'],
]);

/**
 * Whether every member of those lists can be told apart from the others by its id, code or name, and every question from
 * those of other sections. Two with the same could not be edited, nor moved, one without the other.
 */
export function canBeAddressed(document: Json): boolean {
	return areDistinct(questionsIn(document)) && haveDistinctKeys(document);
}

function haveDistinctKeys(value: Json): boolean {
	if (isList(value)) return value.every(haveDistinctKeys);
	if (!isObject(value)) return true;
	return Object.entries(value).every(
		([name, inside]) => (!addressed.has(name) || !isList(inside) || areDistinct(inside)) && haveDistinctKeys(inside),
	);
}

function areDistinct(members: readonly Json[]): boolean {
	const keys = members.map(keyOf);
	return keys.every((key) => key !== undefined && /^#[^/]{1,99}$/.test(key)) && new Set(keys).size === keys.length;
}

function questionsIn(document: Json): Json[] {
	const listOf = (of: Json, name: string) => {
		const list = isObject(of) ? of[name] : undefined;
		return list !== undefined && isList(list) ? list : [];
	};
	return listOf(document, 'sections').flatMap((section) => listOf(section, 'questions'));
}
