import { type Demand } from './demand.ts';
import { greatestWhole, isWhole } from './whole.ts';
import { type Programme, type Tableau, feasible, maximise, solution } from './simplex.ts';
import { type Relation } from './table.ts';

/** A table as its readers have it, and nothing else. */
export interface PublishedTable {
	/** What is known of each cell: the same number twice where it is shown, 0 and Infinity where it is not. */
	readonly lower: Float64Array;
	readonly upper: Float64Array;
	readonly relations: readonly Relation[];
	/** Counts are whole numbers, and the reader knows it. */
	readonly whole: boolean;
	/** Counts from 1 to one less are never shown, and the reader knows it; null where no cell was hidden for that. */
	readonly minimumCount: number | null;
}

/** What can be worked out of a cell that is not shown exactly. */
export interface Bounds {
	readonly cell: number;
	readonly lower: number;
	/** Infinity where nothing limits it. */
	readonly upper: number;
}

export interface Audit {
	readonly kind: 'audit';
	/** What the reader is taken to know. */
	readonly knowledge: {
		readonly nonNegative: true;
		readonly whole: boolean;
		/** The policy's minimum count, and that at least one hidden cell lies under it. */
		readonly minimumCount: number | null;
	};
	/** All cells that are not shown exactly, and the interval that is left for each. */
	readonly bounds: readonly Bounds[];
	readonly failures: readonly AuditFailure[];
	readonly allProtected: boolean;
}

export interface AuditFailure {
	readonly cell: number;
	/**
	 * *lower* and *upper*: the bound on that side is too near. *tells-small*: it must be a small count, for no other
	 * hidden cell could be. *no-such-table*: what is shown cannot be true together. *already-shown*: it may not be shown
	 * and is known.
	 */
	readonly kind: 'lower' | 'upper' | 'too-narrow' | 'tells-small' | 'no-such-table' | 'already-shown';
}

/**
 * Solves a published table as a reader would who knows linear programming, that counts are whole and not negative, how
 * far shown values are rounded, and the policy: the exact least and greatest value of every hidden cell. It is given
 * neither the true values nor how the hidden cells were chosen; `demands` are held against the bounds afterwards.
 *
 * For counts each bound is reached by a table of whole numbers that was found and checked, relation by relation, in
 * exact arithmetic; a bound that could not be reached so is taken as the nearest that was, so that numerical error can
 * only make the audit stricter. `asked` limits it to some cells. Knowing the policy, the reader may also conclude that a cell is a small count because no
 * other can be: for each cell hidden as small a table is exhibited in which it is not and another hidden one is. Not
 * modelled: a reader who knows some hidden values, or who repeats the choice of secondary cells for each possible table.
 *
 * @method  Audit of a suppressed table
 * @formula max yᵢ and min yᵢ subject to Σ parts = total for every relation, y ≥ 0 (and whole), y as shown where shown
 * @source  Fischetti & Salazar-González (2000), Journal of the American Statistical Association 95, the attacker's problem
 * @r       none; checked against bounds by maximum flow for tables of one and two ways, and by enumeration for small ones
 */
export function audit(
	published: PublishedTable,
	demands: readonly Demand[],
	asked: readonly number[] | null = null,
): Audit {
	const open = Array.from(published.lower.keys()).filter((k) => published.lower[k] !== published.upper[k]);
	const problem = problemOf(published, open);
	const knowledge = {
		nonNegative: true as const,
		whole: published.whole,
		minimumCount: published.minimumCount,
	};
	const tableau = problem === null ? null : feasible(problem.programme);
	if (problem === null || tableau === null) {
		const failures = [{ cell: open[0] ?? 0, kind: 'no-such-table' as const }];
		return { kind: 'audit', knowledge, bounds: [], failures, allProtected: false };
	}
	const wanted = asked === null ? null : new Set(asked);
	const among = [...open.entries()].filter(([, cell]) => wanted === null || wanted.has(cell));
	const bounds = among.map(([at, cell]) => ({
		cell,
		lower: 0 - (published.whole ? reach : reachReal)(problem, tableau, at, -1),
		upper: (published.whole ? reach : reachReal)(problem, tableau, at, 1),
	}));
	const slack = published.whole ? 0 : 1e-7 * problem.scale;
	const failures = demands.flatMap((demand): AuditFailure[] => {
		const found = bounds.find(({ cell }) => cell === demand.cell);
		const { lower, upper } = found ?? { lower: demand.atLeast, upper: demand.atLeast };
		const { cell } = demand;
		if (lower > demand.atMost + slack) return [{ cell, kind: 'lower' }];
		if (upper < demand.atLeast - slack) return [{ cell, kind: 'upper' }];
		if (upper - lower < demand.width - slack) return [{ cell, kind: 'too-narrow' }];
		const tells = demand.small && published.minimumCount !== null && tellsSmall(problem, open, cell, published);
		return tells ? [{ cell, kind: 'tells-small' }] : [];
	});
	return { kind: 'audit', knowledge, bounds, failures, allProtected: failures.length === 0 };
}

