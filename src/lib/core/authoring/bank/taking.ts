import { pipesIn, QuestionId, questionsOf, variablesOf } from '#core/instrument/index.ts';
import type { Question } from '#core/instrument/index.ts';
import { askablesOf, sourcesOf } from '../askable.ts';
import type { Edit } from '../edit.ts';
import { applyEdit } from '../edit.ts';
import { isObject, Json } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Fielded } from '../cost.ts';
import type { Place } from '../place.ts';
import { valueAt } from '../place.ts';
import { objectsAt } from '../reading.ts';
import { readRule, writeRule } from '../rule.ts';
import { ruleSentence } from '../rule-words.ts';
import { variablesIn } from '../variables.ts';
import type { BankEntry } from './entries.ts';
import { formOf } from './form.ts';
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

interface Taking {
	readonly entry: BankEntry;
	readonly origin: Origin;
	readonly where: PlaceForQuestion;
	/** What is published of the draft's survey. */
	readonly fielded: Pick<Fielded, 'versions'>;
}

/**
 * Puts a question of the bank into a draft with its words, its codes and, where neither the draft nor a version of its survey
 * has another of that name, its id; `item` says where it was taken from. Its routing comes along whole or, where it looks at anything that the draft does
 * not ask before, not at all: half a rule would ask people whom nobody meant.
 */
export function takeFromBank(document: Json, { entry, origin, where, fielded }: Taking): TakenQuestion {
	const { question } = entry;
	const { id: had, askIf, item: _from, ...rest } = question;
	const isOwn = entry.survey === valueAt(document, 'survey');
	const id = freeId(document, question, isOwn ? [] : othersOf(entry, fielded));
	const isItself = isOwn && id === had;
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

/** Ids that versions of the draft's survey have given to other questions: what they mean in a trend, they go on meaning. */
function othersOf({ id, question }: BankEntry, { versions }: Taking['fielded']): string[] {
	const { form } = formOf(question);
	return versions
		.flatMap(questionsOf)
		.flatMap((asked) => (asked.item === id || formOf(asked).form === form ? [] : [asked.id]));
}

/**
 * The question's own id, or one like it, where the draft has no such question and none of its columns. Columns are named
 * after their question, such as `bought_2` for an option, so another id neither begins with one that is there and `_` nor
 * is one that others begin with.
 */
function freeId(document: Json, question: Question, others: readonly string[]): string {
	const taken = new Set([...askablesOf(document).map(({ id }) => id), ...others]);
	const columns = new Set(variablesIn(document).map(({ variable }) => variable.name));
	const isFree = (id: string) =>
		!taken.has(id) && !variablesOf({ ...question, id: QuestionId.parse(id) }).some(({ name }) => columns.has(name));
	if (isFree(question.id)) return question.id;
	const begins = (id: string, stem: string) => id.startsWith(`${stem}_`);
	const clashes = (id: string) =>
		[...taken].some((one) => begins(one, id) || (begins(id, one) && !begins(question.id, one)));
	for (let at = 2; ; at += 1) {
		const id = `${question.id.slice(0, 36)}${at}`;
		if (isFree(id) && !clashes(id)) return id;
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
