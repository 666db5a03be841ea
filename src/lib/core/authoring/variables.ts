import { Question, variablesOf } from '../instrument/index.ts';
import type { Variable } from '../instrument/index.ts';
import type { Json, JsonObject } from './json.ts';
import { isList, isObject } from './json.ts';

/** A column that a draft would yield, with the kind of its question. */
export interface DraftVariable {
	readonly variable: Variable;
	readonly kind: Question['kind'];
}

/**
 * The columns of the questions of a draft that can be read, in the order of asking; what else is not finished in the draft
 * does not matter: of columns with one name, which the checker forbids, this is the first. A question that is the same
 * object as before is not read again, so this is quick after every edit.
 */
export function variablesIn(document: Json): DraftVariable[] {
	const columns = listIn(document, 'sections')
		.flatMap((section) => listIn(section, 'questions'))
		.flatMap(columnsOf);
	const byName = new Map<string, DraftVariable>();
	for (const column of columns) if (!byName.has(column.variable.name)) byName.set(column.variable.name, column);
	return [...byName.values()];
}

const read = new WeakMap<JsonObject, readonly DraftVariable[]>();

function columnsOf(json: Json): readonly DraftVariable[] {
	if (!isObject(json)) return [];
	const before = read.get(json);
	if (before !== undefined) return before;
	const question = Question.safeParse(json).data;
	const columns =
		question === undefined ? [] : variablesOf(question).map((variable) => ({ variable, kind: question.kind }));
	read.set(json, columns);
	return columns;
}

function listIn(value: Json, name: string): readonly Json[] {
	const list = isObject(value) ? value[name] : undefined;
	return list !== undefined && isList(list) ? list : [];
}
