import { describe, expect, it } from 'vitest';
import { listPageTimes, listQuestionTallies, listTallies } from '../../src/lib/server/storage/index.ts';
import { enoughToStore, storeTallies } from '../../src/lib/server/workflows/fieldwork/tally.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';
import { story } from './story.ts';

const today = '2026-03-02';

async function tallied(at: TestSite) {
	const { reader } = at.site.storage;
	const wave = (await story(routed, at)).wave.id;
	return {
		stages: (await listTallies(reader, { wave })).map(({ day, stage, language, count }) => [
			day,
			stage,
			language,
			count,
		]),
		questions: await listQuestionTallies(reader, { wave, today: '2026-03-03' }),
		times: await listPageTimes(reader, { wave }),
	};
}

describe('tallies of interviews', () => {
	it('are of how many began, what they answered, where they stand and how they ended', async () => {
		const at = await openTestSite();
		await story(routed, at).start().answer('use', 2).answer('next_year', 1).complete();
		await story(routed, at).start('gd').answer('use', 1).answer('why', 2);
		await story(routed, at).start();
		await storeTallies(at.site, { when: 'hour' });
		const { stages, questions, times } = await tallied(at);
		expect(stages).toEqual([
			[today, 'completed', 'en', 1],
			[today, 'started', 'en', 2],
			[today, 'started', 'gd', 1],
		]);
		const standing = (question: string) => questions.find((one) => one.question === question);
		expect(standing('use')).toMatchObject({ answered: 2, standing: 1, standingToday: 0 });
		expect(standing('why')).toMatchObject({ answered: 1, standing: 0 });
		expect(standing('where')).toMatchObject({ standing: 1 });
		expect(standing('next_year')).toMatchObject({ answered: 1, standing: 0 });
		expect(times.toSorted((a, b) => a.question.localeCompare(b.question))).toEqual([
			{ question: 'next_year', band: 0, count: 1 },
			{ question: 'use', band: 0, count: 2 },
			{ question: 'why', band: 0, count: 1 },
		]);
	});

	it('count a page once, however often it is posted, changed or come back to', async () => {
		const at = await openTestSite();
		await story(routed, at).start().answer('use', 2).again().answer('use', 1).answer('use', 2).answer('next_year', 1);
		await storeTallies(at.site, { when: 'hour' });
		const { questions } = await tallied(at);
		expect(questions.find(({ question }) => question === 'use')).toMatchObject({ answered: 1, standing: 0 });
		expect(questions.find(({ question }) => question === 'why')).toBeUndefined();
	});

	it('stay in memory until enough interviews contributed, or the hour is over', async () => {
		const at = await openTestSite();
		for (let k = 1; k < enoughToStore; k++) await story(routed, at).start();
		await storeTallies(at.site, { when: 'enough' });
		expect((await tallied(at)).stages).toEqual([]);
		await story(routed, at).start();
		await storeTallies(at.site, { when: 'enough' });
		expect((await tallied(at)).stages).toEqual([[today, 'started', 'en', enoughToStore]]);
	});

	it('are added to those that are stored, and are stored when the wave closes', async () => {
		const at = await openTestSite();
		await story(routed, at).start();
		await storeTallies(at.site, { when: 'hour' });
		const told = await story(routed, at).start().answer('use', 2).closeWave();
		const stored = await listTallies(told.site.storage.reader, { wave: told.wave.id });
		expect(stored).toMatchObject([{ stage: 'started', count: 2 }]);
	});

	it('keep how long an interview took as a coarse band', async () => {
		const { responses } = await story(routed).start().answer('use', 2).answer('next_year', 1).complete();
		expect(responses[0]?.seconds).toBe(0);
	});
});
