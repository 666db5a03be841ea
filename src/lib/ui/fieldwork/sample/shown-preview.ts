import { cellName } from '#core/fieldwork/index.ts';
import type { ColumnRole, LineUpProblem, RowProblem } from '#core/fieldwork/index.ts';

interface Previewed {
	readonly columns: readonly { readonly name: string; readonly role: ColumnRole; readonly example: string }[];
	readonly lineUp: LineUpProblem | undefined;
	readonly rows: readonly { readonly line: number; readonly problems: readonly RowProblem[] }[];
	readonly wrong: number;
	readonly counts: Readonly<Record<'new' | 'earlier-wave' | 'in-this-wave' | 'opted-out', number>>;
}

/** The most rows with something wrong that are listed. */
const mostListed = 50;

/** What the page shows of a file before it is brought in, and what it sends again to do so. */
export function shownPreview(
	{ columns, lineUp, rows, wrong, counts }: Previewed,
	sent: {
		readonly fileName: string;
		readonly text: string;
		/** The sheet of a workbook that it is of, and the others there; empty where it came as text. */
		readonly sheet: string;
		readonly others: readonly string[];
	},
) {
	const { fileName, text, sheet, others } = sent;
	const problems = rows.filter((row) => row.problems.length > 0).slice(0, mostListed);
	return {
		...{ fileName, text, sheet, others, columns, lineUp, wrong, counts, rows: rows.length },
		problems: problems.map(({ line, problems: found }) => ({
			line,
			where: sheet === '' ? `Line ${line}` : cellsWords(found, line, columns),
			problems: found,
		})),
	};
}

/** The cells of a sheet in which something is wrong, or the row where nothing is in it. */
function cellsWords(problems: readonly RowProblem[], row: number, columns: Previewed['columns']): string {
	const cells = problems.flatMap((problem) => {
		const role = problem.kind === 'nobody' ? undefined : problem.kind === 'unknown-language' ? 'language' : 'email';
		const at = columns.findIndex((column) => column.role === role);
		return at === -1 ? [] : [cellName(at, row)];
	});
	const named = [...new Set(cells)];
	return named.length === 0 ? `Row ${row}` : `${named.length === 1 ? 'Cell' : 'Cells'} ${named.join(' and ')}`;
}
