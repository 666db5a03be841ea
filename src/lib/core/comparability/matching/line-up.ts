import { canonicalText } from '../canonical.ts';
import type { Difference } from '../difference.ts';
import { likenessOf } from './likeness.ts';
import type { Likeness } from './likeness.ts';
import { reasonTold } from './meanings.ts';
import type { Meaning, OurVariable, TheirColumn, TheirValue } from './variables.ts';

/** One of our variables beside a column of theirs. */
export interface LinedUp {
	readonly likeness: Likeness;
	/** What differs, from theirs to ours, as the ledger words it. What no file tells (who was asked, mode) is not in it. */
	readonly differences: readonly Difference[];
	/** Values that occur and of which nobody has said yet what they stand for. */
	readonly open: readonly TheirValue[];
	/** Name, words and options are ours. */
	readonly isSame: boolean;
	/** The file says itself that something differs, so that nobody can call it identical; where it is silent one may know. */
	readonly isOther: boolean;
}

/** Compares a column with our variable, its values being taken for what `meanings` says. */
export function lineUp(ours: OurVariable, theirs: TheirColumn, meanings: ReadonlyMap<string, Meaning>): LinedUp {
	const likeness = likenessOf(ours.words, theirs.words);
	const differences = [
		...wordingDifferences(ours, theirs, likeness),
		...(ours.type === 'code' ? optionDifferences(ours, theirs, meanings) : numberDifferences(ours, theirs, meanings)),
		...baseDifferences(ours, theirs),
	];
	const open = theirs.values.filter(({ value, count, isMissing }) => {
		if (count === 0 || (meanings.get(value) ?? null) !== null) return false;
		return ours.type === 'code' || isMissing || !isNumber(value);
	});
	const isNamedSo = ours.name.toLowerCase() === theirs.name.toLowerCase();
	return {
		...{ likeness, differences, open },
		isSame: isNamedSo && differences.length === 0 && open.length === 0,
		isOther: differences.some(
			({ kind, before }) => !isSilence(kind, before) && !(kind === 'wording' && isForm(likeness)),
		),
	};
}

const noWords = 'no words in the file';
const noLabels = 'no labels in the file';

/** That a file does not say something is no difference; and the order of numbers is not always that on the page. */
function isSilence(kind: Difference['kind'], before: string): boolean {
	return before === noWords || before === noLabels || kind === 'order';
}

/** Whether the words may well have been ours, as far as the file keeps them. */
function isForm(likeness: Likeness): boolean {
	return likeness === 'form' || likeness === 'cut-short';
}

function wordingDifferences(ours: OurVariable, theirs: TheirColumn, likeness: Likeness): Difference[] {
	if (likeness === 'same') return [];
	const before = likeness === 'no-words' ? noWords : quoted(theirs.words);
	return [{ kind: 'wording', place: 'question', before, after: quoted(ours.words[0] ?? ours.name) }];
}

function optionDifferences(
	ours: OurVariable,
	theirs: TheirColumn,
	meanings: ReadonlyMap<string, Meaning>,
): Difference[] {
	if (theirs.hasMore) {
		const before = theirs.numbers === null ? 'very many different values' : rangeWords(theirs.numbers);
		return [{ kind: 'scale', place: 'kind of answer', before, after: `${ours.options.length} options` }];
	}
	const answers = theirs.values.filter(({ value, isMissing }) => {
		const meaning = meanings.get(value);
		return !isReason(meaning) && (typeof meaning === 'number' || !isMissing);
	});
	const labelled = answers.some(({ label }) => label !== '');
	const all = ours.options.map(({ words }) => quoted(words[0] ?? '')).join(', ');
	if (!labelled) {
		return [
			{ kind: 'options', place: 'options', before: noLabels, after: all },
			...orderDifferences(ours, answers, meanings),
		];
	}
	const perOption = ours.options.flatMap(({ code, words }): Difference[] => {
		const as = answers.filter(({ value }) => meanings.get(value) === code);
		const [only] = as;
		if (
			as.length === 1 &&
			only !== undefined &&
			words.some((own) => canonicalText(own) === canonicalText(only.label))
		) {
			return [];
		}
		const before = as.length === 0 ? 'nothing' : as.map(labelOf).join(', ');
		return [{ kind: 'options', place: `option ${code}`, before, after: quoted(words[0] ?? '') }];
	});
	const theirsAlone = answers
		.filter(({ value }) => (meanings.get(value) ?? null) === null)
		.map((value): Difference => ({
			kind: 'options',
			place: `their value ${value.value}`,
			before: labelOf(value),
			after: 'nothing',
		}));
	return [...perOption, ...theirsAlone, ...orderDifferences(ours, answers, meanings)];
}

/** Ways not to answer that people took and that our question does not allow. */
function baseDifferences({ declines }: OurVariable, { values }: TheirColumn): Difference[] {
	const taken = new Set(values.filter(({ count }) => count > 0).map(reasonTold));
	return (['dont-know', 'refused'] as const)
		.filter((reason) => taken.has(reason) && !declines.includes(reason))
		.map((reason) => ({
			kind: 'base',
			place: reason === 'dont-know' ? '“don’t know”' : '“prefer not to say”',
			before: 'taken by some',
			after: 'not offered',
		}));
}

/** Numbered options are taken to have been shown in the order of their numbers. */
function orderDifferences(
	ours: OurVariable,
	answers: readonly TheirValue[],
	meanings: ReadonlyMap<string, Meaning>,
): Difference[] {
	const filled = answers.filter(({ value }) => value !== '');
	if (!filled.every(({ value }) => isNumber(value))) return [];
	const coded = filled.toSorted((a, b) => Number(a.value) - Number(b.value));
	const shown = [...new Set(coded.flatMap(({ value }) => codeIn(meanings.get(value))))];
	const printed = ours.options.map(({ code }) => code).filter((code) => shown.includes(code));
	if (printed.every((code, at) => code === shown[at])) return [];
	return [{ kind: 'order', place: 'options', before: shown.join(', '), after: printed.join(', ') }];
}

function numberDifferences(
	ours: OurVariable,
	theirs: TheirColumn,
	meanings: ReadonlyMap<string, Meaning>,
): Difference[] {
	const unread = theirs.values.filter(
		({ value, count }) => count > 0 && !isNumber(value) && !isReason(meanings.get(value)),
	);
	const after = ours.numbers === null ? 'a number' : rangeWords(ours.numbers);
	if (unread.length > 0 || theirs.numbers === null) {
		return [{ kind: 'scale', place: 'kind of answer', before: 'not only numbers', after }];
	}
	const { least, most } = ours.numbers ?? theirs.numbers;
	if (theirs.numbers.least >= least && theirs.numbers.most <= most) return [];
	return [{ kind: 'scale', place: 'numbers', before: rangeWords(theirs.numbers), after }];
}

function isReason(meaning: Meaning | undefined): boolean {
	return typeof meaning === 'string';
}

function codeIn(meaning: Meaning | undefined): number[] {
	return typeof meaning === 'number' ? [meaning] : [];
}

function isNumber(value: string): boolean {
	return value.trim() !== '' && Number.isFinite(Number(value));
}

function labelOf({ value, label }: TheirValue): string {
	if (value === '') return 'an empty cell';
	return label === '' ? value : quoted(label);
}

function quoted(words: string): string {
	return `“${canonicalText(words)}”`;
}

function rangeWords({ least, most }: { readonly least: number; readonly most: number }): string {
	return `numbers from ${least} to ${most}`;
}
