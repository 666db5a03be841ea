import { type Magnitude, type Table, crossTable } from '../../../src/lib/core/disclosure/index.ts';

const numbered = (id: string, length: number) => ({
	id,
	label: id,
	categories: Array.from({ length }, (_, k) => ({ code: `${k + 1}`, label: `${id} ${k + 1}` })),
});

/** Rows by columns with their totals; ids are `row,column`, such as `2,3` or `*,1`. */
export function grid(counts: readonly (readonly number[])[]): Table {
	return crossTable({
		title: 'a grid',
		axes: [numbered('row', counts.length), numbered('column', counts[0]?.length ?? 0)],
		leaf: ([row, column]) => ({ count: counts[Number(row) - 1]?.[Number(column) - 1] ?? 0 }),
	});
}

/** Three ways with all margins, from counts in row-major order. */
export function cube(sizes: readonly [number, number, number], counts: readonly number[]): Table {
	return crossTable({
		title: 'a cube',
		axes: sizes.map((size, a) => numbered('abc'[a] ?? '', size)),
		leaf: (codes) => {
			const [a = 0, b = 0, c = 0] = codes.map((code) => Number(code) - 1);
			return { count: counts[(a * sizes[1] + b) * sizes[2] + c] ?? 0 };
		},
	});
}

/** One way of magnitudes, each from the contributions to it. */
export function magnitudes(contributions: readonly (readonly number[])[]): Table {
	return crossTable({
		kind: 'magnitudes',
		title: 'magnitudes',
		axes: [numbered('cell', contributions.length)],
		leaf: ([code]) => {
			const of = (contributions[Number(code) - 1] ?? []).toSorted((a, b) => b - a);
			return { count: of.length, magnitude: magnitudeOf(of) };
		},
	});
}

export function magnitudeOf(contributions: readonly number[]): Magnitude {
	return { total: contributions.reduce((a, b) => a + b, 0), largest: contributions.slice(0, 3) };
}

export function hiddenIds({ cells }: Table, hidden: Uint8Array): string[] {
	return cells.flatMap(({ id }, k) => (hidden[k] === 1 ? [id] : []));
}

export function hiding({ cells }: Table, ids: readonly string[]): Uint8Array {
	return Uint8Array.from(cells, ({ id }) => (ids.includes(id) ? 1 : 0));
}
