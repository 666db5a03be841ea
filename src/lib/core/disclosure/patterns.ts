import { type AuditFailure } from './audit.ts';
import { circulationMover, circulationOf } from './circulation.ts';
import { type Demand, demandOf } from './demand.ts';
import { linearMover } from './linear-mover.ts';
import { type Mover } from './move.ts';
import { type DisclosurePolicy } from './policy.ts';
import { type Reason } from './primary.ts';
import { type Relation, type Table, valuesOf } from './table.ts';

/** No choice of cells was found that protects these: too much around them is fixed. */
export interface Unprotectable {
	readonly kind: 'unprotectable';
	readonly cells: readonly number[];
	readonly failures: readonly AuditFailure[];
}

/** A table as the search for cells to hide sees it. */
export interface Task {
	readonly relations: readonly Relation[];
	readonly values: Float64Array;
	readonly primary: Uint8Array;
	/** What hiding a cell costs; Infinity for one that must stay. */
	readonly costs: Float64Array;
	readonly demands: readonly Demand[];
	readonly move: Mover;
	readonly isNetwork: boolean;
}

export function taskOf(table: Table, policy: DisclosurePolicy, reasons: readonly (readonly Reason[])[]): Task {
	const values = valuesOf(table);
	const circulation = circulationOf(values.length, table.relations);
	return {
		relations: table.relations,
		values,
		primary: Uint8Array.from(reasons, (own) => (own.length > 0 ? 1 : 0)),
		costs: Float64Array.from(table.cells, ({ fixed, cost }, k) => (fixed ? Infinity : (cost ?? (values[k] ?? 0) + 1))),
		demands: table.cells.map((cell, at) => demandOf(table.kind, cell, { at, reasons: reasons[at] ?? [] }, policy)),
		move: circulation === null ? linearMover(table.relations, values) : circulationMover(circulation, values),
		isNetwork: circulation !== null,
	};
}

/** A choice of cells that meets every demand, before any audit. */
export interface Pattern {
	readonly kind: 'pattern';
	readonly hidden: Uint8Array;
	/** Changes by which the demands of hidden cells were seen to be met, each good while all that it touches is hidden. */
	readonly proofs: Proofs;
}

type Proofs = ReadonlyMap<number, readonly Float64Array[]>;

export interface Choices {
	readonly kind: 'choices';
	readonly cheapest: Pattern;
	/** All others that were found, the cheaper first. */
	readonly others: readonly Pattern[];
}

/**
 * Tries the demands in several orders, on networks also with one path for all against several; then what becomes of
 * the best when one or another of its cells is kept in view.
 */
export function patterns(task: Task, forced: readonly number[]): Choices | Unprotectable {
	const found = new Map<string, Pattern>();
	const keep = (more: readonly Pattern[]) => {
		for (const pattern of more) found.set(pattern.hidden.join(''), pattern);
	};
	const first = inSeveralOrders(task, forced);
	if (first.kind === 'unprotectable') return first;
	keep(first.patterns);
	const ranked = () =>
		[...found.values()]
			.map((pattern) => ({ pattern, cost: costOf(task, pattern.hidden) }))
			.sort((a, b) => a.cost - b.cost)
			.map(({ pattern }) => pattern);
	const tried = new Set<string>();
	for (let swaps = swapsFor(task); swaps > 0;) {
		const [best] = ranked();
		if (!best || tried.has(best.hidden.join(''))) break;
		tried.add(best.hidden.join(''));
		const optional = Array.from(best.hidden.keys())
			.filter((k) => best.hidden[k] === 1 && task.primary[k] === 0 && !forced.includes(k))
			.sort((a, b) => (task.costs[b] ?? 0) - (task.costs[a] ?? 0));
		for (const cell of optional.slice(0, swaps)) {
			swaps--;
			const without = inSeveralOrders({ ...task, costs: task.costs.with(cell, Infinity) }, forced, [1]);
			if (without.kind === 'patterns') keep(without.patterns);
		}
	}
	const [cheapest, ...others] = ranked();
	if (!cheapest) throw new Error('no order yields no pattern');
	return { kind: 'choices', cheapest, others };
}

/** So often a cell is kept in view on trial, to see whether a cheaper choice does without hiding it. */
function swapsFor({ isNetwork, values }: Task): number {
	if (isNetwork) return 24;
	return values.length <= 100 ? 6 : 0;
}

function inSeveralOrders(
	task: Task,
	forced: readonly number[],
	orders: readonly (1 | -1)[] = [1, -1],
): { readonly kind: 'patterns'; readonly patterns: readonly Pattern[] } | Unprotectable {
	const found: Pattern[] = [];
	for (const thick of task.isNetwork ? [true, false] : [false])
		for (const order of orders) {
			const pattern = protect(task, forced, { thick, order });
			if (pattern.kind === 'unprotectable') return pattern;
			found.push(takeBack(task, forced, pattern));
		}
	return { kind: 'patterns', patterns: found };
}

/** What all hidden cells cost together, those aside that cost without limit. */
export function costOf({ costs }: Task, hidden: Uint8Array): number {
	return costs.reduce((sum, cost, k) => sum + (hidden[k] === 1 && cost < Infinity ? cost : 0), 0);
}

