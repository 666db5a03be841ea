import { z } from 'zod';
import { VariableName } from './measure.ts';
import { Name } from './ids.ts';
import { Text } from './text.ts';

/**
 * A population distribution to weight to. `targets` gives, for each combination of codes of `variables` (in their order),
 * its share of the population; the shares sum to 1. `confidence` is `illustrative` where the figures are estimates that
 * must be replaced from `source` before results are used.
 */
export const Margin = z.strictObject({
	id: Name,
	label: Text,
	variables: z.array(VariableName).min(1).max(3),
	targets: z.array(z.strictObject({ codes: z.array(z.int()).min(1), share: z.number().gt(0).lte(1) })).min(2),
	source: z.string().min(1),
	confidence: z.enum(['verified', 'illustrative']),
	note: z.string().optional(),
});
export type Margin = z.infer<typeof Margin>;

/** How waves are weighted unless a wave says otherwise; `trim` bounds weights as multiples of their mean. */
export const Weighting = z.strictObject({
	margins: z.array(Margin).min(1),
	trim: z.strictObject({ lower: z.number().gt(0).lt(1), upper: z.number().gt(1) }).nullable(),
});
export type Weighting = z.infer<typeof Weighting>;
