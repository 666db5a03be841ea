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
	{ fileName, text }: { readonly fileName: string; readonly text: string },
) {
	const problems = rows.filter((row) => row.problems.length > 0).slice(0, mostListed);
	return {
		...{ fileName, text, columns, lineUp, wrong, counts, rows: rows.length },
		problems: problems.map((row) => ({ line: row.line, problems: row.problems })),
	};
}
