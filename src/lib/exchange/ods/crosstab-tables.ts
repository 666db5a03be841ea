import type { CrosstabReport, CrosstabRow, FilledTable } from '#core/trends/index.ts';
import { baseOfCell } from '#core/trends/index.ts';
import type { StatisticalTable, StatisticalTables, TableCell } from './statistical-tables.ts';
import { mark, numberCell, textCell } from './statistical-tables.ts';

/** Cells up to which limits of intervals have sheets of their own; a larger crosstab would make a file that nothing opens. */
const mostWithLimits = 10_000;

const figures = {
	column: 'Column percentages',
	row: 'Row percentages',
	total: 'Percentages of the table',
	count: 'Weighted counts',
} as const;

/**
 * A crosstab as tables for a spreadsheet: for each category of the layer one of the figures with their bases, those of the
 * limits of their intervals, one of unweighted answers, and one that says which columns differ.
 */
export function crosstabTables(
	report: CrosstabReport,
	{ by, made }: { readonly by: string; readonly made: Date },
): StatisticalTables {
	const { wave, rows, columns } = report;
	const simulated = wave.origin === 'simulated';
	const isLarge = report.tables.some((table) => table.kind === 'table' && table.values.length > mostWithLimits);
	return {
		title: `${report.title}: ${rows.label} by ${columns.label}, ${wave.label}${simulated ? ' (SIMULATED)' : ''}`,
		cover: [
			`Figures from the survey ${report.survey}. Population: ${report.population}`,
			...(simulated ? [`SIMULATED: no person gave the answers of ${wave.label}.`] : []),
			`Made ${made.toISOString().slice(0, 10)} by ${by} with Soundings.`,
			'For analysts: these tables have not been cleared for release, and small groups are not suppressed.',
			'Estimates are weighted; intervals are 95% and take the weights and the design into account. Bases are counts of interviews, not weighted.',
			...(isLarge ? ['The crosstab is large: the limits of its intervals are in its CSV file, not here.'] : []),
			...(wave.indicative ? [`${wave.label}: not a random sample, so its intervals are indicative only.`] : []),
			...(wave.state === 'open' ? [`${wave.label} is still open, so its figures are provisional.`] : []),
		],
		tables: report.tables.flatMap((table) =>
			table.kind === 'table' ? tablesOf(report, table, table.values.length <= mostWithLimits) : [],
		),
	};
}

function tablesOf(report: CrosstabReport, table: FilledTable, hasLimits: boolean): StatisticalTable[] {
	const { show, rows, columns, layer } = report;
	const { intervals, comparison, values, counts } = table;
	const title = (what: string) =>
		[
			`${what}: ${rows.label} by ${columns.label}`,
			...(table.layer ? [`${layer?.label ?? ''} – ${table.layer.label}`] : []),
		]
			.join(', ')
			.trim();
	const lines = [
		`Rows asked of: ${rows.base}. Columns asked of: ${columns.base}. Base: ${table.base.n} interviews with both answers.`,
	];
	const plain = (what: string, cell: (cell: number, base: number) => TableCell): StatisticalTable => ({
		...{ title: title(what), lines, headers: headersOf(report, table) },
		rows: table.rows.map((row, r) => [
			textCell(row.label),
			...table.columns.map((column, c) =>
				cell(r * table.columns.length + c, baseOfCell({ show: report.show, table }, row, column)),
			),
		]),
	});
	const as = show === 'count' ? 'number' : 'share';
	const shown = plain(figures[show], (cell, base) => (base === 0 ? mark('z') : numberCell(values[cell] ?? 0, as)));
	const limit = (limits: Float64Array) => (cell: number, base: number) =>
		base === 0 ? mark('z') : intervals?.known[cell] === 1 ? numberCell(limits[cell] ?? 0, as) : mark('x');
	return [
		withBases(report, table, shown),
		...(intervals === null || !hasLimits
			? []
			: [
					plain(`Lower limits of ${figures[show].toLowerCase()}`, limit(intervals.lower)),
					plain(`Upper limits of ${figures[show].toLowerCase()}`, limit(intervals.upper)),
				]),
		plain('Answers, unweighted', (cell) => numberCell(counts[cell] ?? 0, 'count')),
		...(comparison.kind === 'compared' && comparison.familySize > 0
			? [
					withFamily(
						plain('Columns that differ', (cell) => textCell(comparison.marks[cell] ?? '')),
						comparison,
					),
				]
			: []),
	];
}

/** Everything has a heading that no other has. */
function headersOf({ rows }: CrosstabReport, { columns }: FilledTable): string[] {
	const seen = new Map<string, number>();
	return [rows.label, ...columns.map(({ label, letter }) => (letter === null ? label : `${label} (${letter})`))].map(
		(header) => {
			const before = seen.get(header) ?? 0;
			seen.set(header, before + 1);
			return before === 0 ? header : `${header} (${before + 1})`;
		},
	);
}

/** Bases and marks below the columns, or beside the rows, that the shares are of. */
function withBases(report: CrosstabReport, { rows, columns }: FilledTable, table: StatisticalTable): StatisticalTable {
	const { minimumBase } = report.policy;
	const about = ({ base }: CrosstabRow): [TableCell, TableCell, TableCell] => [
		numberCell(base.n, 'count'),
		numberCell(base.effectiveSize, 'count'),
		base.n < minimumBase ? mark('u') : mark(),
	];
	switch (report.show) {
		case 'column': {
			const below = columns.map(about);
			const line = (label: string, k: 0 | 1 | 2) => [textCell(label), ...below.map((cells) => cells[k])];
			const bases = [line('Base, unweighted', 0), line('Effective base', 1), line('Marks', 2)];
			return { ...table, rows: [...table.rows, ...bases] };
		}
		case 'row':
			return {
				...table,
				headers: [...table.headers, 'Base, unweighted', 'Effective base', 'Marks'],
				rows: table.rows.map((cells, r) => [...cells, ...rows.slice(r, r + 1).flatMap(about)]),
			};
		case 'total':
		case 'count':
			return table;
	}
}

function withFamily(
	table: StatisticalTable,
	{ compare, familySize }: { readonly compare: 'letters' | 'rest'; readonly familySize: number },
): StatisticalTable {
	const how =
		compare === 'letters'
			? 'A letter: the share is larger than in the column of that letter.'
			: 'An arrow: the share is larger or smaller than in all other columns together.';
	return { ...table, lines: [...table.lines, `${how} Holm at 5% over ${familySize} comparisons of this table.`] };
}
