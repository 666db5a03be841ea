import { type DisclosurePolicy } from './policy.ts';
import { type Cell, type Magnitude, type Table } from './table.ts';

/** Why a cell may not be shown. For the statistician only: a reader who knew it would know too much. */
export type Reason =
	| { readonly kind: 'small-count' }
	| { readonly kind: 'small-base'; readonly base: number }
	/** Nobody, or everybody, of a group gave a sensitive answer. */
	| { readonly kind: 'nobody' }
	| { readonly kind: 'everybody' }
	/** The share of the magnitude that its largest contributors give. */
	| { readonly kind: 'dominance'; readonly share: number }
	/** How near the second largest contributor could come to the largest, as a share of it. */
	| { readonly kind: 'p-percent'; readonly share: number }
	/** With what was published before it would tell of a group under the minimum; `words` say which. */
	| { readonly kind: 'differencing'; readonly words: string }
	/** It was suppressed in an earlier release. */
	| { readonly kind: 'hidden-before'; readonly words: string }
	/** Hidden only because it would give another cell away. */
	| { readonly kind: 'secondary' };

/**
 * The reasons, by themselves, against showing each cell.
 *
 * @method  Primary suppression
 * @formula count in 1 … c−1; base of a sensitive answer < b, or its count 0 or the base; Σₙ largest > k·total; total − x₁ − x₂ < p·x₁
 * @source  Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapters 4 and 5
 * @r       none; tested against the definitions
 */
export function primaryReasons(table: Table, policy: DisclosurePolicy): Reason[][] {
	return table.cells.map((cell) => [
		...countReasons(cell, policy),
		...(table.sensitive ? sensitiveReasons(table, cell, policy) : []),
		...(table.kind === 'magnitudes' ? magnitudeReasons(cell.magnitude, policy) : []),
	]);
}

function countReasons({ count }: Cell, { minimumCount }: DisclosurePolicy): Reason[] {
	return count > 0 && count < minimumCount ? [{ kind: 'small-count' }] : [];
}

function sensitiveReasons(
	{ cells, relations }: Table,
	{ base, count }: Cell,
	{ sensitive }: DisclosurePolicy,
): Reason[] {
	const group = base === null ? undefined : cells[base];
	if (base === null || !group || group.count === 0) return [];
	const isSubgroup = relations.some(({ parts }) => parts.includes(base));
	const hideUnanimous = isSubgroup && sensitive.unanimous === 'hidden';
	return [
		...(group.count < sensitive.minimumBase ? [{ kind: 'small-base' as const, base: group.count }] : []),
		...(hideUnanimous && count === 0 ? [{ kind: 'nobody' as const }] : []),
		...(hideUnanimous && count === group.count ? [{ kind: 'everybody' as const }] : []),
	];
}

/** Which rule of concentration a magnitude breaks; none for an empty one. */
export function magnitudeReasons(
	magnitude: Magnitude | null,
	{ dominance, pPercent }: Pick<DisclosurePolicy, 'dominance' | 'pPercent'>,
): Reason[] {
	if (magnitude === null || magnitude.total === 0) return [];
	const { total, largest } = magnitude;
	const [first = 0, second = 0] = largest;
	const top = dominance === null ? 0 : sum(largest.slice(0, dominance.n)) / total;
	// Sums of many contributions miss their true value by some units of the last place.
	const rest = Math.max(0, total - first - second) / first;
	return [
		...(dominance !== null && top > dominance.k * (1 + 1e-12) ? [{ kind: 'dominance' as const, share: top }] : []),
		...(pPercent !== null && rest < pPercent * (1 - 1e-12) ? [{ kind: 'p-percent' as const, share: rest }] : []),
	];
}

export function sum(numbers: readonly number[]): number {
	return numbers.reduce((all, number) => all + number, 0);
}
