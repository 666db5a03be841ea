import type { Design, Domain, NettedSide } from '#core/estimation/index.ts';
import { MissingReason, missingCodes } from '#core/instrument/index.ts';
import type { LeftOut } from '#core/trends/index.ts';

/** Rows of data that are not in the table, by the first of the two answers that they lack, and why they lack it. */
export function leftOutOf({ weights }: Design, row: NettedSide, column: NettedSide, domain: Domain): LeftOut[] {
	const [rowBase, columnBase] = [new Set(row.base), new Set(column.base)];
	const counts = { rows: new Map<number, number>(), columns: new Map<number, number>() };
	const count = (variable: keyof typeof counts, code: number) =>
		counts[variable].set(code, (counts[variable].get(code) ?? 0) + 1);
	for (let i = 0; i < weights.length; i++) {
		if (weights[i] === 0 || (domain !== null && domain[i] !== 1)) continue;
		const [down, across] = [row.codes[i] ?? 0, column.codes[i] ?? 0];
		if (!rowBase.has(down)) count('rows', down);
		else if (!columnBase.has(across)) count('columns', across);
	}
	return (['rows', 'columns'] as const).flatMap((variable) =>
		MissingReason.options.flatMap((reason) => {
			const n = counts[variable].get(missingCodes[reason]) ?? 0;
			return n === 0 ? [] : [{ variable, reason, n }];
		}),
	);
}
