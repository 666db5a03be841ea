import type { MissingReason } from './missing.ts';
import type { QuestionCommon } from './question.ts';
import type { Text } from './text.ts';

/**
 * One column of the dataset, as the codebook describes it. Names are `question`, `question_item`, `question_code` or
 * `experiment_arm`.
 */
export interface Variable {
	readonly name: string;
	readonly label: Text;
	/** The question that it is of, or the experiment whose arms it holds. */
	readonly question: string;
	/** `code`: small integers with value labels. `number`: a measured quantity. `text`: the respondent's own words. */
	readonly type: 'code' | 'number' | 'text';
	readonly values: readonly { readonly code: number; readonly label: Text }[];
	readonly base: Text;
	readonly sensitivity: QuestionCommon['sensitivity'];
	/** Missing reasons that stay in the base of shares of this variable, as not counted. */
	readonly missingInBase: readonly MissingReason[];
}

/** What stands in one column for one interview: a code or number, words, or why there is neither. */
export type Cell = number | string | { readonly missing: MissingReason };

/** Builds a variable of `question`, taking what the question says of all its columns. */
export function variableOf(
	question: QuestionCommon,
	column: Pick<Variable, 'name' | 'label' | 'type' | 'values'>,
): Variable {
	const missingInBase: MissingReason[] = [];
	if (question.dontKnow.inBase) missingInBase.push('dont-know');
	if (question.preferNotToSay.inBase) missingInBase.push('refused');
	return { ...column, question: question.id, base: question.base, sensitivity: question.sensitivity, missingInBase };
}
