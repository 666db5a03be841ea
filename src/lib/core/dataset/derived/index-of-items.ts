import type { Numbers } from '../codes.ts';
import { notAsked } from '../codes.ts';

/** One item of an index and the ends of its scale. */
export interface IndexItem {
	readonly numbers: Numbers;
	readonly lowest: number;
	readonly highest: number;
	/** The highest answer means least of what the index measures. */
	readonly isReversed: boolean;
}

/**
 * Mean of a row's answered items, each first brought to 0–1 over its own scale and turned round if it is reversed. A
 * row with fewer than `minimum` answers is missing, with the reason of the first item that it lacks; so an index never
 * stands for people who answered little of it. A scale without length is a bug and throws.
 *
 * @method  Index of several items
 * @formula mean over answered items of (y − lowest)/(highest − lowest), or 1 minus that for a reversed item
 * @source  Spector (1992), Summated Rating Scale Construction
 * @r       `rowMeans(items, na.rm = TRUE)` where enough are answered, then `svymean`
 */
export function indexPerRow(items: readonly IndexItem[], { minimum }: { readonly minimum: number }): Numbers {
	const rows = items[0]?.numbers.values.length ?? 0;
	const values = new Float64Array(rows);
	const missing = new Int8Array(rows);
	const answered = new Uint16Array(rows);
	for (const { numbers, lowest, highest, isReversed } of items) {
		if (!(highest > lowest)) throw new RangeError(`a scale from ${lowest} to ${highest} has no length`);
		const from = isReversed ? highest : lowest;
		const length = isReversed ? lowest - highest : highest - lowest;
		for (let i = 0; i < rows; i++) {
			const reason = numbers.missing[i] ?? notAsked;
			if (reason === 0) {
				values[i] = (values[i] ?? 0) + ((numbers.values[i] ?? 0) - from) / length;
				answered[i] = (answered[i] ?? 0) + 1;
			} else if (missing[i] === 0) missing[i] = reason;
		}
	}
	for (let i = 0; i < rows; i++) {
		const n = answered[i] ?? 0;
		if (n > 0 && n >= minimum) {
			values[i] = (values[i] ?? 0) / n;
			missing[i] = 0;
		} else values[i] = 0;
	}
	return { values, missing };
}
