import { type Mover } from './move.ts';
import { type Tableau, feasible, maximise } from './simplex.ts';
import { type Relation } from './table.ts';

/**
 * Moves a cell of any table by linear programming (Fischetti & Salazar 2000's relaxation of the cheapest pattern):
 * increases and decreases of the cells that may move, in keeping with every relation, as far as asked and then as
 * cheaply per unit as can be. For hierarchies, three ways and linked tables, which are no network.
 */
export function linearMover(relations: readonly Relation[], values: Float64Array): Mover {
	const solved = solvedRelations(relations, values.length);
	return ({ costs, cell, direction, amount }) => {
		// Cells that the others are solved for come along even where they may not move, with no room to.
		const present = Array.from(costs.keys()).filter(
			(k) => k === cell || (costs[k] ?? Infinity) < Infinity || solved.basic[k] === 1,
		);
		const size = present.length;
		const range = new Float64Array(2 * size);
		const objective = new Float64Array(2 * size);
		const dear = 1 + 4 * present.reduce((sum, k) => sum + (k === cell ? 0 : finite(costs[k] ?? 0)), 0);
		present.forEach((k, at) => {
			const value = values[k] ?? 0;
			const mayMove = (costs[k] ?? Infinity) < Infinity;
			range[at] = k === cell ? (direction > 0 ? amount : 0) : mayMove ? Infinity : 0;
			range[size + at] = k === cell ? (direction < 0 ? Math.min(amount, value) : 0) : mayMove ? value : 0;
			objective[at] = k === cell ? dear : -finite(costs[k] ?? 0);
			objective[size + at] = objective[at] ?? 0;
		});
		const change = new Float64Array(values.length);
		const best = maximise(standingStill(solved, present, range), objective);
		if (best.kind !== 'optimal') return { achieved: 0, change };
		present.forEach((k, at) => {
			const moved = (best.x[at] ?? 0) - (best.x[size + at] ?? 0);
			change[k] = Math.abs(moved) < 1e-7 ? 0 : moved;
		});
		return { achieved: direction * (change[cell] ?? 0), change };
	};
}

function finite(cost: number): number {
	return cost < Infinity ? cost : 0;
}

/** The relations solved for as many cells as can be, once for all moves: a tableau with right-hand sides of 0. */
function solvedRelations(relations: readonly Relation[], cells: number): Tableau {
	const matrix = new Float64Array(relations.length * cells);
	relations.forEach(({ total, parts }, row) => {
		matrix[row * cells + total] = -1;
		for (const part of parts) matrix[row * cells + part] = 1;
	});
	const tableau = feasible({
		rows: relations.length,
		columns: cells,
		matrix,
		rhs: new Float64Array(relations.length),
		lower: new Float64Array(cells),
		upper: new Float64Array(cells).fill(Infinity),
	});
	if (tableau === null) throw new Error('a table in which nothing changes keeps all its sums');
	return tableau;
}

/** The tableau of increases, then decreases, of the cells present, at the point where all are 0. */
function standingStill(solved: Tableau, present: readonly number[], range: Float64Array): Tableau {
	const size = present.length;
	const columns = 2 * size;
	const { rows } = solved;
	const from = solved.programme.columns + 1;
	const width = columns + 1;
	const cells = new Float64Array((rows + 1) * width);
	const basis = new Int32Array(rows);
	const basic = new Uint8Array(columns);
	for (let i = 0; i < rows; i++) {
		for (let at = 0; at < size; at++) {
			const k = present[at] ?? 0;
			const t = solved.cells[i * from + k] ?? 0;
			cells[i * width + at] = t;
			cells[i * width + size + at] = -t;
			if (k === solved.basis[i]) basis[i] = at;
		}
		basic[basis[i] ?? 0] = 1;
	}
	const programme = {
		rows,
		columns,
		matrix: cells,
		rhs: new Float64Array(rows),
		lower: new Float64Array(columns),
		upper: range,
	};
	return { programme, rows, cells, basis, range, flipped: new Uint8Array(columns), basic };
}
