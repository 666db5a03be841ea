import { type Mover, type Move } from './move.ts';
import { type Relation } from './table.ts';

/**
 * A table as a network: every sum is a node, every cell an arc between the two sums that it is in (or between its only
 * one and a node for the world outside). Values that add up are a circulation, and so is every change that a reader
 * cannot rule out. Tables of one or two ways, and hierarchies of one way, have this form.
 */
export interface Circulation {
	readonly nodes: number;
	/** A greater value flows from here … */
	readonly tail: Int32Array;
	/** … to here. */
	readonly head: Int32Array;
	/** Arcs at each node. */
	readonly arcs: readonly (readonly number[])[];
}

/** Null where some cell is in three sums, or the sums cannot all be given a direction. */
export function circulationOf(cells: number, relations: readonly Relation[]): Circulation | null {
	const uses: { relation: number; sign: number }[][] = Array.from({ length: cells }, () => []);
	relations.forEach(({ total, parts }, relation) => {
		uses[total]?.push({ relation, sign: -1 });
		for (const part of parts) uses[part]?.push({ relation, sign: 1 });
	});
	if (uses.some((use) => use.length > 2)) return null;
	const outside = relations.length;
	const direction = directionsOf(relations, uses);
	if (direction === null) return null;
	const tail = new Int32Array(cells).fill(outside);
	const head = new Int32Array(cells).fill(outside);
	const arcs: number[][] = Array.from({ length: outside + 1 }, () => []);
	uses.forEach((use, cell) => {
		for (const { relation, sign } of use)
			if (sign * (direction[relation] ?? 1) > 0) tail[cell] = relation;
			else head[cell] = relation;
		arcs[tail[cell] ?? 0]?.push(cell);
		if (tail[cell] !== head[cell]) arcs[head[cell] ?? 0]?.push(cell);
	});
	return { nodes: outside + 1, tail, head, arcs };
}

/** 1 or −1 for every sum, so that each cell leaves one of its sums and enters the other. */
function directionsOf(
	relations: readonly Relation[],
	uses: readonly (readonly { relation: number; sign: number }[])[],
): Int8Array | null {
	const direction = new Int8Array(relations.length);
	for (let start = 0; start < relations.length; start++) {
		if (direction[start] !== 0) continue;
		direction[start] = 1;
		const waiting = [start];
		for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
			const of = relations[at];
			for (const cell of of ? [of.total, ...of.parts] : []) {
				const [a, b] = uses[cell] ?? [];
				if (!a || !b) continue;
				const [here, there] = a.relation === at ? [a, b] : [b, a];
				const wanted = -here.sign * there.sign * (direction[at] ?? 1);
				if (direction[there.relation] === 0) {
					direction[there.relation] = wanted > 0 ? 1 : -1;
					waiting.push(there.relation);
				} else if (direction[there.relation] !== wanted) return null;
			}
		}
	}
	return direction;
}

/**
 * Moves a cell by cheapest augmenting paths (Cox 1980; Kelly, Golden & Assad 1992): what the cell gains must come back
 * round through other cells, each of which can lose at most what it has. A cell costs once, whatever flows through it.
 * `thick` prefers one path that carries all to several that carry little each.
 */
export function circulationMover(circulation: Circulation, values: Float64Array): Mover {
	return ({ costs, cell, direction, amount, thick }) => {
		const change = new Float64Array(values.length);
		const { tail, head } = circulation;
		const [from, to] = direction > 0 ? [head[cell] ?? 0, tail[cell] ?? 0] : [tail[cell] ?? 0, head[cell] ?? 0];
		const wanted = direction > 0 ? amount : Math.min(amount, values[cell] ?? 0);
		let moved = 0;
		while (moved < wanted) {
			const search = { costs, values, change, without: cell, from, to };
			const path =
				(thick ? cheapestPath(circulation, search, wanted - moved) : null) ?? cheapestPath(circulation, search, 0);
			if (path === null) break;
			const step = Math.min(path.capacity, wanted - moved);
			for (const { arc, sign } of path.steps) change[arc] = (change[arc] ?? 0) + sign * step;
			moved += step;
		}
		change[cell] = direction * moved;
		return { achieved: moved, change } satisfies Move;
	};
}

interface Search {
	readonly costs: Float64Array;
	readonly values: Float64Array;
	readonly change: Float64Array;
	readonly without: number;
	readonly from: number;
	readonly to: number;
}

interface Path {
	readonly capacity: number;
	readonly steps: readonly { readonly arc: number; readonly sign: 1 | -1 }[];
}

/** Dijkstra (1959) over the arcs that can take at least `least` more, or anything at all where that is 0. */
function cheapestPath(
	{ nodes, tail, head, arcs }: Circulation,
	{ costs, values, change, without, from, to }: Search,
	least: number,
): Path | null {
	const distance = new Float64Array(nodes).fill(Infinity);
	const done = new Uint8Array(nodes);
	const arcInto = new Int32Array(nodes).fill(-1);
	const capacityInto = new Float64Array(nodes);
	distance[from] = 0;
	capacityInto[from] = Infinity;
	for (;;) {
		let at = -1;
		for (let node = 0; node < nodes; node++)
			if (done[node] === 0 && (distance[node] ?? Infinity) < (at < 0 ? Infinity : (distance[at] ?? Infinity)))
				at = node;
		if (at < 0) return null;
		if (at === to) break;
		done[at] = 1;
		for (const arc of arcs[at] ?? []) {
			const cost = change[arc] === 0 ? (costs[arc] ?? Infinity) : 0;
			if (arc === without || cost === Infinity) continue;
			const leaving = tail[arc] === at;
			const next = (leaving ? head[arc] : tail[arc]) ?? 0;
			const room = leaving ? Infinity : (values[arc] ?? 0) + (change[arc] ?? 0);
			const length = (distance[at] ?? 0) + cost;
			if (done[next] === 1 || room <= 0 || room < least || length >= (distance[next] ?? Infinity)) continue;
			distance[next] = length;
			arcInto[next] = arc;
			capacityInto[next] = Math.min(room, capacityInto[at] ?? 0);
		}
	}
	const steps: { arc: number; sign: 1 | -1 }[] = [];
	for (let node = to; node !== from;) {
		const arc = arcInto[node] ?? 0;
		const leaving = head[arc] === node;
		steps.push({ arc, sign: leaving ? 1 : -1 });
		node = (leaving ? tail[arc] : head[arc]) ?? 0;
	}
	return { capacity: capacityInto[to] ?? 0, steps };
}

/**
 * The least and greatest value that a hidden cell can have while the shown ones and all sums stay, by maximum flow:
 * its true value less, and plus, what can flow back round. Infinity where nothing limits it.
 */
export function flowBounds(
	circulation: Circulation,
	values: Float64Array,
	hidden: Uint8Array,
	cell: number,
): { lower: number; upper: number } {
	const move = circulationMover(circulation, values);
	const costs = Float64Array.from(hidden, (is) => (is === 1 ? 0 : Infinity));
	const far = 2 ** 40;
	const value = values[cell] ?? 0;
	const up = move({ costs, cell, direction: 1, amount: far, thick: false }).achieved;
	const down = move({ costs, cell, direction: -1, amount: far, thick: false }).achieved;
	return { lower: value - down, upper: up > far / 2 ? Infinity : value + up };
}
