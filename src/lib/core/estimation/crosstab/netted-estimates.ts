import { type Design } from '../design.ts';
import { type EstimateOptions } from '../estimate.ts';
import { type NoBase } from '../linearised.ts';
import { type LonelyStratum } from '../variance.ts';
import { type Figure } from './cell-figures.ts';
import { type CellEstimate, type CrosstabCell, crosstabEstimates } from './crosstab-estimates.ts';
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
			const block = crosstabEstimates(design, down.side, across.side, options);
			if (block.kind !== 'crosstab-estimates') return block;
			for (const cell of block.cells) {
				const [r, c] = [down.members[cell.row], across.members[cell.column]];
				if (r !== undefined && c !== undefined) found.set(`${r} ${c}`, figureOf(cell, figure));
			}
		}
	return rows.flatMap((r) => columns.map((c) => found.get(`${r} ${c}`) ?? { kind: 'no-base', asked: true }));
}

/** Sets to a side of a block; cost grows with the third power of the cells. */
const comfortable = 12;

function figureOf(cell: CrosstabCell, figure: Figure): CellEstimate {
	switch (figure) {
		case 'count':
			return cell.count;
		case 'total-share':
			return cell.totalShare;
		case 'row-share':
			return cell.rowShare;
		case 'column-share':
			return cell.columnShare;
	}
}
