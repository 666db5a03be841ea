import { type Audit } from './audit.ts';
import { type Cleared, cleared } from './cleared.ts';
import { type Difference, differences } from './differencing.ts';
import { type Figure, type ShownFigure, shownFigure } from './figure.ts';
import { linked } from './link.ts';
import { type DisclosurePolicy } from './policy.ts';
import { type Reason, primaryReasons } from './primary.ts';
import { type Refusal } from './refusal.ts';
import { type Released, type ReleasedCell } from './release.ts';
import { roundTo } from './rounding.ts';
import { type Suppression, suppress } from './suppress.ts';
import { narrowedTogether } from './together.ts';
import { type Relation, type Table, faultOf } from './table.ts';

/** A table as it may be published. */
export interface ClearedTable {
	readonly kind: 'table';
	readonly title: string;
	readonly wave: string;
	readonly about: string;
	readonly cells: readonly ClearedCell[];
	/** The sums that hold between the cells, by position. */
	readonly relations: readonly Relation[];
	readonly audit: TableAudit;
}

/** The proof: what can be worked out of each hidden cell. It holds nothing that a reader could not compute from the rest. */
export interface TableAudit extends Pick<Audit, 'knowledge' | 'allProtected'> {
	readonly bounds: readonly {
		readonly id: string;
		readonly lower: number;
		/** Null where nothing limits it. */
		readonly upper: number | null;
	}[];
}

/** A hidden cell does not say whether it is hidden for its own sake. */
export type ClearedCell =
	| { readonly kind: 'hidden'; readonly id: string; readonly label: string }
	| {
			readonly kind: 'shown';
			readonly id: string;
			readonly label: string;
			/** Respondents, or the magnitude; null in a table of figures, which tells only their bases. */
			readonly value: number | null;
			readonly weighted: number | null;
			readonly figure: ShownFigure | null;
	  };

/** What a table is about, and the figures to show in it instead of counts. */
export interface TableContext {
	readonly wave: string;
	/** *count* unless given; see `Released`. */
	readonly about?: string;
	/** Estimates by cell id, hidden or shown with the counts behind them. */
	readonly figures?: ReadonlyMap<string, Figure['estimate']> | null;
}

/**
 * Clears a table: every cell that may not be shown is hidden, with as much beside it as the audit finds necessary, also
 * in view of everything released before. What conflicts with an earlier release is hidden too, and where that cannot
 * help the table is refused.
 */
export function clearTable(
	table: Table,
	policy: DisclosurePolicy,
	releasedBefore: readonly Released[],
	{ wave, about = 'count', figures = null }: TableContext,
): Cleared<ClearedTable> | Refusal {
	const fault = faultOf(table);
	if (fault !== null) return fault;
	const earlier = releasedBefore.filter((released) => released.wave === wave && released.about === about);
	const unknown = earlier.length === 0 ? [] : table.cells.filter(({ members, count }) => members?.size !== count);
	if (unknown.length > 0) return { kind: 'members-unknown', cells: unknown.map(({ id }) => id) };
	const countsTell = figures === null || table.sensitive || policy.smallCountShares === 'all';
	const reasons: Reason[][] = primaryReasons(table, policy).map((own, at) => [
		...own.filter(({ kind }) => countsTell || kind !== 'small-count'),
		...(figures === null ? [] : baseReasons(table, at, policy)),
	]);
	const met = new Map<string, Difference>();
	for (;;) {
		const found = hide(table, reasons, earlier, policy);
		if (found.kind === 'unprotectable')
			return met.size > 0 ? { kind: 'differencing', differences: [...met.values()] } : found;
		const conflicts = conflictsOf(releasedAs(table, found, { wave, about }), earlier, policy);
		if (conflicts.length === 0) return cleared({ ...published(table, found, policy, figures), wave, about }, policy);
		for (const conflict of conflicts) met.set(conflict.words, conflict);
		if (!addReasons(reasons, conflicts, found.hidden)) return { kind: 'differencing', differences: [...met.values()] };
	}
}

