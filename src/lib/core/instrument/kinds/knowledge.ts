import { z } from 'zod';
import { Options, questionCommon } from '../question.ts';
import { variableOf } from '../variable.ts';
import { acceptsOneOf, checkOneOf, oneOfCells, oneOfVariables } from './choosing.ts';
import type { Kind } from './kind.ts';

/**
 * A knowledge check: an answer out of a list of which `correct` are right. It yields the answer and a scored column
 * `<id>_right` (1 right, 0 wrong); not knowing counts as not right.
 */
export const KnowledgeQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('knowledge'),
	options: Options,
	correct: z.array(z.int()).min(1),
});
export type KnowledgeQuestion = z.infer<typeof KnowledgeQuestion>;

const wrong = { en: 'Not right' };
const right = { en: 'Right' };

export const knowledge: Kind<KnowledgeQuestion> = {
	schema: KnowledgeQuestion,
	check: (question, posted) => checkOneOf(question, question.options, posted),
	accepts: (question, answer) => acceptsOneOf(question, question.options, answer),
	variables: (question) => [
		...oneOfVariables(question, question.options),
		variableOf(question, {
			name: `${question.id}_right`,
			label: question.text,
			type: 'code',
			values: [
				{ code: 0, label: wrong },
				{ code: 1, label: right },
			],
		}),
	],
	cells: (question, answer) => {
		const cells = oneOfCells(question.options, answer);
		if ('missing' in answer) return [...cells, answer.missing === 'dont-know' ? 0 : { missing: answer.missing }];
		return [...cells, 'code' in answer && question.correct.includes(answer.code) ? 1 : 0];
	},
};
