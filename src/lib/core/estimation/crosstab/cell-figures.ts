import { type Linearised, type NoBase } from '../linearised.ts';
import { type Crosstab, baseOf, cellOfRows, insideCells } from './crosstab.ts';

/** What is read off a cell: its weighted count, or its share of the table, of its row or of its column. */
export type Figure = 'count' | 'total-share' | 'row-share' | 'column-share';

/** `Linearised`, but for an influence that is the same for all rows of a cell: one value per cell of the grid. */
export interface CellFigure extends Omit<Linearised, 'kind' | 'influence'> {
	readonly kind: 'cell-figure';
	readonly influenceOfCell: Float64Array;
	readonly cell: number;
	/** The cells that a share is of; null for a count. */
	readonly among: readonly number[] | null;
}

/** One figure of the cell in row r and column c, numbered as the categories are. No base where the row or column is empty. */
export function cellFigure(table: Crosstab, figure: Figure, r: number, c: number): CellFigure | NoBase {
	const width = table.columns.length + 1;
	const cell = r * width + c;
	const among = cellsAmong(table, figure, r, c);
	const base = figure === 'count' || figure === 'total-share' ? table.base : baseOf(table, among);
	if (base.sumOfWeights === 0) return { kind: 'no-base', asked: true };
	const share = (table.sums[cell] ?? 0) / base.sumOfWeights;
	const influenceOfCell = new Float64Array(table.sums.length);
	if (figure === 'count') influenceOfCell[cell] = 1;
	else for (const k of among) influenceOfCell[k] = ((k === cell ? 1 : 0) - share) / base.sumOfWeights;
	const unit = figure === 'count' ? base.sumOfWeights : 1;
	return {
		kind: 'cell-figure',
		value: figure === 'count' ? (table.sums[cell] ?? 0) : share,
		influenceOfCell,
		cell,
		among: figure === 'count' ? null : among,
		base,
		randomVariance: base.n > 1 ? ((share * (1 - share)) / (base.n - 1)) * unit * unit : 0,
		means: 1,
		scale: figure === 'count' ? 'mean' : 'share',
	};
}

/** One figure of every cell, row by row. */
export function cellFigures(table: Crosstab, figure: Figure): (CellFigure | NoBase)[] {
	return table.rows.flatMap((_, r) => table.columns.map((__, c) => cellFigure(table, figure, r, c)));
}

/** The figure under other weights, from their sum per cell; NaN where nobody is in its base. */
export function valueUnder(sums: Float64Array, { cell, among }: CellFigure): number {
	const count = sums[cell] ?? 0;
	return among === null ? count : count / among.reduce((sum, k) => sum + (sums[k] ?? 0), 0);
}

/** With the influence written out per row of data, for contrasts with other statistics. */
export function linearisedCell(table: Crosstab, figure: CellFigure): Linearised {
	const cells = cellOfRows(table);
	const influence = new Float64Array(cells.length);
	for (let i = 0; i < influence.length; i++) influence[i] = figure.influenceOfCell[cells[i] ?? 0] ?? 0;
	const { value, base, randomVariance, means, scale } = figure;
	return { kind: 'linearised', value, influence, base, randomVariance, means, scale };
}

/** The cells whose weights make up the base of a figure. */
function cellsAmong({ rows, columns }: Crosstab, figure: Figure, r: number, c: number): number[] {
	const width = columns.length + 1;
	switch (figure) {
		case 'count':
		case 'total-share':
			return insideCells(rows.length, columns.length);
		case 'row-share':
			return columns.map((_, k) => r * width + k);
		case 'column-share':
			return rows.map((_, k) => k * width + c);
	}
}
