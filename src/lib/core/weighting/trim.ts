/** Weights within bounds, or why they cannot be. */
export type Trimming =
	| { readonly kind: 'trimmed'; readonly weights: Float64Array; readonly rounds: number }
	| { readonly kind: 'bounds-impossible'; readonly rounds: number };

export interface TrimBounds {
	/** Least weight, in the unit of the weights. */
	readonly lower: number;
	readonly upper: number;
	/**
	 * False: one round, after which redistribution may have pushed others out again, as R's `trimWeights(strict =
	 * FALSE)`. True: until all hold.
	 */
	readonly repeat: boolean;
}

const maxRounds = 1000;

/**
 * Sets weights outside the bounds to the bound and shares the excess equally among those that were inside, so that the
 * sum stays. R's `trimWeights`; where that would recurse without end (nothing is left inside, or the sum cannot be
 * reached) this ends with `bounds-impossible`, after 1000 rounds at the latest. Weights of 0 are no part of the sample
 * and stay 0.
 */
export function trimWeights(weights: Float64Array, { lower, upper, repeat }: TrimBounds): Trimming {
	let current = weights;
	for (let rounds = 0; rounds < maxRounds; rounds++) {
		const next = current.slice();
		let excess = 0;
		let inside = 0;
		let outside = 0;
		for (let i = 0; i < current.length; i++) {
			const w = current[i] ?? 0;
			if (w === 0) continue;
			if (w >= lower && w <= upper) inside++;
			else outside++;
			next[i] = Math.min(Math.max(w, lower), upper);
			excess += w - (next[i] ?? 0);
		}
		if (outside === 0) return { kind: 'trimmed', weights: current, rounds };
		if (inside === 0) return { kind: 'bounds-impossible', rounds };
		for (let i = 0; i < current.length; i++) {
			const w = current[i] ?? 0;
			if (w !== 0 && w >= lower && w <= upper) next[i] = w + excess / inside;
		}
		current = next;
		if (!repeat) return { kind: 'trimmed', weights: current, rounds: rounds + 1 };
	}
	return { kind: 'bounds-impossible', rounds: maxRounds };
}
