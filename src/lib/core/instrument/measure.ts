import { z } from 'zod';
import { Name } from './ids.ts';
import { Text } from './text.ts';

/** The four objectives of the strategy that a measure informs. */
export const Objective = z.enum(['divert', 'deter', 'detect', 'disrupt']);
export type Objective = z.infer<typeof Objective>;

/** The name of a column of the codebook, such as `harm_funds` or `channel_3`. */
export const VariableName = z.string().regex(/^[a-z][a-z0-9_]{0,79}$/);

const measureCommon = {
	id: Name,
	label: Text,
	/** Who is counted, in words; it follows the variable's base and `among`. */
	base: Text,
	/** Which objective of the strategy it informs; null for measures brought in with other people's surveys. */
	objective: Objective.nullable(),
	/** Keeps only rows where every one of these columns has one of its codes. */
	among: z.array(z.strictObject({ variable: VariableName, codes: z.array(z.int()).min(1) })).default([]),
	/** The smallest change that would matter: shares 0–1 for all but means, which use the scale's own unit. */
	smallestChange: z.number().gt(0).default(0.03),
} as const;

/**
 * A named estimate that is followed over waves. `share`: the weighted share of rows in which any of `variables` has one of
 * `codes`. `mean`: of a number or a coded scale. `score`: the mean share of right answers over knowledge columns
 * (`…_right`). `item-count`: the difference in mean counts between the halves. `crosswise`: the share behind a crosswise
 * question.
 */
export const Measure = z.discriminatedUnion('statistic', [
	z.strictObject({
		...measureCommon,
		statistic: z.literal('share'),
		variables: z.array(VariableName).min(1),
		codes: z.array(z.int()).min(1),
	}),
	z.strictObject({ ...measureCommon, statistic: z.literal('mean'), variable: VariableName }),
	z.strictObject({ ...measureCommon, statistic: z.literal('score'), variables: z.array(VariableName).min(1) }),
	z.strictObject({ ...measureCommon, statistic: z.literal('item-count'), variable: VariableName }),
	z.strictObject({ ...measureCommon, statistic: z.literal('crosswise'), variable: VariableName }),
]);
export type Measure = z.infer<typeof Measure>;

/** The columns that a measure reads, without those of `among`. */
export function variablesMeasured(measure: Measure): string[] {
	return 'variables' in measure ? measure.variables : [measure.variable];
}
