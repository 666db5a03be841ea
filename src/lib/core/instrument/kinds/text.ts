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
import { declineField } from './number.ts';

/**
 * The respondent's own words, at most `most` characters over `lines` lines. `warning` stands before the box (no names,
 * no details). `matchCode`: the words are a self-made code that joins one person's interviews; only a keyed hash of it is
 * kept, as the response's panel link, and it yields no column.
 */
export const TextQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('text'),
	most: z.int().min(1).max(4000),
	lines: z.int().min(1).max(12).default(1),
	warning: Text.optional(),
	matchCode: z.boolean().default(false),
});
export type TextQuestion = z.infer<typeof TextQuestion>;

export const text: Kind<TextQuestion> = {
	schema: TextQuestion,
	check,
	accepts: (question, answer) =>
		'missing' in answer
			? mayDecline(question, answer.missing)
			: 'text' in answer && answer.text.length <= question.most,
	variables: (question) =>
		question.matchCode
			? []
			: [variableOf(question, { name: question.id, label: question.text, type: 'text', values: [] })],
	cells: (question, answer) => {
		if (question.matchCode) return [];
		if ('missing' in answer) return missingCells(answer, 1);
		return 'text' in answer ? [answer.text] : misplacedCells(1);
	},
};

function check(question: TextQuestion, posted: Posted): Checked {
	const field = question.id;
	const typed = valueOf(posted, field)
		.replaceAll('\r\n', '\n')
		.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
	if (typed === '') {
		const declined = readDeclined(question, valueOf(posted, declineField(question.id)));
		return declined === undefined
			? leftBlank(question, { field, kind: 'nothing-typed' })
			: accepted({ missing: declined });
	}
	if (typed.length > question.most) {
		return rejected({ field, kind: 'too-long', most: question.most, typed: typed.length });
	}
	return accepted({ text: typed });
}
