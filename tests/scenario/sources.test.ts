import { expect, it } from 'vitest';
import { questionsOf } from '../../src/lib/core/instrument/index.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { insertVersions, listTallies } from '../../src/lib/server/storage/index.ts';
import { changeLanguage } from '../../src/lib/server/workflows/change-language.ts';
import { completeInterview } from '../../src/lib/server/workflows/complete-interview.ts';
import { monitorOfWave, planNextWave } from '../../src/lib/server/workflows/fieldwork/index.ts';
import {
	addSource,
	posterOf,
	removeSource,
	sourcesPageOf,
} from '../../src/lib/server/workflows/fieldwork/sources/index.ts';
import { storeTallies } from '../../src/lib/server/workflows/fieldwork/tally.ts';
import { findInterview } from '../../src/lib/server/workflows/find-interview.ts';
import { sourceOf } from '../../src/lib/server/workflows/interview/source-of.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { savePage } from '../../src/lib/server/workflows/save-page.ts';
import { startInterview } from '../../src/lib/server/workflows/start-interview.ts';
import { close, invitedWave, responsesOf } from './invited.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';

const survey = routed.survey;

async function openLink() {
	const at = await openTestSite();
	await insertVersions(at.site.storage.writer, { versions: [storedVersionOf(routed)] });
	const opened = await openWave(at.site, { actor: commandLine, survey });
	if (opened.kind !== 'opened') throw new Error(opened.kind);
	const added = await addSource(at.site, { actor: commandLine, survey, label: 'St Andrew’s Library, Leith', tag: '' });
	expect(added).toEqual({ kind: 'added', tag: 'st-andrews-library-leith' });
	return { at, wave: opened.wave };
}

/** Comes by a link, changes the language on the way, and answers everything. */
async function answeredBy({ site }: TestSite, from: string | undefined): Promise<void> {
	const begun = await startInterview(site, { survey, language: 'en', from });
	if (begun.kind !== 'started') throw new Error(begun.kind);
	const { code } = begun;
	for (const [question, entered] of [
		['use', '2'],
		['next_year', '1'],
	] as const) {
		const page = questionsOf(routed).findIndex(({ id }) => id === question) + 1;
		await savePage(site, { survey, code, page, version: routed.version, posted: new Map([[question, [entered]]]) });
		await changeLanguage(site, { survey, code, language: 'gd' });
		await findInterview(site, { survey, code });
	}
	expect(await completeInterview(site, { survey, code })).toEqual({ kind: 'completed' });
}

it('a place whose link was followed stays with the answer, through another language and a way back', async () => {
	const { at, wave } = await openLink();
	await answeredBy(at, 'St-Andrews-Library-Leith');
	expect((await responsesOf(at, wave)).map(({ source }) => source)).toEqual(['st-andrews-library-leith']);
});

it.each(['elsewhere', '', undefined, '../x', 'x'.repeat(5000), '<b>', "' or 1=1"])(
	'a tag that nobody gave out, %j, is none',
	async (from) => {
		const { at, wave } = await openLink();
		expect(await sourceOf(at.site, { survey, from })).toBeUndefined();
		await answeredBy(at, from);
		expect((await responsesOf(at, wave)).map(({ source }) => source)).toEqual([null]);
	},
);

it('no tag is taken of whoever was invited or tries a pilot', async () => {
	const { at } = await openLink();
	const known = { survey, from: 'st-andrews-library-leith' };
	expect(await sourceOf(at.site, known)).toBe('st-andrews-library-leith');
	expect(await sourceOf(at.site, { ...known, pilot: 'x' })).toBeUndefined();
	expect(await sourceOf(at.site, { ...known, invitation: 'x' })).toBeUndefined();
});

