import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { blankInstrument, newQuestion } from '#core/authoring/index.ts';
import { compareVersions } from '#core/comparability/index.ts';
import type { DifferenceKind } from '#core/instrument/index.ts';
import { Instrument, Question, questionsOf, variablesOf } from '#core/instrument/index.ts';

// Every field that the schema of a question has is one of which the ledger takes notice in a part that is named here, or
// one that no respondent meets. A field that nobody has sorted fails the test.

/** `unseen`: no respondent meets it. `columns`: it decides which columns there are. */
type Notice = DifferenceKind | 'unseen' | 'columns';

const common: Readonly<Record<string, Notice>> = {
	id: 'columns',
	kind: 'scale',
	text: 'wording',
	hint: 'wording',
	construct: 'unseen',
	item: 'unseen',
	base: 'unseen',
	askIf: 'base',
	sensitivity: 'unseen',
	'dontKnow.offered': 'base',
	'dontKnow.inBase': 'base',
	'preferNotToSay.offered': 'base',
	'preferNotToSay.inBase': 'base',
	required: 'base',
};
const options: Readonly<Record<string, Notice>> = {
	'options[].code': 'options',
	'options[].label': 'options',
	'options[].exclusive': 'options',
	'options[].specify': 'options',
	'options[].anchored': 'order',
};
const notices: Readonly<Record<Question['kind'], Readonly<Record<string, Notice>>>> = {
	single: { ...common, ...options, order: 'order' },
	multiple: { ...common, ...options, order: 'order', most: 'scale' },
	ranking: { ...common, ...options, order: 'order', places: 'scale' },
	// The options of these two always stand as they are written.
	knowledge: { ...common, ...options, 'options[].anchored': 'unseen', correct: 'scale' },
	grid: {
		...{ ...common, ...options, 'options[].anchored': 'unseen' },
		...{ 'items[].id': 'columns', 'items[].label': 'wording', itemOrder: 'order' },
	},
	number: { ...common, least: 'scale', most: 'scale', decimals: 'scale', unit: 'scale' },
	scale: { ...common, from: 'scale', to: 'scale', lowLabel: 'options', highLabel: 'options' },
	text: { ...common, most: 'scale', lines: 'scale', warning: 'wording', matchCode: 'columns' },
	'item-count': {
		...{ ...common, 'items[].id': 'order', 'items[].label': 'scale' },
		...{ 'sensitive.id': 'unseen', 'sensitive.label': 'wording' },
	},
	crosswise: {
		...{ ...common, innocuous: 'wording', sensitive: 'wording', alikeLabel: 'options', differentLabel: 'options' },
		...{ probability: 'scale', probabilitySource: 'unseen' },
	},
	consent: { ...common, agreeLabel: 'options', declineLabel: 'options' },
	// What a page says counts with the questions after it in its section; nobody declines it.
	information: {
		...{ ...common, id: 'wording', kind: 'wording', askIf: 'wording', body: 'wording', required: 'unseen' },
		...{ 'dontKnow.offered': 'unseen', 'dontKnow.inBase': 'unseen' },
		...{ 'preferNotToSay.offered': 'unseen', 'preferNotToSay.inBase': 'unseen' },
	},
};

/** JSON as authors type it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

/** A question of the kind in which every field of its schema says something. */
function fullQuestion(kind: Question['kind']): Json {
	const made: Json = structuredClone(newQuestion(kind, { id: 'asked', language: 'en' }));
	const words = { en: 'Some words' };
	Object.assign(made, {
		hint: words,
		construct: 'A thing',
		item: 'standard/one',
		askIf: { question: 'before', is: 1 },
	});
	Object.assign(made, { dontKnow: { offered: true, inBase: false }, preferNotToSay: { offered: true, inBase: false } });
	if ('order' in made) made.order = 'random';
	if (kind === 'multiple') Object.assign(made, { most: 2, options: [...made.options, { code: 3, label: words }] });
	if (kind === 'number') made.unit = words;
	if (kind === 'text') Object.assign(made, { warning: words, matchCode: false });
	return made;
}

/** An instrument that asks it between a question that decides and one that follows in its section. */
function asking(question: Json, version: number): Instrument {
	const single = (id: string) => newQuestion('single', { id, language: 'en' });
	const sections = [{ id: 'one', title: { en: 'One' }, questions: [single('before'), question, single('after')] }];
	return Instrument.parse({ ...blankInstrument({ survey: 'every-field', title: 'Every field' }), version, sections });
}

