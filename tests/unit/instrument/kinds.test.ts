import { describe, expect, it } from 'vitest';
import { Question, acceptsAnswer, cellsOf, checkAnswer, variablesOf } from '#core/instrument/index.ts';
import type { Checked } from '#core/instrument/index.ts';
import { asks, choice } from '../../scenario/instruments/tiny.ts';

const words = (en: string) => ({ en });
const options = [1, 2, 3].map((code) => ({ code, label: words(`Option ${code}`) }));
const declinable = { dontKnow: { offered: true, inBase: true }, preferNotToSay: { offered: true, inBase: false } };
const question = (fields: { id: string; kind: string } & Record<string, unknown>) => Question.parse(asks(fields));

function post(asked: Question, form: Record<string, string | string[]>, arms: Record<string, string> = {}): Checked {
	return checkAnswer(asked, new Map(Object.entries(form).map(([field, value]) => [field, [value].flat()])), arms);
}
const problems = (checked: Checked) => (checked.kind === 'rejected' ? checked.problems : checked);
const columns = (asked: Question) => variablesOf(asked).map(({ name }) => name);

const single = Question.parse(choice('q', 3, declinable));
const multiple = question({
	id: 'q',
	kind: 'multiple',
	most: 2,
	options: [
		...options,
		{ code: 8, label: words('Other'), specify: true },
		{ code: 9, label: words('None'), exclusive: true },
	],
	...declinable,
});
const grid = question({
	id: 'q',
	kind: 'grid',
	items: [
		{ id: 'a', label: words('A') },
		{ id: 'b', label: words('B') },
	],
	options,
	...declinable,
});
const number = question({ id: 'q', kind: 'number', least: -5, most: 2000, decimals: 1, ...declinable });
const whole = question({ id: 'q', kind: 'number', least: 0, most: 100 });
const scale = question({ id: 'q', kind: 'scale', from: 0, to: 10, lowLabel: words('None'), highLabel: words('All') });
const text = question({ id: 'q', kind: 'text', most: 10, ...declinable });
const ranking = question({ id: 'q', kind: 'ranking', options, places: 2, ...declinable });
const knowledge = question({ id: 'q', kind: 'knowledge', options, correct: [2], ...declinable });
const itemCount = question({
	id: 'q',
	kind: 'item-count',
	items: ['a', 'b', 'c'].map((id) => ({ id, label: words(id) })),
	sensitive: { id: 's', label: words('s') },
});
const crosswise = question({
	id: 'q',
	kind: 'crosswise',
	innocuous: words('Birthday'),
	sensitive: words('Bought'),
	alikeLabel: words('Alike'),
	differentLabel: words('Different'),
	probability: 0.25,
	probabilitySource: '90 of 365 days',
});
const consent = question({ id: 'q', kind: 'consent', agreeLabel: words('Yes'), declineLabel: words('No') });
const information = question({ id: 'q', kind: 'information', body: words('Read this') });

