import { describe, expect, it } from 'vitest';
import { blankInstrument, freshId, freshQuestionId, newOption, newQuestion } from '#core/authoring/index.ts';
import { Instrument, Option, Question } from '#core/instrument/index.ts';

const kinds = Question.options.map(({ shape }) => shape.kind.value);

describe('a new question', () => {
	it.each(kinds)('of kind %s is one that can be asked as it stands', (kind) => {
		const made = newQuestion(kind, { id: 'fresh', language: 'en' });
		expect(Question.safeParse(made)).toMatchObject({ success: true, data: made });
	});

	it('has an id that nobody has', () => {
		expect(freshId('Would you report?', [])).toBe('would_you_report');
		expect(freshId('Would you report?', ['would_you_report', 'would_you_report_2'])).toBe('would_you_report_3');
		expect(freshId('¿…?', [])).toBe('question');
	});

	it('has an id of whose columns none can be another question’s', () => {
		expect(freshQuestionId(['consent'], { versions: [] })).toBe('question');
		expect(freshQuestionId(['question', 'question2'], { versions: [] })).toBe('question3');
		expect(freshQuestionId(['question_2'], { versions: [] })).toBe('question2');
	});
});

describe('what a version has asked', () => {
	const question = { ...newQuestion('grid', { id: 'question', language: 'en' }) };
	const sections = [{ id: 'one', title: { en: 'One' }, questions: [question] }];
	const version = Instrument.parse({ ...blankInstrument({ survey: 'a-survey', title: 'A survey' }), sections });
	const of = { question: 'question', fielded: { versions: [version] } };

	it('keeps its ids and codes, also where it is no longer asked', () => {
		expect(freshQuestionId([], of.fielded)).toBe('question2');
		expect(newOption([1], 'en', of)).toMatchObject({ code: 6 });
		expect(newOption([1], 'en', { ...of, question: 'another' })).toMatchObject({ code: 2 });
		expect(freshId('One', [], of)).toBe('one_2');
	});
});

describe('a new option', () => {
	it('has the next code, below those that are kept for “other” and the like', () => {
		expect(Option.parse(newOption([1, 2, 97], 'en'))).toMatchObject({ code: 3, label: { en: 'Option 3' } });
		expect(newOption([], 'gd')).toMatchObject({ code: 1 });
	});
});
