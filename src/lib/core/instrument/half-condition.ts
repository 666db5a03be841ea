import type { BridgeHalf } from './bridge.ts';
import type { Condition } from './condition.ts';

/** The half of an experiment whose members a condition is read for, and the questions that they are not asked. */
export interface Half {
	readonly experiment: string;
	readonly arm: BridgeHalf;
	readonly notAsked: ReadonlySet<string>;
}

/**
 * A condition as it comes out for one half: its arm is known, and what looks at a question that the half is not asked is
 * never true, nor is its negation. `always` and `never` where nothing is left to look at. Asked is who makes a condition
 * true, so that unknown may count as false wherever no `not` stands above, and as true below one.
 */
export function conditionOfHalf(half: Half, condition: Condition): Condition | 'always' | 'never' {
	return simplified(condition, half, true);
}

type Simplified = Condition | 'always' | 'never';

function simplified(condition: Condition, half: Half, isPositive: boolean): Simplified {
	if ('all' in condition) {
		const parts = condition.all.map((part) => simplified(part, half, isPositive));
		return parts.includes('never') ? 'never' : (rejoined(parts, (all) => ({ all })) ?? 'always');
	}
	if ('any' in condition) {
		const parts = condition.any.map((part) => simplified(part, half, isPositive));
		return parts.includes('always') ? 'always' : (rejoined(parts, (any) => ({ any })) ?? 'never');
	}
	if ('not' in condition) {
		const inner = simplified(condition.not, half, !isPositive);
		if (inner === 'always') return 'never';
		return inner === 'never' ? 'always' : { not: inner };
	}
	if ('experiment' in condition) {
		if (condition.experiment !== half.experiment) return condition;
		return condition.arm === half.arm ? 'always' : 'never';
	}
	const looksAt = 'answered' in condition ? condition.answered : condition.question;
	if (!half.notAsked.has(looksAt)) return condition;
	return isPositive ? 'never' : 'always';
}

function rejoined(parts: readonly Simplified[], join: (left: Condition[]) => Condition): Condition | undefined {
	const left = parts.filter((part) => part !== 'always' && part !== 'never');
	const [only] = left;
	return left.length > 1 ? join(left) : only;
}
