import { describe, expect, it } from 'vitest';
import { choice, tiny } from './instruments/tiny.ts';
import { story } from './story.ts';

const three = tiny('three', [choice('one'), choice('two'), choice('three')]);

/** What a respondent sees while the machine's clock is wrong, and that nothing acknowledged is lost by it. */
describe('a clock that jumps during an interview', () => {
	it('back before the wave opened: the survey is said not to be open yet, and goes on when the clock is right', async () => {
		const told = await story(three)
			.start()
			.answer('one', 2)
			.goTo('2026-01-15')
			.answer('two', 1)
			.toBeAnswered('not-yet-open')
			.sweep()
			.goTo('2026-03-02')
			.toShow('one', { code: 2 })
			.answer('two', 1)
			.answer('three', 3)
			.complete()
			.toBeAnswered('completed');
		expect(told.responses.map(({ day, outcome }) => [day, outcome])).toEqual([['2026-03-02', 'completed']]);
	});

	it('far ahead and back: nothing changes for the respondent, whatever is swept meanwhile', async () => {
		const told = await story(three)
			.start()
			.answer('one', 2)
			.goTo('2031-03-02')
			.sweep()
			.answer('two', 1)
			.toBeOn('three')
			.goTo('2026-03-03')
			.sweep()
			.toShow('one', { code: 2 })
			.toShow('two', { code: 1 })
			.comeBack()
			.answer('three', 3)
			.complete()
			.toBeAnswered('completed')
			.goTo('2025-12-31')
			.sweep();
		expect(told.responses.map(({ day, outcome }) => [day, outcome])).toEqual([['2026-03-03', 'completed']]);
	});

	it('back a day between two answers: both are kept, and the day of the response is that of its end', async () => {
		const told = await story(three)
			.start()
			.goTo('2026-03-09')
			.answer('one', 1)
			.goTo('2026-03-08')
			.answer('two', 2)
			.again()
			.goTo('2026-03-10')
			.answer('three', 3)
			.goTo('2026-03-08')
			.complete()
			.toBeAnswered('completed');
		expect(told.responses).toMatchObject([
			{ day: '2026-03-08', answers: { one: { code: 1 }, two: { code: 2 }, three: { code: 3 } } },
		]);
	});
});
