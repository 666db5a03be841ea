import { z } from 'zod';
import { questionCommon } from '../question.ts';
import { Text } from '../text.ts';
import { acceptsOneOf, checkOneOf, oneOfCells, oneOfVariables } from './choosing.ts';
import type { Kind } from './kind.ts';

/** The codes of a crosswise answer: both statements alike (both true or both untrue), or exactly one true. */
export const crosswiseCodes = { alike: 1, different: 2 } as const;

/**
 * The crosswise design (Yu, Tian & Tang 2008): two statements are shown together and only whether their answers are
 * alike is asked, so nobody can tell what one respondent's answer was. `probability` is the known chance that the
 * innocuous statement is true, away from one half. Its outcome is never asked or stored apart.
 */
export const CrosswiseQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('crosswise'),
	innocuous: Text,
	sensitive: Text,
	alikeLabel: Text,
	differentLabel: Text,
	probability: z
		.number()
		.gt(0)
		.lt(1)
		.refine((probability) => Math.abs(probability - 0.5) >= 0.1, 'a chance at least 0.1 away from one half'),
	probabilitySource: z.string().min(1),
});
export type CrosswiseQuestion = z.infer<typeof CrosswiseQuestion>;

export const crosswise: Kind<CrosswiseQuestion> = {
	schema: CrosswiseQuestion,
	check: (question, posted) => checkOneOf(question, crosswiseOptions(question), posted),
	accepts: (question, answer) => acceptsOneOf(question, crosswiseOptions(question), answer),
	variables: (question) => oneOfVariables(question, crosswiseOptions(question)),
	cells: (_question, answer) => oneOfCells([], answer),
};

export function crosswiseOptions(question: CrosswiseQuestion): { code: number; label: Text; specify: false }[] {
	return [
		{ code: crosswiseCodes.alike, label: question.alikeLabel, specify: false },
		{ code: crosswiseCodes.different, label: question.differentLabel, specify: false },
	];
}
