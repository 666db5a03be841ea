import { z } from 'zod';
import { questionCommon } from '../question.ts';
import { Text } from '../text.ts';
import { variableOf } from '../variable.ts';
import {
	accepted,
	leftBlank,
	mayDecline,
	misplacedCells,
	missingCells,
	readDeclined,
	rejected,
	valueOf,
} from './declining.ts';
import type { Checked, Kind, Posted } from './kind.ts';

/** A quantity the respondent types. `decimals` places at most; `unit` is shown after the field. */
export const NumberQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('number'),
	least: z.number(),
	most: z.number(),
	decimals: z.int().min(0).max(6).default(0),
	unit: Text.optional(),
});
export type NumberQuestion = z.infer<typeof NumberQuestion>;

/** The field by which a number or text question is declined. */
export function declineField(questionId: string): string {
	return `${questionId}.decline`;
}

export const number: Kind<NumberQuestion> = {
	schema: NumberQuestion,
	check,
	accepts: (question, answer) =>
		'missing' in answer
			? mayDecline(question, answer.missing)
			: 'number' in answer &&
				answer.number >= question.least &&
				answer.number <= question.most &&
				Number(answer.number.toFixed(question.decimals)) === answer.number,
	variables: (question) => [
		variableOf(question, { name: question.id, label: question.text, type: 'number', values: [] }),
	],
	cells: (_question, answer) => {
		if ('missing' in answer) return missingCells(answer, 1);
		return 'number' in answer ? [answer.number] : misplacedCells(1);
	},
};

function check(question: NumberQuestion, posted: Posted): Checked {
	const field = question.id;
	const typed = withoutGrouping(valueOf(posted, field));
	if (typed === '') {
		const declined = readDeclined(question, valueOf(posted, declineField(question.id)));
		return declined === undefined
			? leftBlank(question, { field, kind: 'nothing-typed' })
			: accepted({ missing: declined });
	}
	if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(typed)) return rejected({ field, kind: 'not-a-number' });
	const value = Number(typed);
	const places = typed.split('.')[1]?.length ?? 0;
	if (places > question.decimals && question.decimals === 0) return rejected({ field, kind: 'not-whole' });
	if (places > question.decimals) return rejected({ field, kind: 'too-precise', decimals: question.decimals });
	if (value < question.least) return rejected({ field, kind: 'too-small', limit: question.least });
	if (value > question.most) return rejected({ field, kind: 'too-large', limit: question.most });
	return accepted({ number: value });
}

/** Takes out spaces, and commas where they part thousands; a comma for a decimal point stays and is not a number here. */
function withoutGrouping(typed: string): string {
	const words = typed.replace(/\s/g, '');
	return /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(words) ? words.replaceAll(',', '') : words;
}
