import { pipesIn, QuestionId, variablesOf } from '#core/instrument/index.ts';
import type { Question } from '#core/instrument/index.ts';
import { askablesOf, sourcesOf } from '../askable.ts';
import type { Edit } from '../edit.ts';
import { applyEdit } from '../edit.ts';
import { isObject, Json } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { freshId } from '../new-question.ts';
import type { Place } from '../place.ts';
import { valueAt } from '../place.ts';
import { objectsAt } from '../reading.ts';
import { readRule, writeRule } from '../rule.ts';
import { ruleSentence } from '../rule-words.ts';
import { variablesIn } from '../variables.ts';
import type { BankEntry } from './entries.ts';
import { inLanguages } from './languages.ts';
import type { Origin } from './moved-rule.ts';
import { movedRule, namesakes } from './moved-rule.ts';

/** Something about a question that is another in the draft than where it comes from. */
export type TakingNote =
	| { readonly kind: 'other-id'; readonly had: string; readonly id: string }
	/** Its routing does not come along: `was` says it, `missing` are the ids of what the draft does not ask before. */
	| { readonly kind: 'routing-left'; readonly was: string; readonly missing: readonly string[] }
	/** Its words take in an answer that the draft does not ask for before. */
	| { readonly kind: 'piping-left'; readonly missing: readonly string[] }
	| { readonly kind: 'to-translate' | 'languages-left'; readonly languages: readonly string[] };

export interface TakenQuestion {
	/** Its id in the draft. */
	readonly id: string;
	readonly edits: readonly Edit[];
	readonly notes: readonly TakingNote[];
}

/** Where a question goes: the list of a section's questions, and the key of the one that it comes after, as in an edit. */
export interface PlaceForQuestion {
	readonly list: Place;
	readonly after?: string | null | undefined;
}

/**
 * Puts a question of the bank into a draft with its words, its codes and, where the draft has nothing of that name, its id;
 * `item` says where it was taken from. Its routing comes along whole or, where it looks at anything that the draft does
 * not ask before, not at all: half a rule would ask people whom nobody meant.
 */
export function takeFromBank(
	document: Json,
	{ entry, origin, where }: { entry: BankEntry; origin: Origin; where: PlaceForQuestion },
): TakenQuestion {
	const { question } = entry;
	const { id: had, askIf, item: _from, ...rest } = question;
	const id = freeId(document, question);
	const isItself = entry.survey === valueAt(document, 'survey') && id === had;
	const plain = asJson({ id, ...(isItself ? {} : { item: entry.id }), ...rest });
	const languages = objectsAt(document, 'languages').flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
	const { value, left, missing } = inLanguages(plain, languages);

	const insert = (whole: JsonObject): Edit => ({ kind: 'insert', list: where.list, value: whole, after: where.after });
	const placed = applyEdit(document, insert(value));
	const before = sourcesOf(placed.kind === 'applied' ? placed.document : document, askIfOf(id));
	const nameOf = namesakes(document, before, origin);
	const moved = movedRule(askIf === undefined ? undefined : readRule(asJson(askIf)), before, nameOf);
	const piped = renamedPipes(value, nameOf);
	return {
		id,
		edits: [insert({ ...piped.value, ...(moved.rule !== undefined && { askIf: writeRule(moved.rule) }) })],
		notes: [
			...(id === had ? [] : [{ kind: 'other-id' as const, had, id }]),
			...listed(moved.missing, (names) => ({ kind: 'routing-left', was: routingOf(question, origin), missing: names })),
			...listed(piped.missing, (names) => ({ kind: 'piping-left', missing: names })),
			...listed(missing, (codes) => ({ kind: 'to-translate', languages: codes })),
			...listed(left, (codes) => ({ kind: 'languages-left', languages: codes })),
		],
	};
}

/** The question's own id, or one like it, where the draft has no such question and none of its columns. */
function freeId(document: Json, question: Question): string {
	const questions = askablesOf(document).map(({ id }) => id);
	const columns = new Set(variablesIn(document).map(({ variable }) => variable.name));
	const taken = [...questions];
	for (let id: string = question.id; ; id = freshId(question.id, taken)) {
		const named = { ...question, id: QuestionId.parse(id) };
		if (!taken.includes(id) && !variablesOf(named).some(({ name }) => columns.has(name))) return id;
		taken.push(id);
	}
}

/** Who is asked it where it comes from, in the words of that questionnaire. */
function routingOf(question: Question, { instrument }: Origin): string {
	const rule = question.askIf === undefined ? undefined : readRule(asJson(question.askIf));
	const verb = question.kind === 'information' ? 'Shown to' : 'Asked of';
	return ruleSentence(rule, sourcesOf(asJson(instrument), askIfOf(question.id)), verb);
}

/** Its words with `{question}` as the draft calls it, and the ids of what the draft does not ask before. */
function renamedPipes(
	value: JsonObject,
	nameOf: (question: string) => string | undefined,
): { readonly value: JsonObject; readonly missing: readonly string[] } {
	const words = JSON.stringify(value);
	const ours = new Map(pipesIn(words).map((name) => [name, nameOf(name)]));
	const renamed = words.replaceAll(/\{([a-z][a-z0-9_]*)\}/g, (whole, name: string) => {
		const known = ours.get(name);
		return known === undefined ? whole : `{${known}}`;
	});
	const missing = [...ours].flatMap(([name, known]) => (known === undefined ? [name] : []));
	return { value: objectIn(renamed), missing };
}

function listed(names: readonly string[], note: (names: readonly string[]) => TakingNote): TakingNote[] {
	return names.length === 0 ? [] : [note(names)];
}

function askIfOf(id: string): Place {
	return `questions/#${id}/askIf`;
}

function asJson(value: object): JsonObject {
	return objectIn(JSON.stringify(value));
}

function objectIn(words: string): JsonObject {
	const json = Json.parse(JSON.parse(words));
	return isObject(json) ? json : {};
}
