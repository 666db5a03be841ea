import { type Domain, type Numbers } from '../columns.ts';
import { normalCdf } from '../distributions/normal.ts';

export interface Wilcoxon {
	readonly kind: 'wilcoxon';
	/** Sum of the ranks of those who rose. */
	readonly statistic: number;
	/** Pairs that differ; those that do not are left out. */
	readonly n: number;
	readonly p: number;
	/** Exact below 50 pairs without ties or zeros, else the normal approximation with its continuity correction. */
	readonly method: 'exact' | 'normal';
}

/** Every pair is the same before and after, or there is none. */
export interface NoDifference {
	readonly kind: 'no-difference';
}

/**
 * Did people rather rise or fall, judged by ranks of the differences? Two-sided and unweighted, for small groups
 * whose differences are not near normal.
 *
 * @method  Wilcoxon signed-rank test
 * @formula V = Σ ranks of |d| over d > 0; exact distribution over the 2ⁿ signs, or (V − n(n + 1)/4 ∓ ½)/√(n(n + 1)(2n + 1)/24 − Σ(t³ − t)/48)
 * @source  Wilcoxon (1945), Biometrics Bulletin 1; Hollander & Wolfe (1973), Nonparametric Statistical Methods, chapter 3
 * @r       `wilcox.test(after, before, paired = TRUE)`
 */
export function wilcoxon(before: Numbers, after: Numbers, domain: Domain = null): Wilcoxon | NoDifference {
	const all: number[] = [];
	for (let i = 0; i < before.values.length; i++)
		if (before.missing[i] === 0 && after.missing[i] === 0 && (domain === null || domain[i] === 1))
			all.push((after.values[i] ?? 0) - (before.values[i] ?? 0));
	const differences = all.filter((d) => d !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
	const n = differences.length;
	if (n === 0) return { kind: 'no-difference' };
	const { statistic, ties } = rankSum(differences);
	const isExact = n < 50 && ties === 0 && all.length === n;
	return {
		kind: 'wilcoxon',
		statistic,
		n,
		p: isExact ? exactP(statistic, n) : normalP(statistic, n, ties),
		method: isExact ? 'exact' : 'normal',
	};
}

/** Sum of mid-ranks of the positive ones, and Σ(t³ − t) over groups of equal size. */
function rankSum(bySize: readonly number[]): { statistic: number; ties: number } {
	let statistic = 0;
	let ties = 0;
	for (let start = 0; start < bySize.length;) {
		const size = Math.abs(bySize[start] ?? 0);
		let end = start;
		while (end < bySize.length && Math.abs(bySize[end] ?? 0) === size) end++;
		const rank = (start + 1 + end) / 2;
		for (let k = start; k < end; k++) if ((bySize[k] ?? 0) > 0) statistic += rank;
		const tied = end - start;
		ties += tied ** 3 - tied;
		start = end;
	}
	return { statistic, ties };
}

/** Twice the smaller tail of the number of subsets of 1…n with each sum. */
function exactP(statistic: number, n: number): number {
	const most = (n * (n + 1)) / 2;
	const subsets = new Float64Array(most + 1);
	subsets[0] = 1;
	for (let rank = 1; rank <= n; rank++)
		for (let sum = most; sum >= rank; sum--) subsets[sum] = (subsets[sum] ?? 0) + (subsets[sum - rank] ?? 0);
	const smaller = Math.min(statistic, most - statistic);
	let tail = 0;
	for (let sum = 0; sum <= smaller; sum++) tail += subsets[sum] ?? 0;
	return Math.min(1, (2 * tail) / 2 ** n);
}

function normalP(statistic: number, n: number, ties: number): number {
	const off = statistic - (n * (n + 1)) / 4;
	const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
	return 2 * normalCdf(-Math.abs((off - Math.sign(off) * 0.5) / sd));
}
