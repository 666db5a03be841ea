import type { ChangeList, ListedChange, TrendReport } from '#core/trends/index.ts';
import { changeCells, stepCells, verdictCells, waveCells } from './csv-out/figure-cells.ts';
import type { CsvRecord } from './csv-out/records.ts';
import { recordsCsv } from './csv-out/records.ts';

/**
 * A list of changes as CSV (RFC 4180, UTF-8 with a byte order mark, formulas escaped): one row a comparison in the order
 * of the list, every number as it was computed. An empty cell means that there is none, and `no_verdict` says why.
 */
export function changesCsv(report: TrendReport, { wave, changes }: ChangeList): string {
	const rows = changes.map((change, index): CsvRecord => ({
		survey: report.survey,
		rank: index + 1,
		...waveCells(wave, wave.id),
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
		...outcomeColumns(change, report),
	}));
	return recordsCsv(rows);
}

function figureColumns(prefix: string, figure: ListedChange['later']): CsvRecord {
	const has = figure.kind === 'estimate' ? figure : undefined;
	return {
		[`${prefix}_estimate`]: has?.value ?? '',
		[`${prefix}_standard_error`]: has?.se ?? '',
		[`${prefix}_unweighted_base`]: figure.kind === 'estimate' ? figure.base.n : figure.n,
		[`${prefix}_effective_base`]: has?.base.effectiveSize ?? '',
	};
}

function outcomeColumns({ outcome }: ListedChange, { waves }: TrendReport): CsvRecord {
	const judged = outcome.kind === 'judged' ? outcome : null;
	const because = outcome.kind === 'no-verdict' ? outcome.because : undefined;
	return {
		...changeCells(judged?.change ?? null),
		...stepCells(judged?.change ?? null, (id) => waves.find((wave) => wave.id === id)?.label ?? id),
		...verdictCells(judged),
		no_verdict: because?.kind ?? '',
		no_verdict_reasons:
			because?.kind === 'break'
				? because.reasons.map(({ difference, words }) => `${difference}: ${words}`).join('; ')
				: '',
	};
}
