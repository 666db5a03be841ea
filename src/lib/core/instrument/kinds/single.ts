import { z } from 'zod';
import { Options, Order, questionCommon } from '../question.ts';
import { acceptsOneOf, checkOneOf, oneOfCells, oneOfVariables } from './choosing.ts';
import type { Kind } from './kind.ts';

/** One answer out of a list. */
export const SingleQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('single'),
	options: Options,
	order: Order.default('fixed'),
});
export type SingleQuestion = z.infer<typeof SingleQuestion>;

export const single: Kind<SingleQuestion> = {
	schema: SingleQuestion,
	check: (question, posted) => checkOneOf(question, question.options, posted),
	accepts: (question, answer) => acceptsOneOf(question, question.options, answer),
	variables: (question) => oneOfVariables(question, question.options),
	cells: (question, answer) => oneOfCells(question.options, answer),
};
