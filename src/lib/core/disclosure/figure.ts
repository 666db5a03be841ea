import { type Estimate } from '#core/estimation/index.ts';
import { type Members } from './members.ts';
import { type DisclosurePolicy } from './policy.ts';
import { type Reason } from './primary.ts';
import { roundTo, roundToStep } from './rounding.ts';

/** A share or mean with its base, before clearing. */
export interface Figure {
	/** In words for a person, such as *Women, 16–24*. */
	readonly label: string;
	readonly wave: string;
	/** Id of the measure. */
	readonly about: string;
	readonly estimate: Pick<Estimate, 'value' | 'interval' | 'scale'> & { readonly base: { readonly n: number } };
	/** For a share: respondents of the base who count, unweighted; null where nobody is counted, as for a mean. */
	readonly counted: number | null;
	readonly sensitive: boolean;
	/** Whether the base is a group among the respondents rather than all who were asked. */
	readonly subgroup: boolean;
	/** Who is in the base; null where only figures are known, which then cannot be held against others. */
	readonly members: Members | null;
}

/** What a reader gets. A hidden figure has no base and no reason: both could tell what it is hidden for. */
export type ClearedFigure =
	| { readonly kind: 'hidden'; readonly label: string; readonly wave: string; readonly about: string }
	| ({ readonly kind: 'shown'; readonly label: string; readonly wave: string; readonly about: string } & ShownFigure);

export interface ShownFigure {
	/** Shares 0–1, in the policy's steps. */
	readonly value: number;
	/** Rounded outwards, so that the interval claims no more than was computed. */
	readonly lower: number;
	readonly upper: number;
	readonly level: number;
	/** Respondents, rounded. */
	readonly base: number;
	readonly smallBase: boolean;
}

/**
 * The reasons against showing a figure: a base under the minimum (the greater one for sensitive items); for shares
 * fewer than the minimum count behind it or behind its complement; and for sensitive shares of a subgroup one that is,
 * or would be rounded to, 0 % or 100 %.
 *
 * @method  Hiding shares on small bases
 * @formula n < 50 (100 where sensitive); 0 < x < 5 or 0 < n − x < 5; sensitive subgroup: share 0 or 1 once rounded
 * @source  Scottish Crime and Justice Survey, note on bases; thresholds are the policy's
 * @r       none; tested against the definitions
 */
export function figureReasons({ estimate, counted, sensitive, subgroup }: Figure, policy: DisclosurePolicy): Reason[] {
	const { n } = estimate.base;
	const least = sensitive ? Math.max(policy.minimumBase, policy.sensitive.minimumBase) : policy.minimumBase;
	const small = (count: number) => count > 0 && count < policy.minimumCount;
	const isShare = estimate.scale !== 'mean';
	const counts = counted !== null && isShare && (sensitive || policy.smallCountShares === 'all');
	const unanimous = isShare && sensitive && subgroup && policy.sensitive.unanimous === 'hidden';
	const shown = roundToStep(estimate.value, policy.roundSharesTo);
	return [
		...(n < least ? [{ kind: 'small-base' as const, base: n }] : []),
		...(counts && (small(counted) || small(n - counted)) ? [{ kind: 'small-count' as const }] : []),
		...(unanimous && (shown <= 0 || counted === 0) ? [{ kind: 'nobody' as const }] : []),
		...(unanimous && (shown >= 1 || counted === n) ? [{ kind: 'everybody' as const }] : []),
	];
}

/** A figure as it is shown: value to whole steps, interval outwards, base rounded, and flagged where that is small. */
export function shownFigure(
	{ value, interval, scale, base }: Figure['estimate'],
	policy: DisclosurePolicy,
): ShownFigure {
	const step = scale === 'mean' ? policy.roundMeansTo : policy.roundSharesTo;
	return {
		value: roundToStep(value, step),
		lower: roundToStep(interval.lower, step, 'down'),
		upper: roundToStep(interval.upper, step, 'up'),
		level: interval.level,
		base: roundTo(base.n, policy.roundBasesTo),
		smallBase: base.n < policy.smallBase,
	};
}
