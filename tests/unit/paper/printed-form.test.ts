import { describe, expect, it } from 'vitest';
import { Condition } from '#core/instrument/index.ts';
import { paperLayouts, routeOfArms } from '#core/paper/index.ts';
import { entryQuestions } from '#ui/fieldwork/paper/entry-questions.ts';
import { printedForm } from '#ui/fieldwork/paper/printed-form.ts';
import { halves } from '../../scenario/instruments/halves.ts';
import { routed } from '../../scenario/instruments/routed.ts';
import { choice, tiny } from '../../scenario/instruments/tiny.ts';

const questionsIn = (...args: Parameters<typeof printedForm>) =>
	printedForm(...args).flatMap(({ questions }) => questions);

describe('a form to print', () => {
	it('says in words who answers a question and where everybody else goes on', () => {
		const routes = questionsIn(routed, 'en', {}).map(({ number, route }) => [number, route]);
		expect(routes).toEqual([
			[1, ''],
			[2, 'Only answer this if question 1 is 1 (Option 1). If not, go to question 3.'],
			[3, 'Only answer this if question 2 is 2 (Option 2). If not, go to question 4.'],
			[4, ''],
		]);
	});

	it('sends past all that is asked of the same people alone, and to the end where nothing follows', () => {
		const askIf = { question: 'a', is: 1 };
		const instrument = tiny('past', [choice('a'), choice('b', 3, { askIf }), choice('c', 3, { askIf })]);
		const [, b, c] = questionsIn(instrument, 'en', {});
		expect(b?.route).toMatch(/If not, go to the end\.$/);
		expect(c?.route).toMatch(/If not, go to the end\.$/);
	});

	it('has the statements of its arm, and no question of another', () => {
		const statements = paperLayouts(halves).map(({ arms }) => questionsIn(halves, 'en', arms)[0]?.statements.length);
		expect(statements).toEqual([3, 4, 3, 4, 3, 4]);
		const arm = { experiment: 'e', arm: 'x' };
		const both = { all: [arm, { question: 'a', is: 1 }] };
		const instrument = tiny('arms', [choice('a'), choice('b', 3, { askIf: arm }), choice('c', 3, { askIf: both })], {
			experiments: [{ id: 'e', label: 'E', arms: ['x', 'y'] }],
		});
		expect(questionsIn(instrument, 'en', { e: 'y' }).map(({ number }) => number)).toEqual([1]);
		expect(questionsIn(instrument, 'en', { e: 'x' }).map(({ number, route }) => [number, route])).toEqual([
			[1, ''],
			[2, ''],
			[3, 'Only answer this if question 1 is 1 (Option 1). If not, go to the end.'],
		]);
		expect(routeOfArms(Condition.parse({ not: { any: [arm, { question: 'a', is: 1 }] } }), { e: 'x' })).toBe(false);
	});

	it('numbers its questions as the page does on which it is typed', () => {
		const typed = entryQuestions(routed, 'en', {}).map(({ id, number }) => [id, number]);
		expect(typed).toEqual([
			['use', 1],
			['why', 2],
			['where', 3],
			['next_year', 4],
		]);
		expect(questionsIn(routed, 'gd', {}).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
	});
});
