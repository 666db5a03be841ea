/** The coarse bands in which the time that a page took is kept: their lower bounds, in seconds. */
export const pageTimeBands: readonly number[] = [0, 2, 5, 10, 20, 30, 60, 120, 300, 600];

/** Those of a whole interview. */
export const interviewTimeBands: readonly number[] = [0, 60, 120, 180, 300, 480, 600, 900, 1200, 1800, 3600];

/** The lower bound of the band that `seconds` fall into. */
export function bandOf(bands: readonly number[], seconds: number): number {
	return bands.findLast((lower) => lower <= seconds) ?? 0;
}

/** A band with its upper bound; null for the last, which has none. */
export interface TimeBand {
	readonly from: number;
	readonly to: number | null;
}

/** The band that holds the median of times counted by the lower bound of their band; null where nothing was counted. */
export function medianBand(bands: readonly number[], counts: ReadonlyMap<number, number>): TimeBand | null {
	const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
	if (all <= 0) return null;
	let below = 0;
	for (const [k, from] of bands.entries()) {
		below += counts.get(from) ?? 0;
		if (below * 2 >= all) return { from, to: bands[k + 1] ?? null };
	}
	return null;
}
