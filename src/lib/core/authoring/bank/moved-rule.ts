import { Question } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Askable, Sources } from '../askable.ts';
import type { Json } from '../json.ts';
import { valueAt } from '../place.ts';
import type { Leaf, Rule } from '../rule.ts';
import { isGroup } from '../rule.ts';
import { formOf } from './form.ts';

/** The questionnaire that a question is taken out of, and what its questions are called in the bank. */
export interface Origin {
	readonly instrument: Instrument;
	idOf(question: string): string | undefined;
}

/** What a question of the origin is called in the draft; undefined where the draft does not ask it before. */
export type Namesake = (question: string) => string | undefined;

/**
 * Finds the questions of the origin among those that a draft asks before a place: what was taken from there before, else
 * what has the same id and either is of the same survey or asks the same in every word.
 */
export function namesakes(document: Json, before: Sources, { instrument, idOf }: Origin): Namesake {
	const asked = before.questions.map(({ id }) => ({ id, json: valueAt(document, `questions/#${id}`) ?? null }));
	const isSameSurvey = valueAt(document, 'survey') === instrument.survey;
	return (name) => {
		const theirs = idOf(name);
		const taken = asked.find(({ json }) => theirs !== undefined && valueAt(json, 'item') === theirs);
		if (taken !== undefined) return taken.id;
		const namesake = asked.find(({ id }) => id === name);
		if (namesake === undefined) return undefined;
		return isSameSurvey || asksTheSame(namesake.json, name, instrument) ? name : undefined;
	};
}

function asksTheSame(json: Json, name: string, { sections }: Instrument): boolean {
	const ours = Question.safeParse(json).data;
	const theirs = sections.flatMap(({ questions }) => questions).find(({ id }) => id === name);
	return ours !== undefined && theirs !== undefined && formOf(ours).form === formOf(theirs).form;
}

export interface MovedRule {
	/** The rule in the draft's names; undefined where there is none, or where anything is missing. */
	readonly rule: Rule | undefined;
	/** What it looks at that the draft does not have before: ids, each once. */
	readonly missing: readonly string[];
}

/** A rule of the origin as the draft would say it. */
export function movedRule(rule: Rule | undefined, before: Sources, nameOf: Namesake): MovedRule {
	if (rule === undefined) return { rule, missing: [] };
	const missing = new Set<string>();
	const moved = renamed(rule, (leaf) => {
		const there = leaf.kind === 'arm' ? armIn(leaf, before, nameOf) : lookingIn(leaf, before, nameOf);
		if (there === undefined) missing.add(leaf.kind === 'arm' ? leaf.experiment : leaf.question);
		return there ?? leaf;
	});
	return missing.size > 0 ? { rule: undefined, missing: [...missing] } : { rule: moved, missing: [] };
}

function renamed(rule: Rule, change: (leaf: Leaf) => Leaf): Rule {
	return isGroup(rule) ? { ...rule, rules: rule.rules.map((part) => renamed(part, change)) } : change(rule);
}

type Arm = Extract<Leaf, { kind: 'arm' }>;

/** The halves of an item count go by the id of its question, which may be another in the draft. */
function armIn(leaf: Arm, { allocations }: Sources, nameOf: Namesake): Arm | undefined {
	const experiment = nameOf(leaf.experiment) ?? leaf.experiment;
	const found = allocations.find(({ id, arms }) => id === experiment && arms.includes(leaf.arm));
	return found === undefined ? undefined : { ...leaf, experiment };
}

function lookingIn(leaf: Exclude<Leaf, Arm>, { questions }: Sources, nameOf: Namesake): Leaf | undefined {
	const name = nameOf(leaf.question);
	const askable = questions.find(({ id }) => id === name);
	return name === undefined || askable === undefined || !isThere(leaf, askable)
		? undefined
		: { ...leaf, question: name };
}

/** Whether the question has the row and the answers that a rule speaks of. */
function isThere(leaf: Exclude<Leaf, Arm>, { rows, choices, kind }: Askable): boolean {
	if (leaf.kind === 'answered') return true;
	if (leaf.item !== undefined && !rows.some(({ id }) => id === leaf.item)) return false;
	if (leaf.kind === 'at-least') return true;
	const looked = leaf.kind === 'is' ? [leaf.choice] : leaf.choices;
	return looked.every(
		(choice) => choices.some(({ value }) => value === choice) || (kind === 'number' && typeof choice === 'number'),
	);
}
