import type { CrosstabReport, CrosstabRow, CrosstabShow, FilledTable } from '#core/trends/index.ts';
import type { Range, Seen } from './seen.ts';
import { mostDrawn, pageSeen } from './seen.ts';
import type { InView } from './watch-view.ts';

/** A table and how much of it is drawn. */
export interface DrawnTable {
	readonly table: FilledTable;
	readonly show: CrosstabShow;
	readonly policy: CrosstabReport['policy'];
	readonly rows: readonly CrosstabRow[];
	readonly columns: FilledTable['columns'];
	readonly seen: Seen;
	/** Whether it has more cells than are drawn at once. */
	readonly isLarge: boolean;
	/** Pixels around what is in view, for what is not drawn; null where scripts have not seen what is. */
	readonly space: Readonly<Record<'above' | 'below' | 'before' | 'after', number>> | null;
}

/** What is drawn of a table: what is in view where that is known, else the page that the address names, or all of it. */
export function drawnTable(
	{ show, policy }: CrosstabReport,
	table: FilledTable,
	{ at, inView }: { at: { readonly from: number; readonly across: number }; inView: InView | null },
): DrawnTable {
	const size = { rows: table.rows.length, columns: table.columns.length };
	const isLarge = size.rows * size.columns > mostDrawn;
	const windowed = isLarge ? inView : null;
	const seen = windowed?.seen ?? pageSeen(size, at);
	return {
		...{ table, show, policy, seen, isLarge },
		rows: table.rows.slice(seen.rows.from, seen.rows.to),
		columns: table.columns.slice(seen.columns.from, seen.columns.to),
		space: windowed && {
			above: seen.rows.from * windowed.cell.height,
			below: (size.rows - seen.rows.to) * windowed.cell.height,
			before: seen.columns.from * windowed.cell.width,
			after: (size.columns - seen.columns.to) * windowed.cell.width,
		},
	};
}

/** The bases that stand below columns or beside rows. */
export const bases = [
	{ key: 'base', label: 'Base, unweighted', of: ({ base }: CrosstabRow) => base.n, isMarked: true },
	{
		key: 'effective-base',
		label: 'Effective base',
		of: ({ base }: CrosstabRow) => base.effectiveSize,
		isMarked: false,
	},
] as const;

/** What tells a row or a column from the others. */
export function keyOf({ kind, codes }: CrosstabRow): string {
	return `${kind} ${codes.join()}`;
}

/** Neighbours that share their outer answers; those outside the nest each stand alone. */
export function runsOf<T extends CrosstabRow>(
	all: readonly T[],
): { readonly within: string | null; readonly of: Range }[] {
	const runs: { within: string | null; of: { from: number; to: number } }[] = [];
	all.forEach(({ within }, k) => {
		const last = runs.at(-1);
		if (last !== undefined && within !== null && last.within === within) last.of.to = k + 1;
		else runs.push({ within, of: { from: k, to: k + 1 } });
	});
	return runs;
}
