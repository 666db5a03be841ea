import { leastAlike } from './indistinct.ts';

interface Alike {
	/** Those of this wave, in random order. */
	readonly back: readonly string[];
	/** How many there are in all; null for those that no earlier wave has. */
	readonly all: number | null;
	readonly kept: number;
}

/**
 * The pseudonyms that a wave of a panel may keep as it closes. Whoever holds the samples knows in which waves each member has
 * answered, so a pattern of waves that few pseudonyms have would tell whose they are. Among those alike in every wave before,
 * at least `least` come back and at least `least` stay away, or none do: those for which there would be too few lose theirs in
 * this wave, and so do others where a lone few without one would tell as much. What earlier waves hold stays as it is.
 *
 * @param earlier the pseudonyms that each wave before has kept
 * @param now those of this wave, shuffled: which of them are lost is left to chance
 */
export function pseudonymsKept(
	earlier: readonly ReadonlySet<string>[],
	now: readonly string[],
	least = leastAlike,
): ReadonlySet<string> {
	const patternOf = (link: string) => earlier.map((wave) => Number(wave.has(link))).join('');
	const known = new Set(earlier.flatMap((wave) => [...wave]));
	const all = counted(Array.from(known, patternOf));
	const groups = [...grouped(now, patternOf)].map(([pattern, back]): Alike => {
		const alike = { back, all: all.get(pattern) ?? null, kept: 0 };
		return { ...alike, kept: mostKept(alike, back.length, least) };
	});
	const lost = now.length - groups.reduce((sum, { kept }) => sum + kept, 0);
	const [largest] = groups.toSorted((a, b) => b.kept - a.kept);
	const isTelling = lost < least && groups.some(({ kept }) => kept === 0);
	return new Set(
		groups.flatMap((group) => {
			const hides = isTelling && group === largest;
			return group.back.slice(0, hides ? mostKept(group, group.kept - (least - lost), least) : group.kept);
		}),
	);
}

/** How many of at most `most` can be kept so that neither they nor those that are not are fewer than `least`. */
function mostKept({ all }: Pick<Alike, 'all'>, most: number, least: number): number {
	const without = all === null ? 0 : all - most;
	const kept = all !== null && without > 0 && without < least ? all - least : most;
	return kept < least ? 0 : kept;
}

function grouped(links: readonly string[], patternOf: (link: string) => string): Map<string, string[]> {
	const groups = new Map<string, string[]>();
	for (const link of links) {
		const group = groups.get(patternOf(link));
		if (group === undefined) groups.set(patternOf(link), [link]);
		else group.push(link);
	}
	return groups;
}

function counted(patterns: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const pattern of patterns) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
	return counts;
}
