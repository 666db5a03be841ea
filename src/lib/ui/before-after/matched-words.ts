import type { MatchedPeople, NoMatch, PairedChange, PairedMeasure } from '#core/trends/index.ts';
import { pWords } from '#ui/sensitive/sensitive-words.ts';
import { amountWords, countWords, intervalWords, quantityOf, valueWords } from '#ui/trend/quantity.ts';
import { day, list } from '#ui/words/format.ts';

/** What happened to the matched people, in words: the title of their table. */
export function matchedFinding({ people, measures, least }: MatchedPeople): string {
	if (people.matched === 0) return 'Nobody was matched';
	const who = people.matched === 1 ? '1 person' : `${countWords(people.matched)} people`;
	if (people.matched < least.all) return `${who} matched: too few to show anything`;
	const shown = measures.flatMap(({ label, statistic, figures }) =>
		figures.flatMap(({ change, group }) =>
			change === null ? [] : [{ label: group === null ? label : `${label}, ${group.label}`, statistic, change }],
		),
	);
	const changed = shown.flatMap(({ label, statistic, change: { judged } }) =>
		judged?.verdict.kind === 'changed'
			? [`${label} ${judged.verdict.direction} ${amountWords(judged.change.difference, quantityOf(statistic))}`]
			: [],
	);
	if (shown.length === 0) return `${who} matched, too few of them with both answers to show anything`;
	if (changed.length === 0) return `${who} matched: nothing is seen to have changed in them`;
	const named = changed.length > 3 ? '' : `: ${list('en', changed, 'conjunction')}`;
	return `${who} matched: ${changed.length} of ${shown.length} figures changed${named}`;
}

/** Why nobody can be matched, and what to do. */
export function noMatchWords(no: NoMatch): string {
	switch (no.kind) {
		case 'nobody-known-again':
			return 'Nobody is known again in this survey. People are matched by a code that they make themselves (a text question that is marked as a match code) or by a panel; once two interviews have the same code, the same people are compared here.';
		case 'one-moment':
			return 'There is only one moment so far: people can be matched once a second wave, or a second stage, has answers.';
		case 'same-moment':
			return 'Before and after are the same: choose two different moments.';
		case 'panel-ended':
			return `A panel was ended on ${day('en', no.on)} and the key destroyed that joined its people. What came after is a new panel, which joins nobody from before: choose two waves of the same panel.`;
		case 'stage-and-wave':
			return 'Choose two stages, or two waves: a stage and a wave cannot be compared with each other.';
	}
}

/** Where each interview went, for a table: words and count. */
export function whereabouts({ people, interviews, before, after }: MatchedPeople): { words: string; count: number }[] {
	return [
		{ words: `Interviews before: ${before.label}`, count: interviews.before },
		{ words: `Interviews after: ${after.label}`, count: interviews.after },
		{ words: 'People matched, with one interview at each', count: people.matched },
		{ words: 'Their code is before only', count: people.onlyBefore },
		{ words: 'Their code is after only', count: people.onlyAfter },
		{ words: 'Interviews without a code', count: people.withoutCode },
		{
			words: 'Interviews whose code stands more than once at a moment, so that nobody can tell whose they are',
			count: people.ambiguous,
		},
		{ words: 'Pairs left out because the later interview is in an earlier wave', count: people.outOfOrder },
	];
}

/** The test by counts or ranks, unweighted. */
export function testWords({ mcnemar, pairs, wilcoxon }: PairedChange): string {
	if (pairs !== null) {
		const counts = `${countWords(pairs.gained)} gained, ${countWords(pairs.lost)} lost`;
		if (mcnemar === null) return `${counts}: nobody changed`;
		return `${counts}: McNemar ${mcnemar.chiSquare.statistic.toFixed(2)}, ${pWords(mcnemar.chiSquare.p)}; exact ${pWords(mcnemar.exactP)}`;
	}
	if (wilcoxon === null) return 'nobody changed';
	return `${countWords(wilcoxon.n)} changed: signed ranks, ${pWords(wilcoxon.p)}`;
}

/** A share's difference is its own effect size; a mean's is told in standard deviations of the differences. */
export function effectWords({ effect }: PairedChange, statistic: PairedMeasure['statistic']): string {
	if (statistic === 'share') return 'the change itself';
	if (effect === null) return 'all alike';
	return `d ${valueWords(effect.value, 'mean')} (${intervalWords(effect.interval, 'mean')})`;
}
