import type { Edit } from './edit.ts';
import { editOfField } from './form.ts';
import type { FieldKind } from './form.ts';
import type { Json } from './json.ts';
import { listAround, valueAt } from './place.ts';
import { editsOfRules } from './rule-form.ts';

/** The edits for which a whole form stands that was made from `document`; fields that are none of ours are passed over. */
export function editsOfForm(document: Json, fields: Iterable<readonly [string, string]>): Edit[] {
	const typed = new Map<string, string>();
	// A box that is not ticked sends the hidden field before it alone.
	for (const [name, value] of fields) typed.set(name, value);
	const edits = [...typed].flatMap(([name, value]) => {
		const found = /^(text|number|tick|choice|or-null):(.+)$/.exec(name);
		const [, kind = '', place = ''] = found ?? [];
		return isFieldKind(kind) ? (editOfField(document, kind, place, value) ?? []) : [];
	});
	// What is called otherwise from now on has its old name in all other fields of the form.
	return [...edits, ...editsOfRules(document, typed), ...renamesIn(document, typed)];
}

function renamesIn(document: Json, typed: ReadonlyMap<string, string>): Edit[] {
	const renames = [...typed].flatMap(([field, value]): Extract<Edit, { kind: 'rename' }>[] => {
		const place = /^rename:(.+)$/.exec(field)?.[1] ?? '';
		const name = value.trim();
		const isOld = place === '' || listAround(place)?.key === `#${name}` || valueAt(document, place) === undefined;
		return isOld ? [] : [{ kind: 'rename', place, name }];
	});
	// An experiment's arms before itself, which is a part of their places.
	return renames.toSorted((a, b) => b.place.length - a.place.length);
}

function isFieldKind(kind: string): kind is FieldKind {
	return kind === 'text' || kind === 'number' || kind === 'tick' || kind === 'choice' || kind === 'or-null';
}
