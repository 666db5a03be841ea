import { describe, expect, it } from 'vitest';
import {
	applyEdits,
	editOfRule,
	editsOfForm,
	readRule,
	ruleField,
	ruleSentence,
	sourcesOf,
	valueAt,
} from '#core/authoring/index.ts';
import type { Json } from '#core/authoring/index.ts';

const yesNo = [
	{ code: 1, label: { en: 'Yes' } },
	{ code: 2, label: { en: '**No**' } },
];
const place = 'questions/#last/askIf';

function draft(askIf?: Json): Json {
	return {
		languages: [{ code: 'en' }],
		experiments: [{ id: 'wording', label: 'Two wordings', arms: ['old', 'new'] }],
		sections: [
			{
				id: 'one',
				questions: [
					{ id: 'bought', kind: 'single', text: { en: 'Bought one?' }, options: yesNo, dontKnow: { offered: true } },
					{ id: 'age', kind: 'number', text: { en: 'How old?' }, least: 16, most: 120 },
					{ id: 'which', kind: 'multiple', text: { en: 'Which?' }, options: yesNo },
					{
						id: 'views',
						kind: 'grid',
						text: { en: 'Views' },
						items: [{ id: 'harm', label: { en: 'It harms' } }],
						options: yesNo,
					},
				],
			},
			{
				id: 'two',
				questions: [
					{ id: 'last', kind: 'single', text: { en: 'Last?' }, options: yesNo, ...(askIf !== undefined && { askIf }) },
					{ id: 'later', kind: 'single', text: { en: 'Later?' }, options: yesNo },
				],
			},
		],
	};
}

function after(
	askIf: Json | undefined,
	...changes: { path: number[]; part: string; value: string }[]
): Json | undefined {
	const document = draft(askIf);
	const edit = editOfRule(document, place, changes);
	if (edit === undefined) return askIf;
	const applied = applyEdits(document, [edit]);
	if (applied.kind !== 'applied') throw new Error(applied.kind);
	return valueAt(applied.document, place);
}
const press = (value: string, ...path: number[]) => ({ path, part: 'do', value });
const pick = (part: string, value: string, ...path: number[]) => ({ path, part, value });
const yes = { question: 'bought', is: 1 };
const no = { question: 'bought', is: 2 };

describe('a rule built from menus', () => {
	it('may look at the questions before its own only, and everywhere else at all', () => {
		expect(sourcesOf(draft(), place).questions.map(({ id }) => id)).toEqual(['bought', 'age', 'which', 'views']);
		expect(sourcesOf(draft(), 'support/#help/when').questions).toHaveLength(6);
	});

	it('starts, grows by conditions and groups, and goes with its last condition', () => {
		const first = { question: 'views', item: 'harm', is: 1 };
		expect(after(undefined, press('start'))).toEqual(first);
		expect(after(yes, press('add'))).toEqual({ all: [yes, first] });
		expect(after({ any: [yes, no] }, press('add-group'))).toEqual({ any: [yes, no, { any: [first] }] });
		expect(after({ any: [yes, { all: [no] }] }, press('add', 1))).toEqual({ any: [yes, { all: [no, first] }] });
		expect(after({ any: [yes, { all: [no] }] }, press('remove', 1, 0))).toEqual(yes);
		expect(after(yes, press('remove'))).toBeUndefined();
		expect(after({ nonsense: true }, press('remove'))).toBeUndefined();
	});

	it.each<[string, Json, ReturnType<typeof pick>, Json]>([
		['another question', yes, pick('looks', 'question which'), { question: 'which', is: 1 }],
		['a random arm', yes, pick('looks', 'experiment wording'), { experiment: 'wording', arm: 'old' }],
		['its other arm', { experiment: 'wording', arm: 'old' }, pick('arm', 'new'), { experiment: 'wording', arm: 'new' }],
		['another answer', yes, pick('choice', '2'), no],
		['declining', yes, pick('choice', 'dont-know'), { question: 'bought', is: 'dont-know' }],
		['its opposite', yes, pick('about', 'is-not'), { not: yes }],
		['one of several', yes, pick('about', 'in'), { question: 'bought', in: [1] }],
		['one more of them', { question: 'bought', in: [1] }, pick('tick-2', 'yes'), { question: 'bought', in: [1, 2] }],
		['never none of them', { question: 'bought', in: [1] }, pick('tick-1', 'no'), { question: 'bought', in: [1] }],
		['that it was answered', yes, pick('about', 'answered'), { answered: 'bought' }],
		['a number', yes, pick('looks', 'question age'), { question: 'age', atLeast: 1 }],
		['a greater number', { question: 'age', atLeast: 1 }, pick('least', '18'), { question: 'age', atLeast: 18 }],
		['no number', { question: 'age', atLeast: 18 }, pick('least', 'many'), { question: 'age', atLeast: 18 }],
		['how things belong together', { all: [yes, no] }, pick('join', 'not-any'), { not: { any: [yes, no] } }],
		['a part of a part', { all: [yes, { any: [no] }] }, pick('choice', '1', 1, 0), { all: [yes, { any: [yes] }] }],
		['no later question', yes, pick('looks', 'question later'), yes],
	])('says %s', (_what, before, change, then) => {
		expect(after(before, change)).toEqual(then);
	});

	it('keeps what another menu said when a form without scripts sends all of them and a button', () => {
		const document = draft({ any: [yes, no] });
		const field = (path: number[], part: string) => ruleField(place, path, part);
		const edits = editsOfForm(document, [
			[field([], 'join'), 'all'],
			[field([0], 'looks'), 'question which'],
			[field([0], 'about'), 'is'],
			[field([0], 'choice'), '1'],
			[field([1], 'looks'), 'question bought'],
			[field([1], 'choice'), '2'],
			[field([1], 'do'), 'remove'],
		]);
		expect(edits).toEqual([{ kind: 'set', place, value: { question: 'which', is: 1 }, was: { any: [yes, no] } }]);
		expect(
			editsOfForm(document, [
				[field([], 'join'), 'any'],
				[field([0], 'choice'), '1'],
			]),
		).toEqual([]);
	});
});

describe('the sentence that a rule means', () => {
	it.each<[Json | undefined, string]>([
		[undefined, 'Asked of everyone.'],
		[yes, 'Asked of people who answered ‘Yes’ to “Bought one?”.'],
		[{ not: no }, 'Asked of people who were asked “Bought one?” and did not answer ‘No’.'],
		[
			{
				any: [
					{ question: 'which', in: [1, 2] },
					{ question: 'age', atLeast: 18 },
				],
			},
			'Asked of people who chose ‘Yes’ or ‘No’ at “Which?”, or said 18 or more at “How old?”.',
		],
		[
			{ all: [{ any: [yes, { answered: 'age' }] }, { experiment: 'wording', arm: 'new' }] },
			'Asked of people who (answered ‘Yes’ to “Bought one?”, or gave an answer to “How old?”), and are in the random group ‘new’ of “Two wordings”.',
		],
		[
			{ not: { all: [yes, { not: { question: 'views', item: 'harm', is: 2 } }] } },
			'Asked of people who were asked “Bought one?” and did not answer ‘Yes’, or answered ‘No’ to “It harms” of “Views”.',
		],
		[{ question: 'later', is: 7 }, 'Asked of people who answered 7 to “later” (which is not asked before).'],
	])('%j', (askIf, sentence) => {
		expect(ruleSentence(readRule(askIf), sourcesOf(draft(askIf), place), 'Asked of')).toBe(sentence);
	});
});