it('once the wave is over a place stands beside answers and in tallies only where ten came by it', async () => {
	const { at, wave } = await openLink();
	await addSource(at.site, { actor: commandLine, survey, label: 'Gym', tag: 'gym' });
	const [library, gym] = ['st-andrews-library-leith', 'gym'];
	for (let k = 0; k < 12; k++) await answeredBy(at, library);
	for (let k = 0; k < 11; k++) await answeredBy(at, undefined);
	for (let k = 0; k < 3; k++) await answeredBy(at, gym);
	await storeTallies(at.site, { when: 'hour' });
	const live = await monitorOfWave(at.site, { survey, wave: wave.id });
	const bySource = live?.splits.find(({ by }) => by.kind === 'source')?.groups ?? [];
	expect(bySource.map(({ value, started }) => [value, started?.kind])).toEqual([
		['', 'withheld'],
		['gym', 'few'],
		[library, 'withheld'],
	]);

	const started = await listTallies(at.site.storage.reader, { wave: wave.id });
	expect(started.filter(({ stage, source }) => stage === 'started' && source === library)).toMatchObject([
		{ count: 12 },
	]);

	await close(at, wave);
	const counted = new Map<string | null, number>();
	for (const { source } of await responsesOf(at, wave)) counted.set(source, (counted.get(source) ?? 0) + 1);
	expect(Object.fromEntries(counted)).toEqual({ [library]: 12, null: 14 });
	const tallies = await listTallies(at.site.storage.reader, { wave: wave.id });
	expect(tallies.map(({ source }) => source)).not.toContain('gym');
	const completed = tallies.filter(({ stage }) => stage === 'completed').reduce((all, { count }) => all + count, 0);
	expect(completed, 'nobody is lost').toBe(26);
});

it('places belong to the survey: the next wave has them too', async () => {
	const { at, wave } = await openLink();
	await close(at, wave);
	expect(await sourcesPageOf(at.site, { survey })).toMatchObject({ wave: { state: 'closed' } });
	const tag = 'st-andrews-library-leith';
	expect(await posterOf(at.site, { survey, tag, language: 'en' })).toEqual({ kind: 'no-open-link' });
	const next = await planNextWave(at.site, { actor: commandLine, survey });
	expect(next.kind).toBe('planned');
	expect(await sourcesPageOf(at.site, { survey })).toMatchObject({ wave: { state: 'planned' }, sources: [{ tag }] });
	expect(await posterOf(at.site, { survey, tag, language: 'gd' })).toMatchObject({
		kind: 'poster',
		language: 'gd',
		link: `${at.site.env.ORIGIN}/s/${survey}?from=${tag}`,
	});
});

it('there is no poster of a wave that is answered by invitation', async () => {
	const at = await openTestSite();
	await invitedWave(at, { instrument: routed, mode: 'panel', invitees: [] });
	await addSource(at.site, { actor: commandLine, survey, label: 'Gym', tag: '' });
	expect(await posterOf(at.site, { survey, tag: 'gym', language: 'en' })).toEqual({ kind: 'no-open-link' });
});

it('a place needs a name and a tag of its own, and is taken away again', async () => {
	const { at } = await openLink();
	const add = (label: string, tag: string) => addSource(at.site, { actor: commandLine, survey, label, tag });
	expect(await add(' ', 'x')).toMatchObject({ kind: 'unfit', problem: { field: 'label', kind: 'empty' } });
	expect(await add('図書館', '')).toMatchObject({ kind: 'unfit', problem: { field: 'tag', kind: 'no-tag' } });
	expect(await add('Gym', 'a b')).toMatchObject({ kind: 'unfit', problem: { field: 'tag', kind: 'no-tag' } });
	expect(await add('Gym', 'GYM')).toEqual({ kind: 'added', tag: 'gym' });
	expect(await add('Another', 'gym')).toMatchObject({ kind: 'unfit', problem: { field: 'tag', kind: 'taken' } });
	expect(await removeSource(at.site, { actor: commandLine, survey, tag: 'gym' })).toBe(true);
	expect(await removeSource(at.site, { actor: commandLine, survey, tag: 'gym' })).toBe(false);
	expect(await sourceOf(at.site, { survey, from: 'gym' })).toBeUndefined();
});