describe('a posted form becomes an answer', () => {
	it.each<[string, Question, Record<string, string | string[]>, unknown]>([
		['a chosen option', single, { q: '2' }, { code: 2 }],
		['don’t know', single, { q: 'dk' }, { missing: 'dont-know' }],
		['prefer not to say', single, { q: 'pnts' }, { missing: 'refused' }],
		['several options, in the order of the list', multiple, { q: ['2', '1'] }, { codes: [1, 2] }],
		['an option with own words', multiple, { q: ['8'], 'q.other.8': ' mine ' }, { codes: [8], other: 'mine' }],
		['own words beside an option that was not chosen', multiple, { q: '1', 'q.other.8': 'x' }, { codes: [1] }],
		['a grid, row by row', grid, { 'q.a': '1', 'q.b': 'dk' }, { items: { a: 1, b: 'dont-know' } }],
		['a number with thousands and a decimal', number, { q: ' 1,234.5 ' }, { number: 1234.5 }],
		['a number below nought', number, { q: '-3' }, { number: -3 }],
		['an empty number that is declined', number, { q: '', 'q.decline': 'pnts' }, { missing: 'refused' }],
		['a point of a scale', scale, { q: '0' }, { code: 0 }],
		['words without control characters', text, { q: 'a\u0000b\r\nc' }, { text: 'ab\nc' }],
		['ranks', ranking, { 'q.1': '3', 'q.2': '1' }, { ranks: [3, 1] }],
		['a statement of knowledge', knowledge, { q: '1' }, { code: 1 }],
		['a crosswise answer', crosswise, { q: '1' }, { code: 1 }],
		['consent', consent, { q: '1' }, { code: 1 }],
		['a page that was read', information, {}, { seen: true }],
	])('%s', (_what, asked, form, answer) => {
		expect(post(asked, form)).toEqual({ kind: 'accepted', answer });
	});

	it('a number left blank where that is allowed is stored as refused', () => {
		expect(post(question({ id: 'q', kind: 'number', least: 0, most: 9, required: false }), { q: '' })).toEqual({
			kind: 'accepted',
			answer: { missing: 'refused' },
		});
	});
});

describe('a posted form that cannot be an answer is told field by field', () => {
	it.each<[string, Question, Record<string, string | string[]>, unknown]>([
		['nothing chosen', single, {}, { field: 'q', kind: 'nothing-chosen' }],
		['a code that was never offered', single, { q: '4' }, { field: 'q', kind: 'not-offered' }],
		['a code in another spelling', single, { q: '02' }, { field: 'q', kind: 'not-offered' }],
		['two answers where one is asked', single, { q: ['1', '2'] }, { field: 'q', kind: 'not-offered' }],
		['declining where it is not offered', scale, { q: 'dk' }, { field: 'q', kind: 'not-offered' }],
		['an exclusive option with another', multiple, { q: ['1', '9'] }, { field: 'q', kind: 'exclusive-with-others' }],
		['declining and an option', multiple, { q: ['1', 'dk'] }, { field: 'q', kind: 'exclusive-with-others' }],
		['too many options', multiple, { q: ['1', '2', '3'] }, { field: 'q', kind: 'too-many', most: 2 }],
		['a row without an answer', grid, { 'q.a': '1' }, { field: 'q.b', kind: 'item-unanswered' }],
		['words for a number', number, { q: 'many' }, { field: 'q', kind: 'not-a-number' }],
		['a decimal comma', number, { q: '1,5' }, { field: 'q', kind: 'not-a-number' }],
		['a number in powers', number, { q: '1e3' }, { field: 'q', kind: 'not-a-number' }],
		['too small a number', number, { q: '-6' }, { field: 'q', kind: 'too-small', limit: -5 }],
		['too large a number', number, { q: '2001' }, { field: 'q', kind: 'too-large', limit: 2000 }],
		['too precise a number', number, { q: '1.25' }, { field: 'q', kind: 'too-precise', decimals: 1 }],
		['a part of a whole', whole, { q: '1.5' }, { field: 'q', kind: 'not-whole' }],
		['no words', text, { q: '  ' }, { field: 'q', kind: 'nothing-typed' }],
		['too many words', text, { q: 'elevenchars' }, { field: 'q', kind: 'too-long', most: 10, typed: 11 }],
		['a rank left out', ranking, { 'q.1': '1' }, { field: 'q.2', kind: 'rank-missing' }],
		['a rank given twice', ranking, { 'q.1': '1', 'q.2': '1' }, { field: 'q.2', kind: 'rank-repeated' }],
		['a rank never offered', ranking, { 'q.1': '7', 'q.2': '1' }, { field: 'q.1', kind: 'not-offered' }],
	])('%s', (_what, asked, form, problem) => {
		expect(problems(post(asked, form))).toEqual([problem]);
	});

	it('every row that lacks an answer is named', () => {
		expect(problems(post(grid, {}))).toEqual([
			{ field: 'q.a', kind: 'item-unanswered' },
			{ field: 'q.b', kind: 'item-unanswered' },
		]);
	});

	it('own words longer than the field', () => {
		expect(problems(post(multiple, { q: '8', 'q.other.8': 'x'.repeat(201) }))).toEqual([
			{ field: 'q.other.8', kind: 'too-long', most: 200, typed: 201 },
		]);
	});
});

