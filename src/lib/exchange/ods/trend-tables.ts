import type { BreakReason } from '#core/comparability/index.ts';
import type {
	Comparison,
	MeasuredStep,
	Point,
	ReportedMeasure,
	ReportedSeries,
	ReportedWave,
	TrendReport,
} from '#core/trends/index.ts';
import { isFigured } from '#core/trends/index.ts';
import { illustrativeMargins, weightingLine } from '../weighting-lines.ts';
import type { Shorthand, StatisticalTable, StatisticalTables, TableCell } from './statistical-tables.ts';
import { mark, numberCell, textCell } from './statistical-tables.ts';

/**
 * A trend as tables for a spreadsheet: one for each measure, a row for each group and wave with its interval, base and
 * verdict against the wave before. The cover says whose figures these are and that nobody has cleared them.
 */
export function trendTables(
	report: TrendReport,
	{ by, made }: { readonly by: string; readonly made: Date },
): StatisticalTables {
	const answered = report.waves.filter(isFigured);
	const published = answered.filter(({ origin }) => origin === 'published').map(({ label }) => label);
	const simulated = answered.filter(({ origin }) => origin === 'simulated').map(({ label }) => label);
	const weighted = answered.flatMap(({ label, weighting }) => (weighting === null ? [] : [{ label, weighting }]));
	const [first, last] = [answered[0]?.label ?? '', answered.at(-1)?.label ?? ''];
	return {
		title: `${report.title}: ${first === last ? first : `${first} to ${last}`}${simulated.length > 0 ? ' (SIMULATED)' : ''}`,
		cover: [
			`Figures from the survey ${report.survey}. Population: ${report.population}`,
			...(simulated.length > 0 ? [`SIMULATED: no person gave the answers of ${simulated.join(', ')}.`] : []),
			...(published.length > 0
				? [`Published figures without answers, drawn from the sources in the notes: ${published.join(', ')}.`]
				: []),
			`Made ${made.toISOString().slice(0, 10)} by ${by} with Soundings.`,
			'For analysts: these tables have not been cleared for release, and small groups are not suppressed.',
			'Intervals are 95% and take the weights and the design into account. Bases are counts of interviews, not weighted.',
			...(weighted.length > 0 ? [`Weights: ${weightingLine(weighted)}.`] : []),
			...illustrativeMargins(weighted).map((words) => `Take care: ${words}.`),
			'A change is called changed only when chance is an unlikely reason for it, allowing for all measures that were tested together.',
			...answered
				.filter(({ indicative }) => indicative)
				.map(({ label }) => `${label}: not a random sample, so its intervals are indicative only.`),
		],
		tables: report.measures.map((measure) => tableOf(report, measure)),
	};
}

function tableOf(report: TrendReport, measure: ReportedMeasure): StatisticalTable {
	const grouped = measure.series.some(({ group }) => group !== null);
	const groupHeader = report.breakBy?.label ?? 'Answer';
	const headers = [
		...(grouped ? [groupHeader] : []),
		...['Wave', 'Estimate', 'Lower limit', 'Upper limit', 'Standard error', 'Base'],
		`Change since the wave before${measure.statistic === 'mean' ? '' : ' (percentage points)'}`,
		...['Verdict on the change', 'Marks'],
	];
	const rows = measure.series.flatMap((series) =>
		series.points.map((point) => [
			...(grouped ? [textCell(series.group?.label ?? 'All')] : []),
			...rowOf(report, measure, series, point),
		]),
	);
	return { title: measure.label, lines: [`Base: ${measure.base}`, ...measure.notes], headers, rows };
}

