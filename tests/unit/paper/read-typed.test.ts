import { describe, expect, it } from 'vitest';
import { questionsOf } from '#core/instrument/index.ts';
import { armsOf, declineCodes, differences, paperLayouts, readForm, readTyped } from '#core/paper/index.ts';
import { halves } from '../../scenario/instruments/halves.ts';
import { routed } from '../../scenario/instruments/routed.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

const declines = {
	dontKnow: { offered: true, inBase: false },
	preferNotToSay: { offered: true, inBase: false },
};
const item = (id: string) => ({ id, label: { en: id } });
const option = (code: number, more = {}) => ({ code, label: { en: String(code) }, ...more });
const options = [option(1), option(2), option(3), option(7, { specify: true }), option(9, { exclusive: true })];

const every = tiny('every', [
	asks({ id: 'agree', kind: 'consent', agreeLabel: { en: 'Yes' }, declineLabel: { en: 'No' } }),
	asks({ id: 'read', kind: 'information', body: { en: 'Words' } }),
	asks({ id: 'one', kind: 'single', options, ...declines }),
	asks({ id: 'many', kind: 'multiple', options, most: 3, ...declines }),
	asks({ id: 'rows', kind: 'grid', items: [item('a'), item('b')], options: [option(1), option(2)], ...declines }),
	asks({ id: 'years', kind: 'number', least: 0, most: 60, ...declines }),
	asks({ id: 'age', kind: 'number', least: 16, most: 120, decimals: 1, ...declines }),
	asks({ id: 'heat', kind: 'number', least: -50, most: 120, ...declines }),
	asks({ id: 'says', kind: 'text', most: 20, ...declines }),
	asks({ id: 'line', kind: 'scale', from: 0, to: 10, lowLabel: { en: 'Low' }, highLabel: { en: 'High' } }),
	asks({ id: 'ranked', kind: 'ranking', options, places: 2, ...declines }),
	asks({ id: 'knows', kind: 'knowledge', options: [option(1), option(98)], correct: [1], ...declines }),
	asks({ id: 'count', kind: 'item-count', items: [item('x'), item('y'), item('z')], sensitive: item('s') }),
	asks({
		...{ id: 'crossed', kind: 'crosswise', innocuous: { en: 'I' }, sensitive: { en: 'S' } },
		...{ alikeLabel: { en: 'Alike' }, differentLabel: { en: 'Not' }, probability: 0.25, probabilitySource: 'x' },
	}),
]);

function questionOf(id: string) {
	const found = questionsOf(every).find((question) => question.id === id);
	if (found === undefined) throw new Error(id);
	return found;
}

function read(id: string, typed: string, arm = 'control') {
	const result = readTyped(questionOf(id), { [id]: typed }, { count: arm });
	if (result.kind === 'answer') return result.answer;
	return result.kind === 'blank' ? 'blank' : result.problems.map(({ kind }) => kind).join(' ');
}

