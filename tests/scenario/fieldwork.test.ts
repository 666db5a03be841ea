import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { countResponses, countOpenInterviews } from '../../src/lib/server/storage/index.ts';
import { findSurvey } from '../../src/lib/server/workflows/find-survey.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { showThanks } from '../../src/lib/server/workflows/show-thanks.ts';
import { startInterview } from '../../src/lib/server/workflows/start-interview.ts';
import { consenting } from './instruments/consenting.ts';
import { halves } from './instruments/halves.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';
import { story } from './story.ts';

describe('coming back', () => {
	it('goes on where the interview stood, by the code that was written down', async () => {
		await story(routed).start().answer('use', 1).comeBack().toBeAnswered('found').toBeOn('why');
	});

	it('forgives small letters, dashes, O for 0 and L for 1 in the code', async () => {
		const scribbled = (code: string) =>
			code
				.toLowerCase()
				.replaceAll('0', 'o')
				.replaceAll('1', 'l')
				.replace(/(.{4})(?!$)/g, '$1-');
		await story(routed).start().answer('use', 2).comeBack(scribbled).toBeOn('next_year');
	});

	it('with a code that nobody has finds nothing, whatever is wrong with it', async () => {
		await story(routed)
			.start()
			.comeBack((code) => `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`)
			.toBeAnswered('unknown-code')
			.comeBack(() => '')
			.toBeAnswered('unknown-code')
			.comeBack(() => 'U'.repeat(20))
			.toBeAnswered('unknown-code')
			.comeBack((code) => `${code}0`)
			.toBeAnswered('unknown-code');
	});

	it('does not begin a second interview unless that is asked for', async () => {
		const { site, code } = await story(routed).start().answer('use', 1);
		const start = { survey: 'routed', language: 'en', code };
		expect(await startInterview(site, start)).toEqual({ kind: 'already-started', at: { kind: 'page', page: 2 } });
		const fresh = await startInterview(site, { ...start, fresh: true });
		expect(fresh).toMatchObject({ kind: 'started', page: 1 });
	});

	it('in another language keeps the answers', async () => {
		const { responses } = await story(routed)
			.start()
			.answer('use', 2)
			.changeLanguage('gd')
			.toBeOn('next_year')
			.toShow('use', { code: 2 })
			.changeLanguage('fr')
			.answer('next_year', 1)
			.complete();
		expect(responses[0]?.language).toBe('gd');
	});
});

describe('a wave that closes in the middle of an interview', () => {
	it('takes no more pages, keeps what was answered, and counts it as broken off without answers when swept', async () => {
		const told = await story(routed)
			.start()
			.answer('use', 1)
			.closeWave()
			.answer('why', 1)
			.toBeAnswered('closed')
			.complete()
			.toBeAnswered('closed')
			.sweep();
		expect(told.responses).toHaveLength(1);
		expect(told.responses[0]).toMatchObject({ outcome: 'broken-off', answers: {}, language: null, seed: null });
		const { reader } = told.site.storage;
		expect(await countResponses(reader, { wave: told.wave.id })).toEqual({
			completed: 0,
			'broken-off': 1,
			declined: 0,
			'quota-full': 0,
		});
		expect(await countOpenInterviews(reader, { wave: told.wave.id })).toBe(0);
	});

	it('leaves interviews alone while it is open', async () => {
		const { responses } = await story(routed).start().answer('use', 1).sweep().toBeOn('why');
		expect(responses).toEqual([]);
	});

	it('still shows the last page to those who completed, for a month', async () => {
		const told = await story(routed)
			.start()
			.answer('use', 2)
			.answer('next_year', 1)
			.complete()
			.closeWave()
			.goTo('2026-03-20')
			.sweep();
		const whose = { survey: 'routed', code: told.code };
		expect((await showThanks(told.site, whose)).kind).toBe('thanks');
		told.goTo('2026-04-20');
		await story(routed, told).sweep();
		expect((await showThanks(told.site, whose)).kind).toBe('no-interview');
	});

	it('does not take its interviews into the next wave', async () => {
		const told = await story(routed).start().answer('use', 1).closeWave();
		await openWave(told.site, { actor: commandLine, survey: 'routed' });
		const { kind } = await startInterview(told.site, { survey: 'routed', language: 'en', code: told.code });
		expect(kind).toBe('started');
	});
});

