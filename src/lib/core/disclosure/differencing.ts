import { type Members, inBoth, isSame, isWithin, keyOf, keyOfDifference, meets, union } from './members.ts';
import { type DisclosurePolicy } from './policy.ts';
import { type KnownSet, type Released, knownPartitions, knownSets } from './release.ts';

/** Two publications that together tell of a group that neither may tell of. */
export interface Difference {
	readonly kind: 'small-difference' | 'hidden-before' | 'narrowed';
	/** Position of the cell that would have to go; -1 where no cell that is shown is to blame. */
	readonly cell: number;
	/** The earlier publication and its cells. */
	readonly release: string;
	readonly earlier: readonly string[];
	/** Respondents who are told of. */
	readonly size: number;
	/** The same for a person. */
	readonly words: string;
}

/**
 * Holds what is about to be published against everything published before of the same wave and matter.
 *
 * A new set and an earlier one are in conflict when one holds the other and the rest is a group from 1 to one less than
 * the minimum count, as with a total less one category or a filter drawn a little wider; when neither holds the other
 * and both rests are that small (or, under `overlap: 'any'`, one is); and when the new set, or the rest, is exactly a
 * cell that was suppressed before. Earlier sets are the cells shown, and of cells hidden in a sum that is shown their
 * union. Beside single sets each partition is tried: the union of all its parts within the new set, and of all that
 * meet it, which are the nearest from below and above; and so are new partitions against earlier sets. Combinations
 * across several tables are left to `narrowedTogether`.
 *
 * @method  Differencing against earlier releases
 * @formula 0 < |A \ B| < c for B ⊂ A, where A is new and B a cell, or union of cells, released before, or the other way
 * @source  Willenborg & de Waal (2001), Elements of Statistical Disclosure Control, Springer, linked tables
 * @r       none; checked against set arithmetic on arrays of rows
 */
export function differences(
	fresh: Released,
	releasedBefore: readonly Released[],
	policy: DisclosurePolicy,
): Difference[] {
	const found: Difference[] = [];
	const sets = knownSets(fresh).sort((a, b) => a.members.size - b.members.size);
	const partitions = knownPartitions(fresh);
	for (const release of releasedBefore) {
		if (release.wave !== fresh.wave || release.about !== fresh.about) continue;
		const search = {
			release: release.label,
			policy,
			hidden: hiddenSets([release, fresh]),
			hiddenBefore: hiddenSets([release]),
		};
		const earlier = knownSets(release);
		for (const before of earlier) {
			for (const set of sets) found.push(...betweenTwo(set, before, search));
			for (const parts of partitions) found.push(...againstUnion(before, parts, 'new', search));
		}
		for (const parts of knownPartitions(release))
			for (const set of sets) found.push(...againstUnion(set, parts, 'earlier', search));
		for (const set of sets) {
			const same = search.hiddenBefore.get(keyOf(set.members));
			if (same && isSame(same.members, set.members)) found.push(hiddenBefore(set, same, search, 'is'));
		}
	}
	return found;
}

interface Search {
	readonly release: string;
	readonly policy: DisclosurePolicy;
	/** Cells suppressed by either publication, by key. */
	readonly hidden: ReadonlyMap<string, KnownSet>;
	readonly hiddenBefore: ReadonlyMap<string, KnownSet>;
}

function hiddenSets(releases: readonly Released[]): Map<string, KnownSet> {
	return new Map(
		releases.flatMap(({ cells }) =>
			cells.flatMap(({ label, members, shown }, cell): [string, KnownSet][] =>
				shown || members.size === 0 ? [] : [[keyOf(members), { cell, label, members }]],
			),
		),
	);
}

