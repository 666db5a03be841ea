import { stringify } from 'csv-stringify/sync';
import type { ChangeList, ListedChange, TrendReport } from '#core/trends/index.ts';

type Cell = string | number;

/**
 * A list of changes as CSV (RFC 4180, UTF-8 with a byte order mark, formulas escaped): one row a comparison in the order
 * of the list, every number as it was computed. An empty cell means that there is none, and `no_verdict` says why.
 */
export function changesCsv(report: TrendReport, { wave, changes }: ChangeList): string {
	const rows = changes.map((change, index) => ({
		survey: report.survey,
		rank: index + 1,
		wave: wave.label,
		origin: wave.origin,
		against: change.isAlsoFirst ? 'previous and first' : change.against,
		from_wave: report.waves.find(({ id }) => id === change.from)?.label ?? change.from,
		measure: change.measure.id,
		measure_label: change.measure.label,
		statistic: change.measure.statistic,
		break_by: report.breakBy?.name ?? '',
		group_code: change.group?.code ?? '',
		group: change.group?.label ?? '',
		...figureColumns('earlier', change.earlier),
		...figureColumns('later', change.later),
		smallest_change: change.measure.smallestChange,
		...outcomeColumns(change),
		intervals_indicative: wave.indicative ? 'yes' : 'no',
	}));
	return stringify(rows, { bom: true, header: true, escape_formulas: true });
}

function figureColumns(prefix: string, figure: ListedChange['later']): Record<string, Cell> {
	const has = figure.kind === 'estimate' ? figure : undefined;
	return {
		[`${prefix}_estimate`]: has?.value ?? '',
		[`${prefix}_standard_error`]: has?.se ?? '',
		[`${prefix}_unweighted_base`]: figure.kind === 'estimate' ? figure.base.n : figure.n,
		[`${prefix}_effective_base`]: has?.base.effectiveSize ?? '',
	};
}

function outcomeColumns({ outcome }: ListedChange): Record<string, Cell> {
	const judged = outcome.kind === 'judged' ? outcome : undefined;
	const because = outcome.kind === 'no-verdict' ? outcome.because : undefined;
	return {
		difference: judged?.change.difference ?? '',
		standard_error: judged?.change.se ?? '',
		// That of a published figure has no end, and a file no word for it.
		degrees_of_freedom: judged && Number.isFinite(judged.change.df) ? judged.change.df : '',
		lower: judged?.change.interval.lower ?? '',
		upper: judged?.change.interval.upper ?? '',
		p: judged?.change.p ?? '',
		p_adjusted: judged?.adjusted.p ?? '',
		adjusted_lower: judged?.adjusted.interval.lower ?? '',
		adjusted_upper: judged?.adjusted.interval.upper ?? '',
		family_size: judged?.familySize ?? '',
		verdict: judged?.verdict.kind ?? '',
		detectable_change: judged?.verdict.kind === 'cannot-tell' ? judged.verdict.detectable : '',
		no_verdict: because?.kind ?? '',
		no_verdict_reasons:
			because?.kind === 'break'
				? because.reasons.map(({ difference, words }) => `${difference}: ${words}`).join('; ')
				: '',
	};
}