describe('a code that is typed from paper', () => {
	it.each([
		['agree', '1', { code: 1 }],
		['agree', '3', 'not-offered'],
		['one', ' 2 ', { code: 2 }],
		['one', '02', { code: 2 }],
		['one', '1 2', 'not-offered'],
		['one', '7: a neighbour', { code: 7, other: 'a neighbour' }],
		['one', '7', { code: 7 }],
		['one', '2: in the margin', 'not-offered'],
		['one', '98', { missing: 'dont-know' }],
		['one', '99', { missing: 'refused' }],
		['one', '', 'blank'],
		['many', '3 1', { codes: [1, 3] }],
		['many', '1,7: at work', { codes: [1, 7], other: 'at work' }],
		['many', '1 9', 'exclusive-with-others'],
		['many', '1 2 3 7', 'too-many'],
		['many', '99', { missing: 'refused' }],
		['many', '1 99', 'exclusive-with-others'],
		['many', '12', 'not-offered'],
		['years', '12', { number: 12 }],
		['years', '98', { missing: 'dont-know' }],
		['years', '61', 'too-large'],
		['years', 'many', 'not-a-number'],
		['age', '98', { number: 98 }],
		['age', '-8', { missing: 'dont-know' }],
		['age', '−9', { missing: 'refused' }],
		['age', '16.5', { number: 16.5 }],
		['heat', '-8', { number: -8 }],
		['heat', '−20', { number: -20 }],
		['heat', 'dk', { missing: 'dont-know' }],
		['says', '98', { text: '98' }],
		['says', 'In a shop', { text: 'In a shop' }],
		['says', '-9', { missing: 'refused' }],
		['says', 'x'.repeat(21), 'too-long'],
		['line', '0', { code: 0 }],
		['line', '11', 'not-offered'],
		['line', '98', 'not-offered'],
		['ranked', '3 1', { ranks: [3, 1] }],
		['ranked', '3', 'rank-missing'],
		['ranked', '3 3', 'rank-repeated'],
		['ranked', '3 1 2', 'not-offered'],
		['ranked', '98', { missing: 'dont-know' }],
		['knows', '98', { code: 98 }],
		['knows', '-8', { missing: 'dont-know' }],
		['count', '3', { code: 3 }],
		['count', '4', 'not-offered'],
		['crossed', '2', { code: 2 }],
	])('for %s, %j, is %j', (id, typed, expected) => {
		expect(read(id, typed)).toEqual(expected);
	});

	it('for an item count may be as high as the paper of its arm has statements', () => {
		expect(read('count', '4', 'treatment')).toEqual({ code: 4 });
	});

	it('for a grid stands in a field for each row; a row left blank is not answered', () => {
		const rows = (a: string, b: string) => readTyped(questionOf('rows'), { 'rows.a': a, 'rows.b': b }, {});
		expect(rows('1', '2')).toEqual({ kind: 'answer', answer: { items: { a: 1, b: 2 } } });
		expect(rows('98', '')).toEqual({ kind: 'answer', answer: { items: { a: 'dont-know', b: 'refused' } } });
		expect(rows('', '')).toEqual({ kind: 'blank' });
		expect(rows('1', '5')).toMatchObject({ kind: 'unreadable', problems: [{ field: 'rows.b', kind: 'not-offered' }] });
	});

	it('never stands for a way to decline and an answer at once', () => {
		for (const question of questionsOf(every)) {
			const { dk, pnts } = declineCodes(question);
			for (const code of [dk, pnts]) {
				const result = readTyped(question, { [question.id]: code }, { count: 'control' });
				if (result.kind === 'answer') expect(result.answer).toHaveProperty('missing');
			}
		}
	});
});

describe('a form', () => {
	it('has one layout for each combination of arms, each with its letter', () => {
		const layouts = paperLayouts(halves);
		expect(layouts.map(({ letter }) => letter)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
		expect(new Set(layouts.map(({ arms }) => JSON.stringify(arms))).size).toBe(6);
		expect(armsOf(halves, ' b')).toEqual({ wording: 'first', count: 'treatment' });
		expect(armsOf(halves, 'G')).toBeUndefined();
		expect(paperLayouts(routed)).toEqual([{ letter: 'A', arms: {} }]);
	});

	it('keeps apart what was answered against the routing, and what was left blank on it is refused', () => {
		const reading = readForm(routed, {}, { use: '2', why: '2', where: 'In a shop' });
		expect(reading).toEqual({
			answers: { use: { code: 2 }, next_year: { missing: 'refused' } },
			abandoned: { why: { code: 2 }, where: { text: 'In a shop' } },
			ended: 'completed',
			against: ['why', 'where'],
			blank: ['next_year'],
			unreadable: [],
			consentMissing: false,
			empty: false,
		});
	});

	it('ends where consent was declined, and says where neither box was ticked', () => {
		expect(readForm(every, {}, { agree: '2', one: '1' })).toMatchObject({
			ended: 'declined',
			answers: { agree: { code: 2 } },
		});
		expect(readForm(every, {}, { one: '1' })).toMatchObject({ consentMissing: true, empty: false });
		expect(readForm(every, {}, { agree: '1' })).toMatchObject({ consentMissing: false, empty: true });
	});

	it('differs from another keying where something else was typed, not where it was typed in another way', () => {
		const first = { one: '2', many: '1 3', says: 'In a  shop', ranked: '1 2', 'rows.a': '1', 'rows.b': '2' };
		expect(differences(every, first, { ...first, one: '02 ', many: '3,1', says: 'In a shop' })).toEqual([]);
		const second = { ...first, ranked: '2 1', 'rows.b': '1', says: 'in a shop', agree: '1' };
		expect(differences(every, first, second).map(({ field }) => field)).toEqual(['agree', 'rows.b', 'says', 'ranked']);
	});

	it('typed as its codes are printed reads as a choice among them', () => {
		expect(readForm(tiny('one', [choice('only')]), {}, { only: '3' }).answers).toEqual({ only: { code: 3 } });
	});
});
