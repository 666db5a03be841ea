import { type PublishedTable } from './audit.ts';
import { type Demand } from './demand.ts';
import { type DisclosurePolicy } from './policy.ts';
import { knownFrom } from './rounding.ts';
import { type Table, valuesOf } from './table.ts';

/** What readers have of a table when these cells are hidden and the others shown as the policy rounds them. */
export function publishedOf(
	table: Table,
	hidden: Uint8Array,
	{ roundCountsTo, minimumCount }: DisclosurePolicy,
	demands: readonly Demand[],
): PublishedTable {
	const values = valuesOf(table);
	const base = table.kind === 'counts' ? roundCountsTo : 1;
	const known = Array.from(values, (value, k) =>
		hidden[k] === 1
			? { lower: 0, upper: Infinity }
			: base === 1
				? { lower: value, upper: value }
				: knownFrom(value, base),
	);
	return {
		lower: Float64Array.from(known, ({ lower }) => lower),
		upper: Float64Array.from(known, ({ upper }) => upper),
		relations: table.relations,
		whole: table.kind === 'counts',
		minimumCount: demands.some(({ small }) => small) ? minimumCount : null,
	};
}