const schemas = new Map(Question.options.map((schema) => [schema.shape.kind.value, schema]));

/** The fields of a schema by their paths, down to texts, conditions and single values. */
function fieldsOf(schema: unknown, path = ''): string[] {
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return fieldsOf(schema.unwrap(), path);
	if (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject)
		return fieldsOf(schema.element, `${path}[]`);
	if (!(schema instanceof z.ZodObject)) return [path];
	return Object.entries(schema.shape).flatMap(([name, inside]) =>
		fieldsOf(inside, path === '' ? name : `${path}.${name}`),
	);
}

/** Changes what stands at a path, of a list in its first member. */
function changeAt(question: Json, path: string, change: (value: Json) => Json): void {
	const steps = path.replaceAll('[]', '.0').split('.');
	const last = steps.pop() ?? '';
	const around = steps.reduce((value, step) => value[step], question);
	around[last] = change(around[last]);
}

/** What an author may make of a value instead. */
function another(value: Json, path: string): Json {
	const special: Readonly<Record<string, (value: Json) => Json>> = {
		order: () => 'fixed',
		itemOrder: () => 'random',
		sensitivity: () => 'attitude',
		askIf: () => ({ question: 'before', is: 2 }),
		correct: () => [2],
		probability: () => 0.2,
		from: () => 1,
		to: () => 9,
		most: (most: number) => most + 1,
		'options[].code': () => 77,
		places: () => 3,
	};
	if (special[path] !== undefined) return special[path](value);
	if (typeof value === 'boolean') return !value;
	if (typeof value === 'number') return value + 1;
	if (path === 'item') return 'standard/another';
	if (typeof value === 'string') return `${value}_now`;
	if (value === undefined) return true;
	return { ...value, en: `${value.en} now` };
}

/** The verdicts on the columns of the question, or of the one after it where it has none. */
function verdictsAfter(kind: Question['kind'], change: (question: Json) => void) {
	const [was, is] = [fullQuestion(kind), fullQuestion(kind)];
	change(is);
	const [older, newer] = [asking(was, 1), asking(is, 2)];
	const asked = [older, newer].flatMap((instrument) => questionsOf(instrument)[kind === 'information' ? 2 : 1] ?? []);
	const columns = new Set(asked.flatMap(variablesOf).map(({ name }) => name));
	return compareVersions(older, newer).filter(({ variable }) => columns.has(variable));
}

describe.each([...schemas])('of a question of the kind %s', (kind, schema) => {
	const fields = fieldsOf(schema);

	it('every field is sorted by what the ledger makes of it', () => {
		expect(fields.toSorted()).toEqual(Object.keys(notices[kind]).toSorted());
	});

	it.each(fields.filter((field) => field !== 'kind'))('the field %s is noticed where it is sorted', (field) => {
		const notice = notices[kind][field];
		const verdicts = verdictsAfter(kind, (question) => {
			changeAt(question, field, (value) => another(value, field));
			if (kind === 'knowledge' && field === 'options[].code') question.correct = [77];
		});
		expect(verdicts.length).toBeGreaterThan(0);
		const kinds = new Set(verdicts.map((verdict) => verdict.kind));
		const parts = new Set(verdicts.flatMap(({ differences }) => differences.map((difference) => difference.kind)));
		if (notice === 'unseen') expect([...kinds]).toEqual(['identical']);
		else if (notice === 'columns') expect(kinds.has('only-in-older') || kinds.has('only-in-newer')).toBe(true);
		else expect([...parts]).toContain(notice);
	});

	it('no text is another for its spaces, quotation marks or dashes', () => {
		const texts = fields.filter((field) => isText(fullQuestion(kind), field));
		expect(texts.length).toBeGreaterThan(1);
		for (const field of texts) {
			const put = (words: string) => (question: Json) => changeAt(question, field, () => ({ en: words }));
			const [was, is] = [fullQuestion(kind), fullQuestion(kind)];
			put('It’s “so” – or not…')(was);
			put('  It\'s  "so"\u00a0- or\n not... ')(is);
			const verdicts = compareVersions(asking(was, 1), asking(is, 2));
			expect([field, new Set(verdicts.map((verdict) => verdict.kind))]).toEqual([field, new Set(['identical'])]);
		}
	});
});

function isText(question: Json, field: string): boolean {
	const value = field
		.replaceAll('[]', '.0')
		.split('.')
		.reduce((found, step) => found?.[step], question);
	return typeof value === 'object' && value !== null && 'en' in value;
}
