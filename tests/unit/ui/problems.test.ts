import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Instrument, checkAnswer, questionsOf } from '#core/instrument/index.ts';
import { problemWords, wordsIn } from '#ui/words/index.ts';

const instrument = Instrument.parse(JSON.parse(readFileSync('tests/browser/surveys/every-kind/v1.json', 'utf8')));

function messages(id: string, fields: Record<string, string[]>, language = 'en'): string[] {
	const question = questionsOf(instrument).find((candidate) => candidate.id === id)!;
	const checked = checkAnswer(question, new Map(Object.entries(fields)), {});
	if (checked.kind === 'accepted') return [];
	return checked.problems.map((problem) =>
		problemWords(wordsIn(language), question, problem, { language, pipe: () => undefined }),
	);
}

describe('what a respondent reads at a field says what to do', () => {
	it.each([
		['drink', {}, ['Choose an answer']],
		['drink', { drink: ['77'] }, ['Choose one of the answers on this page']],
		['snacks', {}, ['Choose at least one answer']],
		['snacks', { snacks: ['1', '2', '3'] }, ['Choose no more than 2']],
		[
			'snacks',
			{ snacks: ['1', '9'] },
			['You chose “None of these” and “Prefer not to say” together with other answers. Choose one or the other'],
		],
		['feelings', {}, ['Choose an answer for “Rain”', 'Choose an answer for “Midges”']],
		['cups', {}, ['Enter a number, or choose “Prefer not to say”']],
		['cups', { cups: ['few'] }, ['Enter a number in digits, such as 3']],
		['cups', { cups: ['1.5'] }, ['Enter a whole number, without a decimal point']],
		['cups', { cups: ['31'] }, ['Enter a number that is 30 or less']],
		['cups', { cups: ['-1'] }, ['Enter a number that is 0 or more']],
		['why', {}, ['Write your answer, or choose “Prefer not to say”']],
		['why', { why: ['x'.repeat(41)] }, ['Use 40 characters or fewer. You wrote 41, so take out 1 character']],
		['best', {}, ['Choose something for each place, or choose “Prefer not to say”']],
		['best', { 'best.1': ['1'] }, ['Choose something for “Second”']],
		[
			'best',
			{ 'best.1': ['1'], 'best.2': ['1'] },
			['You chose the same thing twice. Choose something else for “Second”'],
		],
	])('%s %j', (id, fields: Record<string, string[]>, expected) => {
		expect(messages(id, fields)).toEqual(expected);
	});

	it('does so in Gaelic too', () => {
		expect(messages('feelings', {}, 'gd')[0]).toBe('Tagh freagairt airson “GD Rain”');
	});
});
