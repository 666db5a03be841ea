import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../src/lib/core/instrument/index.ts';
import type { InterviewState } from '../../src/lib/core/interview/index.ts';
import { listPageTimes, listQuestionTallies, listTallies } from '../../src/lib/server/storage/index.ts';
import type { EndedInterview } from '../../src/lib/server/workflows/interview/ended-interview.ts';
import type { InterviewRow, InterviewStore } from '../../src/lib/server/workflows/interview/fieldwork.ts';
import { enoughToStore, storeTallies, tallied } from '../../src/lib/server/workflows/fieldwork/tally.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';
import { story } from './story.ts';
import type { Told } from './story.ts';

const today = '2026-03-02';

async function talliesOf(at: TestSite) {
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

const [use] = questionsOf(routed);

/** A store that keeps one interview in memory, as one of a wave in which people hold tokens does for its callers. */
function storeOf({ site, wave }: Told): InterviewStore {
	const row: InterviewRow = {
		...{ lookup: site.random.bytes(16), wave: wave.id, version: 1, state: 'open' as const, startedDay: today },
		...{ serverHalf: Buffer.alloc(16), sealed: Buffer.alloc(0) },
	};
	return {
		...{ id: wave.id, room: 0, find: async () => row },
		insert: async ({ start }) => void start({}),
		change: async ({ change }) => change(row, { notInvited: undefined, filled: () => 0 }).result,
	};
}

/** Somebody begins, answers the first question and is done. */
async function onePerson(store: InterviewStore): Promise<void> {
	const lookup = Buffer.alloc(16);
	const row = await store.find({ lookup });
	if (row === undefined) throw new Error('the store has its row');
	const clock = { shown: 0, spent: 0 };
	const before: InterviewState = { version: 1, language: 'en', seed: 1, arms: {}, answers: {}, clock };
	const after = { ...before, answers: { use: { code: 2 } }, clock: { shown: 7, spent: 7 } };
	await store.insert({ experiments: [], draw: () => 0, start: () => ({ row, state: before, at: use }) });
	await store.change({
		lookup,
		change: () => ({
			result: undefined,
			states: { before, after, at: { before: use, after: undefined } },
			ending: { state: 'completed', fills: [], response: ended },
		}),
	});
}

const ended: EndedInterview = {
	...{
		id: 'a'.repeat(32),
		version: 1,
		day: today,
		outcome: 'completed',
		mode: 'web',
		language: 'en',
		seed: 1,
		arms: {},
	},
	...{ answers: {}, abandoned: {}, source: null, panelLink: null, baseWeight: null, seconds: 0, signals: [] },
};

describe('tallies of interviews', () => {
	it('are of how many began, what they answered, where they stand and how they ended', async () => {
		const at = await openTestSite();
		await story(routed, at).start().answer('use', 2).answer('next_year', 1).complete();
		await story(routed, at).start('gd').answer('use', 1).answer('why', 2);
		await story(routed, at).start();
		await storeTallies(at.site, { when: 'hour' });
		const { stages, questions, times } = await talliesOf(at);
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
		const { questions } = await talliesOf(at);
		expect(questions.find(({ question }) => question === 'use')).toMatchObject({ answered: 1, standing: 0 });
		expect(questions.find(({ question }) => question === 'why')).toBeUndefined();
	});

	it('stay in memory until enough interviews contributed, or the hour is over', async () => {
		const at = await openTestSite();
		for (let k = 1; k < enoughToStore; k++) await story(routed, at).start();
		await storeTallies(at.site, { when: 'enough' });
		expect((await talliesOf(at)).stages).toEqual([]);
		await story(routed, at).start();
		await storeTallies(at.site, { when: 'enough' });
		expect((await talliesOf(at)).stages).toEqual([[today, 'started', 'en', enoughToStore]]);
	});

	it('are added to those that are stored, and are stored when the wave closes', async () => {
		const at = await openTestSite();
		await story(routed, at).start();
		await storeTallies(at.site, { when: 'hour' });
		const told = await story(routed, at).start().answer('use', 2).closeWave();
		const stored = await listTallies(told.site.storage.reader, { wave: told.wave.id });
		expect(stored).toMatchObject([{ stage: 'started', count: 2 }]);
	});

	it('say nothing of single answers where people hold tokens, until twenty of them have ended', async () => {
		const at = await story(routed);
		const guarded = { ...at.wave, identityMode: 'panel' as const };
		const people = async (count: number) => {
			for (let k = 0; k < count; k++) await onePerson(tallied(at.site, guarded, storeOf(at)));
		};
		await people(enoughToStore - 1);
		await storeTallies(at.site, { when: 'hour' });
		expect(await talliesOf(at)).toEqual({ stages: [], questions: [], times: [] });
		await storeTallies(at.site, { when: 'last' });
		expect(await talliesOf(at)).toEqual({
			stages: [
				[today, 'completed', '', enoughToStore - 1],
				[today, 'started', '', enoughToStore - 1],
			],
			questions: [],
			times: [],
		});
		await people(enoughToStore);
		await storeTallies(at.site, { when: 'hour' });
		const { questions, stages } = await talliesOf(at);
		expect(questions.find(({ question }) => question === 'use')).toMatchObject({ answered: enoughToStore });
		expect(stages).toContainEqual([today, 'completed', 'en', enoughToStore]);
	});

	it('keep how long an interview took as a coarse band', async () => {
		const { responses } = await story(routed).start().answer('use', 2).answer('next_year', 1).complete();
		expect(responses[0]?.seconds).toBe(0);
	});
});
