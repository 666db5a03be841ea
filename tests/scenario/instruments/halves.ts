import { asks, tiny } from './tiny.ts';

const item = (id: string) => ({ id, label: { en: `Statement ${id}` } });

/** One item count, and one declared experiment of three arms. */
export const halves = tiny(
	'halves',
	[asks({ id: 'count', kind: 'item-count', items: [item('a'), item('b'), item('c')], sensitive: item('s') })],
	{ experiments: [{ id: 'wording', label: 'Three wordings', arms: ['first', 'second', 'third'] }] },
);
