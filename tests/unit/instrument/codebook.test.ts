import { expect, it } from 'vitest';
import { codebook } from '#core/instrument/index.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

it('lists the columns in the order of asking, with what every column of a question shares', () => {
	const columns = codebook(
		tiny('columns', [
			choice('first', 2, {
				sensitivity: 'own-behaviour',
				dontKnow: { offered: true, inBase: true },
				preferNotToSay: { offered: true, inBase: false },
			}),
			asks({ id: 'page', kind: 'information', body: { en: 'Read' } }),
			choice('second', 2, {
				dontKnow: { offered: true, inBase: false },
				preferNotToSay: { offered: true, inBase: true },
			}),
		]),
	);
	expect(
		columns.map(({ name, question, sensitivity, missingInBase }) => ({ name, question, sensitivity, missingInBase })),
	).toEqual([
		{ name: 'first', question: 'first', sensitivity: 'own-behaviour', missingInBase: ['dont-know'] },
		{ name: 'second', question: 'second', sensitivity: 'none', missingInBase: ['refused'] },
	]);
});

it('labels an option’s column with the question and the option, in each language', () => {
	const [column] = codebook(
		tiny('labels', [{ ...choice('q', 2), kind: 'multiple', text: { en: 'Which?', gd: 'Dè?' } }]),
	);
	expect(column?.label).toEqual({ en: 'Which? – Option 1', gd: 'Dè? – Roghainn 1' });
	expect(column?.values.map(({ code }) => code)).toEqual([0, 1]);
});

it('gives the points of a scale their number and the ends their words too', () => {
	const [column] = codebook(
		tiny('scale', [
			asks({ id: 'q', kind: 'scale', from: 1, to: 3, lowLabel: { en: 'None' }, highLabel: { en: 'All' } }),
		]),
	);
	expect(column?.values.map(({ code, label }) => [code, label['en']])).toEqual([
		[1, '1 – None'],
		[2, '2'],
		[3, '3 – All'],
	]);
});
