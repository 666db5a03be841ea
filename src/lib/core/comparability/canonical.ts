import type { Condition } from '#core/instrument/index.ts';

/**
 * Words as far as a respondent could tell them apart. White space (kinds and runs of it, line ends), typographic forms of
 * quotation marks, apostrophes, dashes and dots, invisible characters and Unicode composition do not count. Letters,
 * case, punctuation and markup such as `**strong**` do: stress on a word can change an answer.
 */
export function canonicalText(words: string): string {
	return words
		.normalize('NFC')
		.replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
		.replace(/[\u2018\u2019\u201a\u201b\u2032]/g, "'")
		.replace(/[\u201c\u201d\u201e\u201f\u2033]/g, '"')
		.replace(/[\u2010-\u2015\u2212]/g, '-')
		.replaceAll('\u2026', '...')
		.replace(/\s+/g, ' ')
		.trim();
}

/**
 * A condition in one form for all that are true, false and unknown together by the plainest laws of the three values:
 * order and nesting of `all` and `any`, repeated parts, doubled `not`, De Morgan, `is` for an `in` of one, an `any` of
 * choices of one question for one `in`. In words, since it is also what authors read.
 */
export function canonicalCondition(condition: Condition): string {
	return rendered(pushedDown(condition, false));
}

type Leaf = { readonly kind: 'leaf'; readonly words: string; readonly negated: boolean };
type Chosen = {
	readonly kind: 'chosen';
	readonly subject: string;
	readonly choices: readonly (number | string)[];
	readonly negated: boolean;
};
type Junction = { readonly kind: 'and' | 'or'; readonly parts: readonly Tree[] };
type Tree = Leaf | Chosen | Junction;

/** The condition, or its negation, with every `not` at a leaf. */
function pushedDown(condition: Condition, negated: boolean): Tree {
	if ('not' in condition) return pushedDown(condition.not, !negated);
	if ('all' in condition) return joined(negated ? 'or' : 'and', condition.all, negated);
	if ('any' in condition) return joined(negated ? 'and' : 'or', condition.any, negated);
	if ('experiment' in condition) {
		return { kind: 'leaf', words: `"${condition.experiment}" gave arm "${condition.arm}"`, negated };
	}
	if ('answered' in condition) return { kind: 'leaf', words: `"${condition.answered}" is answered`, negated };
	const row = condition.item === undefined ? '' : `, row "${condition.item}"`;
	const subject = `"${condition.question}"${row}`;
	if ('atLeast' in condition) return { kind: 'leaf', words: `${subject} is at least ${condition.atLeast}`, negated };
	return { kind: 'chosen', subject, choices: 'is' in condition ? [condition.is] : condition.in, negated };
}

function joined(kind: 'and' | 'or', conditions: readonly Condition[], negated: boolean): Tree {
	const parts = conditions
		.map((condition) => pushedDown(condition, negated))
		.flatMap((part) => (part.kind === kind ? part.parts : [part]));
	const merged = mergedChoices(kind, parts);
	const [only] = merged;
	return merged.length === 1 && only !== undefined ? only : { kind, parts: merged };
}

/** `or` unites what may be chosen of one question; `and` unites what may not. */
function mergedChoices(kind: 'and' | 'or', parts: readonly Tree[]): Tree[] {
	const merged: Tree[] = [];
	for (const part of parts) {
		const mergeable = part.kind === 'chosen' && part.negated === (kind === 'and');
		const at = mergeable
			? merged.findIndex(
					(other) => other.kind === 'chosen' && other.subject === part.subject && other.negated === part.negated,
				)
			: -1;
		const other = merged[at];
		if (part.kind === 'chosen' && other?.kind === 'chosen') {
			merged[at] = { ...other, choices: [...other.choices, ...part.choices] };
		} else merged.push(part);
	}
	return merged;
}

function rendered(tree: Tree): string {
	if (tree.kind === 'leaf') return tree.negated ? `not (${tree.words})` : tree.words;
	if (tree.kind === 'chosen') {
		const choices = [...new Set(tree.choices)].toSorted(byCode).join(' or ');
		return `${tree.subject} is ${tree.negated ? 'not ' : ''}${choices}`;
	}
	const parts = [...new Set(tree.parts.map(rendered))].toSorted();
	return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(` ${tree.kind} `)})`;
}

/** Numbers by size and before words. */
function byCode(a: number | string, b: number | string): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	if (typeof a === typeof b) return String(a) < String(b) ? -1 : 1;
	return typeof a === 'number' ? -1 : 1;
}
