import { z } from 'zod';
import { Options, Order, questionCommon } from '../question.ts';
import type { Option } from '../question.ts';
import type { Answer } from '../answer.ts';
import { variableOf } from '../variable.ts';
import { otherCell, otherVariable, withSpecified } from './choosing.ts';
import { accepted, leftBlank, mayDecline, misplacedCells, missingCells, readDeclined, rejected } from './declining.ts';
import type { Checked, Kind, Posted } from './kind.ts';

/** Any number of answers out of a list, at most `most`; an exclusive option stands alone. One 0/1 column an option. */
export const MultipleQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('multiple'),
	options: Options,
	order: Order.default('fixed'),
	most: z.int().min(2).optional(),
});
export type MultipleQuestion = z.infer<typeof MultipleQuestion>;

const chosenLabels = [
	{ code: 0, label: { en: 'Not chosen' } },
	{ code: 1, label: { en: 'Chosen' } },
];

export const multiple: Kind<MultipleQuestion> = {
	schema: MultipleQuestion,
	check,
	accepts,
	variables: (question) => [
		...question.options.map((option) =>
			variableOf(question, {
				name: `${question.id}_${option.code}`,
				label: joined(question, option),
				type: 'code',
				values: chosenLabels,
			}),
		),
		...(question.options.some((option) => option.specify) ? [otherVariable(question)] : []),
	],
	cells: (question, answer) => {
		const withOther = question.options.some((option) => option.specify);
		const count = question.options.length + (withOther ? 1 : 0);
		if ('missing' in answer) return missingCells(answer, count);
		if (!('codes' in answer)) return misplacedCells(count);
		const cells = question.options.map((option) => (answer.codes.includes(option.code) ? 1 : 0));
		return withOther ? [...cells, otherCell(answer.other)] : cells;
	},
};

function check(question: MultipleQuestion, posted: Posted): Checked {
	const field = question.id;
	const values = [...new Set((posted.get(field) ?? []).filter((value) => value !== ''))];
	if (values.length === 0) return leftBlank(question, { field, kind: 'nothing-chosen' });
	const declines = values.map((value) => readDeclined(question, value)).filter((declined) => declined !== undefined);
	const [declined] = declines;
	if (declined !== undefined) {
		return values.length === 1 ? accepted({ missing: declined }) : rejected({ field, kind: 'exclusive-with-others' });
	}
	const chosen = question.options.filter((option) => values.includes(String(option.code)));
	if (chosen.length !== values.length) return rejected({ field, kind: 'not-offered' });
	if (chosen.length > 1 && chosen.some((option) => option.exclusive)) {
		return rejected({ field, kind: 'exclusive-with-others' });
	}
	if (question.most !== undefined && chosen.length > question.most) {
		return rejected({ field, kind: 'too-many', most: question.most });
	}
	return withSpecified(question, chosen, posted, { codes: chosen.map((option) => option.code) });
}

function accepts(question: MultipleQuestion, answer: Answer): boolean {
	if ('missing' in answer) return mayDecline(question, answer.missing);
	if (!('codes' in answer)) return false;
	const chosen = question.options.filter((option) => answer.codes.includes(option.code));
	if (chosen.length !== answer.codes.length) return false;
	if (chosen.length > 1 && chosen.some((option) => option.exclusive)) return false;
	return question.most === undefined || chosen.length <= question.most;
}

function joined(question: MultipleQuestion, option: Option): Record<string, string> {
	return Object.fromEntries(
		Object.entries(question.text).map(([language, words]) => [language, `${words} – ${option.label[language] ?? ''}`]),
	);
}
