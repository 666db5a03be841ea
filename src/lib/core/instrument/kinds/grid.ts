import { z } from 'zod';
import type { Declined } from '../answer.ts';
import { Item, Options, Order, questionCommon } from '../question.ts';
import type { Cell } from '../variable.ts';
import { variableOf } from '../variable.ts';
import { accepted, mayDecline, misplacedCells, missingCells, readDeclined, rejected, valueOf } from './declining.ts';
import type { Checked, Kind, Posted, Problem } from './kind.ts';

/** Several items rated on one scale; each row is a fieldset of its own on a phone. One column an item. */
export const GridQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('grid'),
	items: z.array(Item).min(2).max(30),
	options: Options,
	itemOrder: Order.default('fixed'),
});
export type GridQuestion = z.infer<typeof GridQuestion>;

/** The form field of one row. */
export function itemField(questionId: string, itemId: string): string {
	return `${questionId}.${itemId}`;
}

export const grid: Kind<GridQuestion> = {
	schema: GridQuestion,
	check,
	accepts: (question, answer) => {
		if ('missing' in answer) return mayDecline(question, answer.missing);
		if (!('items' in answer) || Object.keys(answer.items).length !== question.items.length) return false;
		return question.items.every((item) => {
			const rating = answer.items[item.id];
			if (rating === undefined) return false;
			return typeof rating === 'number'
				? question.options.some((option) => option.code === rating)
				: mayDecline(question, rating);
		});
	},
	variables: (question) =>
		question.items.map((item) =>
			variableOf(question, {
				name: `${question.id}_${item.id}`,
				label: item.label,
				type: 'code',
				values: question.options.map(({ code, label }) => ({ code, label })),
			}),
		),
	cells: (question, answer) => {
		if ('missing' in answer) return missingCells(answer, question.items.length);
		if (!('items' in answer)) return misplacedCells(question.items.length);
		return question.items.map((item): Cell => {
			const rating = answer.items[item.id] ?? 'refused';
			return typeof rating === 'number' ? rating : { missing: rating };
		});
	},
};

function check(question: GridQuestion, posted: Posted): Checked {
	const problems: Problem[] = [];
	const items: Record<string, number | Declined> = {};
	for (const item of question.items) {
		const field = itemField(question.id, item.id);
		const value = valueOf(posted, field);
		const rating =
			question.options.find((option) => String(option.code) === value)?.code ?? readDeclined(question, value);
		if (rating !== undefined) items[item.id] = rating;
		else if (value !== '') problems.push({ field, kind: 'not-offered' });
		else if (question.required) problems.push({ field, kind: 'item-unanswered' });
		else items[item.id] = 'refused';
	}
	return problems.length > 0 ? rejected(...problems) : accepted({ items });
}
