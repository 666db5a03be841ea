import { type Design, type Interval, designOf, median, normalCdf, studentQuantile } from '#core/estimation/index.ts';
import { normal } from '#core/simulation/population.ts';
import { type Chance, type Scenario } from './scenario.ts';

interface Sample {
	readonly design: Design;
	readonly values: Float64Array;
}

function medianOf(name: string, truth: number, draw: (next: Chance) => Sample): Scenario {
	return { name, truth, methods: ['Woodruff'], draw: (next) => [woodruff(draw(next))] };
}

function woodruff({ design, values }: Sample): Interval {
	const result = median(design, { values, missing: new Int8Array(values.length) });
	if (result.kind !== 'estimate') throw new Error(result.kind);
	return result.interval;
}

/** Lognormal amounts, of which the larger are drawn more often and weigh less. */
function skewed(): Scenario {
	const n = 400;
	return medianOf('Median of a skewed amount, 400 rows, larger amounts drawn twice as often', 1, (next) => {
		const values = new Float64Array(n);
		for (let i = 0; i < n; ) {
			const value = Math.exp(1.2 * normal(next));
			if (next() < (value > 2 ? 1 : 0.5)) values[i++] = value;
		}
		const weights = values.map((value) => (value > 2 ? 1 : 2));
		return { design: designOf({ weights }), values };
	});
}

/** Skewed amounts in clusters: the logarithm is a cluster's part and a row's. */
function skewedInClusters(): Scenario {
	const [clusters, size] = [50, 10];
	const unit = Int32Array.from({ length: clusters * size }, (_, i) => Math.floor(i / size));
	const design = designOf({ weights: new Float64Array(unit.length).fill(1), clusters: unit });
	return medianOf('Median of a skewed amount in 50 clusters of 10 rows', 1, (next) => {
		const parts = Float64Array.from({ length: clusters }, () => 0.4 * normal(next));
		return { design, values: Float64Array.from(unit, (u) => Math.exp(parts[u]! + 0.9 * normal(next))) };
	});
}

const [deviation, toTens, toFives] = [0.7, 0.6, 0.25];

/**
 * Minutes, lognormal around `centre`, that most say in tens, some in fives and few to the minute. The cumulated shares
 * of the values said are summed up to the median.
 */
function heaped(centre: number, known: string): Scenario {
	const n = 400;
	const design = designOf({ weights: new Float64Array(n).fill(1) });
	const upTo = (minutes: number) => (minutes <= 0 ? 0 : normalCdf(Math.log(minutes / centre) / deviation));
	const rounded = (value: number, step: number) =>
		value % step === 0 ? upTo(value + step / 2) - upTo(value - step / 2) : 0;
	let [truth, below, sum] = [-1, 0, 0];
	while (sum < 0.5) {
		truth++;
		below = sum;
		sum += toTens * rounded(truth, 10) + toFives * rounded(truth, 5) + (1 - toTens - toFives) * rounded(truth, 1);
	}
	const name = `Median of ${truth} minutes, 400 rows, in heaps: ${(100 * below).toFixed(1)} % lie below, ${(100 * (1 - sum)).toFixed(1)} % above`;
	return {
		name,
		truth,
		methods: ['Woodruff', 'around one half'],
		draw: (next) => {
			const values = new Float64Array(n);
			for (let i = 0; i < n; i++) {
				const minutes = centre * Math.exp(deviation * normal(next));
				const how = next();
				const step = how < toTens ? 10 : how < toTens + toFives ? 5 : 1;
				values[i] = step * Math.floor(minutes / step + 0.5);
			}
			return [woodruff({ design, values }), aroundOneHalf(values)];
		},
		known,
	};
}

/** The order statistics at ½ ± t se, instead of at the share that lies at or below the sample's median ± t se. */
function aroundOneHalf(values: Float64Array): Interval {
	const n = values.length;
	const sorted = values.toSorted();
	const reach = studentQuantile(0.975, n - 1) * Math.sqrt(0.25 / (n - 1));
	const at = (share: number) => sorted[Math.ceil(n * share) - 1] ?? NaN;
	return { lower: at(0.5 - reach), upper: at(0.5 + reach), level: 0.95, method: 'woodruff' };
}

export const medians: readonly Scenario[] = [
	skewed(),
	skewedInClusters(),
	heaped(30, 'the median is itself a heap: hardly an interval reaches past it'),
	heaped(35, "R's interval, and ours, is that of the share up to the sample's median, which may be the next heap"),
];
