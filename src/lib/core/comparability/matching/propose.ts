import { folded, leastShared, wordsShared } from './likeness.ts';
import type { OurVariable, TheirColumn } from './variables.ts';

/** The column that a variable of ours most likely stands in, and what told so. */
export interface ProposedColumn {
	readonly column: string;
	readonly by: 'name' | 'wording' | 'options';
}

/**
 * Lines our variables up with the columns of a file, each column with one variable at most: first by name (as it is, then
 * whatever its case and separators), then by the words of the question, the most alike first, then by options, where only
 * one column that is left has ours. A variable that none of these finds has no entry.
 */
export function proposeColumns(
	ours: readonly OurVariable[],
	theirs: readonly TheirColumn[],
): Map<string, ProposedColumn> {
	const proposed = new Map<string, ProposedColumn>();
	const free = new Map(theirs.map((column) => [column.name, column]));
	const waiting = () => ours.filter(({ name }) => !proposed.has(name));
	const take = (variable: OurVariable, column: TheirColumn, by: ProposedColumn['by']) => {
		if (proposed.has(variable.name) || !free.delete(column.name)) return;
		proposed.set(variable.name, { column: column.name, by });
	};

	for (const form of [(name: string) => name, bareName]) {
		const named = new Map([...free.values()].toReversed().map((column) => [form(column.name), column]));
		for (const variable of waiting()) {
			const column = named.get(form(variable.name));
			if (column !== undefined) take(variable, column, 'name');
		}
	}
	for (const { variable, column } of pairsByWords(waiting(), [...free.values()])) take(variable, column, 'wording');
	for (const variable of waiting()) {
		const [column, another] = [...free.values()].filter((candidate) => hasOptionsOf(variable, candidate));
		if (column !== undefined && another === undefined) take(variable, column, 'options');
	}
	return proposed;
}

function bareName(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Variables and columns that share enough words, the most alike first. */
function pairsByWords(ours: readonly OurVariable[], theirs: readonly TheirColumn[]) {
	const worded = theirs
		.map((column) => ({ column, words: folded(column.words).split(' ') }))
		.filter(({ words }) => words.length > 1);
	const pairs = ours.flatMap((variable) => {
		const said = variable.words.map((words) => folded(words).split(' '));
		return worded.flatMap(({ column, words }) => {
			const shared = said.reduce((best, own) => Math.max(best, wordsShared(own, words)), 0);
			return shared >= leastShared ? [{ variable, column, shared }] : [];
		});
	});
	return pairs.toSorted((a, b) => b.shared - a.shared);
}

/** Fewer options than this are those of half the questions there are. */
const fewestTelling = 3;

function hasOptionsOf({ type, options }: OurVariable, { values, hasMore }: TheirColumn): boolean {
	if (type !== 'code' || options.length < fewestTelling || hasMore) return false;
	const labels = new Set(values.filter(({ isMissing }) => !isMissing).map(({ label }) => folded(label)));
	return options.every(({ words }) => words.some((own) => labels.has(folded(own))));
}
