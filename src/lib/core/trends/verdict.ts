import { type Interval, equivalence, holmFactors, studentQuantile, waldInterval } from '#core/estimation/index.ts';
import { type Change } from './change.ts';

/** What may be said of a change. */
export type Verdict =
	/** `withinSmallest`: real, and yet surely smaller than the smallest change that would matter. */
	| { readonly kind: 'changed'; readonly direction: 'up' | 'down'; readonly withinSmallest: boolean }
	| { readonly kind: 'no-change-larger-than'; readonly smallestChange: number }
	/** The base is too small to tell: a change of `detectable` would have been found with 80 % probability. */
	| { readonly kind: 'cannot-tell'; readonly detectable: number };

/** A change with its verdict among its family. */
export interface JudgedChange {
	readonly kind: 'judged';
	readonly change: Change;
	readonly verdict: Verdict;
	/**
	 * Holm's p value and the interval at the level at which this change was decided: it leaves out 0 just when the
	 * verdict is *changed*.
	 */
	readonly adjusted: { readonly p: number; readonly interval: Interval };
	/** Changes that were judged together. */
	readonly familySize: number;
}

const power = 0.8;

/**
 * Judges a family of changes together, at family-wise error 1 − level.
 *
 * - *Changed*: Holm's p < α; equally, the interval at the adjusted level leaves out 0.
 * - *No change larger than X*: two one-sided tests, each at α, put the difference within ±X; equally, the interval at
 *   level 1 − 2α lies within. Not adjusted: each is a statement about its own measure, and wrong in at most a share α
 *   of the cases where a change of X did happen.
 * - *Cannot tell*: neither. The detectable change is (t(1 − α/2m) + t(power)) se for a family of m: what would have
 *   passed Holm's first step.
 *
 * @method  Verdict on a change
 * @formula changed: Holm's p < α; no change larger than X: |d| + t(1 − α) se < X; cannot tell: neither, and (t(1 − α/2m) + t(0.8)) se would have been found with 80 % probability
 * @source  Holm (1979), Scandinavian Journal of Statistics 6; Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15; Bloom (1995), Evaluation Review 19, for the detectable change
 * @r       `p.adjust(p, "holm")` for the first; none for the verdict: tests/unit/trends/verdict.test.ts
 */
export function judgeFamily(
	family: readonly { readonly change: Change; readonly smallestChange: number }[],
	{ level }: { readonly level: number },
): JudgedChange[] {
	const alpha = 1 - level;
	const factors = holmFactors(family.map(({ change }) => change.p));
	return family.map(({ change, smallestChange }, k) => {
		const { difference, se, df, p } = change;
		const factor = factors[k] ?? 1;
		const decided = waldInterval(difference, se, df, 1 - alpha / factor);
		const withinSmallest = equivalence({ value: difference, se, df }, smallestChange, { level }).isEquivalent;
		const detectable = (studentQuantile(1 - alpha / (2 * family.length), df) + studentQuantile(power, df)) * se;
		const verdict: Verdict =
			p * factor < alpha
				? { kind: 'changed', direction: difference > 0 ? 'up' : 'down', withinSmallest }
				: withinSmallest
					? { kind: 'no-change-larger-than', smallestChange }
					: { kind: 'cannot-tell', detectable };
		return {
			kind: 'judged',
			change,
			verdict,
			adjusted: { p: Math.min(1, p * factor), interval: decided },
			familySize: family.length,
		};
	});
}
