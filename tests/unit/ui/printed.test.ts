import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Json } from '#core/authoring/index.ts';
import { printedSections } from '#ui/print/printed.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

function printed(questions: readonly Record<string, unknown>[], language = 'en') {
	const document = Json.parse(JSON.parse(JSON.stringify(tiny('tiny', questions))));
	return printedSections(document, language)[0]?.questions ?? [];
}

const grid = asks({
	id: 'views',
	kind: 'grid',
	items: ['one', 'two'].map((id) => ({ id, label: { en: `Row ${id}` } })),
	options: [1, 2].map((code) => ({ code, label: { en: `Point ${code}` } })),
});

describe('a printed questionnaire', () => {
	it.each([
		[{ question: 'a', is: 2 }, 'Ask if Q1 is 2 (Option 2).'],
		[{ question: 'a', in: [1, 3] }, 'Ask if Q1 is 1 (Option 1) or 3 (Option 3).'],
		[{ question: 'a', is: 'refused' }, 'Ask if Q1 is “Prefer not to say”.'],
		[{ question: 'a', atLeast: 2 }, 'Ask if Q1 is 2 or higher.'],
		[{ question: 'views', item: 'two', is: 1 }, 'Ask if Q2, row “Row two”, is 1 (Point 1).'],
		[{ not: { answered: 'a' } }, 'Ask if it is not so that Q1 was answered.'],
		[
			{ all: [{ question: 'a', is: 1 }, { any: [{ answered: 'views' }, { experiment: 'words', arm: 'new' }] }] },
			'Ask if Q1 is 1 (Option 1) and (Q2 was answered or the random group of “words” is “new”).',
		],
		[{ question: 'gone', is: 1 }, 'Ask if “gone” (which is not in this questionnaire) is 1.'],
	])('says of %j: %s', (askIf, words) => {
		const [, , last] = printed([choice('a'), grid, choice('b', 2, { askIf })]);
		expect(last).toMatchObject({ number: 3, instructions: expect.arrayContaining([words]) });
	});

	it('gives each answer its code, the ways to decline those of the files, and own words a line', () => {
		const options = [
			{ code: 1, label: { en: 'Yes' } },
			{ code: 7, label: { en: 'Other' }, specify: true },
		];
		const preferNotToSay = { offered: true, inBase: false };
		expect(printed([asks({ id: 'a', kind: 'single', options, preferNotToSay })])).toMatchObject([
			{
				choices: [
					{ code: 1, label: 'Yes', line: false },
					{ code: 7, label: 'Other', line: true },
				],
				declines: [{ code: -9, label: 'Prefer not to say' }],
			},
		]);
	});

	it('is in the language that is asked for, and names earlier answers where a text takes them in', () => {
		const piped = { text: { en: 'Why {a}?', gd: 'Carson {a}?' } };
		expect(printed([choice('a'), choice('b', 2, piped)], 'gd')).toMatchObject([
			{ text: 'Ceist a', choices: [{ label: 'Roghainn 1' }, {}, {}] },
			{ text: 'Carson [an fhreagairt air C1]?' },
		]);
	});

	it.each([
		['gd', ['Faighnich seo ma tha seo fìor: C1 = “B’ fheàrr leam gun a ràdh”.', 'Aon fhreagairt.']],
		['fr', ['Ask if Q1 is “Prefer not to say”.', 'One answer.']],
	])('tells whoever asks what to do in %s, or in English where it has no words', (language, instructions) => {
		const [, last] = printed([choice('a'), choice('b', 2, { askIf: { question: 'a', is: 'refused' } })], language);
		expect(last).toMatchObject({ instructions });
	});

	it('numbers the questions of a draft that are not whole yet, without words', () => {
		const document = { sections: [{ id: 's', title: { en: 'S' }, questions: [{ id: 'half' }, choice('a')] }, 'odd'] };
		expect(printedSections(Json.parse(JSON.parse(JSON.stringify(document))), 'en')).toMatchObject([
			{
				title: 'S',
				questions: [
					{ number: 1, id: 'half', text: null },
					{ number: 2, text: 'Question a' },
				],
			},
			{ title: '', questions: [] },
		]);
		expect(printedSections([], 'en')).toEqual([]);
	});

	it.each(['counterfeit-goods/v2', 'drugs-and-organised-crime/v1', 'sector-awareness/v1', 'diversion-pre-post/v1'])(
		'has every question of %s',
		(name) => {
			const json: unknown = JSON.parse(readFileSync(`surveys/${name}.json`, 'utf8'));
			const questions = printedSections(Json.parse(json), 'en').flatMap((section) => section.questions);
			expect(questions.every(({ text }) => text !== null && text.length > 0)).toBe(true);
			expect(JSON.stringify(questions)).not.toMatch(/not in this questionnaire|Q\?/);
		},
	);
});