describe('the half of an item count bounds what can be counted', () => {
	const arms = { q: 'treatment' };

	it('to the statements that were shown', () => {
		expect(post(itemCount, { q: '4' }, arms)).toEqual({ kind: 'accepted', answer: { code: 4 } });
		expect(problems(post(itemCount, { q: '4' }, { q: 'control' }))).toEqual([{ field: 'q', kind: 'not-offered' }]);
		expect(acceptsAnswer(itemCount, { code: 4 }, arms)).toBe(true);
		expect(acceptsAnswer(itemCount, { code: 4 }, { q: 'control' })).toBe(false);
	});

	it('and stands in a column of its own', () => {
		expect(cellsOf(itemCount, { code: 2 }, arms)).toEqual([2, 2]);
		expect(cellsOf(itemCount, { code: 2 }, { q: 'control' })).toEqual([2, 1]);
		expect(cellsOf(itemCount, { code: 2 }, {})).toEqual([2, { missing: 'routing-error' }]);
	});
});

describe('the columns of each kind', () => {
	it.each<[string, Question, string[]]>([
		['single', single, ['q']],
		['multiple', multiple, ['q_1', 'q_2', 'q_3', 'q_8', 'q_9', 'q_other']],
		['grid', grid, ['q_a', 'q_b']],
		['number', number, ['q']],
		['scale', scale, ['q']],
		['text', text, ['q']],
		['ranking', ranking, ['q_rank1', 'q_rank2']],
		['knowledge', knowledge, ['q', 'q_right']],
		['item-count', itemCount, ['q', 'q_arm']],
		['crosswise', crosswise, ['q']],
		['consent', consent, ['q']],
		['information', information, []],
	])('%s', (_kind, asked, names) => {
		expect(columns(asked)).toEqual(names);
	});

	it('a self-made code that joins interviews has none, so that it never reaches a dataset', () => {
		const code = question({ id: 'q', kind: 'text', most: 10, matchCode: true });
		expect(columns(code)).toEqual([]);
		expect(cellsOf(code, { text: 'AB12' }, {})).toEqual([]);
	});
});

describe('what stands in the columns', () => {
	it.each<[string, Question, Parameters<typeof cellsOf>[1], unknown[]]>([
		['each option chosen or not', multiple, { codes: [1, 8], other: 'mine' }, [1, 0, 0, 1, 0, 'mine']],
		['no own words', multiple, { codes: [1] }, [1, 0, 0, 0, 0, { missing: 'not-applicable' }]],
		['declining, in every column', multiple, { missing: 'refused' }, Array(6).fill({ missing: 'refused' })],
		['a row declined', grid, { items: { a: 3, b: 'dont-know' } }, [3, { missing: 'dont-know' }]],
		['a right answer', knowledge, { code: 2 }, [2, 1]],
		['a wrong answer', knowledge, { code: 1 }, [1, 0]],
		['not knowing, which is not right', knowledge, { missing: 'dont-know' }, [{ missing: 'dont-know' }, 0]],
		[
			'not saying, which is neither',
			knowledge,
			{ missing: 'refused' },
			[{ missing: 'refused' }, { missing: 'refused' }],
		],
		['ranks', ranking, { ranks: [3, 1] }, [3, 1]],
		['an answer of another shape', single, { text: 'x' }, [{ missing: 'routing-error' }]],
	])('%s', (_what, asked, answer, cells) => {
		expect(cellsOf(asked, answer, {})).toEqual(cells);
	});
});
