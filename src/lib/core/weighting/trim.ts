/** Weights within bounds, or why they cannot be. */
export type Trimming =
	| {
			readonly kind: 'trimmed';
			readonly weights: Float64Array;
			/** Times that the excess was shared out. */
			readonly rounds: number;
			/** Rows that were outside the bounds at first. */
			readonly rowsTrimmed: number;
			/** Weight that those above the upper bound had over it at first, and that those below the lower one lacked. */
			readonly taken: number;
			readonly given: number;
	  }
	/** So many weights, each within the bounds, cannot add up to the same sum. */
	| { readonly kind: 'bounds-impossible'; readonly sum: number; readonly least: number; readonly greatest: number };

export interface TrimBounds {
	/** Least weight, in the unit of the weights. */
	readonly lower: number;
	readonly upper: number;
	/**
	 * False: the excess is shared out once, which may push others out of the bounds. True: until all are within them.
	 */
	readonly strict: boolean;
}

/** Sums of weights may differ from n × bound by rounding. */
const rounding = 1e-12;

/**
 * Sets weights outside the bounds to the bound and shares the excess equally among those that were inside, so that the
 * sum stays. Weights of 0 are no part of the sample and stay 0 (R lifts them to a lower bound).
 *
 * Strict is the limit of doing so again and again. R's recursion never ends where n × lower is above the sum of weights
 * or n × upper below it, in particular where a negative excess takes more from the rest than it has: here that is
 * `bounds-impossible`, said before anything is done. In all other cases the recursion comes to a limit, but slowly
 * where few weights have room, because R gives to weights at the bound and takes it away in the next round. Here from
 * the second round on only those with room get a part, which comes to the same limit in at most n rounds.
 * Where every weight is outside, R loses the excess; here those with room get it.
 * Proved by tests/reference/weighting.test.ts and tests/property/weighting.test.ts.
 *
 * @method  Trimming of weights
 * @formula w′ = min(max(w, L), U); the excess Σ(w − w′) is shared equally among the weights within [L, U], again until none is outside; where the weights were calibrated before, residuals are z − fit(t z)/t with t = w′/w
 * @source  Potter (1990), Proceedings of the ASA Section on Survey Research Methods
 * @r       `trimWeights(d, lower = L, upper = U, strict = TRUE)`
 */
export function trimWeights(weights: Float64Array, { lower, upper, strict }: TrimBounds): Trimming {
	const { n, sum } = countAndSum(weights);
	const next = weights.slice();
	const first = clamp(next, lower, upper);
	if (first.outside === 0) return { kind: 'trimmed', weights: next, rounds: 0, rowsTrimmed: 0, taken: 0, given: 0 };
	const isPossible = n * lower <= sum * (1 + rounding) && n * upper >= sum * (1 - rounding);
	if (strict && !isPossible) return { kind: 'bounds-impossible', sum, least: n * lower, greatest: n * upper };
	const inside = n - first.outside;
	if (inside > 0)
		for (let i = 0; i < next.length; i++) {
			const w = weights[i] ?? 0;
			if (w !== 0 && w >= lower && w <= upper) next[i] = w + first.excess / inside;
		}
	let rounds = 1;
	if (strict || inside === 0) {
		let { excess } = inside === 0 ? first : clamp(next, lower, upper);
		for (; Math.abs(excess) > rounding * sum; rounds++) {
			if (!share(next, excess, lower, upper)) break;
			excess = clamp(next, lower, upper).excess;
		}
	}
	const { outside: rowsTrimmed, taken, given } = first;
	return { kind: 'trimmed', weights: next, rounds, rowsTrimmed, taken, given };
}

function countAndSum(weights: Float64Array): { n: number; sum: number } {
	let n = 0;
	let sum = 0;
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		if (w === 0) continue;
		n++;
		sum += w;
	}
	return { n, sum };
}

/** Sets weights to the bounds in place; `excess` is what was taken less what was given. */
function clamp(weights: Float64Array, lower: number, upper: number) {
	let outside = 0;
	let taken = 0;
	let given = 0;
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		if (w === 0 || (w >= lower && w <= upper)) continue;
		const bound = w < lower ? lower : upper;
		outside++;
		if (w < lower) given += bound - w;
		else taken += w - bound;
		weights[i] = bound;
	}
	return { outside, taken, given, excess: taken - given };
}

/** Shares an excess in place among the weights that can still move its way; false where there is none. */
function share(weights: Float64Array, excess: number, lower: number, upper: number): boolean {
	const hasRoom = (w: number) => w !== 0 && (excess > 0 ? w < upper : w > lower);
	let withRoom = 0;
	for (let i = 0; i < weights.length; i++) if (hasRoom(weights[i] ?? 0)) withRoom++;
	if (withRoom === 0) return false;
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		if (hasRoom(w)) weights[i] = w + excess / withRoom;
	}
	return true;
}
