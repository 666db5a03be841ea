import { type DisclosurePolicy } from './policy.ts';
import { type Reason, sum } from './primary.ts';
import { type Cell } from './table.ts';

/**
 * What a reader who solves the table must be left with for one hidden cell: an interval that comes down to `atMost`,
 * reaches `atLeast`, and is at least `width` wide.
 */
export interface Demand {
	readonly cell: number;
	readonly atMost: number;
	readonly atLeast: number;
	readonly width: number;
	/** Hidden for a small count: nor must it be told as one from knowing that some hidden cell is. */
	readonly small: boolean;
}

/**
 * The protection that each reason asks for. With c the policy's minimum count and w its width, the interval that is
 * left for
 * – a small count holds all of 1 … c, so that nothing narrows the policy's own 1 … c−1 and the count may be no small
 *   one at all;
 * – nobody of a group holds 0 … c, everybody of n holds n−c … n;
 * – a cell that a difference gives away reaches c−1 to either side of the truth, as far as there is room;
 * – a magnitude holds the truth ± what its rule lacks (Hundepool et al. 2012, chapter 4: Σₙ largest/k − total;
 *   p·x₁ − (total − x₁ − x₂));
 * – every hidden cell, those hidden only for others' sake included, is at least w wide (a share of it for magnitudes).
 */
export function demandOf(
	kind: 'counts' | 'magnitudes',
	cell: Cell,
	{ at, reasons }: { readonly at: number; readonly reasons: readonly Reason[] },
	policy: DisclosurePolicy,
): Demand {
	const value = kind === 'counts' ? cell.count : (cell.magnitude?.total ?? 0);
	const least = policy.minimumCount;
	let atMost = value;
	let atLeast = value;
	const around = (reach: number) => {
		atMost = Math.min(atMost, Math.max(0, value - reach));
		atLeast = Math.max(atLeast, value + reach);
	};
	for (const reason of reasons)
		switch (reason.kind) {
			case 'small-count':
				if (kind === 'magnitudes') break;
				atMost = Math.min(atMost, 1);
				atLeast = Math.max(atLeast, least);
				break;
			case 'nobody':
				atLeast = Math.max(atLeast, least);
				break;
			case 'everybody':
				atMost = Math.min(atMost, Math.max(0, value - least));
				break;
			case 'differencing':
				around(kind === 'counts' ? least - 1 : 0);
				break;
			case 'dominance':
				around(lackOfDominance(cell, policy));
				break;
			case 'p-percent':
				around(lackOfPercent(cell, policy));
				break;
			case 'small-base':
			case 'hidden-before':
			case 'secondary':
				break;
		}
	return {
		cell: at,
		atMost,
		atLeast,
		width: kind === 'counts' ? policy.protectionWidth : policy.magnitudeWidth * value,
		small: kind === 'counts' && reasons.some((reason) => reason.kind === 'small-count'),
	};
}

function lackOfDominance({ magnitude }: Cell, { dominance }: DisclosurePolicy): number {
	if (magnitude === null || dominance === null) return 0;
	return Math.max(0, sum(magnitude.largest.slice(0, dominance.n)) / dominance.k - magnitude.total);
}

function lackOfPercent({ magnitude }: Cell, { pPercent }: DisclosurePolicy): number {
	if (magnitude === null || pPercent === null) return 0;
	const [first = 0, second = 0] = magnitude.largest;
	return Math.max(0, pPercent * first - (magnitude.total - first - second));
}
