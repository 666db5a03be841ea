import { Name } from '../instrument/index.ts';
import type { Json } from './json.ts';
import { isList, isObject } from './json.ts';
import { listAround } from './place.ts';
import type { Place } from './place.ts';

/** Lists whose members have names that may change. A question's does not: its columns are known by it for ever. */
const renamable = /^(measures|support|guidance|experiments|experiments\/#[^/]+\/arms|weighting\/margins)$/;

/** Whether what stands at a place may be called anything else. */
export function isRenamable(place: Place): boolean {
	return renamable.test(listAround(place)?.list ?? '');
}

/** Whether a word can be the name of a part of an instrument. */
export function isName(word: string): boolean {
	return Name.safeParse(word).success;
}

/** A member of a list by another name; itself where it has none. */
export function called(member: Json, name: string): Json {
	if (typeof member === 'string') return name;
	return isObject(member) && typeof member['id'] === 'string' ? { ...member, id: name } : member;
}

/** The document in which rules (and bridges) that name an experiment, or an arm of one, know it by its new name. */
export function withNewName(document: Json, place: Place, name: string): Json {
	const [, experiment, arm] = /^experiments\/#([^/]+?)(?:\/arms\/#([^/]+))?$/.exec(place) ?? [];
	if (experiment === undefined) return document;
	return everywhere(document, (value) => {
		if (value['experiment'] !== experiment) return value;
		if (arm === undefined) return { ...value, experiment: name };
		return value['arm'] === arm ? { ...value, arm: name } : value;
	});
}

/** What an edit does not touch stays the very same object. */
function everywhere(
	value: Json,
	change: (value: { readonly [name: string]: Json }) => { readonly [name: string]: Json },
): Json {
	if (isList(value)) {
		const members = value.map((member) => everywhere(member, change));
		return members.every((member, at) => member === value[at]) ? value : members;
	}
	if (!isObject(value)) return value;
	const fields = Object.entries(value).map(([name, inner]) => [name, everywhere(inner, change)] as const);
	return change(fields.every(([name, inner]) => inner === value[name]) ? value : Object.fromEntries(fields));
}