describe('a survey', () => {
	it('is not yet open before its first day, and closed after its last', async () => {
		const { site, goTo } = await story(routed).closeWave();
		goTo('2026-05-01');
		await openWave(site, { actor: commandLine, survey: 'routed', opensOn: '2026-06-01', closesOn: '2026-06-30' });
		expect(await findSurvey(site, { survey: 'routed' })).toMatchObject({ kind: 'not-yet-open', opensOn: '2026-06-01' });
		goTo('2026-06-30');
		expect(await findSurvey(site, { survey: 'routed' })).toMatchObject({ kind: 'open', wave: { number: 2 } });
		goTo('2026-07-01');
		expect(await findSurvey(site, { survey: 'routed' })).toMatchObject({ kind: 'closed', closedOn: '2026-06-30' });
	});

	it('that does not exist is unknown', async () => {
		const { site } = await openTestSite();
		for (const survey of ['no-such', '', '../x', 'x'.repeat(5000)]) {
			expect(await findSurvey(site, { survey })).toEqual({ kind: 'unknown-survey' });
		}
	});

	it('has one open wave at a time', async () => {
		const { site, wave } = await story(routed).start();
		expect(await openWave(site, { actor: commandLine, survey: 'routed' })).toEqual({ kind: 'already-open', wave });
	});

	it('is fielded only in languages whose translation is complete', async () => {
		const { site } = await story(consenting).closeWave();
		expect(await openWave(site, { actor: commandLine, survey: 'consenting', languages: ['fr'] })).toEqual({
			kind: 'language-not-ready',
			language: 'fr',
		});
	});
});

describe('consent', () => {
	it('that is declined ends the interview at once, with nothing kept but that', async () => {
		const told = await story(consenting).start().answer('consent', 2).toBeOn('thanks').answer('affected', 1);
		expect(told.responses).toHaveLength(1);
		expect(told.responses[0]).toMatchObject({
			outcome: 'declined',
			answers: { consent: { code: 2 } },
			abandoned: {},
			arms: {},
		});
		expect(await showThanks(told.site, { survey: 'consenting', code: told.code })).toMatchObject({
			outcome: 'declined',
			guidance: [],
		});
	});

	it('that is withdrawn later throws away what was answered', async () => {
		const { responses } = await story(consenting)
			.start()
			.answer('consent', 1)
			.answer('affected', 1)
			.change('consent', 2);
		expect(responses[0]).toMatchObject({ outcome: 'declined', answers: { consent: { code: 2 } }, abandoned: {} });
	});

	it('that is given leads on, and the last page has the contacts and guidance that the answers call for', async () => {
		const shown = async (affected: number | string) => {
			const told = await story(consenting).start().answer('consent', 1).answer('affected', affected).complete();
			const thanks = await showThanks(told.site, { survey: 'consenting', code: told.code });
			if (thanks.kind !== 'thanks') throw new Error(thanks.kind);
			return [...thanks.support, ...thanks.guidance].map(({ id }) => id);
		};
		expect(await shown(1)).toEqual(['anyone', 'affected', 'report']);
		expect(await shown(2)).toEqual(['anyone']);
		expect(await shown('pnts')).toEqual(['anyone']);
	});
});

describe('random allocation', () => {
	it('keeps the arms of every experiment balanced over 1,000 starts, whoever starts at the same time', async () => {
		const told = await story(halves).start().answer('count', 2).toBeOn('check');
		const starts = Array.from({ length: 999 }, () => startInterview(told.site, { survey: 'halves', language: 'en' }));
		await Promise.all(starts);
		const rows = told.site.storage.accounts.$client
			.prepare('select experiment, arm, count from allocations order by experiment, count')
			.all();
		expect(rows.map((row) => (row as { count: number }).count)).toEqual([500, 500, 333, 333, 334]);
	});

	it('is not the same turn by turn', async () => {
		const told = await story(halves);
		const arms: string[] = [];
		const seen = new Set<string>();
		for (let count = 0; count < 60; count++) {
			const { responses } = await story(halves, told).start().answer('count', 0).complete();
			// Responses stand in random order: the newest is the one that was not there before.
			for (const { id, arms: given } of responses.filter((response) => !seen.has(response.id))) {
				seen.add(id);
				arms.push(given.count ?? '');
			}
		}
		const { responses } = await story(halves, told);
		const treated = responses.filter((response) => response.arms.count === 'treatment');
		expect([responses.length, treated.length]).toEqual([60, 30]);
		// Alternating arms would let anyone who started just before or after know the other's.
		expect(new Set(arms.map((arm, index) => `${arm}${arms[index - 1] ?? ''}`)).size).toBeGreaterThan(2);
	});

	it('lets only the treated half count the sensitive item', async () => {
		const told = await story(halves);
		const outcomes = new Set<string>();
		for (let count = 0; count < 4; count++) {
			const { responses } = await story(halves, told).start().answer('count', 4).complete();
			for (const response of responses) outcomes.add(response.arms.count ?? '');
		}
		expect([...outcomes]).toEqual(['treatment']);
	});
});
