import { interviewTimeBands } from '../time-bands.ts';

/**
 * The median of lengths that are known in bands alone: of those in the band that holds it, as if they were spread evenly
 * over it. Undefined without any.
 *
 * @source Yule and Kendall (1950), An Introduction to the Theory of Statistics, 14th edition: the median of
 * grouped data
 */
export function medianLength(bands: Iterable<number>): number | undefined {
	const counts = new Map<number, number>();
	let all = 0;
	for (const band of bands) {
		counts.set(band, (counts.get(band) ?? 0) + 1);
		all++;
	}
	if (all === 0) return undefined;
	let below = 0;
	for (const [band, count] of [...counts].toSorted(([a], [b]) => a - b)) {
		if (below + count >= all / 2) {
			const upper = endOfBand(band);
			return upper === undefined ? band : band + ((all / 2 - below) / count) * (upper - band);
		}
		below += count;
	}
	return undefined;
}

/** Where the band ends that begins with so many seconds; undefined for the last. */
export function endOfBand(band: number): number | undefined {
	return interviewTimeBands.find((bound) => bound > band);
}
