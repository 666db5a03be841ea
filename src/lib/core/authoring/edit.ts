import { z } from 'zod';
import { isList, Json, sameJson } from './json.ts';
import { keyOf, listAround, sectionListOf, valueAt, withValueAt } from './place.ts';
import type { Place } from './place.ts';
import { called, isName, isRenamable, withNewName } from './rename.ts';

const Where = z.string().min(1).max(500);
/** The key of the member that something comes after, with its `#`; null puts it first, left out puts it last. */
const After = z.string().startsWith('#').max(100).nullable().optional();

/**
 * One change of an instrument that is being written. `was` is what its author saw there: where something else stands by
 * now, the edit is a conflict and changes nothing. A *set* without `value` takes the field away. A *rename* gives a member
 * of a list another name, and whatever refers to it follows.
 */
export const Edit = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('set'), place: Where, value: Json.optional(), was: Json.optional() }),
	z.strictObject({ kind: z.literal('insert'), list: Where, value: Json, after: After }),
	z.strictObject({ kind: z.literal('remove'), place: Where }),
	z.strictObject({ kind: z.literal('move'), place: Where, to: Where.optional(), after: After }),
	z.strictObject({ kind: z.literal('rename'), place: Where, name: z.string().min(1).max(100) }),
]);
export type Edit = z.infer<typeof Edit>;

export type Edited =
	/** `undo` is the edit that takes this one back. */
	| { readonly kind: 'applied'; readonly document: Json; readonly undo: Edit }
	/** Somebody else has changed it since; `now` is what stands there. */
	| { readonly kind: 'conflict'; readonly place: Place; readonly now: Json | undefined }
	| { readonly kind: 'no-such-place'; readonly place: Place }
	/** A list has a member with that key already. */
	| { readonly kind: 'taken'; readonly place: Place; readonly key: string }
	/** Parts of an instrument cannot be called that. */
	| { readonly kind: 'not-a-name'; readonly name: string };

/** Applies one edit. The document is not changed; what the edit does not touch is shared with the new one. */
export function applyEdit(document: Json, edit: Edit): Edited {
	switch (edit.kind) {
		case 'set':
			return setAt(document, edit);
		case 'insert':
			return insertInto(document, edit.list, edit.value, edit.after);
		case 'remove':
			return removeFrom(document, edit.place);
		case 'move':
			return moveTo(document, edit);
		case 'rename':
			return renameAt(document, edit);
	}
}

/** Applies edits one after the other, all of them or, from the first that cannot be, none. */
export function applyEdits(document: Json, edits: readonly Edit[]): Exclude<Edited, { kind: 'applied' }> | AllApplied {
	let now = document;
	const undo: Edit[] = [];
	for (const edit of edits) {
		const edited = applyEdit(now, edit);
		if (edited.kind !== 'applied') return edited;
		now = edited.document;
		undo.unshift(edited.undo);
	}
	return { kind: 'applied', document: now, undo };
}

export interface AllApplied {
	readonly kind: 'applied';
	readonly document: Json;
	/** In the order in which they take the edits back. */
	readonly undo: readonly Edit[];
}

function setAt(document: Json, { place, value, was }: Extract<Edit, { kind: 'set' }>): Edited {
	const now = valueAt(document, place);
	if (was !== undefined && !sameJson(now, was)) return { kind: 'conflict', place, now };
	const changed = withValueAt(document, place, value);
	if (changed === undefined) return { kind: 'no-such-place', place };
	const undo: Edit = {
		kind: 'set',
		place,
		...(now !== undefined && { value: now }),
		...(value !== undefined && { was: value }),
	};
	return { kind: 'applied', document: changed, undo };
}