interface Problem {
	readonly programme: Programme;
	/** Stands for no limit: greater than anything that the shown values can limit. */
	readonly cap: number;
	readonly scale: number;
}

/** The relations among the cells that are open, with what is shown moved to the right; null where shown cells disagree. */
function problemOf({ lower, upper, relations }: PublishedTable, open: readonly number[]): Problem | null {
	const place = new Map(open.map((cell, at) => [cell, at]));
	const shown = lower.reduce((sum, value, k) => sum + (place.has(k) ? 0 : value), 1);
	const ranges = open.reduce((sum, k) => sum + ((upper[k] ?? 0) < Infinity ? (upper[k] ?? 0) : 0), 0);
	const cap = 2 ** Math.ceil(Math.log2(shown + ranges) + 10);
	const rows: { coefficients: Float64Array; rhs: number }[] = [];
	for (const { total, parts } of relations) {
		const coefficients = new Float64Array(open.length);
		let rhs = 0;
		let isOpen = false;
		const put = (cell: number, sign: number) => {
			const at = place.get(cell);
			if (at === undefined) rhs -= sign * (lower[cell] ?? 0);
			else coefficients[at] = sign;
			isOpen ||= at !== undefined;
		};
		put(total, -1);
		for (const part of parts) put(part, 1);
		if (isOpen) rows.push({ coefficients, rhs });
		else if (Math.abs(rhs) > 1e-9 * shown) return null;
	}
	const matrix = new Float64Array(rows.length * open.length);
	rows.forEach(({ coefficients }, i) => matrix.set(coefficients, i * open.length));
	const programme = {
		rows: rows.length,
		columns: open.length,
		matrix,
		rhs: Float64Array.from(rows, ({ rhs }) => rhs),
		lower: Float64Array.from(open, (k) => Math.max(0, lower[k] ?? 0)),
		upper: Float64Array.from(open, (k) => Math.min(cap, upper[k] ?? cap)),
	};
	return { programme, cap, scale: shown + ranges };
}

/** The greatest whole value of sign × one unknown, reached by a whole table; the least number where none was found. */
function reach({ programme, cap }: Problem, tableau: Tableau, at: number, sign: 1 | -1): number {
	const objective = new Float64Array(programme.columns);
	objective[at] = sign;
	const best = maximise(tableau, objective);
	if (best.kind === 'unbounded') return Infinity;
	const reached = isWhole(programme, best.x) ? Math.round(best.value) : greatestWhole(programme, objective);
	return reached !== null && reached > cap / 2 ? Infinity : (reached ?? -Infinity);
}

function reachReal({ cap }: Problem, tableau: Tableau, at: number, sign: 1 | -1): number {
	const objective = new Float64Array(tableau.programme.columns);
	objective[at] = sign;
	const best = maximise(tableau, objective);
	return best.kind === 'unbounded' || best.value > cap / 2 ? Infinity : best.value;
}

/**
 * Whether in no possible table this cell is at least the minimum count while another one that is linked to it by hidden
 * cells is a small count. A group of linked cells in which none must be small would not have been hidden.
 */
function tellsSmall(
	{ programme }: Problem,
	open: readonly number[],
	cell: number,
	{ relations, minimumCount }: PublishedTable,
): boolean {
	if (minimumCount === null) return false;
	const here = open.indexOf(cell);
	const linkedTo = linkedCells(cell, open, relations);
	return open.every((other, at) => {
		if (at === here || !linkedTo.has(other)) return true;
		const lower = programme.lower.slice();
		const upper = programme.upper.slice();
		lower[here] = Math.max(minimumCount, lower[here] ?? 0);
		lower[at] = Math.max(1, lower[at] ?? 0);
		upper[at] = Math.min(minimumCount - 1, upper[at] ?? 0);
		const narrowed = { ...programme, lower, upper };
		const tableau = feasible(narrowed);
		if (tableau === null) return true;
		return !isWhole(narrowed, solution(tableau)) && greatestWhole(narrowed, new Float64Array(open.length)) === null;
	});
}

/** The cells that can be come to from one by sums that have several open cells. */
function linkedCells(cell: number, open: readonly number[], relations: readonly Relation[]): Set<number> {
	const isOpen = new Set(open);
	const found = new Set([cell]);
	for (const at of found)
		for (const { total, parts } of relations) {
			const among = [total, ...parts];
			if (among.includes(at)) for (const other of among) if (isOpen.has(other)) found.add(other);
		}
	return found;
}
