import { seededRandom } from '#core/interview/index.ts';
import { type Margin } from '#core/weighting/index.ts';

export const marginSizes = [14, 8, 5, 4, 2];

/**
 * Five columns that go together, of a sample with too many in the first cells of each, and margins that want all cells
 * alike: raking takes a dozen sweeps and more.
 */
export function unevenMargins(rows: number, seed: number): Margin[] {
	const next = seededRandom(seed);
	const leaning = Float64Array.from({ length: rows }, next);
	return marginSizes.map((size, m) => ({
		id: `margin ${m}`,
		cells: Int16Array.from(leaning, (lean) => Math.floor((next() < 0.4 ? lean : next()) ** 1.2 * size)),
		targets: Array.from({ length: size }, () => 1 / size),
		unit: 'shares' as const,
	}));
}

/** Answers 1 to `size` that lean on a cell of a margin; one in fifty refused (-9). */
export function leaningAnswers({ cells, targets }: Margin, size: number, seed: number): Int8Array {
	const next = seededRandom(seed);
	return Int8Array.from(cells, (cell) => {
		if (next() < 0.02) return -9;
		return 1 + Math.floor(next() ** (0.6 + (0.8 * cell) / targets.length) * size);
	});
}

/** Weights between 0.2 and 3, more of them small. */
export function unequalWeights(rows: number, seed: number): Float64Array {
	const next = seededRandom(seed);
	return Float64Array.from({ length: rows }, () => 0.2 + 2.8 * next() ** 2);
}
