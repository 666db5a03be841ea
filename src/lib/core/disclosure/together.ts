import { audit } from './audit.ts';
import { type Difference } from './differencing.ts';
import { type Members, keyOf, meets } from './members.ts';
import { type DisclosurePolicy } from './policy.ts';
import { type Released } from './release.ts';
import { type Relation } from './table.ts';

/**
 * Solves everything published of a wave at once, the new table with it: respondents who are in exactly the same cells
 * form a group of unknown size, each cell is a sum of groups, and what is shown is known. Whatever combination of
 * tables, filters and margins narrows a suppressed cell, it is found here; for each such cell a cell of the new table
 * is named that would have to go. What was narrowed before the new table came is not held against it.
 *
 * The bounds are those of real numbers, so that a combination which only works because people are whole may escape; and
 * where groups times cells pass four million nothing is solved, and `differences` and the audit of linked tables are
 * all there is.
 *
 * @method  Joint audit of all releases of a wave
 * @formula min and max Σ nᵍ over the groups g of a hidden cell, subject to Σ nᵍ = count for every shown cell and n ≥ 0
 * @source  Willenborg & de Waal (2001), Elements of Statistical Disclosure Control, Springer, linked tables
 * @r       none; simulated: tables of every pair of three variables, with and without filters, of 60 to 300 respondents
 */
export function narrowedTogether(
	fresh: Released,
	releasedBefore: readonly Released[],
	policy: DisclosurePolicy,
): Difference[] {
	const narrowed = narrowedSets([...releasedBefore, fresh], policy);
	if (narrowed.length === 0) return [];
	const known = new Set(narrowedSets(releasedBefore, policy).map(({ members }) => keyOf(members)));
	return narrowed.flatMap(({ label, release, members, lower, upper }): Difference[] => {
		if (known.has(keyOf(members))) return [];
		const cell = smallestShown(fresh, members);
		return [
			{
				kind: 'narrowed',
				cell: cell ?? -1,
				release,
				earlier: [label],
				size: members.size,
				words: `With all that was released before: “${label}” of ${release}, which is suppressed, would be known to lie from ${lower} to ${upper}.`,
			},
		];
	});
}

const mostCells = 4_000_000;

interface NarrowedSet {
	readonly label: string;
	readonly release: string;
	readonly members: Members;
	readonly lower: number;
	readonly upper: number;
}

/** The suppressed cells that are left with less than their demand. */
function narrowedSets(releases: readonly Released[], policy: DisclosurePolicy): NarrowedSet[] {
	const sets = [
		...new Map(
			releases.flatMap(({ label: release, cells }) =>
				cells.map((cell): [string, { release: string } & typeof cell] => [
					`${keyOf(cell.members)}/${cell.shown ? 'shown' : 'hidden'}`,
					{ release, ...cell },
				]),
			),
		).values(),
	].filter(({ members }) => members.size > 0);
	if (sets.every(({ shown }) => shown)) return [];
	const groups = groupsOf(sets.map(({ members }) => members));
	if (groups === null || groups.length * sets.length > mostCells) return [];
	const lower = new Float64Array(groups.length + sets.length);
	const upper = new Float64Array(lower.length).fill(Infinity);
	const relations = sets.map(({ members, shown }, s): Relation => {
		const total = groups.length + s;
		if (shown) lower[total] = upper[total] = members.size;
		return { total, parts: groups.flatMap((row, group) => (holds(members, row) ? [group] : [])) };
	});
	const hidden = sets.flatMap(({ shown }, s) => (shown ? [] : [groups.length + s]));
	const { bounds } = audit({ lower, upper, relations, whole: false, minimumCount: null }, [], hidden);
	return bounds.flatMap(({ cell, ...found }) => {
		const set = sets[cell - groups.length];
		if (!set) return [];
		const [least, most] = [Math.ceil(found.lower - 1e-6), Math.floor(found.upper + 1e-6)];
		const { size } = set.members;
		const small = size < policy.minimumCount;
		const meets = most - least >= policy.protectionWidth && (!small || (least <= 1 && most >= policy.minimumCount));
		return meets ? [] : [{ label: set.label, release: set.release, members: set.members, lower: least, upper: most }];
	});
}

/** A row of each group of rows that no set tells apart; rows in no set belong to none. Null past a thousand groups. */
function groupsOf(sets: readonly Members[]): number[] | null {
	const rows = sets[0]?.rows ?? 0;
	const group = new Int32Array(rows);
	let count = 1;
	for (const members of sets) {
		const renamed = new Int32Array(2 * count).fill(-1);
		count = 0;
		for (let i = 0; i < rows; i++) {
			const key = 2 * (group[i] ?? 0) + (holds(members, i) ? 1 : 0);
			if (renamed[key] === -1) renamed[key] = count++;
			group[i] = renamed[key] ?? 0;
		}
		if (count > 1001) return null;
	}
	const first = new Int32Array(count).fill(-1);
	for (let i = rows - 1; i >= 0; i--) first[group[i] ?? 0] = i;
	return Array.from(first).filter((row) => sets.some((members) => holds(members, row)));
}

function holds({ words }: Members, row: number): boolean {
	return ((words[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0;
}

/** The smallest cell of the new table that is shown and has somebody in common with a set. */
function smallestShown({ cells }: Released, members: Members): number | null {
	let best: number | null = null;
	cells.forEach((cell, k) => {
		const smaller = best === null || cell.members.size < (cells[best]?.members.size ?? 0);
		if (cell.shown && smaller && meets(cell.members, members)) best = k;
	});
	return best;
}
