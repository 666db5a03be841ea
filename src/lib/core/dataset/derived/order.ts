import type { MadeVariable } from './definition.ts';
import { sourcesOf } from './definition.ts';

/** Derived variables so that each comes after those that it is made of; any that are made of themselves are left out. */
export function inOrderOfMaking(derived: readonly MadeVariable[]): MadeVariable[] {
	const ordered: MadeVariable[] = [];
	let waiting = [...derived];
	for (;;) {
		const names = new Set(waiting.map(({ name }) => name));
		const ready = waiting.filter(({ definition }) => !sourcesOf(definition).some((source) => names.has(source)));
		if (ready.length === 0) return ordered;
		ordered.push(...ready);
		waiting = waiting.filter((one) => !ready.includes(one));
	}
}

/** The columns of the instrument that a column is made of in the end: itself for one that is not derived. */
export function rootsOf(name: string, derived: readonly MadeVariable[]): string[] {
	const byName = new Map(inOrderOfMaking(derived).map((one) => [one.name, one]));
	const roots = (one: string): string[] => {
		const made = byName.get(one);
		return made === undefined ? [one] : sourcesOf(made.definition).flatMap(roots);
	};
	return [...new Set(roots(name))];
}
