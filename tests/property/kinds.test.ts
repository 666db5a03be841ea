import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	Answer,
	Instrument,
	acceptsAnswer,
	allocationsOf,
	cellsOf,
	checkAnswer,
	declineField,
	itemField,
	missingCodes,
	placeField,
	questionsOf,
	specifyField,
	variablesOf,
} from '#core/instrument/index.ts';
import type { Question } from '#core/instrument/index.ts';

const folder = new URL('../../surveys/', import.meta.url);
const instruments = readdirSync(folder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.flatMap(({ name }) =>
		readdirSync(new URL(`${name}/`, folder))
			.filter((file) => /^v\d+\.json$/.test(file))
			.map((file) => Instrument.parse(JSON.parse(readFileSync(new URL(`${name}/${file}`, folder), 'utf8')))),
	);
const asked = instruments.flatMap((instrument) =>
	questionsOf(instrument).map((question) => ({ question, instrument })),
);

/** Forms for `question`: likely values in likely fields, and anything at all. */
function forms(question: Question): fc.Arbitrary<ReadonlyMap<string, string[]>> {
	const codes = 'options' in question ? question.options.map(({ code }) => String(code)) : ['0', '1', '2', '3'];
	const value = fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom(...codes) },
		fc.constantFrom('dk', 'pnts', '', '99999', '-1', '1.5', '1,000', '__proto__'),
		fc.string({ unit: 'grapheme', maxLength: 30 }),
	);
	const fields = [
		question.id,
		declineField(question.id),
		...('items' in question ? question.items.map(({ id }) => itemField(question.id, id)) : []),
		...(question.kind === 'ranking' ? [1, 2, 3].map((place) => placeField(question.id, place)) : []),
		...codes.map((code) => specifyField(question.id, Number(code))),
		'constructor',
	];
	return fc
		.array(fc.tuple(fc.constantFrom(...fields), fc.array(value, { maxLength: 3 })))
		.map((entries) => new Map(entries));
}

const arms = (instrument: Instrument) =>
	fc.record(Object.fromEntries(allocationsOf(instrument).map(({ id, arms }) => [id, fc.constantFrom(...arms)])));

const posted = fc
	.constantFrom(...asked)
	.chain(({ question, instrument }) => fc.tuple(fc.constant(question), forms(question), arms(instrument)));

describe('whatever is posted to a question of the shipped surveys', () => {
	it('is accepted as an answer that the question can have and that can be stored, or rejected with a field to mend', () => {
		fc.assert(
			fc.property(posted, ([question, form, allocated]) => {
				const checked = checkAnswer(question, form, allocated);
				if (checked.kind === 'rejected') {
					expect(checked.problems.length).toBeGreaterThan(0);
					for (const { field } of checked.problems) expect(field.split('.')[0]).toBe(question.id);
				} else {
					expect(acceptsAnswer(question, checked.answer, allocated)).toBe(true);
					expect(Answer.parse(JSON.parse(JSON.stringify(checked.answer)))).toEqual(checked.answer);
				}
			}),
			{ numRuns: 3000 },
		);
	});

	it('and accepted, fills each of its columns with a value of that column or a reason', () => {
		fc.assert(
			fc.property(posted, ([question, form, allocated]) => {
				const checked = checkAnswer(question, form, allocated);
				if (checked.kind === 'rejected') return;
				const columns = variablesOf(question);
				const cells = cellsOf(question, checked.answer, allocated);
				expect(cells).toHaveLength(columns.length);
				columns.forEach(({ type, values }, index) => {
					const cell = cells[index]!;
					if (typeof cell === 'object') expect(Object.keys(missingCodes)).toContain(cell.missing);
					else if (type === 'code') expect(values.map(({ code }) => code)).toContain(cell);
					else expect(typeof cell).toBe(type === 'number' ? 'number' : 'string');
				});
			}),
			{ numRuns: 3000 },
		);
	});
});
