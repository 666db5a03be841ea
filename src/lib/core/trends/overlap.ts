import {
	type Domain,
	type Linearised,
	type LonelyPsu,
	type LonelyStratum,
	covariance,
	degreesOfFreedom,
} from '#core/estimation/index.ts';
import { type Change, type Measurement, changeBetween } from './change.ts';
import { type Stack, lifted } from './stack.ts';

/** How the estimates of two waves vary together when some people are in both. */
export interface Overlap {
	readonly kind: 'overlap';
	/** People in both samples. */
	readonly linked: number;
	/** Of the earlier and the later estimate, as in the stacked design. */
	readonly variances: readonly [number, number];
	readonly covariance: number;
	/** Units − strata of the stacked design, among those with a row in the domain. */
	readonly df: number;
}

/**
 * Covariance of two waves' estimates from the people who are in both, through the one variance routine on the stack of
 * the two samples. Without anybody in both it is 0 up to rounding.
 *
 * @method  Covariance of two waves with people in common
 * @formula vcov of the two estimates in the stacked design, units the people: Σ over strata m/(m − 1) · Σ (tₐ − t̄ₐ)(t_b − t̄_b), t a person's weight × influence in a wave, 0 in one that the person is not in; degrees of freedom: people − strata
 * @source  Kish (1965), Survey Sampling, 12.4; Steel & McLaren (2009), Handbook of Statistics 29B, ch. 33
 * @r       `vcov(svyby(~y, ~wave, svydesign(ids = ~person, strata = ~stratum, weights = ~w, data = stacked), svymean, covmat = TRUE))`
 */
export function overlapOf(
	stack: Stack,
	[from, to]: readonly [Linearised, Linearised],
	{ lonelyPsu, domain = null }: { readonly lonelyPsu: LonelyPsu; readonly domain?: Domain },
): Overlap | LonelyStratum {
	const found = covariance(stack.design, [lifted(stack, 0, from).influence, lifted(stack, 1, to).influence], {
		lonelyPsu,
	});
	if (found.kind === 'lonely-psu') return found;
	const [a = 0, both = 0, , b = 0] = found.matrix;
	return {
		kind: 'overlap',
		linked: stack.linked,
		variances: [a, b],
		covariance: both,
		df: degreesOfFreedom(stack.design, domain),
	};
}

/** The change between two waves with people in common: R's `svycontrast` on the stacked design. */
export function changeWithOverlap(
	from: Measurement,
	to: Measurement,
	{ variances: [a, b], covariance: both, df, linked }: Overlap,
	{ level }: { readonly level: number },
): Change {
	const change = changeBetween(
		{ ...from, se: Math.sqrt(Math.max(0, a)) },
		{ ...to, se: Math.sqrt(Math.max(0, b)) },
		{ level, covariance: both, df },
	);
	return { ...change, linked };
}