function betweenTwo(set: KnownSet, before: KnownSet, search: Search): Difference[] {
	const [a, b] = [set.members, before.members];
	const { minimumCount, overlap } = search.policy;
	const [larger, smaller] = a.size >= b.size ? [a, b] : [b, a];
	const rest = search.hidden.get(keyOfDifference(larger, smaller));
	if (rest && larger.size > smaller.size && isWithin(smaller, larger))
		return [hiddenBefore(set, rest, search, 'gives', before)];
	if (overlap === 'near-equal' && larger.size - smaller.size >= minimumCount) return [];
	const shared = inBoth(a, b);
	const [onlyNew, onlyEarlier] = [a.size - shared, b.size - shared];
	if (shared === 0 || (onlyNew === 0 && onlyEarlier === 0)) return [];
	const small = (size: number) => size > 0 && size < minimumCount;
	const nested = onlyNew === 0 || onlyEarlier === 0;
	const conflict =
		nested || overlap === 'any' ? small(onlyNew) || small(onlyEarlier) : small(onlyNew) && small(onlyEarlier);
	if (!conflict) return [];
	const size = small(onlyNew) ? onlyNew : onlyEarlier;
	const text = nested
		? `“${(onlyEarlier === 0 ? set : before).label}” less “${(onlyEarlier === 0 ? before : set).label}” leaves ${people(size)}`
		: `“${set.label}” and “${before.label}” differ by ${onlyNew} and ${people(onlyEarlier)}`;
	return [smallDifference(set.cell, [before.label], size, text, search)];
}

/** One set against the nearest unions, from below and from above, of sets that share nobody. */
function againstUnion(
	one: KnownSet,
	parts: readonly KnownSet[],
	partsAre: 'new' | 'earlier',
	search: Search,
): Difference[] {
	const { minimumCount } = search.policy;
	const found: Difference[] = [];
	const tell = (among: readonly KnownSet[], size: number, how: 'less' | 'from') => {
		if (among.length < 2 || size < 1 || size >= minimumCount) return;
		const names = among.map(({ label }) => `“${label}”`).join(', ');
		const text = how === 'less' ? `“${one.label}” less ${names} leaves` : `${names} less “${one.label}” leave`;
		const cheapest = among.reduce((a, b) => (a.members.size <= b.members.size ? a : b));
		found.push(
			smallDifference(
				partsAre === 'new' ? cheapest.cell : one.cell,
				partsAre === 'new' ? [one.label] : among.map(({ label }) => label),
				size,
				`${text} ${people(size)}`,
				search,
			),
		);
	};
	const inside = parts.filter((part) => isWithin(part.members, one.members));
	tell(inside, one.members.size - sizeOf(inside), 'less');
	const around = parts.filter((part) => meets(part.members, one.members));
	const beyond = sizeOf(around) - one.members.size;
	if (around.length > 1 && beyond > 0 && beyond < minimumCount && isWithin(one.members, together(around)))
		tell(around, beyond, 'from');
	return found;
}

function sizeOf(sets: readonly KnownSet[]): number {
	return sets.reduce((sum, { members }) => sum + members.size, 0);
}

function together(sets: readonly KnownSet[]): Members {
	return union(sets.map(({ members }) => members));
}

function smallDifference(
	cell: number,
	earlier: readonly string[],
	size: number,
	text: string,
	search: Search,
): Difference {
	const words = `With ${search.release}: ${text}, fewer than ${search.policy.minimumCount}.`;
	return { kind: 'small-difference', cell, release: search.release, earlier, size, words };
}

function hiddenBefore(
	set: KnownSet,
	rest: KnownSet,
	{ release }: Search,
	how: 'is' | 'gives',
	before?: KnownSet,
): Difference {
	const words =
		how === 'is'
			? `With ${release}: “${set.label}” was suppressed there as “${rest.label}”.`
			: `With ${release}: “${set.label}” and “${before?.label ?? ''}” give away “${rest.label}”, which is suppressed.`;
	return {
		kind: 'hidden-before',
		cell: set.cell,
		release,
		earlier: [before?.label ?? rest.label],
		size: rest.members.size,
		words,
	};
}

function people(size: number): string {
	return size === 1 ? '1 person' : `${size} people`;
}
