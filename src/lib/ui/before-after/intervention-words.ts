import type { Assumption, DidWarning, Intervention, NoIntervention, Placebo, PreTrend } from '#core/trends/index.ts';
import { pWords } from '#ui/sensitive/sensitive-words.ts';
import type { Quantity } from '#ui/trend/quantity.ts';
import { amountWords, countWords, quantityOf, signed, signedInterval } from '#ui/trend/quantity.ts';
import { verdictWords } from '#ui/trend/verdict-words.ts';
import { list } from '#ui/words/format.ts';

/** The effect in one plain sentence: the title of its picture. */
export function effectFinding({ measure, effect: { effect } }: Intervention): string {
	const quantity = quantityOf(measure.statistic);
	const { change, verdict } = effect;
	const size = `${signed(change.difference, quantity)}${quantity === 'share' ? ' points' : ''}`;
	const figure = `${size}, between ${signedInterval(change.interval, quantity).replace(' to ', ' and ')}`;
	switch (verdict.kind) {
		case 'changed':
			return `${measure.label}: it went ${verdict.direction} by ${amountWords(change.difference, quantity)} more among the treated than among the others (${figure})`;
		case 'no-change-larger-than':
			return `${measure.label}: no difference larger than ${amountWords(verdict.smallestChange, quantity)} between how the treated and the others changed (${figure})`;
		case 'cannot-tell':
			return `${measure.label}: cannot tell whether the treated changed otherwise than the others (${figure})`;
	}
}

/** Who is compared with whom. */
export function groupsSentence({ groups: { treated, control } }: Intervention): string {
	return `Treated: ${list('en', treated, 'conjunction')}. Others: ${list('en', control, 'conjunction')}.`;
}

/** What the picture of gaps shows. */
export function gapCaption({ measure }: Intervention): string {
	const unit = quantityOf(measure.statistic) === 'share' ? ', in points' : '';
	return `Gap between treated and others by wave, less the gap of the last wave before${unit}`;
}

export const gapNote = 'Points with 95% intervals; the hollow point is the last wave before, 0 by definition.';

/** What may be made of the effect, in plain sentences. */
export function verdictSentences({ measure, effect: did }: Intervention): string[] {
	const quantity = quantityOf(measure.statistic);
	const { effect, assumptions, preTrend, warnings } = did;
	const { verdict, detail } = verdictWords(effect, quantity);
	const against = assumptions.filter(({ standing }) => standing === 'contradicted');
	const sentences = [`Verdict: ${verdict}${detail === null ? '' : ` (${detail})`}, ${pWords(effect.change.p)}.`];
	if (against.length > 0)
		sentences.push(
			`It is not to be read as an effect of the intervention: the figures speak against ${list(
				'en',
				against.map(({ kind }) => assumptionName(kind)),
				'conjunction',
			)}.`,
		);
	else
		sentences.push(
			'It is an effect of the intervention only if all that is listed under “What must be believed” holds. Nothing that was tested speaks against it; that is no proof.',
		);
	if (preTrend.kind === 'one-wave-before')
		sentences.push(
			'There is one wave before, so that nobody can see whether the two groups moved alike before the intervention.',
		);
	if (warnings.length > 0) sentences.push('The interval is likely to be too narrow: see the warnings.');
	return sentences;
}

export function warningWords(warning: DidWarning): string {
	switch (warning.kind) {
		case 'few-clusters':
			return `There are ${warning.clusters} groups to which it was or was not given. With fewer than ${warning.fewerThan}, standard errors are too small on average.`;
		case 'one-cluster':
			return `Only one group is ${warning.side === 'treated' ? 'treated' : 'left to compare with'}. Whatever else happened to that one is taken for the effect, and no interval shows it.`;
		case 'sampled-below-assignment':
			return 'It was given to whole groups, but people within them were drawn one by one: the interval takes the people of a group for independent and is too narrow where they moved together.';
	}
}

export function preTrendWords(preTrend: PreTrend, level = 0.05): { found: string; against: boolean } {
	switch (preTrend.kind) {
		case 'one-wave-before':
			return { found: 'One wave before: nothing to test.', against: false };
		case 'untestable':
			return { found: 'Too few answers to test whether the gap stood still before.', against: false };
		case 'test': {
			const test = `F ${preTrend.statistic.toFixed(2)} on ${preTrend.df1} and ${countWords(preTrend.df2 ?? 0)}, ${pWords(preTrend.p)}`;
			const against = preTrend.p < level;
			return {
				found: against
					? `The gap between the two moved before the intervention: ${test}.`
					: `No sign that the gap between the two moved before the intervention: ${test}. A weak test: with few answers a trend before stays hidden.`,
				against,
			};
		}
	}
}

