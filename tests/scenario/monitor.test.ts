import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Monitor, WatchedCount } from '../../src/lib/core/fieldwork/index.ts';
import { Language } from '../../src/lib/core/instrument/index.ts';
import { changeWave, insertResponses, insertSample } from '../../src/lib/server/storage/index.ts';
import type { SampleMember, StoredResponse } from '../../src/lib/server/storage/index.ts';
import { monitorOfWave } from '../../src/lib/server/workflows/fieldwork/monitor-of.ts';
import { watchWave } from '../../src/lib/server/workflows/fieldwork/watch-wave.ts';
import { storeTallies } from '../../src/lib/server/workflows/fieldwork/tally.ts';
import { consenting } from './instruments/consenting.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';
import { story } from './story.ts';
import type { Told } from './story.ts';

const said = (counts: readonly WatchedCount[]) =>
	counts.map((count) => (count.kind === 'shown' ? count.count : count.kind));

async function monitored({ site }: TestSite, { wave }: Told, survey = 'routed'): Promise<Monitor> {
	const monitor = await monitorOfWave(site, { survey, wave: wave.id });
	if (monitor === undefined) throw new Error('the wave is not there');
	return monitor;
}

/** So many people tell the same story. */
async function times(count: number, tell: () => PromiseLike<Told>): Promise<void> {
	for (let k = 0; k < count; k++) await tell();
}

describe('the monitor of a wave that is lived through', { timeout: 30_000 }, () => {
	it('has every number right at each step, with small groups masked', async () => {
		const at = await openTestSite();
		const told = await story(routed, at);
		expect((await monitored(at, told)).totals).toMatchObject({ started: 0, completed: 0, answering: 0, sampled: null });

		const completes = () => story(routed, at).start().answer('use', 2).answer('next_year', 1).complete();
		await times(19, completes);
		const early = await monitored(at, told);
		expect(early.untallied, 'tallies of so few are still in memory').toBe(19);
		expect(early.splits).toEqual([]);

		await times(12, completes);
		await times(12, () => story(routed, at).start('gd').answer('use', 1));
		await times(3, () => story(routed, at).start('gd').answer('use', 2).answer('next_year', 3).complete());
		const live = await monitored(at, told);
		expect(live.totals).toMatchObject({ started: 46, completed: 34, answering: 12 });

		await storeTallies(at.site, { when: 'hour' });
		const first = await monitored(at, told);
		expect(first).toMatchObject({ untallied: 0, dayNumber: 1 });
		const [languages] = first.splits;
		expect(languages?.groups.map(({ value }) => value)).toEqual(['en', 'gd']);
		expect(said(languages?.groups.map(({ completed }) => completed) ?? [])).toEqual(['withheld', 'few']);
		expect(said(languages?.groups.flatMap(({ started }) => started ?? []) ?? [])).toEqual([31, 15]);
		expect(first.stops.total, 'those who began today may go on').toBe(0);

		at.goTo('2026-03-03');
		const second = await monitored(at, told);
		expect(second.stops.total).toBe(12);
		expect(said(second.stops.questions.map(({ stopped }) => stopped))).toEqual(['few', 12, 'few', 'few']);
		expect(second.byDay).toEqual([
			{ day: '2026-03-02', number: 1, started: 50, completed: 30, last: null },
			{ day: '2026-03-03', number: 2, started: 50, completed: 30, last: null },
		]);

		const closed = await story(routed, at).closeWave().sweep();
		const last = await monitored(at, closed);
		expect(last.totals).toMatchObject({ started: 46, completed: 34, answering: 0, brokenOff: 12 });
	});

	it('counts those who did not consent', async () => {
		const at = await openTestSite();
		const told = await story(consenting, at).start().answer('consent', 2);
		expect((await monitored(at, told, 'consenting')).totals).toMatchObject({ started: 1, declined: 1, completed: 0 });
	});

	it('is put beside the same day of the last wave, also of one from before anything was tallied', async () => {
		const at = await openTestSite();
		const earlier = await story(routed, at);
		const responses = Array.from({ length: 60 }, (_, k): StoredResponse => {
			const day = k < 40 ? '2026-03-02' : '2026-03-05';
			return { ...finished(k), wave: earlier.wave.id, day };
		});
		await insertResponses(at.site.storage.writer, { responses });
		await story(routed, at).closeWave();
		at.goTo('2026-09-01');
		const told = await story(routed, at);
		await times(20, () => story(routed, at).start().answer('use', 2).answer('next_year', 1).complete());
		await storeTallies(at.site, { when: 'hour' });
		at.goTo('2026-09-02');
		const monitor = await monitored(at, told);
		expect(monitor.last).toEqual({ label: earlier.wave.label, sameDay: 40, whole: 60 });
		expect(monitor.byDay.map(({ completed, last }) => [completed, last])).toEqual([
			[20, 40],
			[20, 40],
		]);
		expect(monitor.projection.byLast).toBeCloseTo((20 * 60) / 40);
	});

	it('counts the groups of a sample, none of them when it is small, and rates by AAPOR', async () => {
		const at = await openTestSite();
		const told = await story(routed, at);
		const { writer } = at.site.storage;
		await changeWave(writer, { id: told.wave.id, change: (wave) => ({ ...wave, identityMode: 'confidential' }) });
		const members = Array.from({ length: 60 }, (_, k): SampleMember => {
			const state = k < 12 ? 'answered' : k < 15 ? 'declined' : k < 17 ? 'bounced' : k < 19 ? 'ineligible' : 'ready';
			const of = { sector: k % 2 === 0 ? 'Police' : 'Councils', strata: { area: k < 55 ? 'North' : 'South' } };
			const unknown = { file: null, contact: null, email: null, name: null, language: null, organisation: null };
			return { ...unknown, ...of, place: k + 1, wave: told.wave.id, source: null, token: null, state, response: null };
		});
		await insertSample(writer, { file: null, members });
		const { totals, rates, splits } = await monitored(at, told);
		expect(totals.sampled).toBe(60);
		expect(rates?.rr1).toBeCloseTo(12 / 58);
		expect(rates?.rr5).toBeCloseTo(12 / 15);
		expect(splits.map(({ by }) => by)).toEqual([
			{ kind: 'stratum', column: 'sector' },
			{ kind: 'stratum', column: 'area' },
		]);
		const [sector, area] = splits.map(({ groups }) =>
			groups.map(({ value, sampled, completed }) => [value, ...said([sampled ?? { kind: 'few' }, completed])]),
		);
		expect(sector).toEqual([
			['Councils', 30, 'few'],
			['Police', 30, 'few'],
		]);
		expect(area).toEqual([
			['North', 'withheld', 'withheld'],
			['South', 'few', 'withheld'],
		]);
	});

	it('is not there for another survey', async () => {
		const told = await story(routed);
		expect(await monitorOfWave(told.site, { survey: 'other', wave: told.wave.id })).toBeUndefined();
	});

	it('is made without reading an answer: it is the same where there is no column of answers left', async () => {
		const at = await openTestSite();
		const told = await story(routed, at);
		await times(25, () => story(routed, at).start().answer('use', 2).answer('next_year', 1).complete());
		await story(routed, at).closeWave();
		const before = await monitored(at, told);
		const database = new SqliteDatabase(join(at.folder, 'soundings.db'));
		database.exec('delete from tallies');
		for (const column of ['answers', 'abandoned', 'arms']) {
			database.exec(`alter table responses rename column ${column} to no_${column}`);
		}
		database.close();
		expect((await monitored(at, told)).totals).toEqual(before.totals);
		expect((await monitored(at, told)).byDay.map(({ completed }) => completed)).toEqual([30]);
	});
});

