import { type Design } from '../design.ts';
import { type EstimateOptions } from '../estimate.ts';
import { type NoBase } from '../linearised.ts';
import { type LonelyStratum } from '../variance.ts';
import { type Figure, cellFigure } from './cell-figures.ts';
import { type CellEstimate, cellEstimates } from './crosstab-estimates.ts';
import { crosstab } from './crosstab.ts';
import { type NettedSide, blocksOf } from './netted-side.ts';

/** Which cells of the table are wanted, by the numbers of their sets. */
export interface Wanted {
	readonly rows: readonly number[];
	readonly columns: readonly number[];
}

/**
 * One figure of the wanted cells, row by row, as `crosstabEstimates` has it: block by block, each with the rest of the
 * base beside it, since the covariances of all cells of a large table would not fit the memory.
 */
export function nettedEstimates(
	design: Design,
	row: NettedSide,
	column: NettedSide,
	{ figure, wanted, ...options }: EstimateOptions & { readonly figure: Figure; readonly wanted: Wanted },
): readonly CellEstimate[] | NoBase | LonelyStratum {
	const { rows, columns } = wanted;
	const most = (rows.length + 1) * (columns.length + 1) <= comfortable ** 2 ? comfortable ** 2 : comfortable;
	const [rowBlocks, columnBlocks] = [blocksOf(row, rows, most), blocksOf(column, columns, most)];
	const found = new Map<string, CellEstimate>();
	for (const across of columnBlocks)
		for (const down of rowBlocks) {
			const table = crosstab(design.weights, down.side, across.side, options.domain ?? null);
			if (table.kind === 'no-base') return table;
			const places = down.members.flatMap((one, r) => across.members.map((other, c) => ({ one, other, r, c })));
			const figures = places.map(({ r, c }) => cellFigure(table, figure, r, c));
			const estimates = cellEstimates(design, table, figures, options);
			if ('kind' in estimates) return estimates;
			places.forEach(({ one, other }, k) => found.set(`${one} ${other}`, estimates[k] ?? nobody));
		}
	return rows.flatMap((r) => columns.map((c) => found.get(`${r} ${c}`) ?? nobody));
}

/** Sets to a side of a block; cost grows with the third power of the cells. */
const comfortable = 12;

const nobody: CellEstimate = { kind: 'no-base', asked: true };
