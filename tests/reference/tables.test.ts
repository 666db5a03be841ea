import { describe, expect, it } from 'vitest';
import {
	type CellEstimate,
	type CrosstabCell,
	type Design,
	type Estimate,
	cellCovariance,
	cellFigures,
	crosstab,
	crosstabEstimates,
	estimateAll,
	share,
	weightedCount,
} from '../../src/lib/core/estimation/index.ts';
import { expectClose, expectFigures } from './close.ts';
import { anyDesign, dataOf, furtherCases, listOf, rowsOf, sideOf } from './more-tables.ts';
import { casesOfKind } from './survey-data.ts';

function tableOf(id: string, row: string, column: string) {
	const found = crosstabEstimates(anyDesign(id), sideOf(id, row), sideOf(id, column), { interval: 'wald' });
	if (found.kind !== 'crosstab-estimates') throw new Error(found.kind);
	return found;
}

function present(of: CellEstimate): Estimate {
	if (of.kind !== 'estimate') throw new Error(of.kind);
	return of;
}

const byColumn = (a: CrosstabCell, b: CrosstabCell) => a.column - b.column || a.row - b.row;

describe('weighted counts of a table equal svytable', () => {
	it.each(casesOfKind('table').map((c) => [c.design!, c.r_call, c] as const))(
		'%s: %s',
		(id, _call, { params, result }) => {
			const { cells, table } = tableOf(id, params.row, params.col);
			const scale = params.Ntotal ? params.Ntotal / table.base.sumOfWeights : 1;
			for (const { freq, ...at } of result.cells) {
				const [row, column] = [params.row, params.col].map((v) => dataOf(id).levels(v).indexOf(at[v]));
				const cell = cells.find((c) => c.row === row && c.column === column);
				expectClose(present(cell!.count).value * scale, freq);
				if (params.Ntotal) expectClose(present(cell!.totalShare).value * params.Ntotal, freq);
			}
		},
	);
});

describe('figures of cells equal svytotal, svymean and svyby', () => {
	it.each(furtherCases('cells_count', 'cells_total_share'))('%s: %s', (id, _call, { kind, params, result }) => {
		const figure = kind === 'cells_count' ? 'count' : 'total-share';
		const { cells, table } = tableOf(id, params.row, params.col);
		const all = cells.toSorted(byColumn).map((cell) => present(figure === 'count' ? cell.count : cell.totalShare));
		const scale = all.reduce((sum, e) => sum + e.value, 0) / 100;
		expectFigures(all, result, { scale });
		if (result.deff)
			expectClose(
				all.map((e) => e.deff ?? 0),
				result.deff,
			);
		const figures = cellFigures(table, figure).filter((f) => f.kind === 'cell-figure');
		const found = cellCovariance(anyDesign(id), table, figures, { lonelyPsu: 'fail' });
		if (found.kind !== 'covariance') throw new Error(found.kind);
		const order = cells.toSorted(byColumn).map((cell) => cells.indexOf(cell));
		expectClose(
			order.flatMap((j) => order.map((k) => found.matrix[j * found.size + k]!)),
			result.vcov.flat(),
			{ scale: scale * scale },
		);
	});

	it.each(furtherCases('cells_row_share', 'cells_column_share'))('%s: %s', (id, _call, { kind, params, result }) => {
		const { cells } = tableOf(id, params.row, params.col);
		const ofRow = kind === 'cells_row_share';
		const all = (ofRow ? cells.toSorted(byColumn) : cells).map((cell) =>
			present(ofRow ? cell.rowShare : cell.columnShare),
		);
		expectFigures(all, result, { scale: 1e-3 });
	});
});

describe('two derivations agree', () => {
	const designs: [string, string, string][] = [
		['strat_fpc', 'stype', 'mealcat'],
		['clus', 'stype', 'awards'],
		['two', 'stype', 'awards'],
		['nh', 'race', 'chol'],
		['rk_strat', 'ellcat', 'stype'],
		['rep_jk1', 'stype', 'awards'],
		['rep_jk1_rk', 'stype', 'awards'],
	];

	it.each(designs)('%s: cells of %s × %s are counts and shares within domains', (id, row, column) => {
		const design: Design = anyDesign(id);
		const { cells } = tableOf(id, row, column);
		const codes = sideOf(id, column).codes;
		const rowCodes = sideOf(id, row).codes;
		const answered = rowCodes.map((r, i) => (r >= 0 && codes[i]! >= 0 ? r : -9));
		for (const cell of cells) {
			const ofColumn = { counted: [cell.column], missingInBase: [] };
			const ofRow = { counted: [cell.row], missingInBase: [] };
			const inRow = rowsOf(id, row, dataOf(id).levels(row)[cell.row]);
			const inColumn = rowsOf(id, column, dataOf(id).levels(column)[cell.column]);
			const inCell = codes.map((c, i) =>
				answered[i]! < 0 || c < 0 ? -9 : c === cell.column && rowCodes[i] === cell.row ? 1 : 0,
			);
			const one = { counted: [1], missingInBase: [] };
			const found = estimateAll(
				design,
				(w) =>
					listOf(
						weightedCount(w, inCell, one),
						share(w, inCell, one),
						share(w, codes, ofColumn, inRow),
						share(w, rowCodes, ofRow, inColumn),
					),
				{ interval: 'wald' },
			);
			if (found.kind !== 'estimates') throw new Error(found.kind);
			const ours = [cell.count, cell.totalShare, cell.rowShare, cell.columnShare].map(present);
			found.estimates.forEach((e, k) => {
				const expected = present(e);
				const scale = k === 0 ? 1 : 1e-3;
				expectClose(ours[k]!.value, expected.value, { tolerance: 1e-12 });
				expectClose(ours[k]!.se, expected.se, { tolerance: 1e-9, scale });
				expectClose(ours[k]!.deff ?? 0, expected.deff ?? 0, { tolerance: 1e-9 });
				expect(ours[k]!.base.n).toBe(expected.base.n);
				expectClose(ours[k]!.interval.lower, expected.interval.lower, { scale });
			});
		}
	});

	it('a table within a domain is the table of the domain’s rows', () => {
		const id = 'strat_fpc';
		const domain = rowsOf(id, 'awards', 'Yes');
		const inside = crosstab(anyDesign(id).weights, sideOf(id, 'stype'), sideOf(id, 'mealcat'), domain);
		const weights = anyDesign(id).weights.map((w, i) => w * domain![i]!);
		const masked = crosstab(weights, sideOf(id, 'stype'), sideOf(id, 'mealcat'));
		if (inside.kind === 'no-base' || masked.kind === 'no-base') throw new Error();
		const width = inside.columns.length + 1;
		const insideOnly = (of: Float64Array) => [...of].filter((_, k) => k % width < width - 1 && k < 3 * width);
		expect(insideOnly(inside.sums)).toEqual(insideOnly(masked.sums));
		expect(inside.base).toEqual(masked.base);
	});
});
