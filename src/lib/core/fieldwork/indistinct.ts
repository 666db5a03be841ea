/** How many must share what is kept beside answers that nobody may join to a person. */
export const leastAlike = 10;

/**
 * What may be kept of a detail, such as the day, when many answers are set free at once and somebody may know that detail
 * of each person: for every answer its value, or null. A value stands only where at least `least` share it, and those that
 * lose theirs are at least `least` too, since a lone null tells as much as a lone day: where they would be fewer, the
 * rarest values that are left go with them. A detail that all share tells nothing and stays.
 */
export function indistinct<T extends string | number>(values: readonly (T | null)[], least = leastAlike): (T | null)[] {
	const counts = new Map<T | null, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	if (counts.size <= 1) return [...values];
	const kept = [...counts].filter(([value, count]) => value !== null && count >= least);
	kept.sort(([, a], [, b]) => b - a);
	for (;;) {
		const without = values.length - kept.reduce((sum, [, count]) => sum + count, 0);
		if (without === 0 || without >= least || kept.length === 0) break;
		kept.pop();
	}
	const standing = new Set(kept.map(([value]) => value));
	return values.map((value) => (standing.has(value) ? value : null));
}

/**
 * The same of several details at once, the first the dearest: each is thinned among those alike in all before it, so that
 * no combination of them is rarer than `least` either.
 */
export function indistinctTogether<T extends string | number>(
	rows: readonly (readonly (T | null)[])[],
	least = leastAlike,
): (T | null)[][] {
	const thinned: (T | null)[][] = rows.map(() => []);
	const details = rows[0]?.length ?? 0;
	for (let detail = 0; detail < details; detail++) {
		const groups = new Map<string, number[]>();
		thinned.forEach((row, at) => {
			const alike = JSON.stringify(row);
			const group = groups.get(alike);
			if (group === undefined) groups.set(alike, [at]);
			else group.push(at);
		});
		for (const group of groups.values()) {
			const values = indistinct(
				group.map((at) => rows[at]?.[detail] ?? null),
				least,
			);
			group.forEach((at, place) => thinned[at]?.push(values[place] ?? null));
		}
	}
	return thinned;
}
