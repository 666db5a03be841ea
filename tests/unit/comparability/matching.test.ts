import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OurVariable, TheirColumn, TheirValue } from '#core/comparability/index.ts';
import {
	differenceWords,
	likenessWords,
	lineUp,
	meaningsOf,
	proposeColumns,
	variablesToMatch,
} from '#core/comparability/index.ts';
import { SurveySlug } from '#core/instrument/index.ts';
import { fileColumns, readWaves, WaveCodebook } from '#exchange/waves/index.ts';
import { asks, tiny } from '../../scenario/instruments/tiny.ts';

const both = (en: string) => ({ en, gd: `${en} (gd)` });
const options = (...labels: string[]) => labels.map((label, at) => ({ code: at + 1, label: both(label) }));
const worried = ['Very worried', 'Fairly worried', 'Not very worried', 'Not at all worried'];
const declining = { offered: true, inBase: false };
const instrument = tiny('worries', [
	asks({ id: 'agree', kind: 'consent', agreeLabel: both('Yes'), declineLabel: both('No') }),
	asks({
		id: 'worry',
		kind: 'single',
		text: both('How **worried** are you about organised crime in your area?'),
		options: options(...worried),
		dontKnow: declining,
		preferNotToSay: declining,
	}),
	asks({ id: 'age', kind: 'number', text: both('How old are you?'), least: 18, most: 99 }),
	asks({
		id: 'harm',
		kind: 'grid',
		text: both('How much harm does each do?'),
		items: [
			{ id: 'drugs', label: both('Drugs') },
			{ id: 'fakes', label: both('Fake goods') },
		],
		options: options('A lot', 'Some', 'None'),
	}),
	asks({
		id: 'count',
		kind: 'item-count',
		items: ['a', 'b', 'c'].map((id) => ({ id, label: both(id) })),
		sensitive: { id: 's', label: both('s') },
	}),
]);
const ours = variablesToMatch(instrument);
const worry = one('worry');

function one(name: string): OurVariable {
	const found = ours.find((variable) => variable.name === name);
	if (found === undefined) throw new Error(name);
	return found;
}

const value = (of: string, label = '', more: Partial<TheirValue> = {}): TheirValue => ({
	...{ value: of, label, isMissing: false, count: 10 },
	...more,
});
const labelled = (labels: readonly string[]) => labels.map((label, at) => value(`${at + 1}`, label));
const column = (name: string, words: string, values: readonly TheirValue[] = labelled(worried)): TheirColumn => ({
	...{ name, words, values, numbers: { least: 1, most: values.length }, hasMore: false },
});
const compared = (theirs: TheirColumn, variable = worry) => {
	const meanings = meaningsOf(variable, theirs);
	const { likeness, differences, open, isSame, isOther } = lineUp(variable, theirs, meanings);
	return {
		words: likenessWords(likeness),
		differences: differences.map((difference) => `${difference.kind}: ${differenceWords(difference)}`),
		open: open.map((left) => left.value),
		isSame,
		isOther,
		meanings: Object.fromEntries(meanings),
	};
};
const asked = 'How worried are you about organised crime in your area?';

describe('which column of a file a variable stands in', () => {
	it('leaves out what nobody can bring in: consent, and item counts without their halves', () => {
		expect(ours.map(({ name }) => name)).toEqual(['worry', 'age', 'harm_drugs', 'harm_fakes']);
	});

	it('is found by name before wording before options, each column once', () => {
		const proposed = proposeColumns(ours, [
			column('q7', 'How worried are you about organised crime where you live?'),
			column('AGE', 'Alter', []),
			column('harm.fakes', 'Q9b. Fake goods', labelled(['A lot', 'Some', 'None'])),
			column('v12', '', labelled(['A lot', 'Some', 'None'])),
			column('region', 'Region', labelled(['North', 'South'])),
		]);
		expect(Object.fromEntries(proposed)).toEqual({
			worry: { column: 'q7', by: 'wording' },
			age: { column: 'AGE', by: 'name' },
			harm_fakes: { column: 'harm.fakes', by: 'name' },
			harm_drugs: { column: 'v12', by: 'options' },
		});
	});

	it('takes the most alike of several wordings, and none by options where two columns have them', () => {
		const proposed = proposeColumns(
			[worry],
			[
				column('near', 'How worried are you about crime in your area?'),
				column('nearest', 'Q3. How worried are you about ORGANISED crime in your area'),
			],
		);
		expect(proposed.get('worry')).toEqual({ column: 'nearest', by: 'wording' });
		expect(proposeColumns([worry], [column('a', ''), column('b', '')]).size).toBe(0);
	});
});

