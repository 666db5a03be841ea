import type { Json, JsonObject } from './json.ts';
import { isList, isObject, isOwnName } from './json.ts';

/**
 * Where something stands in an instrument that is being written, such as `title/en` or
 * `questions/#harm/options/#3/label/gd`. A part is the name of a field, or `#` with the key of a member of a list
 * (see `keyOf`). `questions` at the top are those of all sections, so that a question keeps its
 * place when it moves to another section.
 */
export type Place = string;

/** What stands at a place; undefined where nothing does. */
export function valueAt(document: Json, place: Place): Json | undefined {
	let found: Json | undefined = document;
	for (const part of partsOf(document, place) ?? ['#']) found = found === undefined ? undefined : memberOf(found, part);
	return found;
}

/**
 * The document with another value at a place, or without one where `value` is undefined; everything beside the way there
 * is the same object as before. Undefined where the way there does not exist.
 */
export function withValueAt(document: Json, place: Place, value: Json | undefined): Json | undefined {
	const parts = partsOf(document, place);
	return parts === undefined ? undefined : replaced(document, parts, value);
}

/**
 * The key by which a member of a list is addressed, with its `#`: its id or code, else the variable that it is about, or of a bridge
 * the earlier wording, with the version since which, else the codes that it is for, else what it is itself. Undefined for one without any.
 */
export function keyOf(member: Json): string | undefined {
	if (!isObject(member)) return typeof member === 'string' || typeof member === 'number' ? `#${member}` : undefined;
	const { id, code, variable, before, since, codes } = member;
	const named = id ?? code ?? variable ?? before;
	if (typeof named === 'number') return `#${named}`;
	if (typeof named === 'string') return typeof since === 'number' ? `#${named}@${since}` : `#${named}`;
	return codes !== undefined && isList(codes) ? `#${codes.map(String).join('-')}` : undefined;
}

/** The list that a place is a member of, and the member's key; undefined where it is no member of a list. */
export function listAround(place: Place): { readonly list: Place; readonly key: string } | undefined {
	const at = place.lastIndexOf('/');
	const key = place.slice(at + 1);
	return at > 0 && key.startsWith('#') ? { list: place.slice(0, at), key } : undefined;
}

/** The section of a question, as the place of its list of questions; undefined for a question that is not there. */
export function sectionListOf(document: Json, question: string): Place | undefined {
	const section = sectionsOf(document).find((one) => memberOf(one['questions'] ?? null, `#${question}`) !== undefined);
	const key = section === undefined ? undefined : keyOf(section);
	return key === undefined ? undefined : `sections/${key}/questions`;
}

/** The parts of a place from the top, with a question's section found; undefined for one that cannot be. */
function partsOf(document: Json, place: Place): readonly string[] | undefined {
	const parts = place === '' ? [] : place.split('/');
	const [first, member] = parts;
	if (first !== 'questions' || member?.startsWith('#') !== true) return parts;
	const list = sectionListOf(document, member.slice(1));
	return list === undefined ? undefined : [...list.split('/'), ...parts.slice(1)];
}

function memberOf(value: Json, part: string): Json | undefined {
	if (isList(value)) return part.startsWith('#') ? value.find((member) => keyOf(member) === part) : undefined;
	return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

function replaced(value: Json, parts: readonly string[], put: Json | undefined): Json | undefined {
	const [part, ...rest] = parts;
	if (part === undefined) return put;
	const inside = memberOf(value, part);
	if (rest.length > 0 && inside === undefined) return undefined;
	const changed = rest.length === 0 ? put : replaced(inside ?? null, rest, put);
	if (rest.length > 0 && changed === undefined) return undefined;
	if (isList(value)) {
		const at = value.findIndex((member) => keyOf(member) === part);
		if (at < 0) return undefined;
		return changed === undefined ? value.toSpliced(at, 1) : value.with(at, changed);
	}
	if (!isObject(value) || part.startsWith('#') || !isOwnName(part)) return undefined;
	if (changed !== undefined) return { ...value, [part]: changed };
	const { [part]: _gone, ...others } = value;
	return others;
}

function sectionsOf(document: Json): readonly JsonObject[] {
	const sections = isObject(document) ? document['sections'] : undefined;
	return sections !== undefined && isList(sections) ? sections.filter(isObject) : [];
}
