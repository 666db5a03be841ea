import type { BreakReason } from '#core/comparability/index.ts';
import type { JudgedChange, Point, ReportedMeasure, ReportedSeries, ReportedWave } from '#core/trends/index.ts';
import type { Quantity } from './quantity.ts';
import { amountWords, quantityOf, valueWords } from './quantity.ts';
import { absenceWords, comparisonWith, verdictWords, waveLabel } from './verdict-words.ts';

/** What a measure's newest figures say, in words: the title of its chart. `noun` is what its series are. */
export function findingOf(
	measure: ReportedMeasure,
	waves: readonly ReportedWave[],
	noun: 'group' | 'answer' = 'group',
): string {
	const [only, another] = measure.series;
	if (only === undefined) return `${measure.label}: no answers yet`;
	if (another !== undefined) return `${measure.label}: ${groupsFinding(measure, waves, noun)}`;
	return `${measure.label}: ${seriesFinding(only, quantityOf(measure.statistic), waves)}`;
}

/** One series in words, from its newest wave that is over (or from the open one, while there is no other). */
export function seriesFinding(series: ReportedSeries, quantity: Quantity, waves: readonly ReportedWave[]): string {
	const point = newestPoint(series, waves);
	if (point === undefined) return 'no answers yet';
	const { estimate, wave } = point;
	const label = waveLabel(wave, waves);
	if (estimate.kind === 'absent') return `${absenceWords(estimate.reason)} in ${label}`;
	const { value, interval } = estimate.truncated === null ? estimate : cut(estimate.truncated);
	const figure = `${valueWords(value, quantity)} (${range(interval, quantity)}) in ${label}`;
	const previous = comparisonWith(point, 'previous');
	if (previous === undefined) return `${figure}, the first wave that asked`;
	const since = waveLabel(previous.from, waves);
	const { outcome } = previous;
	if (outcome.kind === 'no-verdict') {
		switch (outcome.because.kind) {
			case 'break':
				return `${figure}; not comparable with ${since}`;
			case 'absent':
				return `${figure}; no figure in ${since} to compare with`;
			case 'small-base':
				return `${figure}; too few answers to compare with ${since}`;
			case 'no-sampling-error':
			case 'overlap-unknown':
				return `${figure}; no verdict against ${since}`;
		}
	}
	const { verdict } = verdictWords(outcome, quantity);
	if (outcome.verdict.kind === 'changed') return changeFinding(outcome, since, quantity);
	const longer = changeOverLonger(point);
	const lately =
		outcome.verdict.kind === 'cannot-tell'
			? `${verdict} whether it changed since ${since}`
			: `${verdict} since ${since}`;
	if (longer === undefined) return `${lately}; ${figure}`;
	return `${changeFinding(longer.outcome, waveLabel(longer.from, waves), quantity)}; ${lately}`;
}

/** "up 4 points since May, between 1 and 7 – changed" */
function changeFinding({ change, verdict }: JudgedChange, since: string, quantity: Quantity): string {
	const { difference, interval } = change;
	const [least, most] = difference > 0 ? [interval.lower, interval.upper] : [-interval.upper, -interval.lower];
	const direction = difference > 0 ? 'up' : 'down';
	const bridged = change.steps === undefined ? '' : ' with the change of wording taken out';
	return `${direction} ${amountWords(difference, quantity)} since ${since}${bridged}, between ${aboveZero(least, quantity)} and ${bare(most, quantity)} – ${verdict.kind}`;
}

/** A change since the first wave, or the first since a break, which shows although none since the wave before does. */
function changeOverLonger(point: Point<BreakReason>): { from: string; outcome: JudgedChange } | undefined {
	for (const against of ['first', 'first-since-break'] as const) {
		const comparison = comparisonWith(point, against);
		if (comparison?.outcome.kind !== 'judged' || comparison.outcome.verdict.kind !== 'changed') continue;
		return { from: comparison.from, outcome: comparison.outcome };
	}
	return undefined;
}

/** The newest point of a wave that is over and has a figure; else the newest that has one; else the newest. */
export function newestPoint(series: ReportedSeries, waves: readonly ReportedWave[]): Point<BreakReason> | undefined {
	const newestFirst = series.points.toReversed();
	const isOver = (point: Point<BreakReason>) => waves.find(({ id }) => id === point.wave)?.state !== 'open';
	const hasFigure = (point: Point<BreakReason>) => point.estimate.kind === 'estimate';
	return newestFirst.find(isOver) ?? newestFirst.find(hasFigure) ?? newestFirst[0];
}

/** How many groups a title names; the table has them all. */
const mostNamed = 6;

function groupsFinding(measure: ReportedMeasure, waves: readonly ReportedWave[], noun: 'group' | 'answer'): string {
	const quantity = quantityOf(measure.statistic);
	const judged = measure.series.flatMap((series) => {
		const point = newestPoint(series, waves);
		const previous = point && comparisonWith(point, 'previous');
		return previous === undefined ? [] : [{ label: series.group?.label ?? '', previous }];
	});
	const [first] = judged;
	if (first === undefined) return `${measure.series.length} ${noun}s, no earlier wave to compare with`;
	const since = waveLabel(first.previous.from, waves);
	const compared = judged.filter(({ previous }) => previous.outcome.kind === 'judged');
	const changed = judged
		.flatMap(({ label, previous: { outcome } }) =>
			outcome.kind === 'judged' && outcome.verdict.kind === 'changed'
				? [{ label, by: outcome.change.difference, direction: outcome.verdict.direction }]
				: [],
		)
		.toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by));
	const named = changed
		.slice(0, mostNamed)
		.map(({ label, by, direction }) => `${label} ${direction} ${amountWords(by, quantity)}`);
	const others = changed.length > mostNamed ? ` and ${changed.length - mostNamed} more` : '';
	if (compared.length === 0) return `no ${noun} can be compared with ${since}`;
	if (changed.length === 0) return `no ${noun} is seen to have changed since ${since}`;
	return `changed since ${since} in ${changed.length} of ${compared.length} ${noun}s: ${named.join(', ')}${others}`;
}

function range(interval: { lower: number; upper: number }, quantity: Quantity): string {
	return `${bare(interval.lower, quantity)} to ${bare(interval.upper, quantity)}`;
}

/** The near end of an interval that leaves out 0, even where its digits would not show that. */
function aboveZero(least: number, quantity: Quantity): string {
	return Number(bare(least, quantity)) === 0 ? 'just above 0' : bare(least, quantity);
}

function bare(value: number, quantity: Quantity): string {
	return valueWords(value, quantity, 'bare');
}

function cut({ value, lower, upper }: { value: number; lower: number; upper: number }) {
	return { value, interval: { lower, upper } };
}
