/** How weights are spread, as multiples of their mean. Rows without weight are left out. */
export interface WeightDistribution {
	readonly n: number;
	readonly least: number;
	readonly median: number;
	/** The weight that one row in a hundred exceeds. */
	readonly percentile99: number;
	readonly greatest: number;
	/** Share of all weight that the heaviest hundredth of the rows carries, one row at least. */
	readonly heaviestHundredth: number;
	/** From 0 to the greatest of all distributions made together; `from` is in, `to` is not. */
	readonly bins: readonly { readonly from: number; readonly to: number; readonly rows: number }[];
}

const mostBins = 20;
const widths = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100];

/**
 * The spread of several sets of weights in the same bins, so that they can be set side by side. Percentiles are the
 * smallest weight that at least so many rows do not exceed (R's `quantile(type = 1)`).
 */
export function weightDistributions(sets: readonly Float64Array[]): WeightDistribution[] {
	const relative = sets.map(relativeWeights);
	const greatest = Math.max(0, ...relative.map((weights) => weights.at(-1) ?? 0));
	const width = widths.find((candidate) => greatest / candidate < mostBins) ?? greatest / (mostBins - 1);
	const count = Math.floor(greatest / width + rounding) + 1;
	return relative.map((weights) => spreadOf(weights, width, count));
}

/** A weight on the edge of a bin may miss it by rounding. */
const rounding = 1e-9;

/** Weights above 0 over their mean, in rising order. */
function relativeWeights(weights: Float64Array): Float64Array {
	const kept = weights.filter((w) => w > 0).sort();
	const mean = kept.reduce((sum, w) => sum + w, 0) / kept.length;
	return kept.map((w) => w / mean);
}

function spreadOf(sorted: Float64Array, width: number, count: number): WeightDistribution {
	const n = sorted.length;
	const rows = new Int32Array(count);
	for (let i = 0; i < n; i++) {
		const bin = Math.min(count - 1, Math.floor((sorted[i] ?? 0) / width + rounding));
		rows[bin] = (rows[bin] ?? 0) + 1;
	}
	const quantile = (share: number) => sorted[Math.max(0, Math.ceil(n * share) - 1)] ?? 0;
	const heaviest = sorted.subarray(n - Math.max(1, Math.floor(n / 100)));
	return {
		n,
		least: sorted[0] ?? 0,
		median: quantile(0.5),
		percentile99: quantile(0.99),
		greatest: sorted[n - 1] ?? 0,
		heaviestHundredth: n === 0 ? 0 : heaviest.reduce((sum, w) => sum + w, 0) / n,
		bins: Array.from(rows, (inBin, k) => ({ from: k * width, to: (k + 1) * width, rows: inBin })),
	};
}