export function placeboWords(placebo: Placebo, { waves, measure, placebo: named }: Intervention): string {
	const { outcome } = placebo;
	const statistic = placebo.kind === 'outcome' ? named.outcome?.statistic : measure.statistic;
	const quantity = quantityOf(statistic ?? measure.statistic);
	const title = placeboTitle(placebo, waves, named);
	if (!('difference' in outcome)) return `${title}: cannot be computed.`;
	const figure = placeboFigure(outcome, quantity);
	return outcome.moved
		? `${title}: moved where it should not have, ${figure}, ${pWords(outcome.adjustedP)}.`
		: `${title}: no sign of a move, ${figure}, ${pWords(outcome.adjustedP)}.`;
}

function placeboFigure(
	{ difference, interval }: { difference: number; interval: { lower: number; upper: number } },
	quantity: Quantity,
): string {
	return `${signed(difference, quantity)} (${signedInterval(interval, quantity)})`;
}

function placeboTitle(placebo: Placebo, waves: Intervention['waves'], named: Intervention['placebo']): string {
	switch (placebo.kind) {
		case 'earlier-start':
			return `As if it had begun with ${waves[placebo.from]?.label ?? 'an earlier wave'}`;
		case 'outcome':
			return `“${named.outcome?.label ?? ''}”, which it should not have moved`;
		case 'group':
			return `${list('en', named.groups, 'conjunction')}, as if treated`;
	}
}

export function assumptionWords({ kind }: Assumption): string {
	switch (kind) {
		case 'parallel-trends':
			return 'Without the intervention, treated and others would have moved by as much.';
		case 'nothing-else-differed':
			return 'Nothing else that matters befell only one of the two at the same time.';
		case 'no-anticipation':
			return 'The treated did not change beforehand because they knew that it was coming.';
		case 'no-spillover':
			return 'It did not reach the others, as people who move between areas or talk to each other might bring about.';
		case 'stable-groups':
			return 'The same kinds of people are in each group before and after: nobody moved in or out because of it.';
		case 'same-measure':
			return 'Both were asked in the same way before and after. The comparability ledger vouches for the questions, not for how the interviews were done.';
	}
}

export function standingWords(standing: Assumption['standing']): string {
	switch (standing) {
		case 'contradicted':
			return 'the figures speak against it';
		case 'not-contradicted':
			return 'tested, and nothing speaks against it';
		case 'untested':
			return 'cannot be tested here';
	}
}

function assumptionName(kind: Assumption['kind']): string {
	switch (kind) {
		case 'parallel-trends':
			return 'equal trends without it';
		case 'nothing-else-differed':
			return 'nothing else having differed';
		case 'no-anticipation':
			return 'nobody having acted beforehand';
		case 'no-spillover':
			return 'it not having reached the others';
		case 'stable-groups':
			return 'stable groups';
		case 'same-measure':
			return 'the same way of asking';
	}
}

/** Why there is nothing to show, and what to do. */
export function noInterventionWords(no: NoIntervention, labelOf: (wave: string) => string): string {
	switch (no.kind) {
		case 'no-waves':
			return no.waves === 0
				? 'No wave has answers yet. An intervention is looked for between waves before and after it began.'
				: 'One wave has answers, so there is no before and after yet. An intervention is looked for once there is a wave on either side of its start.';
		case 'no-groups':
			return 'This survey has no column to tell treated and others apart by. Declare one under “breaks” in its next version, such as an area.';
		case 'to-choose':
			return `Still to be chosen: ${list(
				'en',
				no.missing.map((what) => missingWords(what)),
				'conjunction',
			)}. Then press Show.`;
		case 'not-asked':
			return `The measure was not asked in ${labelOf(no.wave)}. Leave that wave out with “From” and “To”, or choose another measure.`;
		case 'break':
			return `${labelOf(no.from)} and ${labelOf(no.to)} cannot be compared on this measure: ${no.reasons.map(({ words }) => words).join('; ')}. Choose waves on one side of the break with “From” and “To”, or another measure.`;
		case 'not-computed':
			return notComputedWords(no);
	}
}

function notComputedWords({ why, waves }: Extract<NoIntervention, { kind: 'not-computed' }>): string {
	switch (why.kind) {
		case 'no-wave':
			return `There is no wave ${why.when} the intervention among those from “From” to “To”: move one of the three.`;
		case 'empty-cell':
			return `Nobody ${why.side === 'treated' ? 'among the treated' : 'in the comparison group'} answered in ${list(
				'en',
				why.waves.map((wave) => waves[wave] ?? 'a wave'),
				'conjunction',
			)}. Choose more groups, or leave that wave out with “From” and “To”.`;
		case 'too-few-units':
			return 'There are too few interviews in these groups for a standard error. Choose more groups or more waves.';
		case 'lonely-psu':
			return 'A stratum of the sample has a single unit, so that no standard error can be had.';
		case 'replicates-cannot-be-stacked':
			return 'A wave has replicate weights, which tell nothing of two waves together: an effect over waves cannot be computed.';
	}
}

function missingWords(what: 'group' | 'treated' | 'control' | 'since'): string {
	switch (what) {
		case 'group':
			return 'the column that tells who was treated';
		case 'treated':
			return 'at least one treated group';
		case 'control':
			return 'at least one group to compare with';
		case 'since':
			return 'the first wave after it began';
	}
}
