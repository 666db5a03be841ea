import { z } from 'zod';
import { Item, questionCommon } from '../question.ts';
import type { Text } from '../text.ts';
import { variableOf } from '../variable.ts';
import { acceptsOneOf, checkOneOf, oneOfCells } from './choosing.ts';
import type { Arms, Kind } from './kind.ts';

/** The arms of an item count, as allocated by the server and as coded in the column `<id>_arm`. */
export const itemCountArms = { control: 1, treatment: 2 } as const;

/**
 * The item-count (list) design: a random half counts how many of `items` are true of them, the other half the same items
 * and the `sensitive` one. Nobody says which. The half is allocated by the server and stored with the interview.
 */
export const ItemCountQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('item-count'),
	items: z.array(Item).min(3).max(6),
	sensitive: Item,
});
export type ItemCountQuestion = z.infer<typeof ItemCountQuestion>;

export const itemCount: Kind<ItemCountQuestion> = {
	schema: ItemCountQuestion,
	check: (question, posted, arms) => checkOneOf(question, counts(question, arms), posted),
	accepts: (question, answer, arms) => acceptsOneOf(question, counts(question, arms), answer),
	variables: (question) => [
		variableOf(question, {
			name: question.id,
			label: question.text,
			type: 'code',
			values: countLabels(question, question.items.length + 1),
		}),
		variableOf(question, {
			name: `${question.id}_arm`,
			label: question.text,
			type: 'code',
			values: [
				{ code: itemCountArms.control, label: { en: 'Without the sensitive item' } },
				{ code: itemCountArms.treatment, label: { en: 'With the sensitive item' } },
			],
		}),
	],
	cells: (question, answer, arms) => {
		const arm = armOf(question, arms);
		return [...oneOfCells([], answer), arm === undefined ? { missing: 'routing-error' } : itemCountArms[arm]];
	},
};

/** The half that this interview was allocated for the question; undefined before allocation. */
export function armOf(question: ItemCountQuestion, arms: Arms): keyof typeof itemCountArms | undefined {
	const arm = arms[question.id];
	return arm === 'control' || arm === 'treatment' ? arm : undefined;
}

/** The statements shown to this interview: the control items and, in the treatment half, the sensitive one among them. */
export function itemsShown(question: ItemCountQuestion, arms: Arms): Item[] {
	if (armOf(question, arms) !== 'treatment') return [...question.items];
	const middle = Math.ceil(question.items.length / 2);
	return [...question.items.slice(0, middle), question.sensitive, ...question.items.slice(middle)];
}

function counts(question: ItemCountQuestion, arms: Arms): { code: number; specify: false }[] {
	return Array.from({ length: itemsShown(question, arms).length + 1 }, (_, code) => ({ code, specify: false }));
}

function countLabels(question: ItemCountQuestion, most: number): { code: number; label: Text }[] {
	return Array.from({ length: most + 1 }, (_, code) => ({
		code,
		label: Object.fromEntries(Object.keys(question.text).map((language) => [language, String(code)])),
	}));
}
