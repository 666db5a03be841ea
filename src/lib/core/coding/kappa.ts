import { normalQuantile } from '../estimation/index.ts';

/** How far two coders agree beyond chance. `observed` and `expected` are shares of the `n` answers that both coded. */
export interface Kappa {
	readonly kind: 'kappa';
	readonly value: number;
	readonly standardError: number;
	readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
	readonly observed: number;
	readonly expected: number;
	readonly n: number;
}

/** Both coders gave every answer one and the same category, so that chance alone explains that they agree. */
export interface NoVariation {
	readonly kind: 'no-variation';
	readonly n: number;
}

/**
 * Cohen's kappa of two coders, who each put every answer into one category; `first` and `second` are in the order of the same
 * answers. The interval is symmetric and may reach past 1.
 *
 * @method  Agreement of two coders: Cohen's kappa
 * @formula κ = (pₒ − pₑ)/(1 − pₑ), pₒ = Σᵢ pᵢᵢ, pₑ = Σᵢ pᵢ.p.ᵢ; SE² = {Σᵢ pᵢᵢ[1 − (pᵢ. + p.ᵢ)(1 − κ)]² + (1 − κ)² Σᵢ≠ⱼ pᵢⱼ(p.ᵢ + pⱼ.)² − [κ − pₑ(1 − κ)]²} / {n(1 − pₑ)²}; κ ± z·SE. For a code: has it or has not. Over all codes: the whole set of codes of an answer is the category, so that only equal sets agree
 * @source  Cohen (1960), Educational and Psychological Measurement 20, 37–46; Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72, 323–327, for the standard error
 * @r       `vcd::Kappa(table(first, second))`
 */
export function cohenKappa(
	first: readonly string[],
	second: readonly string[],
	{ level = 0.95 }: { readonly level?: number } = {},
): Kappa | NoVariation | { readonly kind: 'nothing-coded' } {
	const n = first.length;
	if (n === 0) return { kind: 'nothing-coded' };
	const [ofFirst, ofSecond] = [sharesOf(first), sharesOf(second)];
	const observed = first.filter((category, unit) => category === second[unit]).length / n;
	let expected = 0;
	for (const [category, share] of ofFirst) expected += share * (ofSecond.get(category) ?? 0);
	if (1 - expected < 1e-12) return { kind: 'no-variation', n };
	const value = (observed - expected) / (1 - expected);
	let sum = -((value - expected * (1 - value)) ** 2);
	for (let unit = 0; unit < n; unit++) {
		const [i, j] = [first[unit] ?? '', second[unit] ?? ''];
		const both = (ofSecond.get(i) ?? 0) + (ofFirst.get(j) ?? 0);
		sum += (i === j ? 1 - both * (1 - value) : (1 - value) * both) ** 2 / n;
	}
	const standardError = Math.sqrt(Math.max(0, sum) / n) / (1 - expected);
	const reach = normalQuantile((1 + level) / 2) * standardError;
	const interval = { lower: value - reach, upper: value + reach, level };
	return { kind: 'kappa', value, standardError, interval, observed, expected, n };
}

function sharesOf(categories: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
	return new Map([...counts].map(([category, count]) => [category, count / categories.length]));
}
