import { z } from 'zod';
import { Text, VariableName } from '../../instrument/index.ts';
import type { Variable } from '../../instrument/index.ts';

/** Export codes of *don't know* and *refused*: the missing reasons that are answers of a kind and may be given a code. */
export const declinedCodes = [-8, -9] as const;

const NewCode = z.int().min(0).max(999);
const SourceCode = z.union([z.int().min(0), z.literal(declinedCodes)]);

/** At most this many codes, bands or items in one definition. */
const most = 100;

const Recode = z
	.strictObject({
		kind: z.literal('recode'),
		label: Text,
		source: VariableName,
		/** Codes that no group takes have no place in the result: *not applicable*. */
		groups: z
			.array(z.strictObject({ code: NewCode, label: Text, from: z.array(SourceCode).min(1).max(most) }))
			.min(1)
			.max(most),
	})
	.refine(({ groups }) => distinct(groups.map(({ code }) => code)), { error: 'two groups have the same code' })
	.refine(({ groups }) => distinct(groups.flatMap(({ from }) => from)), { error: 'a code is in two groups' });

const Net = z.strictObject({
	kind: z.literal('net'),
	label: Text,
	/** One coded column, or several such as those of a multiple choice: any of them counts. */
	sources: z.array(VariableName).min(1).max(most).refine(distinct, { error: 'a column is named twice' }),
	codes: z.array(SourceCode).min(1).max(most),
	/** Words for code 1 and code 0 of the result. */
	yes: Text,
	no: Text,
});

const Band = z
	.strictObject({
		kind: z.literal('band'),
		label: Text,
		source: VariableName,
		/** Each from its lower end up to the next one's, which it does not reach; the first may have none, the last is open. */
		bands: z
			.array(z.strictObject({ code: NewCode, label: Text, from: z.number().nullable() }))
			.min(1)
			.max(most),
	})
	.refine(({ bands }) => distinct(bands.map(({ code }) => code)), { error: 'two bands have the same code' })
	.refine(({ bands }) => bands.every(({ from }, at) => at === 0 || above(from, bands[at - 1]?.from ?? null)), {
		error: 'each band must begin above the one before; only the first may have no lower end',
	});

const Index = z
	.strictObject({
		kind: z.literal('index'),
		label: Text,
		items: z
			.array(
				z
					.strictObject({
						variable: VariableName,
						lowest: z.number(),
						highest: z.number(),
						/** The highest answer means least of what the index measures. */
						isReversed: z.boolean(),
					})
					.refine(({ lowest, highest }) => highest > lowest, { error: 'a scale must end above its beginning' }),
			)
			.min(2)
			.max(most),
		/** Items that a person must have answered to have an index. */
		minimum: z.int().min(1),
	})
	.refine(({ items }) => distinct(items.map(({ variable }) => variable)), { error: 'an item is named twice' })
	.refine(({ items, minimum }) => minimum <= items.length, {
		error: 'more answers are asked for than there are items',
	});

const Knowledge = z
	.strictObject({
		kind: z.literal('knowledge'),
		label: Text,
		items: z
			.array(z.strictObject({ variable: VariableName, right: z.array(z.int().min(0)).min(1).max(most) }))
			.min(1)
			.max(most),
	})
	.refine(({ items }) => distinct(items.map(({ variable }) => variable)), { error: 'an item is named twice' });

/**
 * How a column is made of others. `recode`: codes become other codes. `net`: 1 where any of some codes was given, else 0.
 * `band`: numbers become codes. `index`: mean of items, each on 0–1. `knowledge`: share of right answers, 0–1. Plain data:
 * nothing in it runs, and no answer is changed by it.
 */
export const Definition = z.discriminatedUnion('kind', [Recode, Net, Band, Index, Knowledge]);
export type Definition = z.infer<typeof Definition>;

/** A definition under the name of the column it makes. Versions count from 1; a change is a new one. */
export const DerivedVariable = z.strictObject({
	name: VariableName,
	version: z.int().min(1),
	definition: Definition,
});
export type DerivedVariable = z.infer<typeof DerivedVariable>;

/** A column that people made by coding the open question `source`. It stands in the dataset of each wave that is coded. */
export interface Coded {
	readonly kind: 'coded';
	readonly source: string;
	readonly variable: Variable;
}

/** A column that is not asked for as such: analysts defined it, or people coded it. */
export interface MadeVariable {
	readonly name: string;
	readonly definition: Definition | Coded;
}

/** The columns that a definition reads. */
export function sourcesOf(definition: Definition | Coded): string[] {
	switch (definition.kind) {
		case 'coded':
		case 'recode':
		case 'band':
			return [definition.source];
		case 'net':
			return definition.sources;
		case 'index':
		case 'knowledge':
			return definition.items.map(({ variable }) => variable);
	}
}

function distinct(values: readonly unknown[]): boolean {
	return new Set(values).size === values.length;
}

function above(value: number | null, before: number | null): boolean {
	return value !== null && (before === null || value > before);
}