/** Hides cells until the demand of every hidden one is met. */
function protect(
	task: Task,
	forced: readonly number[],
	{ thick, order }: { readonly thick: boolean; readonly order: number },
): Pattern | Unprotectable {
	const { values, primary, demands } = task;
	const hidden = primary.slice();
	const proofs = new Map<number, readonly Float64Array[]>();
	for (const cell of forced) hidden[cell] = 1;
	for (;;) {
		const open = Array.from(hidden.keys())
			.filter((k) => hidden[k] === 1 && !proofs.has(k))
			.sort((a, b) => order * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b);
		if (open.length === 0) return { kind: 'pattern', hidden, proofs };
		for (const cell of open) {
			const demand = demands[cell];
			const proof = demand ? meets(task, hidden, demand) : [];
			if (proof !== null) proofs.set(cell, proof);
			else if (demand && !extend(task, hidden, demand, thick))
				return { kind: 'unprotectable', cells: [cell], failures: [] };
		}
	}
}

/** Hides what the demand needs, as cheaply as the mover knows; false where not even everything would do. */
function extend(task: Task, hidden: Uint8Array, { cell, atMost, atLeast, width }: Demand, thick: boolean): boolean {
	const value = task.values[cell] ?? 0;
	const go = (direction: 1 | -1, amount: number, among: 'hidden' | 'all') => {
		const move = task.move({ costs: costsAmong(task, hidden, among), cell, direction, amount, thick });
		if (among === 'all') for (let k = 0; k < hidden.length; k++) if (move.change[k] !== 0) hidden[k] = 1;
		return move.achieved;
	};
	const ensure = (direction: 1 | -1, amount: number) =>
		go(direction, amount, 'hidden') >= amount - tiny || go(direction, amount, 'all') >= amount - tiny;
	if (!ensure(1, atLeast - value) || !ensure(-1, value - atMost)) return false;
	const down = go(-1, width, 'hidden');
	if (ensure(1, width - down)) return true;
	return ensure(-1, width - go(1, width, 'hidden'));
}

const tiny = 1e-6;

/** Two changes that together meet a demand with what is hidden: how it can be raised, how lowered; null if it cannot. */
function meets(task: Task, hidden: Uint8Array, { cell, atMost, atLeast, width }: Demand): Float64Array[] | null {
	const value = task.values[cell] ?? 0;
	const costs = costsAmong(task, hidden, 'hidden');
	const go = (direction: 1 | -1, amount: number) => task.move({ costs, cell, direction, amount, thick: false });
	const raised = go(1, Math.max(atLeast - value, width));
	if (raised.achieved < atLeast - value - tiny) return null;
	const amount = Math.max(value - atMost, width - raised.achieved);
	if (amount <= tiny) return [raised.change];
	const lowered = go(-1, amount);
	return lowered.achieved < amount - tiny ? null : [raised.change, lowered.change];
}

function costsAmong({ costs }: Task, hidden: Uint8Array, among: 'hidden' | 'all'): Float64Array {
	return costs.map((cost, k) => (hidden[k] === 1 ? 0 : among === 'all' ? cost : Infinity));
}

/**
 * Shows again, dearest first, every cell that nothing needs: neither the cells that must be hidden nor others that
 * are. A cell that is hidden for others' sake and loses its own protection with it is shown as well.
 */
function takeBack(task: Task, forced: readonly number[], { hidden, proofs: known }: Pattern): Pattern {
	const { primary, costs } = task;
	const mustStay = (cell: number) => primary[cell] === 1 || forced.includes(cell);
	let proofs = known;
	const secondary = Array.from(hidden.keys())
		.filter((k) => hidden[k] === 1 && !mustStay(k))
		.sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0));
	for (const cell of secondary) {
		if (hidden[cell] !== 1) continue;
		const trial = hidden.slice();
		trial[cell] = 0;
		const proved = settle(task, trial, mustStay, new Map(proofs));
		if (proved === null) continue;
		hidden.set(trial);
		proofs = proved;
	}
	return { kind: 'pattern', hidden, proofs };
}

/** Shows what cannot be protected and need not be; null where something must stay hidden and is not protected. */
function settle(
	task: Task,
	hidden: Uint8Array,
	mustStay: (cell: number) => boolean,
	proofs: Map<number, readonly Float64Array[]>,
): Proofs | null {
	for (let settled = false; !settled;) {
		settled = true;
		for (const demand of task.demands) {
			const { cell } = demand;
			if (hidden[cell] !== 1) continue;
			const before = proofs.get(cell);
			if (before?.every((change) => staysHidden(change, hidden))) continue;
			const proof = meets(task, hidden, demand);
			if (proof !== null) proofs.set(cell, proof);
			else if (mustStay(cell)) return null;
			else {
				hidden[cell] = 0;
				settled = false;
			}
		}
	}
	return proofs;
}

function staysHidden(change: Float64Array, hidden: Uint8Array): boolean {
	for (let k = 0; k < change.length; k++) if (change[k] !== 0 && hidden[k] !== 1) return false;
	return true;
}
