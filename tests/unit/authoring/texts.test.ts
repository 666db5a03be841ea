import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	blankInstrument,
	isList,
	isObject,
	Json,
	keyOf,
	newQuestion,
	textsIn,
	valueAt,
} from '#core/authoring/index.ts';
import type { JsonObject } from '#core/authoring/index.ts';
import { Instrument, parseInstrument, Question, Text } from '#core/instrument/index.ts';

const words = { en: 'Words', gd: 'Faclan' };

/** An instrument with every kind of question and every text that there can be. */
function everything(): JsonObject {
	const blank = blankInstrument({ survey: 'all-texts', title: 'All' });
	const kinds = Question.options.map(({ shape }) => shape.kind.value).filter((kind) => kind !== 'consent');
	const optional = (kind: string) => ({
		hint: words,
		...(kind === 'number' && { unit: words }),
		...(kind === 'text' && { warning: words }),
	});
	const questions = kinds.map((kind) => ({
		...newQuestion(kind, { id: kind.replace('-', '_'), language: 'en' }),
		...optional(kind),
	}));
	const sections = valueAt(blank, 'sections');
	const target = (code: number) => ({ codes: [code], share: 0.5 });
	return {
		...blank,
		sections: [...(isList(sections ?? null) ? (sections as Json[]) : []), { id: 'all', title: words, questions }],
		measures: [
			{ id: 'm', label: words, base: words, objective: null, statistic: 'share', variables: ['single'], codes: [1] },
		],
		weighting: {
			margins: [
				...[{ id: 'w', label: words, variables: ['single'], targets: [target(1), target(2)] }].map((margin) => ({
					...margin,
					source: 'Somebody',
					confidence: 'verified',
				})),
			],
			trim: null,
		},
		experiments: [{ id: 'halves', label: 'Two halves', arms: ['a', 'b'] }],
		support: [{ id: 's', name: 'Somebody', text: words, checkedOn: null, when: { question: 'single', is: 1 } }],
		guidance: [{ id: 'g', kind: 'route', title: words, text: words }],
	};
}

/** The values that the schema says are texts, found by walking it beside the document. */
function textsBySchema(schema: z.core.$ZodType, value: unknown, place: string, found: Map<string, unknown>): void {
	if (value === undefined || value === null) return;
	if (schema === Text) found.set(place, value);
	else if (schema instanceof z.ZodObject) {
		for (const [name, inner] of Object.entries(schema.shape as Record<string, z.core.$ZodType>)) {
			textsBySchema(inner, (value as Record<string, unknown>)[name], place === '' ? name : `${place}/${name}`, found);
		}
	} else if (schema instanceof z.ZodArray) {
		for (const member of value as Json[]) {
			const key = keyOf(member) ?? '?';
			const isQuestion = /^sections\/[^/]+\/questions$/.test(place);
			textsBySchema(schema.element, member, isQuestion ? `questions/${key}` : `${place}/${key}`, found);
		}
	} else if (schema instanceof z.ZodDiscriminatedUnion) {
		const { discriminator } = schema.def;
		const option = schema.options.find((one) => {
			const literal = (one as z.ZodObject).shape[discriminator] as z.ZodLiteral;
			return literal.value === (value as Record<string, unknown>)[discriminator];
		});
		if (option !== undefined) textsBySchema(option, value, place, found);
	} else if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
		textsBySchema(schema.unwrap(), value, place, found);
	}
}

/** The names of all fields of the schema that are texts, as `margin.label`; a field that is added to the schema is in it. */
function textFields(schema: z.core.$ZodType, name: string, fields: Set<string>): Set<string> {
	if (schema === Text) fields.add(name);
	else if (schema instanceof z.ZodObject) {
		const shape = schema.shape as Record<string, z.core.$ZodType>;
		const kind = shape['kind'] instanceof z.ZodLiteral ? String(shape['kind'].value) : '';
		for (const [field, inner] of Object.entries(shape)) textFields(inner, `${name}/${kind}${field}`, fields);
	} else if (schema instanceof z.ZodArray) textFields(schema.element, `${name}/#`, fields);
	else if (schema instanceof z.ZodDiscriminatedUnion) {
		for (const option of schema.options) textFields(option, name, fields);
	} else if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
		textFields(schema.unwrap(), name, fields);
	}
	return fields;
}

describe('the texts of a draft', () => {
	const shipped = ['counterfeit-goods/v2', 'sector-awareness/v1', 'drugs-and-organised-crime/v1'];
	const documents: [string, Json][] = [
		['every kind of question', everything()],
		...shipped.map((name): [string, Json] => [
			name,
			Json.parse(JSON.parse(readFileSync(`surveys/${name}.json`, 'utf8'))),
		]),
	];

	it.each(documents)('are all texts of the schema and nothing else: %s', (_name, document) => {
		expect(parseInstrument(document).kind).toBe('instrument');
		const bySchema = new Map<string, unknown>();
		textsBySchema(Instrument, document, '', bySchema);
		const found = new Map(textsIn(document).map(({ place, words: said }) => [place, said]));
		expect([...found.keys()].toSorted()).toEqual([...bySchema.keys()].toSorted());
		expect(found).toEqual(new Map([...bySchema].toSorted(([a], [b]) => order(found, a) - order(found, b))));
		for (const [place, said] of found) expect(valueAt(document, place)).toEqual(said);
	});

	it('are met in the first of these documents wherever the schema has one', () => {
		const met = new Map<string, unknown>();
		textsBySchema(Instrument, everything(), '', met);
		const perQuestion = [...textFields(Question, '', new Set())].length;
		const others = [...textFields(Instrument, '', new Set())].filter((field) => !field.includes('/questions/'));
		const kindsWithUnit = new Set([...met.keys()].map((place) => place.replaceAll(/#[^/]+/g, '#')));
		for (const field of others)
			expect([...kindsWithUnit]).toContain(field.slice(1).replaceAll(/route|guidance(?=t)/g, ''));
		const asked = [...met.keys()].filter((place) => place.startsWith('questions/'));
		const fields = new Set(
			asked.map((place) => {
				const kind = String(valueAt(everything(), `${place.split('/').slice(0, 2).join('/')}/kind`));
				return `${kind}/${place
					.split('/')
					.slice(2)
					.join('/')
					.replaceAll(/#[^/]+/g, '#')}`;
			}),
		);
		// Consent is the blank instrument's own, which has no hint.
		expect(fields.size).toBe(perQuestion - 1);
	});

	it('are found in what is no instrument yet, and a lone id is none', () => {
		const document = { title: { en: 'A' }, sections: [{ id: 'x' }, { id: 'y', title: { en: 'B', gd: 'C' } }] };
		expect(textsIn(document).map(({ place }) => place)).toEqual(['title', 'sections/#y/title']);
		expect(isObject(document)).toBe(true);
	});
});

function order(found: ReadonlyMap<string, unknown>, place: string): number {
	return [...found.keys()].indexOf(place);
}
