import { evaluate, type leavesOf, representativeAnswers } from '../instrument/index.ts';
import type { Condition, Question } from '../instrument/index.ts';

export type ConditionLeaf = ReturnType<typeof leavesOf>[number];

/** Which of the three truths a condition may have: any of them, added. */
export const truths = { true: 1, false: 2, unknown: 4 } as const;
/** Any of the three. */
export const anyTruth = truths.true | truths.false | truths.unknown;

/** One thing that conditions look at; the same in every condition that says the same. */
export function leafKey(leaf: ConditionLeaf): string {
	return JSON.stringify(leaf);
}

/**
 * The truths that a condition may have where each leaf may have any of those given, whatever the others have: exactly
 * those that it can have where every leaf has one truth, and no fewer where some have several.
 */
export function possibleTruths(condition: Condition, of: (leaf: ConditionLeaf) => number): number {
	if ('all' in condition) return conjunction(condition.all.map((part) => possibleTruths(part, of)));
	if ('any' in condition) return negation(conjunction(condition.any.map((part) => negation(possibleTruths(part, of)))));
	if ('not' in condition) return negation(possibleTruths(condition.not, of));
	return of(condition);
}

function conjunction(parts: readonly number[]): number {
	const can = (truth: number) => (part: number) => (part & truth) !== 0;
	const { true: yes, false: no, unknown } = truths;
	return (
		(parts.every(can(yes)) ? yes : 0) +
		(parts.some(can(no)) ? no : 0) +
		(parts.some(can(unknown)) && parts.every(can(yes | unknown)) ? unknown : 0)
	);
}

function negation(possible: number): number {
	const { true: yes, false: no, unknown } = truths;
	return (possible & yes ? no : 0) + (possible & no ? yes : 0) + (possible & unknown);
}

/** The truths of several leaves at once, one sign for each: a digit that adds what may be. */
export type Signature = string;

/** Signature of leaves on what was not asked. */
export function unanswered(leaves: readonly unknown[]): Signature {
	return String(truths.unknown).repeat(leaves.length);
}

/** Every signature that answers to a question give leaves on it; undefined where there are more than can be told. */
export function signaturesOfAnswers(question: Question, leaves: readonly ConditionLeaf[]): Signature[] | undefined {
	const { answers, complete } = representativeAnswers(question, leaves);
	if (!complete) return undefined;
	return distinct(answers.map((answer) => signature(leaves, { answers: { [question.id]: answer }, arms: {} })));
}

/** Every signature that the arms of an allocation give leaves on it; where there are none, that nothing is known. */
export function signaturesOfArms(id: string, arms: readonly string[], leaves: readonly ConditionLeaf[]): Signature[] {
	if (arms.length === 0) return [unanswered(leaves)];
	return distinct(arms.map((arm) => signature(leaves, { answers: {}, arms: { [id]: arm } })));
}

function signature(leaves: readonly ConditionLeaf[], known: Parameters<typeof evaluate>[1]): Signature {
	return leaves.map((leaf) => truths[evaluate(leaf, known)]).join('');
}

function distinct(signatures: readonly Signature[]): Signature[] {
	return [...new Set(signatures)];
}
