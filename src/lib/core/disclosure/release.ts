import { type Members, keyOf, union } from './members.ts';
import { type Relation } from './table.ts';

/** What was published once, as sets of respondents; or what is about to be. */
export interface Released {
	/** In words for a person, such as *Table 3 of the release of May 2026*. */
	readonly label: string;
	readonly wave: string;
	/** What is told of each set: *count* for numbers of respondents, else the id of the measure. Only likes are compared. */
	readonly about: string;
	readonly cells: readonly ReleasedCell[];
	readonly relations: readonly Relation[];
}

export interface ReleasedCell {
	readonly label: string;
	readonly members: Members;
	readonly shown: boolean;
}

/** A set whose figure is known, or follows from what is known. */
export interface KnownSet {
	/** Position of the cell; of the first one for a sum of several hidden cells. */
	readonly cell: number;
	readonly label: string;
	readonly members: Members;
}

/** The cells that are shown and, where a sum is shown and some of its parts are not, those parts together. */
export function knownSets(released: Released): KnownSet[] {
	const sets = new Map<string, KnownSet>();
	const add = (set: KnownSet) => {
		const key = keyOf(set.members);
		if (set.members.size > 0 && !sets.has(key)) sets.set(key, set);
	};
	released.cells.forEach(({ label, members, shown }, cell) => {
		if (shown) add({ cell, label, members });
	});
	for (const relation of released.relations) {
		const rest = hiddenTogether(released, relation);
		if (rest !== null) add(rest);
	}
	return [...sets.values()];
}

/** Sets of known figures that share nobody: the parts of one sum, those that are hidden taken together. */
export function knownPartitions(released: Released): KnownSet[][] {
	return released.relations
		.map((relation) => {
			const rest = hiddenTogether(released, relation);
			const shown = relation.parts.flatMap((cell): KnownSet[] => {
				const part = released.cells[cell];
				return part?.shown && part.members.size > 0 ? [{ cell, label: part.label, members: part.members }] : [];
			});
			return rest === null ? shown : [...shown, rest];
		})
		.filter((pieces) => pieces.length > 1);
}

function hiddenTogether({ cells }: Released, { total, parts }: Relation): KnownSet | null {
	const hidden = parts.filter((part) => cells[part]?.shown === false);
	const [first] = hidden;
	if (first === undefined || cells[total]?.shown !== true) return null;
	return {
		cell: first,
		label: hidden.map((part) => cells[part]?.label ?? '').join(' with '),
		members: union(hidden.flatMap((part) => cells[part]?.members ?? [])),
	};
}