/** What a cleared table adds to the releases that later ones are held against; null where its members are unknown. */
export function releasedTable(label: string, table: Table, { value }: Cleared<ClearedTable>): Released | null {
	const cells = table.cells.flatMap(({ label: of, members }, at): ReleasedCell[] =>
		members === null ? [] : [{ label: of, members, shown: value.cells[at]?.kind === 'shown' }],
	);
	const { wave, about } = value;
	return cells.length < table.cells.length ? null : { label, wave, about, cells, relations: table.relations };
}

function conflictsOf(fresh: Released, earlier: readonly Released[], policy: DisclosurePolicy): Difference[] {
	if (earlier.length === 0) return [];
	const found = differences(fresh, earlier, policy);
	return found.length > 0 || fresh.cells.length === 0 ? found : narrowedTogether(fresh, earlier, policy);
}

/** Percentages on a base that is too small, and that base with them. */
function baseReasons({ cells }: Table, at: number, { minimumBase }: DisclosurePolicy): Reason[] {
	const cell = cells[at];
	const base = cell === undefined ? 0 : (cell.base === null ? cell : (cells[cell.base] ?? cell)).count;
	return base > 0 && base < minimumBase ? [{ kind: 'small-base', base }] : [];
}

/** Secondary suppression in the table joined to the earlier ones that share its hidden cells. */
function hide(
	table: Table,
	reasons: readonly (readonly Reason[])[],
	earlier: readonly Released[],
	policy: DisclosurePolicy,
): Suppression | Extract<Refusal, { kind: 'unprotectable' }> {
	const joint = table.kind === 'counts' ? linked(table, reasons, earlier, policy) : { table, reasons };
	const found = suppress(joint.table, policy, joint.reasons);
	if (found.kind === 'unprotectable')
		return {
			kind: 'unprotectable',
			cells: found.cells.map((at) => joint.table.cells[at]?.id ?? ''),
			failures: found.failures.map(({ kind }) => kind),
		};
	const own = table.cells.length;
	return {
		...found,
		hidden: found.hidden.slice(0, own),
		reasons: found.reasons.slice(0, own),
		audit: { ...found.audit, bounds: found.audit.bounds.filter(({ cell }) => cell < own) },
	};
}

function releasedAs(
	{ cells, relations, title }: Table,
	{ hidden }: Suppression,
	{ wave, about }: { wave: string; about: string },
): Released {
	return {
		label: title,
		wave,
		about,
		relations,
		cells: cells.flatMap(({ label, members }, at): ReleasedCell[] =>
			members === null ? [] : [{ label, members, shown: hidden[at] !== 1 }],
		),
	};
}

/** False where every cell to blame is hidden already, so that hiding does not help. */
function addReasons(reasons: Reason[][], conflicts: readonly Difference[], hidden: Uint8Array): boolean {
	let added = false;
	for (const { cell, kind, words } of conflicts) {
		const own = reasons[cell];
		if (own === undefined || hidden[cell] === 1 || own.some((reason) => 'words' in reason)) continue;
		own.push({ kind: kind === 'hidden-before' ? 'hidden-before' : 'differencing', words });
		added = true;
	}
	return added;
}

function published(
	{ kind, title, cells, relations }: Table,
	{ hidden, audit }: Suppression,
	policy: DisclosurePolicy,
	figures: ReadonlyMap<string, Figure['estimate']> | null,
): Omit<ClearedTable, 'wave' | 'about'> {
	return {
		kind: 'table',
		title,
		relations,
		audit: {
			knowledge: audit.knowledge,
			allProtected: audit.allProtected,
			bounds: audit.bounds.flatMap(({ cell, lower, upper }) =>
				hidden[cell] === 1 ? [{ id: cells[cell]?.id ?? '', lower, upper: upper < Infinity ? upper : null }] : [],
			),
		},
		cells: cells.map(({ id, label, count, weighted, magnitude }, at): ClearedCell => {
			if (hidden[at] === 1) return { kind: 'hidden', id, label };
			const estimate = figures?.get(id);
			const value = kind === 'magnitudes' ? (magnitude?.total ?? 0) : roundTo(count, policy.roundCountsTo);
			return {
				kind: 'shown',
				id,
				label,
				value: figures === null ? value : null,
				weighted: figures === null && weighted !== null ? roundTo(weighted, policy.roundBasesTo) : null,
				figure: estimate === undefined ? null : shownFigure(estimate, policy),
			};
		}),
	};
}