describe('what a column says beside ours', () => {
	it('is the same only where name, words and options are, whatever the markup and typography', () => {
		expect(compared(column('worry', `${asked}  `))).toEqual({
			...{ words: 'the same words', differences: [], open: [], isSame: true, isOther: false },
			meanings: { 1: 1, 2: 2, 3: 3, 4: 4 },
		});
		expect(compared(column('q7', asked)).isSame).toBe(false);
		expect(compared(column('worry', `${asked} (gd)`)).isSame).toBe(true);
	});

	it.each([
		[
			'Q7: how worried are you about organised crime in your area',
			'the same words but for capitals, punctuation or a question number',
		],
		['How worried are you about organised crime', 'the beginning of our words: the file cuts them short'],
		['How worried are you about serious crime in your area?', 'nearly our words'],
		['How worried are you about burglary where you live?', 'similar words'],
		['Trust in the police', 'other words'],
		['', 'no words in the file'],
	])('tells of “%s” that it is %s, and never takes it for the same', (said, words) => {
		const told = compared(column('worry', said));
		expect(told).toMatchObject({ words, isSame: false });
		expect(told.differences).toHaveLength(1);
		expect(told.differences[0]).toMatch(/^wording: question: /);
	});

	it('takes labels before numbers, so that a scale that ran the other way is turned round, and says so', () => {
		expect(compared(column('worry', asked, labelled(worried.toReversed())))).toMatchObject({
			meanings: { 1: 4, 2: 3, 3: 2, 4: 1 },
			differences: ['order: options: 4, 3, 2, 1 → 1, 2, 3, 4'],
			isSame: false,
			isOther: false,
		});
	});

	it('lets nobody call identical what the file says is not, but what it is silent on', () => {
		const bare = labelled(['', '', '', '']);
		expect(compared(column('worry', '')).isOther).toBe(false);
		expect(compared(column('worry', 'Q7. how worried are you about organised crime in your area', bare)).isOther).toBe(
			false,
		);
		expect(compared(column('worry', 'How worried are you about serious crime in your area?')).isOther).toBe(true);
		expect(compared(column('worry', asked, labelled(worried.slice(0, 3)))).isOther).toBe(true);
	});

	it('tells labels that differ, answers that only one side has, and two that become one', () => {
		const theirs = ['Very concerned', 'Fairly worried', 'Not very worried', 'Not at all worried', 'Don’t care'];
		expect(compared(column('worry', asked, labelled(theirs)))).toMatchObject({
			meanings: { 1: 1, 2: 2, 3: 3, 4: 4, 5: null },
			differences: [
				'options: option 1: “Very concerned” → “Very worried”',
				"options: their value 5: “Don't care” → nothing",
			],
			open: ['5'],
		});
		const both = new Map([
			['1', 1],
			['2', 1],
			['3', 3],
			['4', 4],
		]);
		expect(lineUp(worry, column('worry', asked), both).differences.map(differenceWords)).toEqual([
			'option 1: “Very worried”, “Fairly worried” → “Very worried”',
			'option 2: nothing → “Fairly worried”',
		]);
	});

	it('gives missing values the reason that their label or their code tells, and leaves the rest to a person', () => {
		const missing = [
			value('-8', '', { isMissing: true }),
			value('97', 'Refused', { isMissing: true }),
			value('98', "Don't know"),
			value('99', 'Machine fault', { isMissing: true }),
			value(''),
		];
		const told = compared(column('worry', asked, [...labelled(worried), ...missing]));
		expect(told.meanings).toMatchObject({
			'-8': 'dont-know',
			97: 'refused',
			98: 'dont-know',
			99: null,
			'': 'not-applicable',
		});
		expect(told).toMatchObject({ open: ['99'], isSame: false });
	});

	it('does not let people decline who could not, but says that some did', () => {
		const told = compared(
			column('harm_drugs', 'How much harm does each do? – Drugs', [
				...labelled(['A lot', 'Some', 'None']),
				value('8', 'Don’t know'),
			]),
			one('harm_drugs'),
		);
		expect(told).toMatchObject({ open: ['8'], isSame: false });
		expect(told.differences).toContain('base: “don’t know”: taken by some → not offered');
	});

	it('tells numbers outside ours, and words where numbers should be', () => {
		const age = one('age');
		const numbers = { ...column('age', 'How old are you?', []), numbers: { least: 16, most: 90 }, hasMore: true };
		expect(compared(numbers, age).differences).toEqual([
			'scale: numbers: numbers from 16 to 90 → numbers from 18 to 99',
		]);
		expect(compared({ ...numbers, numbers: { least: 18, most: 99 } }, age).isSame).toBe(true);
		const bands = column('age', 'How old are you?', [value('18-34', '18-34'), value('35+', '35+')]);
		expect(compared({ ...bands, numbers: null }, age)).toMatchObject({
			differences: ['scale: kind of answer: not only numbers → numbers from 18 to 99'],
			open: ['18-34', '35+'],
		});
		expect(compared({ ...numbers, name: 'worry', words: asked }).differences).toEqual([
			'scale: kind of answer: numbers from 16 to 90 → 4 options',
		]);
	});
});

