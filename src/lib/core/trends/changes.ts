import type { BreakReason } from '#core/comparability/index.ts';
import type { Estimate } from '#core/estimation/index.ts';
import type { ReportedMeasure, ReportedSeries, ReportedWave, TrendReport } from './report.ts';
import type { Absence, Comparison } from './series.ts';

/** Everything that may be said of one wave against earlier ones, the strongest evidence first. */
export interface ChangeList {
	readonly wave: ReportedWave;
	readonly changes: readonly ListedChange[];
	readonly tally: ChangeTally;
	/** How many changes were judged together: one number for each family of the wave, the largest first. */
	readonly families: readonly number[];
}

/** One measure, in the whole population or a group, against one earlier wave. */
export interface ListedChange extends Pick<Comparison<BreakReason>, 'from' | 'against' | 'outcome'> {
	readonly measure: Pick<ReportedMeasure, 'id' | 'label' | 'statistic' | 'objective' | 'smallestChange'>;
	readonly group: ReportedSeries['group'];
	/** The wave before is also the first that asked: one comparison, not two. */
	readonly isAlsoFirst: boolean;
	readonly earlier: Estimate | Absence;
	readonly later: Estimate | Absence;
}

/** How many comparisons had which outcome. */
export interface ChangeTally {
	readonly changed: number;
	readonly noChangeLargerThan: number;
	readonly cannotTell: number;
	readonly notComparable: number;
	readonly smallBase: number;
	readonly noFigure: number;
	readonly noSamplingError: number;
	readonly overlapUnknown: number;
	/** The smallest and largest change that would have been found where it cannot be told, by measures' statistic; null without any. */
	readonly detectable: { readonly shares: Range | null; readonly means: Range | null };
}

interface Range {
	readonly least: number;
	readonly most: number;
}

/**
 * The comparisons of one wave out of a report, ordered by Holm's p value and then by the size of the change in multiples
 * of the smallest that would matter; those without a verdict come last. Judges nothing: verdicts and families are those
 * of `trends`. Null where the report has no such wave.
 */
export function changesIn(report: TrendReport, waveId: string): ChangeList | null {
	const wave = report.waves.find(({ id }) => id === waveId);
	if (wave === undefined) return null;
	const changes = report.measures
		.flatMap((measure) => measure.series.flatMap((series) => changesOf(measure, series, waveId)))
		.toSorted((a, b) => evidence(b) - evidence(a) || sizeOf(b) - sizeOf(a));
	const families = changes.flatMap(({ outcome }) => (outcome.kind === 'judged' ? [outcome.familySize] : []));
	return { wave, changes, tally: tallyOf(changes), families: [...new Set(families)].toSorted((a, b) => b - a) };
}

function changesOf(measure: ReportedMeasure, { group, points }: ReportedSeries, waveId: string): ListedChange[] {
	const point = points.find(({ wave }) => wave === waveId);
	if (point === undefined) return [];
	const first = point.comparisons.find(({ against }) => against === 'first');
	return point.comparisons.flatMap(({ against, from, outcome }) => {
		const isAlsoFirst = against === 'previous' && first?.from === from;
		if (against === 'first' && point.comparisons.some((one) => one.against === 'previous' && one.from === from))
			return [];
		const earlier = points.find(({ wave }) => wave === from)?.estimate;
		if (earlier === undefined) return [];
		const { id, label, statistic, objective, smallestChange } = measure;
		return [
			{
				measure: { id, label, statistic, objective, smallestChange },
				...{ group, against, from, outcome, isAlsoFirst, earlier },
				later: point.estimate,
			},
		];
	});
}

/** Greater for more evidence: −p of what was judged, and less for whatever kept a comparison from being judged. */
function evidence({ outcome }: ListedChange): number {
	if (outcome.kind === 'judged') return -outcome.adjusted.p;
	switch (outcome.because.kind) {
		case 'no-sampling-error':
		case 'overlap-unknown':
			return -2;
		case 'small-base':
			return -3;
		case 'absent':
			return -4;
		case 'break':
			return -5;
	}
}

function sizeOf({ outcome, measure }: ListedChange): number {
	return outcome.kind === 'judged' ? Math.abs(outcome.change.difference) / measure.smallestChange : 0;
}

function tallyOf(changes: readonly ListedChange[]): ChangeTally {
	const kinds = changes.map(({ outcome }) => (outcome.kind === 'judged' ? outcome.verdict.kind : outcome.because.kind));
	const count = (kind: (typeof kinds)[number]) => kinds.filter((one) => one === kind).length;
	const detectable = (isMean: boolean): Range | null => {
		const sizes = changes.flatMap(({ outcome, measure }) =>
			outcome.kind === 'judged' && outcome.verdict.kind === 'cannot-tell' && (measure.statistic === 'mean') === isMean
				? [outcome.verdict.detectable]
				: [],
		);
		return sizes.length === 0 ? null : { least: Math.min(...sizes), most: Math.max(...sizes) };
	};
	return {
		changed: count('changed'),
		noChangeLargerThan: count('no-change-larger-than'),
		cannotTell: count('cannot-tell'),
		notComparable: count('break'),
		smallBase: count('small-base'),
		noFigure: count('absent'),
		noSamplingError: count('no-sampling-error'),
		overlapUnknown: count('overlap-unknown'),
		detectable: { shares: detectable(false), means: detectable(true) },
	};
}
