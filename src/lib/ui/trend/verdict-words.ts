import type { BreakReason } from '#core/comparability/index.ts';
import type { Comparison, JudgedChange, NoVerdict, Point, ReportedSeries, ReportedWave } from '#core/trends/index.ts';
import type { Quantity } from './quantity.ts';
import { amountWords } from './quantity.ts';

/** A change's verdict in its fixed words, and what belongs beside it in smaller print. */
export interface VerdictWords {
	readonly verdict: string;
	readonly detail: string | null;
}

/** "changed", "no change larger than 3 points" or "cannot tell". */
export function verdictWords({ verdict, change, familySize }: JudgedChange, quantity: Quantity): VerdictWords {
	switch (verdict.kind) {
		case 'changed':
			return {
				verdict: 'changed',
				detail: verdict.withinSmallest ? 'yet by less than would matter' : null,
			};
		case 'no-change-larger-than':
			return { verdict: `no change larger than ${amountWords(verdict.smallestChange, quantity)}`, detail: null };
		case 'cannot-tell': {
			const excludesZero = change.interval.lower > 0 || change.interval.upper < 0;
			const would = `a change of ${amountWords(verdict.detectable, quantity)} would have shown`;
			return {
				verdict: 'cannot tell',
				detail: excludesZero ? `not once ${familySize} comparisons are allowed for; ${would}` : would,
			};
		}
	}
}

/** Why nothing is said of a change; of a break its kind, since `breaksIn` tells what differs. */
export function noVerdictWords({ because }: NoVerdict<BreakReason>, waves: readonly ReportedWave[]): string {
	switch (because.kind) {
		case 'break':
			return `not comparable: ${breakTick(because.reasons)}`;
		case 'absent':
			return `no figure in ${waveLabel(because.wave, waves)}`;
		case 'small-base':
			return `small base: a verdict needs ${because.minimum} answers in both waves`;
		case 'no-sampling-error':
			return 'no verdict: the weights fix this figure, or everybody answered alike';
		case 'overlap-unknown':
			return `no verdict: ${overlapUnknown}`;
	}
}

/** Why a change across a bridge has no verdict although all its figures are there. */
export const overlapUnknown =
	'the same people answered in several waves, and replicate weights do not say how those vary together';

/** "wording differs: “…” → “…”", one reason after another. */
function breakWords(reasons: readonly BreakReason[]): string {
	return reasons.map((reason) => `${differenceHeading(reason)}: ${reason.words}`).join('; ');
}

/** The kind of break in two or three words, for a tick on a chart. */
export function breakTick(reasons: readonly BreakReason[]): string {
	const [first] = reasons;
	if (first === undefined) return 'break';
	const kinds = new Set(reasons.map(({ difference }) => difference));
	return kinds.size > 1 ? `${differenceHeading(first)}, and more` : differenceHeading(first);
}

/** The breaks between waves that both have figures, with what differs in full. */
export function breaksIn(series: readonly ReportedSeries[], waves: readonly ReportedWave[]): string[] {
	const told = series.flatMap(({ points }) =>
		points.flatMap((point, index) => {
			const before = points[index - 1];
			if (point.breakBefore === null || before?.estimate.kind !== 'estimate') return [];
			if (point.estimate.kind !== 'estimate') return [];
			const between = `Break between ${waveLabel(before.wave, waves)} and ${waveLabel(point.wave, waves)}`;
			return [`${between}: ${breakWords(point.breakBefore)}.`];
		}),
	);
	return [...new Set(told)];
}

/** Why a wave has no figure. */
export function absenceWords(reason: Exclude<Point<BreakReason>['estimate'], { kind: 'estimate' }>['reason']): string {
	switch (reason) {
		case 'not-asked':
			return 'not asked';
		case 'nobody-in-base':
			return 'nobody in the base';
		case 'too-few-units':
			return 'too few answers';
		case 'lonely-psu':
			return 'a stratum with a single unit: no variance can be had';
		case 'not-published':
			return 'not published';
		case 'no-deft':
			return 'published without a design factor: no interval can be had';
	}
}

/** The comparison of a point with the wave before or with the first, where there is one. */
export function comparisonWith(
	point: Point<BreakReason>,
	against: Comparison<BreakReason>['against'],
): Comparison<BreakReason> | undefined {
	return point.comparisons.find((comparison) => comparison.against === against);
}

export function waveLabel(id: string, waves: readonly ReportedWave[]): string {
	return waves.find((wave) => wave.id === id)?.label ?? id;
}

function differenceHeading({ difference }: BreakReason): string {
	switch (difference) {
		case 'wording':
			return 'wording differs';
		case 'options':
			return 'answer options differ';
		case 'order':
			return 'order differs';
		case 'scale':
			return 'scale differs';
		case 'base':
			return 'base differs';
		case 'mode':
			return 'mode differs';
		case 'language':
			return 'languages differ';
		case 'coding':
			return 'coded by another frame';
		case 'judged':
			return 'judged not comparable';
		case 'measure':
			return 'computed differently';
		case 'not-asked':
			return 'not asked in both';
		case 'sample':
			return 'sample differs';
		case 'population':
			return 'population differs';
		case 'survey':
			return 'another survey';
	}
}
