/** A count as it may be watched. *few*: under the threshold, none included. *withheld*: it would tell of one that is few. */
export type WatchedCount =
	{ readonly kind: 'shown'; readonly count: number } | { readonly kind: 'few' } | { readonly kind: 'withheld' };

/** `fewest` people may be counted in a figure; of fewer, nobody may work out the number to within less than `width`. */
export interface WatchRule {
	readonly fewest: number;
	readonly width: number;
}

const few: WatchedCount = { kind: 'few' };
const withheld: WatchedCount = { kind: 'withheld' };

/**
 * The parts of a total that is known, so that no small part can be had by subtraction: a part under the threshold is *few*,
 * and as long as what is hidden adds up to too much or too little for that to say nothing more, the smallest part still
 * shown is *withheld* too. `hidden` are parts of groups that are small themselves. Where hiding every part is not enough,
 * none says that it is few.
 */
export function watchedSplit(
	counts: readonly number[],
	rule: WatchRule,
	hidden: readonly number[] = [],
): WatchedCount[] {
	const shown = counts.map((count, k): WatchedCount => {
		return count < rule.fewest || hidden.includes(k) ? few : { kind: 'shown', count };
	});
	while (isTold(counts, shown, rule, hidden)) {
		const next = smallestShown(counts, shown);
		if (next === undefined) return counts.map(() => withheld);
		shown[next] = counts[next] !== undefined && counts[next] < rule.fewest ? few : withheld;
	}
	return shown;
}

/** A count that is part of no split. */
export function watched(count: number, { fewest }: Pick<WatchRule, 'fewest'>): WatchedCount {
	return count < fewest ? few : { kind: 'shown', count };
}

/** To the nearest `fewest`, so that differences between such counts tell of no single person. */
export function roundedCount(count: number, { fewest }: Pick<WatchRule, 'fewest'>): number {
	return Math.round(count / fewest) * fewest;
}

/** Whether what is shown, with the total, tells a hidden part that is few to within less than the width. */
function isTold(
	counts: readonly number[],
	shown: readonly WatchedCount[],
	{ fewest, width }: WatchRule,
	small: readonly number[],
): boolean {
	const parts = shown.flatMap(({ kind }, k) => (kind === 'shown' ? [] : [{ kind, count: counts[k] ?? 0 }]));
	if (parts.length === 0) return false;
	const sum = parts.reduce((all, { count }) => all + count, 0);
	// That there is nobody tells of nobody, unless everybody in a small group is meant.
	if (sum === 0 && small.length === 0) return false;
	const bounds = parts.map(({ kind }) => (kind === 'few' ? { low: 0, high: fewest - 1 } : { low: fewest, high: sum }));
	const lows = bounds.reduce((all, { low }) => all + low, 0);
	const highs = bounds.reduce((all, { high }) => all + high, 0);
	return bounds.some(({ low, high }, k) => {
		if (parts[k]?.kind !== 'few') return false;
		const least = Math.max(low, sum - (highs - high));
		const most = Math.min(high, sum - (lows - low));
		return most - least < width;
	});
}

function smallestShown(counts: readonly number[], shown: readonly WatchedCount[]): number | undefined {
	let smallest: number | undefined;
	for (const [k, { kind }] of shown.entries()) {
		if (kind !== 'shown') continue;
		if (smallest === undefined || (counts[k] ?? 0) < (counts[smallest] ?? 0)) smallest = k;
	}
	return smallest;
}
