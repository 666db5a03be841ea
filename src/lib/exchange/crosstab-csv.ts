import { stringify } from 'csv-stringify/sync';
import type { CrosstabReport, FilledTable } from '#core/trends/index.ts';

type Cell = string | number;

/**
 * A crosstab as CSV (RFC 4180, UTF-8 with a byte order mark, formulas escaped): one row a cell, every number as it was
 * computed. Shares are 0–1. An empty cell means that there is none, such as the share of a row or column with nobody in
 * it. The reports are parts of one crosstab, each written as it comes.
 */
export async function* crosstabCsv(reports: AsyncIterable<CrosstabReport>): AsyncGenerator<Uint8Array> {
	let isFirst = true;
	for await (const report of reports) {
		const rows = report.tables.flatMap((table) => (table.kind === 'table' ? cellsOf(report, table) : []));
		if (rows.length === 0) continue;
		yield encoder.encode(stringify(rows, { bom: isFirst, header: isFirst, escape_formulas: true }));
		isFirst = false;
	}
}

const encoder = new TextEncoder();

function cellsOf(report: CrosstabReport, table: FilledTable): Record<string, Cell>[] {
	const { wave, rows, columns, layer, show } = report;
	const { intervals, comparison, independence } = table;
	const test = independence?.kind === 'test' ? independence : undefined;
	return table.rows.flatMap((row, r) =>
		table.columns.map((column, c) => {
			const cell = r * table.columns.length + c;
			const base = show === 'column' ? column.base : show === 'row' ? row.base : table.base;
			const known = intervals !== null && intervals.known[cell] === 1 ? intervals : null;
			return {
				survey: report.survey,
				wave: wave.label,
				origin: wave.origin,
				weighting: wave.weighting?.kind ?? '',
				reweighted_on: wave.weighting?.decided?.on ?? '',
				modes: wave.modes.join('+'),
				sample_type: wave.sampleType,
				intervals_indicative: wave.indicative ? 'yes' : 'no',
				layer_variable: layer?.name ?? '',
				layer_code: table.layer?.code ?? '',
				layer: table.layer?.label ?? '',
				row_variable: rows.name,
				row_kind: row.kind,
				row_codes: row.kind === 'all' ? '' : row.codes.join('+'),
				row: row.label,
				column_variable: columns.name,
				column_kind: column.kind,
				column_codes: column.kind === 'all' ? '' : column.codes.join('+'),
				column: column.label,
				column_letter: column.letter ?? '',
				figure: show === 'count' ? 'weighted count' : `${show} share`,
				value: base.n > 0 ? (table.values[cell] ?? '') : '',
				standard_error: known?.se[cell] ?? '',
				interval_lower: known?.lower[cell] ?? '',
				interval_upper: known?.upper[cell] ?? '',
				interval_level: known?.level ?? '',
				deff: known?.deff[cell] || '',
				unweighted_answers: table.counts[cell] ?? '',
				unweighted_base: base.n,
				effective_base: base.effectiveSize,
				small_base: base.n < report.policy.minimumBase ? 'yes' : base.n < report.policy.smallBase ? 'flagged' : 'no',
				differs: comparison.kind === 'compared' ? (comparison.marks[cell] ?? '') : '',
				comparisons_in_family: comparison.kind === 'compared' ? comparison.familySize : '',
				independence_test: test?.name ?? '',
				independence_statistic: test?.statistic ?? '',
				independence_df1: test?.df1 ?? '',
				independence_df2: test?.df2 ?? '',
				independence_p: test?.p ?? '',
			};
		}),
	);
}
