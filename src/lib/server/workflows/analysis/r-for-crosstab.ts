import type { CrosstabReport, ReportedWave } from '#core/trends/index.ts';
import { crosstabSnippet } from '#exchange/r-pack/index.ts';

/** Cells up to which R gets a table in a few lines. */
const mostInR = 1000;

/**
 * The R that gets each table of a crosstab, null for those that are not here whole or that R would take minutes for, and
 * the query that its pack is asked for with: all variables of the table go into it.
 */
export function rForCrosstab(report: CrosstabReport, waves: readonly ReportedWave[]) {
	// A pack numbers its waves from the oldest; `waves` has the newest first.
	const wave = waves.length - waves.findIndex(({ id }) => id === report.wave.id);
	const variables = [report.rows, report.columns, report.layer].flatMap((side) => side?.of ?? []);
	return {
		codes: report.tables.map((table) =>
			table.kind === 'table' && table.part === null && table.values.length <= mostInR
				? crosstabSnippet(report, table, { wave })
				: null,
		),
		query: new URLSearchParams(
			[...new Set(variables.map(({ name }) => name))].map((name) => ['with', name]),
		).toString(),
	};
}
