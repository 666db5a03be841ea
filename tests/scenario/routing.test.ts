import { describe, expect, it } from 'vitest';
import { completeInterview } from '../../src/lib/server/workflows/complete-interview.ts';
import { savePage } from '../../src/lib/server/workflows/save-page.ts';
import { routed } from './instruments/routed.ts';
import { story } from './story.ts';

describe('an interview', () => {
	it('goes where the answers lead and ends as a response with the answers on its route', async () => {
		const { responses, wave } = await story(routed)
			.start()
			.toBeOn('use')
			.answer('use', 1)
			.toBeOn('why')
			.answer('why', 2)
			.toBeOn('where')
			.answer('where', 'at a market')
			.toBeOn('next_year')
			.answer('next_year', 3)
			.toBeOn('check')
			.toCheck('use', 'why', 'where', 'next_year')
			.complete()
			.toBeAnswered('completed');
		expect(responses).toHaveLength(1);
		expect(responses[0]).toMatchObject({
			wave: wave.id,
			version: 1,
			day: '2026-03-02',
			outcome: 'completed',
			mode: 'web',
			language: 'en',
			answers: { use: { code: 1 }, why: { code: 2 }, where: { text: 'at a market' }, next_year: { code: 3 } },
			abandoned: {},
			panelLink: null,
		});
		expect(responses[0]?.id).toMatch(/^[0-9a-f]{32}$/);
	});

	it('leaves out what the route leaves out', async () => {
		await story(routed).start().answer('use', 2).toBeOn('next_year').answer('next_year', 1).toCheck('use', 'next_year');
	});

	it('refuses a code that was never offered, and stores nothing of it', async () => {
		await story(routed).start().answer('use', 7).toBeSentBack('not-offered').toShow('use', undefined);
	});

	it('sends a page back that was posted empty', async () => {
		await story(routed).start().answer('use', '').toBeSentBack('nothing-chosen');
	});

	it('does not take a post to a page that routing never reached', async () => {
		const { responses } = await story(routed)
			.start()
			.answer('use', 2)
			.answer('why', 1)
			.toBeAnswered('off-route')
			.notToOpen('why')
			.answer('next_year', 1)
			.toCheck('use', 'next_year')
			.complete();
		expect(responses[0]?.answers).not.toHaveProperty('why');
		expect(responses[0]?.abandoned).toEqual({});
	});

	it('does not open a page that lies ahead, nor one that does not exist', async () => {
		const told = await story(routed).start().notToOpen('next_year').answer('next_year', 1).toBeAnswered('off-route');
		for (const page of [0, 5, -1, 1.5, Number.NaN]) {
			const saved = await savePage(told.site, {
				survey: 'routed',
				code: told.code,
				page,
				version: 1,
				posted: new Map(),
			});
			expect(saved).toEqual({ kind: 'off-route', at: { kind: 'page', page: 1 } });
		}
	});

	it('does not take a form of another version of the questionnaire', async () => {
		await story(routed).start().answer('use', 1, { version: 2 }).toBeAnswered('other-version').toShow('use', undefined);
	});

	it('counts a page that was posted twice once', async () => {
		const { responses } = await story(routed)
			.start()
			.answer('use', 2)
			.again()
			.toBeOn('next_year')
			.answer('next_year', 1)
			.again()
			.toBeOn('check')
			.complete()
			.complete()
			.toBeAnswered('completed');
		expect(responses).toHaveLength(1);
	});

	it('completes only at the end of its route', async () => {
		const { responses } = await story(routed).start().answer('use', 1).complete().toBeAnswered('elsewhere');
		expect(responses).toEqual([]);
	});

	it('takes no more answers once it is completed', async () => {
		await story(routed)
			.start()
			.answer('use', 2)
			.answer('next_year', 1)
			.complete()
			.answer('next_year', 2)
			.toBeAnswered('finished');
	});
});

describe('going back to change an answer', () => {
	it('keeps the answers of the route that was left apart and does not count them', async () => {
		const { responses } = await story(routed)
			.start()
			.answer('use', 1)
			.answer('why', 2)
			.answer('where', 'at a market')
			.answer('next_year', 3)
			.change('use', 2)
			.toBeOn('check')
			.toCheck('use', 'next_year')
			.notToOpen('why')
			.complete();
		expect(responses[0]?.answers).toEqual({ use: { code: 2 }, next_year: { code: 3 } });
		expect(responses[0]?.abandoned).toEqual({ why: { code: 2 }, where: { text: 'at a market' } });
	});

	it('restores them when the route returns', async () => {
		const { responses } = await story(routed)
			.start()
			.answer('use', 1)
			.answer('why', 2)
			.answer('where', 'at a market')
			.answer('next_year', 3)
			.change('use', 2)
			.change('use', 1)
			.toBeOn('check')
			.toCheck('use', 'why', 'where', 'next_year')
			.complete();
		expect(responses[0]?.abandoned).toEqual({});
	});

	it('asks what the new route asks before it returns to the check', async () => {
		await story(routed)
			.start()
			.answer('use', 2)
			.answer('next_year', 3)
			.change('use', 1)
			.toBeOn('why')
			.answer('why', 1)
			.toBeOn('next_year')
			.toShow('next_year', { code: 3 })
			.change('why', 2)
			.toBeOn('where')
			.change('where', 'online')
			.toBeOn('check');
	});
});

describe('two tabs of one interview', () => {
	it('keep each other’s answers, and the last post of a page wins', async () => {
		const { site, code } = await story(routed).start().answer('use', 1).answer('why', 2);
		const post = (page: number, question: string, value: string) =>
			savePage(site, { survey: 'routed', code, page, version: 1, posted: new Map([[question, [value]]]) });
		await Promise.all([post(3, 'where', 'first tab'), post(2, 'why', '2'), post(3, 'where', 'second tab')]);
		await Promise.all([post(4, 'next_year', '1'), post(4, 'next_year', '2')]);
		const both = await Promise.all([1, 2].map(() => completeInterview(site, { survey: 'routed', code })));
		expect(both).toEqual([{ kind: 'completed' }, { kind: 'completed' }]);
		const { responses } = await story(routed, { site, folder: '', goTo: () => undefined });
		expect(responses.map(({ answers }) => answers)).toEqual([
			{ use: { code: 1 }, why: { code: 2 }, where: { text: 'second tab' }, next_year: { code: 2 } },
		]);
	});
});