function insertInto(document: Json, list: Place, value: Json, after: string | null | undefined): Edited {
	const members = valueAt(document, list) ?? [];
	if (!isList(members)) return { kind: 'no-such-place', place: list };
	const key = keyOf(value);
	if (key === undefined) return { kind: 'no-such-place', place: list };
	if (members.some((member) => keyOf(member) === key) || isQuestionElsewhere(document, list, key)) {
		return { kind: 'taken', place: list, key };
	}
	const at = positionAfter(members, after);
	const changed = withValueAt(document, list, members.toSpliced(at, 0, value));
	if (changed === undefined) return { kind: 'no-such-place', place: list };
	return { kind: 'applied', document: changed, undo: { kind: 'remove', place: `${list}/${key}` } };
}

function removeFrom(document: Json, place: Place): Edited {
	const found = listOf(document, place);
	if (found === undefined) return { kind: 'no-such-place', place };
	const { list, members, at } = found;
	const changed = withValueAt(document, list, members.toSpliced(at, 1));
	const value = members[at];
	if (changed === undefined || value === undefined) return { kind: 'no-such-place', place };
	return { kind: 'applied', document: changed, undo: { kind: 'insert', list, value, after: keyBefore(members, at) } };
}

function moveTo(document: Json, { place, to, after }: Extract<Edit, { kind: 'move' }>): Edited {
	const from = listOf(document, place);
	if (from === undefined) return { kind: 'no-such-place', place };
	const { members, at, list } = from;
	const member = members[at];
	const target = to ?? list;
	if (member === undefined) return { kind: 'no-such-place', place };
	const without = withValueAt(document, list, members.toSpliced(at, 1));
	if (without === undefined) return { kind: 'no-such-place', place };
	const put = insertInto(without, target, member, after);
	if (put.kind !== 'applied') return put;
	const key = keyOf(member) ?? '';
	const back = target.startsWith('sections/') && list.startsWith('sections/') ? `questions/${key}` : `${target}/${key}`;
	const isQuestion = sectionListOf(put.document, key.slice(1)) === target;
	return {
		kind: 'applied',
		document: put.document,
		undo: { kind: 'move', place: isQuestion ? back : `${target}/${key}`, to: list, after: keyBefore(members, at) },
	};
}

function renameAt(document: Json, { place, name }: Extract<Edit, { kind: 'rename' }>): Edited {
	const found = listOf(document, place);
	const member = found?.members[found.at];
	if (found === undefined || member === undefined || !isRenamable(place)) return { kind: 'no-such-place', place };
	if (!isName(name)) return { kind: 'not-a-name', name };
	const { list, members, at } = found;
	const key = `#${name}`;
	if (members.some((other) => keyOf(other) === key)) return { kind: 'taken', place: list, key };
	const changed = withValueAt(document, list, members.with(at, called(member, name)));
	if (changed === undefined) return { kind: 'no-such-place', place };
	const undo: Edit = { kind: 'rename', place: `${list}/${key}`, name: (keyOf(member) ?? '#').slice(1) };
	return { kind: 'applied', document: withNewName(changed, place, name), undo };
}

/** The list around a member with the member's position; a question's list is that of its section. */
function listOf(
	document: Json,
	place: Place,
): { readonly list: Place; readonly members: readonly Json[]; readonly at: number } | undefined {
	const around = listAround(place);
	if (around === undefined) return undefined;
	const list = around.list === 'questions' ? sectionListOf(document, around.key.slice(1)) : around.list;
	const members = list === undefined ? undefined : valueAt(document, list);
	if (list === undefined || members === undefined || !isList(members)) return undefined;
	const at = members.findIndex((member) => keyOf(member) === around.key);
	return at < 0 ? undefined : { list, members, at };
}

/** A question's id names it in the whole instrument, not only in its section. */
function isQuestionElsewhere(document: Json, list: Place, key: string): boolean {
	return /^sections\/#[^/]+\/questions$/.test(list) && sectionListOf(document, key.slice(1)) !== undefined;
}

function positionAfter(members: readonly Json[], after: string | null | undefined): number {
	if (after === null) return 0;
	const at = after === undefined ? -1 : members.findIndex((member) => keyOf(member) === after);
	return at < 0 ? members.length : at + 1;
}

function keyBefore(members: readonly Json[], at: number): string | null {
	const before = members[at - 1];
	return before === undefined ? null : (keyOf(before) ?? null);
}
