import type { Arms, Condition } from '../instrument/index.ts';

/**
 * What of a routing condition remains to be read on the paper of these arms: whether it holds for everybody or nobody who
 * has that paper, or the condition on their answers alone.
 */
export function routeOfArms(condition: Condition, arms: Arms): Condition | boolean {
	if ('experiment' in condition) return arms[condition.experiment] === condition.arm;
	if ('not' in condition) {
		const inner = routeOfArms(condition.not, arms);
		return typeof inner === 'boolean' ? !inner : { not: inner };
	}
	if ('all' in condition) {
		const parts = condition.all.map((part) => routeOfArms(part, arms));
		if (parts.includes(false)) return false;
		const left = parts.filter((part) => typeof part !== 'boolean');
		return left.length === 0 ? true : { all: left };
	}
	if ('any' in condition) {
		const parts = condition.any.map((part) => routeOfArms(part, arms));
		if (parts.includes(true)) return true;
		const left = parts.filter((part) => typeof part !== 'boolean');
		return left.length === 0 ? false : { any: left };
	}
	return condition;
}
