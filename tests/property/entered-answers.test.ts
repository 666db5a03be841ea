import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instrument, allocationsOf, checkAnswer, questionsOf } from '#core/instrument/index.ts';
import type { Question } from '#core/instrument/index.ts';
import { enteredFrom } from '#ui/questions/asking.ts';

const files = [
	'tests/browser/surveys/every-kind/v1.json',
	'surveys/counterfeit-goods/v2.json',
	'surveys/sector-awareness/v1.json',
];

const questions = files.flatMap((file) => {
	const instrument = Instrument.parse(JSON.parse(readFileSync(file, 'utf8')));
	const arms = Object.fromEntries(allocationsOf(instrument).map(({ id, arms: [first = ''] }) => [id, first]));
	return questionsOf(instrument).map((question) => ({ file, question, arms }));
});

/** Forms with the fields that a question's page has, filled in at random, mostly with what it offers. */
function forms(question: Question): fc.Arbitrary<Map<string, string[]>> {
	const codes = 'options' in question ? question.options.map(({ code }) => String(code)) : ['1', '2'];
	const value = fc.oneof(
		{ weight: 9, arbitrary: fc.constantFrom(...codes, 'dk', 'pnts') },
		fc.string({ maxLength: 9 }),
	);
	const other = fc.string({ maxLength: 30 }).map((words) => [words]);
	const fields: Record<string, fc.Arbitrary<string[]>> = {
		[question.id]: fc.oneof(
			fc.array(value, { maxLength: question.kind === 'multiple' ? 3 : 1 }),
			fc.integer({ min: 0, max: 30 }).map((count) => [String(count)]),
		),
		[`${question.id}.decline`]: fc.constantFrom([], ['pnts'], ['dk']),
	};
	if (question.kind === 'grid') for (const { id } of question.items) fields[`${question.id}.${id}`] = fc.tuple(value);
	if (question.kind === 'ranking')
		for (let place = 1; place <= question.places; place++) fields[`${question.id}.${place}`] = fc.tuple(value);
	if ('options' in question) for (const { code } of question.options) fields[`${question.id}.other.${code}`] = other;
	return fc.record(fields).map((record) => new Map(Object.entries(record)));
}

describe('a stored answer put back into its form', () => {
	it.each(questions)('is the same answer when the form is sent again: $question.id of $file', ({ question, arms }) => {
		fc.assert(
			fc.property(forms(question), (posted) => {
				const checked = checkAnswer(question, posted, arms);
				if (checked.kind === 'rejected') return;
				const again = checkAnswer(question, enteredFrom(question, checked.answer), arms);
				expect(again).toEqual(checked);
			}),
			{ numRuns: 60 },
		);
	});
});