describe('files of others', () => {
	it('the General Social Survey’s columns are found by name, its labels by ours, and without words none is the same', async () => {
		const csv = readFileSync('tests/fixtures/gss/gss-2000-2014-part.csv', 'utf8');
		const codebook = WaveCodebook.parse(JSON.parse(readFileSync('tests/fixtures/gss/codebook.json', 'utf8')));
		const read = await readWaves(
			{ csv: csv.split('\n').slice(0, 3).join('\n') },
			codebook,
			SurveySlug.parse('gss'),
			undefined,
		);
		const file = await fileColumns({ csv });
		if (read.kind !== 'read' || file.kind !== 'columns') throw new Error('not read');
		const gss = variablesToMatch(read.instrument);
		const proposed = proposeColumns(gss, file.columns);
		expect(gss.map(({ name }) => proposed.get(name))).toEqual(gss.map(({ name }) => ({ column: name, by: 'name' })));
		const told = gss.map((variable) => {
			const theirs = file.columns.find(({ name }) => name === variable.name);
			if (theirs === undefined) throw new Error(variable.name);
			return { name: variable.name, ...compared(theirs, variable), theirs };
		});
		expect(told.every(({ isSame, words }) => !isSame && words === 'no words in the file')).toBe(true);
		const marital = told.find(({ name }) => name === 'marital');
		expect(marital?.meanings).toMatchObject({ Married: 1, 'Never married': 5, 'No answer': 'refused' });
		expect(marital?.differences.map((words) => words.split(':')[0])).toEqual(['wording']);
		expect(marital?.theirs.values.find(({ value: of }) => of === 'Married')?.count).toBe(
			csv.split('\n').filter((line) => line.split(',')[1] === '"Married"').length,
		);
		expect(told.find(({ name }) => name === 'tvhours')?.theirs.numbers).toEqual({ least: 0, most: 24 });
	});

	it.each(['tiny_haven.sav', 'tiny_pspp.sav'])(
		'%s keeps its words, labels and declared missing values',
		async (name) => {
			const file = await fileColumns({ sav: readFileSync(`tests/fixtures/sav/${name}`) });
			if (file.kind !== 'columns') throw new Error('not read');
			const satisfied = tiny('satisfied', [
				asks({
					id: 'sat',
					kind: 'single',
					text: { en: 'How satisfied are you? (café, naïve, €)' },
					options: [1, 3, 5].map((code, at) => ({
						code,
						label: { en: ['Very dissatisfied', 'Neutral', 'Very satisfied'][at] ?? '' },
					})),
					dontKnow: declining,
					preferNotToSay: declining,
				}),
			]);
			const [variable] = variablesToMatch(satisfied);
			if (variable === undefined) throw new Error('no variable');
			expect(Object.fromEntries(proposeColumns([variable], file.columns))).toEqual({
				sat: { column: 'q1_sat', by: 'wording' },
			});
			const theirs = file.columns.find((one) => one.name === 'q1_sat');
			if (theirs === undefined) throw new Error('no column');
			expect(theirs.values.filter(({ isMissing }) => isMissing).map((missing) => missing.value)).toEqual(['98', '99']);
			expect(compared(theirs, variable).meanings).toMatchObject({ 1: 1, 3: 3, 5: 5, 98: 'dont-know', 99: 'refused' });
		},
	);

	it('are refused with a line where they are no files, or more than is taken in', async () => {
		const limits = { rows: 2, columns: 2, memory: 1000 };
		expect(await fileColumns({ csv: 'a,b\n1,2\n' }, { limits })).toMatchObject({ kind: 'columns', rows: 1 });
		for (const [csv, words] of [
			['a,b,c\n1,2,3\n', 'it has more than 2 columns'],
			['a\n1\n2\n3\n', 'it has more than 2 rows'],
			['a,a\n1,2\n', 'two of its columns are called a'],
			['a,b\n', 'it has no rows'],
			['', 'it has no rows'],
			['a,b\n1\n', 'not a well-formed CSV file: Invalid Record Length: columns length is 2, got 1 on line 2'],
		] as const) {
			const read = await fileColumns({ csv }, { limits });
			expect(read.kind).toBe('unreadable');
			expect(read).toMatchObject({ words: expect.stringMatching(words.slice(0, 40)) });
		}
		const sav = readFileSync('tests/fixtures/sav/tiny_haven.sav');
		expect(await fileColumns({ sav }, { limits })).toMatchObject({ kind: 'unreadable' });
		expect(await fileColumns({ sav: sav.subarray(0, 600) })).toMatchObject({
			words: expect.stringContaining('it is cut short'),
		});
	});
});
