import { z } from 'zod';
import { questionCommon } from '../question.ts';
import { Text } from '../text.ts';
import { acceptsOneOf, checkOneOf, oneOfCells, oneOfVariables } from './choosing.ts';
import type { Kind } from './kind.ts';

/** Whole numbers from `from` to `to` with words at both ends, such as 0 to 10. */
export const ScaleQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('scale'),
	from: z.int().min(0).max(1),
	to: z.int().min(2).max(10),
	lowLabel: Text,
	highLabel: Text,
});
export type ScaleQuestion = z.infer<typeof ScaleQuestion>;

export const scale: Kind<ScaleQuestion> = {
	schema: ScaleQuestion,
	check: (question, posted) => checkOneOf(question, scalePoints(question), posted),
	accepts: (question, answer) => acceptsOneOf(question, scalePoints(question), answer),
	variables: (question) => oneOfVariables(question, scalePoints(question)),
	cells: (_question, answer) => oneOfCells([], answer),
};

/** The points of the scale in order, the ends with their words and the others with their number. */
export function scalePoints(question: ScaleQuestion): { code: number; label: Text; specify: false }[] {
	return Array.from({ length: question.to - question.from + 1 }, (_, step) => {
		const code = question.from + step;
		const ends = code === question.from ? question.lowLabel : code === question.to ? question.highLabel : undefined;
		const label = Object.fromEntries(
			Object.keys(question.text).map((language) => {
				const words = ends?.[language];
				return [language, words === undefined ? String(code) : `${code} – ${words}`];
			}),
		);
		return { code, label, specify: false };
	});
}
