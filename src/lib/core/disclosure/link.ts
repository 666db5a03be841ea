import { type Members, isSame, isWithin, keyOf, keyOfDifference } from './members.ts';
import { type DisclosurePolicy } from './policy.ts';
import { type Reason } from './primary.ts';
import { type Released, knownSets } from './release.ts';
import { type Cell, type Relation, type Table } from './table.ts';

/** A table and the earlier ones that it must be solved together with, as one table. */
export interface LinkedTable {
	/** The table's own cells come first. */
	readonly table: Table;
	readonly reasons: readonly (readonly Reason[])[];
}

/**
 * Joins a table of counts to the earlier ones in which one of its cells is suppressed, so that the sums of both count
 * in the audit: cells with the same respondents become one. What was shown before is fixed, for hiding it now protects
 * nothing; what was suppressed stays so.
 */
export function linked(
	table: Table,
	reasons: readonly (readonly Reason[])[],
	releasedBefore: readonly Released[],
	{ minimumCount }: DisclosurePolicy,
): LinkedTable {
	const known = new Map(releasedBefore.flatMap(knownSets).map(({ members }) => [keyOf(members), members]));
	const cells: Cell[] = [...table.cells];
	const because: (readonly Reason[])[] = [...reasons];
	const relations: Relation[] = [...table.relations];
	const places = new Map<string, number>();
	cells.forEach(({ members }, at) => {
		if (members !== null && members.size > 0 && !places.has(keyOf(members))) places.set(keyOf(members), at);
	});
	const placeOf = (members: Cell['members']) => {
		const at = members === null ? undefined : places.get(keyOf(members));
		const there = at === undefined ? null : (cells[at]?.members ?? null);
		return at !== undefined && members !== null && there !== null && isSame(there, members) ? at : null;
	};
	const joined = (released: Released) =>
		released.cells.some(({ members, shown }) => !shown && placeOf(members) !== null);
	for (const [at, cell] of cells.entries())
		if (cell.members !== null && isKnown(cell.members, known)) cells[at] = { ...cell, fixed: true };
	for (const released of releasedBefore) {
		const isJoined = joined(released);
		const positions = released.cells.map(({ label, members, shown }) => {
			const place = placeOf(members);
			const at = place ?? cells.length;
			const own = cells[at];
			if (place === null && !isJoined) return -1;
			if (own) cells[at] = { ...own, fixed: own.fixed || shown };
			else {
				cells.push({
					id: `${released.label}/${label}/${at}`,
					label,
					count: members.size,
					weighted: null,
					magnitude: null,
					base: null,
					cost: null,
					fixed: shown,
					members,
				});
				because.push([]);
				if (members.size > 0) places.set(keyOf(members), at);
			}
			if (!shown && (because[at] ?? []).length === 0)
				because[at] = [
					members.size > 0 && members.size < minimumCount
						? { kind: 'small-count' }
						: { kind: 'hidden-before', words: `“${label}” was suppressed in ${released.label}.` },
				];
			return at;
		});
		if (isJoined)
			for (const { total, parts } of released.relations)
				relations.push({ total: positions[total] ?? 0, parts: parts.map((part) => positions[part] ?? 0) });
	}
	return { table: { ...table, cells, relations }, reasons: because };
}

/** Whether a set was shown before, or is what one shown before has beyond another. */
function isKnown(members: Members, known: ReadonlyMap<string, Members>): boolean {
	const same = known.get(keyOf(members));
	if (same && isSame(same, members)) return true;
	for (const larger of known.values()) {
		if (larger.size <= members.size) continue;
		const smaller = known.get(keyOfDifference(larger, members));
		if (smaller && isWithin(members, larger) && isWithin(smaller, larger)) return true;
	}
	return false;
}
