import type { ChangeList, ChangeTally, ListedChange, ReportedWave } from '#core/trends/index.ts';
import { amountWords, quantityOf } from '#ui/trend/quantity.ts';
import { overlapUnknown, waveLabel } from '#ui/trend/verdict-words.ts';

/** One line of the count of outcomes: how many, of what, and what belongs beside it in smaller print. */
export interface TallyLine {
	readonly count: number;
	readonly words: string;
	readonly detail: string | null;
}

/** "4 of 26 comparisons changed": what the list says, in a sentence without a full stop. */
export function changesFinding({ wave, changes, tally }: ChangeList): string {
	const judged = tally.changed + tally.noChangeLargerThan + tally.cannotTell;
	if (changes.length === 0) return `${wave.label} has no earlier wave to compare with`;
	if (judged === 0) return `Nothing in ${wave.label} can be judged against an earlier wave`;
	const all = judged === 1 ? '1 comparison' : `${judged} comparisons`;
	if (tally.changed === 0) return `None of ${all} is seen to have changed by ${wave.label}`;
	return `${tally.changed} of ${all} changed by ${wave.label}`;
}

/** Every outcome with its count; the verdicts always, what kept others from one only where it did. */
export function tallyLines(tally: ChangeTally, changes: readonly ListedChange[]): TallyLine[] {
	const told = [
		{ count: tally.smallBase, words: 'too few answers for a verdict', detail: null },
		{ count: tally.noFigure, words: 'no figure to compare with', detail: null },
		{
			count: tally.noSamplingError,
			words: 'no verdict',
			detail: 'the weights fix the figure, or everybody answered alike',
		},
		{ count: tally.overlapUnknown, words: 'no verdict', detail: overlapUnknown },
	];
	return [
		{ count: tally.changed, words: 'changed', detail: null },
		{ count: tally.noChangeLargerThan, words: `no change larger than ${smallestWords(changes)}`, detail: null },
		{ count: tally.cannotTell, words: 'cannot tell', detail: detectableWords(tally) },
		{ count: tally.notComparable, words: 'not comparable', detail: 'the question or the sample differs' },
		...told.filter(({ count }) => count > 0),
	];
}

/** What was judged together, in a sentence of its own; null where nothing was judged. */
export function familyWords({ families, wave }: ChangeList, breakBy: string | null): string | null {
	const [size, ...others] = families;
	if (size === undefined) return null;
	const members =
		breakBy === null
			? 'each measure that its instrument declares'
			: `each measure that its instrument declares, in each group of “${breakBy}”,`;
	const counted = size === 1 ? 'The comparison is' : `${size} comparisons are`;
	const more =
		others.length === 0
			? ''
			: ` Measures that only another version declares are a family of their own (${others.join(', ')}).`;
	// Of answers that others collected nobody can say that they were not known when the measures were chosen.
	const [before, after] =
		wave.origin === 'imported'
			? ['', ` ${wave.label} was brought in with its answers, so its measures may have been chosen in their knowledge.`]
			: [`, declared before ${wave.label} was looked at`, ''];
	return `${counted} one family${before}: ${members} against the wave before and against the first that asked. Holm’s method keeps the chance of even one false “changed” among them at 5%.${after}${more}`;
}

/** "May 2024, the wave before and the first". */
export function againstWords(change: ListedChange, waves: readonly ReportedWave[]): string {
	const label = waveLabel(change.from, waves);
	if (change.isAlsoFirst) return `${label}, the wave before and the first`;
	switch (change.against) {
		case 'previous':
			return `${label}, the wave before`;
		case 'first':
			return `${label}, the first`;
		case 'first-since-break':
			return `${label}, the first after the break`;
	}
}

function smallestWords(changes: readonly ListedChange[]): string {
	const sizes = new Set(
		changes.map(({ measure }) => amountWords(measure.smallestChange, quantityOf(measure.statistic))),
	);
	const [only] = sizes;
	return sizes.size === 1 && only !== undefined ? only : 'what would matter';
}

function detectableWords({ detectable }: ChangeTally): string | null {
	const { shares, means } = detectable;
	const told = [
		...(shares === null ? [] : [between(amountWords(shares.least, 'share'), amountWords(shares.most, 'share'))]),
		...(means === null
			? []
			: [`${between(amountWords(means.least, 'mean'), amountWords(means.most, 'mean'))} on a scale`]),
	];
	return told.length === 0 ? null : `a change of ${told.join(', or of ')} would have been found four times in five`;
}

function between(least: string, most: string): string {
	return least === most ? least : `${least.replace(/ points?$/, '')} to ${most}`;
}