function rowOf(
	{ waves }: TrendReport,
	{ id, smallestChange }: ReportedMeasure,
	{ points }: ReportedSeries,
	point: Point<BreakReason>,
): TableCell[] {
	const wave = waves.find(({ id }) => id === point.wave);
	const { estimate } = point;
	const label = textCell(wave?.label ?? point.wave, [...notesOn(wave, point), ...bridgeNotes(point)]);
	const absent = estimate.kind === 'absent' ? absenceOf(estimate.reason) : undefined;
	const previous = point.comparisons.find(({ against }) => against === 'previous');
	const base = numberCell(estimate.kind === 'estimate' ? estimate.base.n : estimate.n, 'count');
	const printed = wave?.published?.get(id);
	if (estimate.kind === 'absent')
		return [
			label,
			printed === undefined ? mark(absent ?? 'x') : numberCell(printed.share, 'share'),
			mark(absent ?? 'x'),
			mark(absent ?? 'x'),
			mark(absent ?? 'x'),
			base,
			mark('z'),
			mark('z'),
			mark(...marksOf(point, wave)),
		];
	const [as, change] = estimate.scale === 'share' ? (['share', 'points'] as const) : (['number', 'number'] as const);
	const { value, se, interval } = estimate;
	const isFirst = points.find((one) => one.estimate.kind === 'estimate') === point;
	return [
		label,
		...[value, interval.lower, interval.upper].map((one) => numberCell(one, as)),
		numberCell(se, change),
		base,
		previous?.outcome.kind === 'judged'
			? numberCell(previous.outcome.change.difference, change)
			: mark(isFirst ? 'z' : point.breakBefore === null ? 'x' : 'b'),
		verdictOf(previous, smallestChange, estimate.scale === 'share', waves),
		mark(...marksOf(point, wave)),
	];
}

function verdictOf(
	comparison: Comparison<BreakReason> | undefined,
	smallestChange: number,
	isShare: boolean,
	waves: readonly ReportedWave[],
): TableCell {
	if (comparison === undefined) return mark('z');
	const { outcome } = comparison;
	if (outcome.kind === 'no-verdict') {
		const { because } = outcome;
		switch (because.kind) {
			case 'break':
				return textCell(
					'Not comparable',
					because.reasons.map(({ words }) => `Not comparable: ${words}`),
				);
			case 'absent':
				return mark('z');
			case 'small-base':
				return textCell('Small base');
			case 'no-sampling-error':
				return textCell('Fixed by the weights');
			case 'overlap-unknown':
				return textCell('No verdict');
		}
	}
	const steps = (outcome.change.steps ?? []).map((step) => stepNote(step, isShare, waves));
	switch (outcome.verdict.kind) {
		case 'changed':
			return textCell(outcome.verdict.direction === 'up' ? 'Changed: up' : 'Changed: down', steps);
		case 'no-change-larger-than':
			return textCell(
				`No change larger than ${isShare ? `${Number((smallestChange * 100).toPrecision(6))} points` : smallestChange}`,
				steps,
			);
		case 'cannot-tell':
			return textCell('Cannot tell', steps);
	}
}

/** What a note on a change says of a change of words that it was freed of. */
function stepNote({ wave, value, interval }: MeasuredStep, isShare: boolean, waves: readonly ReportedWave[]): string {
	const amount = (of: number) => (isShare ? (of * 100).toFixed(1) : of.toFixed(2));
	const label = waves.find(({ id }) => id === wave)?.label ?? wave;
	const unit = isShare ? ' percentage points' : '';
	return `The wording changed in ${label}, where half were asked in the earlier words: the step of ${amount(value)}${unit} (${amount(interval.lower)} to ${amount(interval.upper)}) is taken out of the change`;
}

function bridgeNotes({ bridge }: Point<BreakReason>): string[] {
	if (bridge?.earlier.kind !== 'estimate') return [];
	const { value, interval, base, scale } = bridge.earlier;
	const figure = (of: number) => (scale === 'mean' ? of.toFixed(2) : `${(of * 100).toFixed(1)}%`);
	return [
		`In the later words. In the earlier words, asked of another random half: ${figure(value)} (${figure(interval.lower)} to ${figure(interval.upper)}, base ${base.n})`,
	];
}

function marksOf(point: Point<BreakReason>, wave: ReportedWave | undefined): Shorthand[] {
	return [
		...(point.breakBefore === null ? [] : (['b'] as const)),
		...(point.smallBase ? (['u'] as const) : []),
		...(wave?.state === 'open' ? (['p'] as const) : []),
	];
}

function absenceOf(reason: Extract<Point<BreakReason>['estimate'], { kind: 'absent' }>['reason']): Shorthand {
	switch (reason) {
		case 'not-asked':
		case 'nobody-in-base':
			return 'z';
		case 'too-few-units':
		case 'lonely-psu':
		case 'not-published':
		case 'no-deft':
			return 'x';
	}
}

function notesOn(wave: ReportedWave | undefined, { source }: Point<BreakReason>): string[] {
	switch (wave?.origin) {
		case 'simulated':
			return ['SIMULATED: no person gave these answers'];
		case 'imported':
			return ['Brought in from an earlier source'];
		case 'published':
			return [`Published figure, not computed from answers: ${source ?? 'source unknown'}`];
		case 'fielded':
		case undefined:
			return [];
	}
}
