import { type Mover } from './move.ts';
import { feasible, maximise } from './simplex.ts';
import { type Relation } from './table.ts';

/**
 * Moves a cell of any table by linear programming (Fischetti & Salazar 2000's relaxation of the cheapest pattern):
 * increases and decreases of the cells that may move, in keeping with every relation, as far as asked and then as
 * cheaply per unit as can be. For hierarchies, three ways and linked tables, which are no network.
 */
export function linearMover(relations: readonly Relation[], values: Float64Array): Mover {
	return ({ costs, cell, direction, amount }) => {
		const movable = Array.from(costs.keys()).filter((k) => k === cell || (costs[k] ?? Infinity) < Infinity);
		const place = new Int32Array(values.length).fill(-1);
		movable.forEach((k, at) => {
			place[k] = at;
		});
		const touched = relations.filter(({ total, parts }) => [total, ...parts].some((k) => (place[k] ?? -1) >= 0));
		const size = movable.length;
		const columns = 2 * size;
		const matrix = new Float64Array(touched.length * columns);
		touched.forEach(({ total, parts }, row) => {
			const put = (k: number, sign: number) => {
				const at = place[k] ?? -1;
				if (at < 0) return;
				matrix[row * columns + at] = sign;
				matrix[row * columns + size + at] = -sign;
			};
			put(total, -1);
			for (const part of parts) put(part, 1);
		});
		const upper = new Float64Array(columns);
		const objective = new Float64Array(columns);
		const dear = 1 + 4 * movable.reduce((sum, k) => sum + (k === cell ? 0 : (costs[k] ?? 0)), 0);
		movable.forEach((k, at) => {
			const value = values[k] ?? 0;
			upper[at] = k !== cell ? Infinity : direction > 0 ? amount : 0;
			upper[size + at] = k !== cell ? value : direction < 0 ? Math.min(amount, value) : 0;
			objective[at] = k === cell ? dear : -(costs[k] ?? 0);
			objective[size + at] = objective[at] ?? 0;
		});
		const tableau = feasible({
			rows: touched.length,
			columns,
			matrix,
			rhs: new Float64Array(touched.length),
			lower: new Float64Array(columns),
			upper,
		});
		const change = new Float64Array(values.length);
		const best = tableau === null ? null : maximise(tableau, objective);
		if (best?.kind !== 'optimal') return { achieved: 0, change };
		movable.forEach((k, at) => {
			const moved = (best.x[at] ?? 0) - (best.x[size + at] ?? 0);
			change[k] = Math.abs(moved) < 1e-7 ? 0 : moved;
		});
		return { achieved: direction * (change[cell] ?? 0), change };
	};
}
