import type { BreakReason } from '#core/comparability/index.ts';
import type {
	Comparison,
	Point,
	PublishedFigure,
	ReportedMeasure,
	ReportedSeries,
	TrendReport,
} from '#core/trends/index.ts';
import { finite, stepCells, waveCells, yesNo } from './csv-out/figure-cells.ts';
import type { CsvRecord } from './csv-out/records.ts';
import { recordsCsv } from './csv-out/records.ts';

/**
 * A trend as CSV (RFC 4180, UTF-8 with a byte order mark, formulas escaped): one row for each measure, group and wave, a
 * column for each fact, every number as it was computed. An empty cell means that there is none, and `absence` or
 * `…_no_verdict` say why. Shares are 0–1.
 */
export function trendCsv(report: TrendReport): string {
	const rows = report.measures.flatMap((measure) =>
		measure.series.flatMap((series) => series.points.map((point) => rowOf(report, measure, series, point))),
	);
	return recordsCsv(rows);
}

function rowOf(
	report: TrendReport,
	measure: ReportedMeasure,
	{ group }: ReportedSeries,
	point: Point<BreakReason>,
): CsvRecord {
	const wave = report.waves.find(({ id }) => id === point.wave);
	const { estimate } = point;
	const has = estimate.kind === 'estimate' ? estimate : undefined;
	return {
		survey: report.survey,
		measure: measure.id,
		group: group?.label ?? '',
		...waveCells(wave, point.wave),
		measure_label: measure.label,
		statistic: measure.statistic,
		objective: measure.objective ?? '',
		base: measure.base,
		break_by: report.breakBy?.name ?? '',
		group_code: group?.code ?? '',
		estimate: has?.value ?? '',
		standard_error: has?.se ?? '',
		degrees_of_freedom: finite(has?.df),
		interval_lower: has?.interval.lower ?? '',
		interval_upper: has?.interval.upper ?? '',
		interval_level: has?.interval.level ?? '',
		interval_method: has?.interval.method ?? '',
		...publishedColumns(wave?.published?.get(measure.id)),
		truncated_estimate: has?.truncated?.value ?? '',
		truncated_lower: has?.truncated?.lower ?? '',
		truncated_upper: has?.truncated?.upper ?? '',
		unweighted_base: estimate.kind === 'estimate' ? estimate.base.n : estimate.n,
		effective_base: has?.base.effectiveSize ?? '',
		deff: has?.deff ?? '',
		deft: has?.deft ?? '',
		absence: estimate.kind === 'absent' ? estimate.reason : '',
		small_base: yesNo(point.smallBase),
		break_before: point.breakBefore === null ? '' : breakWords(point.breakBefore),
		...bridgeColumns(point),
		smallest_change: measure.smallestChange,
		...comparisonColumns('previous', point, report),
		...comparisonColumns('first', point, report),
		...comparisonColumns('first-since-break', point, report),
	};
}

/** What stands in print, and where its design factor is from; empty for what is computed from answers. */
function publishedColumns(figure: PublishedFigure | undefined): CsvRecord {
	const deft = figure?.deft;
	return {
		published_share: figure?.share ?? '',
		published_rounding: figure?.rounding ?? '',
		published_deft: deft?.kind === 'declared' ? deft.deft : '',
		published_deft_from:
			deft === undefined ? '' : deft.kind === 'neighbour' ? `${deft.wave} ${deft.measure}` : deft.kind,
		published_source: figure?.source ?? '',
	};
}

/**
 * A wave that asked in earlier and later words: the figure of the earlier ones, and the step from it to the later ones, which
 * are the row's own; empty elsewhere.
 */
function bridgeColumns({ bridge }: Point<BreakReason>): CsvRecord {
	const earlier = bridge?.earlier.kind === 'estimate' ? bridge.earlier : undefined;
	const step = bridge?.step;
	return {
		earlier_words_estimate: earlier?.value ?? '',
		earlier_words_standard_error: earlier?.se ?? '',
		earlier_words_lower: earlier?.interval.lower ?? '',
		earlier_words_upper: earlier?.interval.upper ?? '',
		earlier_words_unweighted_base: earlier?.base.n ?? '',
		earlier_words_effective_base: earlier?.base.effectiveSize ?? '',
		step: step?.value ?? '',
		step_standard_error: step?.se ?? '',
		step_degrees_of_freedom: finite(step?.df),
		step_lower: step?.interval.lower ?? '',
		step_upper: step?.interval.upper ?? '',
	};
}

function comparisonColumns(
	against: Comparison<BreakReason>['against'],
	point: Point<BreakReason>,
	report: TrendReport,
): CsvRecord {
	const comparison = point.comparisons.find((one) => one.against === against);
	const judged = comparison?.outcome.kind === 'judged' ? comparison.outcome : undefined;
	const because = comparison?.outcome.kind === 'no-verdict' ? comparison.outcome.because : undefined;
	const verdict = judged?.verdict;
	const waveLabel = (id: string) => report.waves.find((wave) => wave.id === id)?.label ?? id;
	const columns: CsvRecord = {
		wave: comparison === undefined ? '' : waveLabel(comparison.from),
		difference: judged?.change.difference ?? '',
		standard_error: judged?.change.se ?? '',
		degrees_of_freedom: finite(judged?.change.df),
		lower: judged?.change.interval.lower ?? '',
		upper: judged?.change.interval.upper ?? '',
		p: judged?.change.p ?? '',
		...stepCells(judged?.change ?? null, waveLabel),
		p_adjusted: judged?.adjusted.p ?? '',
		adjusted_lower: judged?.adjusted.interval.lower ?? '',
		adjusted_upper: judged?.adjusted.interval.upper ?? '',
		adjusted_level: judged?.adjusted.interval.level ?? '',
		family_size: judged?.familySize ?? '',
		verdict: verdict?.kind ?? '',
		detectable_change: verdict?.kind === 'cannot-tell' ? verdict.detectable : '',
		no_verdict: because?.kind ?? '',
		no_verdict_reasons: because?.kind === 'break' ? breakWords(because.reasons) : '',
	};
	const prefix = against.replaceAll('-', '_');
	return Object.fromEntries(Object.entries(columns).map(([name, cell]) => [`${prefix}_${name}`, cell]));
}

function breakWords(reasons: readonly BreakReason[]): string {
	return reasons.map(({ difference, words }) => `${difference}: ${words}`).join('; ');
}
