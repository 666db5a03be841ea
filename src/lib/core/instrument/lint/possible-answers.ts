import type { Answer } from '../answer.ts';
import type { Condition } from '../condition.ts';
import { evaluate } from '../condition.ts';
import { consentCodes } from '../kinds/consent.ts';
import type { Question } from '../kinds/kinds.ts';
import { codesOf } from './conditions.ts';

/** A condition that is no junction and no negation. */
export type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

/** Every leaf of `conditions`. */
export function leavesOf(conditions: readonly Condition[]): Leaf[] {
	return conditions.flatMap((condition): Leaf[] => {
		if ('all' in condition) return leavesOf(condition.all);
		if ('any' in condition) return leavesOf(condition.any);
		if ('not' in condition) return leavesOf([condition.not]);
		return [condition];
	});
}

/**
 * Answers to `question` that between them make every combination of truth of `leaves` that an answer of it can make, one
 * for each combination. For lists of choices so long that their combinations exceed the bound, some may be missing; then
 * `complete` is false.
 */
export function representativeAnswers(
	question: Question,
	leaves: readonly Leaf[],
): { answers: Answer[]; complete: boolean } {
	const own = leaves.filter((leaf) => questionOf(leaf) === question.id);
	const { answers, complete } = possibleAnswers(question, own);
	const bySignature = new Map<string, Answer>();
	for (const answer of answers) {
		const signature = own.map((leaf) => evaluate(leaf, { answers: { [question.id]: answer }, arms: {} })).join(' ');
		if (!bySignature.has(signature)) bySignature.set(signature, answer);
	}
	return { answers: [...bySignature.values()], complete };
}

const mostCombinations = 1024;

/** Answers of every sort that `leaves` could tell apart; all of them where there are few. */
export function possibleAnswers(question: Question, leaves: readonly Leaf[]): { answers: Answer[]; complete: boolean } {
	const substantive = substantiveAnswers(question, leaves);
	return { ...substantive, answers: [...substantive.answers, ...declinedAnswers(question)] };
}

function substantiveAnswers(question: Question, leaves: readonly Leaf[]): { answers: Answer[]; complete: boolean } {
	const codes = codesOf(question);
	switch (question.kind) {
		case 'single':
		case 'scale':
		case 'knowledge':
		case 'item-count':
		case 'crosswise':
			return { answers: codes === 'any-number' ? [] : codes.map((code) => ({ code })), complete: true };
		case 'consent':
			// Who declines is asked nothing more.
			return { answers: [{ code: consentCodes.agrees }], complete: true };
		case 'multiple': {
			const { combinations, complete } = mentionedSubsets(
				question.options.map(({ code }) => code),
				leaves,
			);
			const allowed = combinations.filter((chosen) => {
				if (chosen.length === 0) return false;
				if (question.most !== undefined && chosen.length > question.most) return false;
				return (
					chosen.length === 1 || !question.options.some((option) => option.exclusive && chosen.includes(option.code))
				);
			});
			return { answers: allowed.map((chosen) => ({ codes: chosen })), complete };
		}
		case 'ranking': {
			const all = question.options.map(({ code }) => code);
			const { combinations, complete } = mentionedSubsets(all, leaves);
			const answers = combinations
				.filter((chosen) => chosen.length <= question.places)
				.map((chosen) => [...chosen, ...all.filter((code) => !chosen.includes(code))].slice(0, question.places))
				.map((ranks) => ({ ranks }));
			return { answers, complete };
		}
		case 'grid':
			return gridAnswers(question, leaves);
		case 'number': {
			const step = 10 ** -question.decimals;
			const limits = mentionedCodes(leaves).flatMap((limit) => [limit - step, limit, limit + step]);
			const within = [question.least, question.most, ...limits].filter(
				(value) => value >= question.least && value <= question.most,
			);
			return { answers: [...new Set(within)].map((number) => ({ number })), complete: true };
		}
		case 'text':
			return { answers: [{ text: 'words' }], complete: true };
		case 'information':
			return { answers: [{ seen: true }], complete: true };
	}
}

function declinedAnswers(question: Question): Answer[] {
	if (question.kind === 'information' || question.kind === 'grid') return [];
	const declined: Answer[] = [];
	if (question.dontKnow.offered) declined.push({ missing: 'dont-know' });
	if (question.preferNotToSay.offered || !question.required) declined.push({ missing: 'refused' });
	return declined;
}

/** Every rating of the rows that conditions look at, with one rating for all the others. */
function gridAnswers(
	question: Question & { kind: 'grid' },
	leaves: readonly Leaf[],
): { answers: Answer[]; complete: boolean } {
	const ratings: (number | 'dont-know' | 'refused')[] = question.options.map(({ code }) => code);
	if (question.dontKnow.offered) ratings.push('dont-know');
	if (question.preferNotToSay.offered || !question.required) ratings.push('refused');
	const [usual] = ratings;
	if (usual === undefined) return { answers: [], complete: true };
	const looked = question.items.filter(({ id }) => leaves.some((leaf) => 'item' in leaf && leaf.item === id));
	let rows = [Object.fromEntries(question.items.map(({ id }) => [id, usual]))];
	let complete = true;
	for (const { id } of looked) {
		const wider = rows.flatMap((row) => ratings.map((rating) => ({ ...row, [id]: rating })));
		if (wider.length > mostCombinations) complete = false;
		rows = wider.slice(0, mostCombinations);
	}
	return { answers: rows.map((items) => ({ items })), complete };
}

/** Every subset of the codes that conditions look at, each also with a code that none looks at. */
function mentionedSubsets(
	codes: readonly number[],
	leaves: readonly Leaf[],
): { combinations: number[][]; complete: boolean } {
	const mentioned = mentionedCodes(leaves).filter((code) => codes.includes(code));
	const atLeast = leaves.some((leaf) => 'atLeast' in leaf);
	const looked = atLeast ? codes : mentioned;
	const complete = 2 ** looked.length <= mostCombinations;
	const taken = complete ? looked : looked.slice(0, Math.log2(mostCombinations));
	let combinations: number[][] = [[]];
	for (const code of taken) combinations = combinations.flatMap((chosen) => [chosen, [...chosen, code]]);
	const others = codes.filter((code) => !looked.includes(code)).map((code) => [code]);
	return { combinations: [...combinations, ...others], complete };
}

function mentionedCodes(leaves: readonly Leaf[]): number[] {
	const codes = leaves.flatMap((leaf) => {
		if ('is' in leaf) return [leaf.is];
		if ('in' in leaf) return leaf.in;
		return 'atLeast' in leaf ? [leaf.atLeast] : [];
	});
	return [...new Set(codes.filter((code) => typeof code === 'number'))];
}

function questionOf(leaf: Leaf): string | undefined {
	if ('experiment' in leaf) return undefined;
	return 'answered' in leaf ? leaf.answered : leaf.question;
}
