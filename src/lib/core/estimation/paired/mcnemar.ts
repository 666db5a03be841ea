import { type Codes, type Domain } from '../columns.ts';
import { betaCdf } from '../distributions/beta.ts';
import { chiSquareUpper } from '../distributions/chi-square.ts';
import { type ShareOf } from '../share.ts';
import { type TestResult } from '../significance.ts';

/** People who answered before and after, by whether their answer counted. */
export interface PairTable {
	readonly both: number;
	readonly gained: number;
	readonly lost: number;
	readonly neither: number;
	/** In the base at one time only. */
	readonly onlyBefore: number;
	readonly onlyAfter: number;
}

export interface McNemar {
	readonly kind: 'mcnemar';
	readonly chiSquare: TestResult;
	/** Two-sided binomial p of gained against lost, right in small samples too. */
	readonly exactP: number;
}

/** Everybody answered the same way twice, so that no change can be tested. */
export interface NobodyChanged {
	readonly kind: 'nobody-changed';
}

/** Unweighted counts of pairs; a row is one person's two answers. */
export function pairTable(
	before: Codes,
	after: Codes,
	{ counted, missingInBase }: ShareOf,
	domain: Domain = null,
): PairTable {
	const table = { both: 0, gained: 0, lost: 0, neither: 0, onlyBefore: 0, onlyAfter: 0 };
	const isIn = (code: number) => code >= 0 || missingInBase.includes(code);
	for (let i = 0; i < before.length; i++) {
		if (domain !== null && domain[i] !== 1) continue;
		const [a, b] = [before[i] ?? -1, after[i] ?? -1];
		if (isIn(a) && isIn(b)) {
			const [was, is] = [counted.includes(a), counted.includes(b)];
			if (was) table[is ? 'both' : 'lost']++;
			else table[is ? 'gained' : 'neither']++;
		} else if (isIn(a)) table.onlyBefore++;
		else if (isIn(b)) table.onlyAfter++;
	}
	return table;
}

/**
 * Did more people change one way than the other? Unweighted: for a survey with weights test the paired difference.
 *
 * @method  McNemar's test
 * @formula X² = (gained − lost)²/(gained + lost) on 1 degree of freedom; exact: min{1, 2 P(B ≤ min(gained, lost))}, B binomial with probability ½ over gained + lost
 * @source  McNemar (1947), Psychometrika 12; Agresti (2002), Categorical Data Analysis, 2nd ed., 10.1
 * @r       `mcnemar.test(table, correct = FALSE)`; `binom.test(gained, gained + lost)`
 */
export function mcnemar({ gained, lost }: Pick<PairTable, 'gained' | 'lost'>): McNemar | NobodyChanged {
	const changed = gained + lost;
	if (changed === 0) return { kind: 'nobody-changed' };
	const statistic = (gained - lost) ** 2 / changed;
	const fewer = Math.min(gained, lost);
	return {
		kind: 'mcnemar',
		chiSquare: { kind: 'test', name: 'McNemar', statistic, df1: 1, df2: null, p: chiSquareUpper(statistic, 1) },
		exactP: gained === lost ? 1 : Math.min(1, 2 * betaCdf(0.5, changed - fewer, fewer + 1)),
	};
}
