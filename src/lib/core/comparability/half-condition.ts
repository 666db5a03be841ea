import type { BridgeHalf, Condition } from '#core/instrument/index.ts';

/** The half of an experiment whose members a condition is read for, and the questions that they are not asked. */
export interface Half {
	readonly experiment: string;
	readonly arm: BridgeHalf;
	readonly notAsked: ReadonlySet<string>;
}

/**
 * A condition as it comes out for one half: its arm is known, and what looks at a question that the half is not asked can
 * never become true. `always` and `never` where nothing is left to look at. Below a `not` such a look is left standing:
 * neither is its negation true, and no other condition says that.
 */
export function conditionOf(half: Half, condition: Condition): Condition | 'always' | 'never' {
	return simplified(condition, half, true);
}

type Simplified = Condition | 'always' | 'never';

function simplified(condition: Condition, half: Half, isPositive: boolean): Simplified {
	if ('all' in condition) {
		const parts = condition.all.map((part) => simplified(part, half, isPositive)).filter((part) => part !== 'always');
		if (parts.includes('never')) return 'never';
		return (
			rejoined(
				parts.filter((part) => part !== 'never'),
				(all) => ({ all }),
			) ?? 'always'
		);
	}
	if ('any' in condition) {
		const parts = condition.any.map((part) => simplified(part, half, isPositive)).filter((part) => part !== 'never');
		if (parts.includes('always')) return 'always';
		return (
			rejoined(
				parts.filter((part) => part !== 'always'),
				(any) => ({ any }),
			) ?? 'never'
		);
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
	return isPositive && half.notAsked.has(looksAt) ? 'never' : condition;
}

function rejoined(parts: readonly Condition[], join: (parts: Condition[]) => Condition): Condition | undefined {
	const [only] = parts;
	return parts.length > 1 ? join([...parts]) : only;
}