function finished(k: number): Omit<StoredResponse, 'wave' | 'day'> {
	return {
		id: k.toString(16).padStart(13, '0').padEnd(32, 'a'),
		version: 1,
		outcome: 'completed',
		mode: 'web',
		language: Language.parse('en'),
		seed: 1,
		arms: {},
		answers: {},
		abandoned: {},
		source: null,
		panelLink: null,
		baseWeight: null,
		seconds: null,
		signals: [],
	};
}

describe('watching a wave', { timeout: 30_000 }, () => {
	it('tells everybody who watches at once, and again when something has happened, until they go', async () => {
		const at = await openTestSite();
		const told = await story(routed, at);
		const heard: string[][] = [[], []];
		const failed = (error: unknown) => {
			throw error;
		};
		const stops = heard.map((lines) =>
			watchWave(at.site, { survey: 'routed', wave: told.wave.id, tell: (json) => void lines.push(json), failed }),
		);
		const started = (lines: string[]): number[] =>
			lines.map(
				(json) => z.object({ totals: z.object({ started: z.number() }) }).parse(JSON.parse(json)).totals.started,
			);
		await expect.poll(() => heard.map(started), { timeout: 15_000 }).toEqual([[0], [0]]);
		await story(routed, at).start();
		await expect
			.poll(() => heard.map(started), { timeout: 15_000 })
			.toEqual([
				[0, 1],
				[0, 1],
			]);
		for (const stop of stops) stop();
		await story(routed, at).start();
		await new Promise((resolve) => setTimeout(resolve, 1200));
		expect(heard.map(({ length }) => length)).toEqual([2, 2]);
	});
});
