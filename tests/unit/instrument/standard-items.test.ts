import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Instrument, lintStandardItems, parseStandardItems, questionsOf, variablesOf } from '#core/instrument/index.ts';
import type { Question, StandardItem } from '#core/instrument/index.ts';

// The items that ship with the question bank, from the lists of constructs, scales and breaks of the field.

const json: unknown = JSON.parse(
	readFileSync(new URL('../../../surveys/standard-items.json', import.meta.url), 'utf8'),
);
const parsed = parseStandardItems(json);
const items: readonly StandardItem[] = parsed.kind === 'items' ? parsed.items : [];
const read = (path: string) =>
	Instrument.parse(JSON.parse(readFileSync(new URL(`../../../surveys/${path}`, import.meta.url), 'utf8')));
const labels = (id: string) => {
	const question = items.find((item) => item.id === id)?.question;
	return question !== undefined && 'options' in question
		? question.options.map(({ code, label }) => [code, label['en']])
		: [];
};

it('ships questions for who answers, for practitioners, for consent, and the response scales', () => {
	const ids = items.map(({ id }) => id.replace('standard/', ''));
	const asked = 'consent-public age-band sex gender-identity ethnic-group region nation work-status education';
	const more = 'health-condition condition-limits deprivation-fifth sector organisation-size role';
	const scales = 'agree5 serious4 likely5 frequency6 confidence4 aware4 concern4';
	expect(ids).toEqual(expect.arrayContaining(`${asked} ${more} ${scales}`.split(' ')));
});

describe.each(items.map((item) => [item.id, item] as const))('%s', (_id, item) => {
	it('is a question that the checker has nothing to say against', () => {
		const filters = items.filter(({ question }) =>
			JSON.stringify(item.question.askIf ?? '').includes(`"${question.id}"`),
		);
		const found = lintStandardItems([...filters.filter(({ id }) => id !== item.id), item]);
		expect(found.filter(({ place }) => place === `item "${item.id}"`)).toEqual([]);
	});

	it('is in English, and says so where its wording is still to be written', () => {
		expect(Object.keys(item.question.text)).toEqual(['en']);
		const { template, question } = item;
		const toFill = /\[[A-Za-z][^"\]]*\](?!\()/.test(JSON.stringify(question));
		expect(toFill).toBe(template);
	});

	it('lets people decline what is about them', () => {
		const { kind, preferNotToSay } = item.question;
		expect(preferNotToSay.offered).toBe(kind !== 'consent');
	});
});

it('asks age, sex, region and work as the shipped surveys ask them, so that their trends can be set side by side', () => {
	for (const survey of ['counterfeit-goods/v2.json', 'drugs-and-organised-crime/v1.json']) {
		const asked = new Map<string, Question>(questionsOf(read(survey)).map((question) => [question.id, question]));
		for (const id of ['age-band', 'sex', 'region', 'area-type', 'work-status']) {
			const { question } = items.find((item) => item.id === `standard/${id}`) ?? {};
			const theirs = asked.get(question?.id ?? '');
			expect(theirs?.text['en']).toBe(question?.text['en']);
			const codes = (one: typeof theirs) =>
				one !== undefined && variablesOf(one)[0]?.values.map(({ code, label }) => [code, label['en']]);
			expect(codes(theirs)).toEqual(codes(question));
		}
	}
});

it('has the scales in their usual order, from the strongest answer on', () => {
	expect(labels('standard/agree5')).toEqual([
		[1, 'Strongly agree'],
		[2, 'Agree'],
		[3, 'Neither agree nor disagree'],
		[4, 'Disagree'],
		[5, 'Strongly disagree'],
	]);
	expect(labels('standard/serious4')).toHaveLength(4);
	expect(labels('standard/confidence4')[0]).toEqual([1, 'Very confident']);
	expect(labels('standard/frequency6')).toHaveLength(6);
});

describe('a file of items', () => {
	const [first] = items;
	const misfits = (value: unknown) => {
		const read = parseStandardItems(value);
		return read.kind === 'misfits' ? read.misfits.map(({ message }) => message) : [];
	};

	it('is refused in words where an item is none, is there twice or is not a standard one', () => {
		expect(misfits({ items: [{ ...first, question: { ...first?.question, kind: 'gues' } }] })[0]).toContain('kind');
		expect(misfits({ items: [first, first] })).toEqual([expect.stringContaining('the same id')]);
		expect(misfits({ items: [{ ...first, id: 'counterfeit-goods/harm' }] })).toHaveLength(1);
		expect(misfits({ items: [{ ...first, note: 'x' }] })[0]).toContain('“note”');
		expect(misfits([])).toHaveLength(1);
	});

	it('is refused where it nests without end', () => {
		let deep: unknown = 1;
		for (let level = 0; level < 100; level += 1) deep = { not: deep };
		expect(misfits({ items: [deep] })).toEqual([expect.stringContaining('nests deeper')]);
	});

	it('has routing checked against the other items', () => {
		const limits = items.find(({ id }) => id === 'standard/condition-limits');
		expect(lintStandardItems(limits === undefined ? [] : [limits]).map(({ severity }) => severity)).toContain('error');
	});
});
