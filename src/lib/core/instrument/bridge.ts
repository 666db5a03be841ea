import { z } from 'zod';
import { Name, QuestionId } from './ids.ts';

/** The arms of an experiment that bridges a change: one random half meets the earlier wording, the other the later. */
export const bridgeArms = ['earlier', 'later'] as const;
export type BridgeHalf = (typeof bridgeArms)[number];

/**
 * A declaration that two questions are the earlier and the later form of one, asked of random halves of the same waves, so
 * that the step between them is measured and the trend goes on. `question` keeps its id; `before` is its form in version
 * `since`, under an id of its own. A page of information can be bridged too.
 */
export const Bridge = z.strictObject({
	experiment: Name,
	question: QuestionId,
	before: QuestionId,
	since: z.int().min(1),
});
export type Bridge = z.infer<typeof Bridge>;

/** The column of `before` that stands for a column of `question`, such as `harm_before_3` for `harm_3`. */
export function columnBefore({ question, before }: Pick<Bridge, 'question' | 'before'>, column: string): string {
	return column.startsWith(question) ? `${before}${column.slice(question.length)}` : column;
}
