/** The rows and columns of a table that are drawn: from one up to, not including, the next. */
export interface Seen {
	readonly rows: Range;
	readonly columns: Range;
}

export interface Range {
	readonly from: number;
	readonly to: number;
}

/** Tables of more cells are drawn as far as they are seen. */
export const mostDrawn = 2500;

const page = { rows: 50, columns: 40 } as const;

/** Without scripts: the page of rows and columns that the address names, or the whole of a table that is small enough. */
export function pageSeen(size: { rows: number; columns: number }, at: { from: number; across: number }): Seen {
	if (size.rows * size.columns <= mostDrawn)
		return { rows: { from: 0, to: size.rows }, columns: { from: 0, to: size.columns } };
	return {
		rows: rangeFrom(at.from, page.rows, size.rows),
		columns: rangeFrom(at.across, page.columns, size.columns),
	};
}

/** The places where pages begin. */
export function pagesOf(all: number, side: 'rows' | 'columns'): Range[] {
	const size = page[side];
	return Array.from({ length: Math.ceil(all / size) }, (_, k) => ({
		from: k * size,
		to: Math.min(all, (k + 1) * size),
	}));
}

/** With scripts: what is in view of a region that scrolls, and a little around it. */
export function windowSeen(
	size: { rows: number; columns: number },
	view: { top: number; left: number; height: number; width: number },
	cell: { height: number; width: number },
): Seen {
	const within = (start: number, length: number, one: number, all: number, around: number): Range => {
		const first = Math.floor(start / one) - around;
		const count = Math.ceil(length / one) + 2 * around;
		const from = Math.min(Math.max(0, first), Math.max(0, all - count));
		return { from, to: Math.min(all, from + count) };
	};
	return {
		rows: within(view.top, view.height, cell.height, size.rows, 6),
		columns: within(view.left, view.width, cell.width, size.columns, 3),
	};
}

function rangeFrom(from: number, length: number, all: number): Range {
	const first = Math.min(Math.max(0, from), Math.max(0, all - 1));
	return { from: first, to: Math.min(all, first + length) };
}
