import { describe, expect, it } from 'vitest';
import type { WaveId } from '../../src/lib/core/fieldwork/index.ts';
import { WavePlan, unplanned } from '../../src/lib/core/fieldwork/index.ts';
import type { Instrument } from '../../src/lib/core/instrument/index.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import type { Site } from '../../src/lib/server/site.ts';
import type { StoredResponse } from '../../src/lib/server/storage/index.ts';
import {
	changePlannedWave,
	changeWave,
	countResponses,
	findPaperForm,
	listAudit,
	listQuotaCounts,
} from '../../src/lib/server/storage/index.ts';
import {
	comparisonOf,
	enterForm,
	entryOf,
	paperPageOf,
	saveEntry,
	spoilForm,
	startForm,
} from '../../src/lib/server/workflows/fieldwork/paper/index.ts';
import { readResponses } from '../../src/lib/server/workflows/read-responses.ts';
import { consenting } from './instruments/consenting.ts';
import { halves } from './instruments/halves.ts';
import { matched } from './instruments/matched.ts';
import { routed } from './instruments/routed.ts';
import { story } from './story.ts';

const ann = { id: 'ann', name: 'Ann' };
const bob = { id: 'bob', name: 'Bob' };
const cat = { id: 'cat', name: 'Cat' };
type Typed = Readonly<Record<string, string>>;

/** An open wave that is answered on paper too, with what may be done to its forms. */
async function onPaper(instrument: Instrument) {
	const { site, wave: opened } = await story(instrument);
	await changeWave(site.storage.writer, { id: opened.id, change: (wave) => ({ ...wave, modes: ['web', 'paper'] }) });
	return tools(site, instrument.survey, opened.id);
}

function tools(site: Site, survey: string, wave: WaveId) {
	const form = (number: string) => ({ survey, wave, number });
	const start = (actor: typeof ann, number: string, layout = 'A') =>
		startForm(site, { ...form(number), actor, layout, language: 'en' });
	async function revisionOf(actor: typeof ann, number: string) {
		const entry = await entryOf(site, { ...form(number), actor });
		if (entry.kind !== 'entry') throw new Error(entry.kind);
		return entry.revision;
	}
	async function key(actor: typeof ann, number: string, typed: Typed, layout = 'A') {
		await start(actor, number, layout);
		const revision = await revisionOf(actor, number);
		return saveEntry(site, { ...form(number), actor, revision, typed, finish: true });
	}
	async function enter(number: string, fields: Typed = {}, layout = '') {
		const comparison = await comparisonOf(site, form(number));
		const revision = comparison.kind === 'comparison' ? comparison.revision : 0;
		const decided = { layout, fields: new Map(Object.entries(fields)) };
		return enterForm(site, { ...form(number), actor: cat, revision, decided });
	}
	async function twice(number: string, typed: Typed, layout = 'A') {
		await key(ann, number, typed, layout);
		await key(bob, number, typed, layout);
		return enter(number);
	}
	async function responses(): Promise<StoredResponse[]> {
		const all: StoredResponse[] = [];
		await readResponses(site, { wave, each: (response) => void all.push(response) });
		return all;
	}
	return { site, survey, wave, form, start, revisionOf, key, enter, twice, responses };
}

/** All of a response but what is random or says how, when and how quickly it was given. */
function said({
	id: _id,
	wave: _wave,
	day: _day,
	mode: _mode,
	seed: _seed,
	seconds: _seconds,
	signals: _signals,
	...rest
}: StoredResponse) {
	return rest;
}

describe('a paper form', () => {
	it('typed by two people is the response that the same answers are on the web, and what was typed is gone', async () => {
		const web = await story(routed)
			.start()
			.answer('use', 1)
			.answer('why', 2)
			.answer('where', 'In a shop')
			.answer('next_year', 3)
			.complete();
		const paper = await onPaper(routed);
		const typed = { use: '1', why: '2', where: 'In a shop', next_year: '3' };
		expect(await paper.key(ann, '17', typed)).toEqual({ kind: 'finished', next: 'key-second' });
		expect(await paper.start(bob, ' 0017')).toEqual({ kind: 'started', number: '17' });
		expect(await paper.key(bob, '17', { ...typed, use: '01' })).toEqual({ kind: 'finished', next: 'compare' });
		expect(await paper.enter('17')).toEqual({ kind: 'entered' });
		const [response] = await paper.responses();
		if (response === undefined || web.responses[0] === undefined) throw new Error('both have a response');
		expect(said(response)).toEqual(said(web.responses[0]));
		expect(response).toMatchObject({ mode: 'paper', day: null, outcome: 'completed' });
		expect(await findPaperForm(paper.site.storage.reader, paper.form('17'))).toMatchObject({
			...{ state: 'entered', first: null, second: null, firstBy: null, secondBy: null },
		});
		const [deed] = await listAudit(paper.site.storage.reader, { survey: 'routed', limit: 1 });
		expect(deed).toMatchObject({ action: 'paper.entered', byName: 'Cat', before: null, after: null });
		expect(await paper.enter('17')).toEqual({ kind: 'not-keyed-twice', state: 'entered' });
	});

	it('is typed the second time by another account, who sees nothing of the first', async () => {
		const paper = await onPaper(routed);
		await paper.key(ann, '1', { use: '2', next_year: '1' });
		expect(await paper.start(ann, '1')).toEqual({ kind: 'own-entry' });
		expect(await entryOf(paper.site, { ...paper.form('1'), actor: ann })).toEqual({ kind: 'own-entry' });
		await paper.start(bob, '1');
		expect(await entryOf(paper.site, { ...paper.form('1'), actor: bob })).toMatchObject({ round: 'second', typed: {} });
		expect(await paper.start(cat, '1')).toEqual({ kind: 'being-keyed' });
		const page = await paperPageOf(paper.site, { survey: 'routed', wave: paper.wave, actor: ann });
		expect(page?.forms).toMatchObject([{ number: '1', state: 'keyed-once', next: 'for-another' }]);
		expect(JSON.stringify(page?.forms)).not.toContain('ann');
	});

	it('is decided form in hand where the two differ, and only there', async () => {
		const paper = await onPaper(routed);
		await paper.key(ann, '2', { use: '2', next_year: '1' });
		await paper.key(bob, '2', { use: '2', next_year: '3', why: '1' });
		expect(await comparisonOf(paper.site, paper.form('2'))).toMatchObject({
			kind: 'comparison',
			layouts: null,
			agreed: 1,
			disputed: [
				{ field: 'why', first: '', second: '1' },
				{ field: 'next_year', first: '1', second: '3' },
			],
		});
		expect(await paper.enter('2', { next_year: '2' })).toMatchObject({
			kind: 'unsettled',
			problems: [{ kind: 'undecided', field: 'why' }],
		});
		expect(await paper.enter('2', { next_year: '8', why: '' })).toMatchObject({
			kind: 'unsettled',
			problems: [{ kind: 'not-an-answer', field: 'next_year' }],
		});
		expect(await paper.enter('2', { next_year: '2', why: '' })).toEqual({ kind: 'entered' });
		expect((await paper.responses()).map(({ answers }) => answers)).toEqual([
			{ use: { code: 2 }, next_year: { code: 2 } },
		]);
	});

	it('keeps apart what was answered against the routing, and counts as refused what was left blank', async () => {
		const paper = await onPaper(routed);
		expect(await paper.twice('3', { use: '2', why: '3' })).toEqual({ kind: 'entered' });
		expect(await paper.responses()).toMatchObject([
			{ answers: { use: { code: 2 }, next_year: { missing: 'refused' } }, abandoned: { why: { code: 3 } } },
		]);
	});

	it('is not overwritten by a second window, and is finished only when all that was typed is an answer', async () => {
		const paper = await onPaper(routed);
		await paper.start(ann, '4');
		const revision = await paper.revisionOf(ann, '4');
		const save = (typed: Typed, from: number, finish = false) =>
			saveEntry(paper.site, { ...paper.form('4'), actor: ann, revision: from, typed, finish });
		expect(await save({ use: '1' }, revision)).toMatchObject({ kind: 'saved', revision: revision + 1 });
		expect(await save({ use: '2' }, revision)).toMatchObject({
			kind: 'changed-elsewhere',
			entry: { typed: { use: '1' }, revision: revision + 1 },
		});
		expect(await save({ use: '8' }, revision + 1, true)).toMatchObject({
			kind: 'not-readable',
			entry: { typed: { use: '8' }, reading: { unreadable: [{ field: 'use', kind: 'not-offered' }] } },
		});
		expect(await save({ use: '1', sneaked: 'in' }, revision + 2)).toMatchObject({ kind: 'saved', typed: { use: '1' } });
	});

	it('has the arms of the letter that it carries, which are counted with those of the web', async () => {
		const paper = await onPaper(halves);
		await paper.key(ann, '5', { count: '4' }, 'B');
		expect(await paper.start(bob, '5', 'Z')).toMatchObject({ kind: 'refused', problems: [{ field: 'layout' }] });
		await paper.key(bob, '5', { count: '4' }, 'd');
		const comparison = await comparisonOf(paper.site, paper.form('5'));
		expect(comparison).toMatchObject({ layouts: { first: 'B', second: 'D' }, disputed: [] });
		expect(await paper.enter('5')).toMatchObject({ problems: [{ kind: 'layout-undecided' }] });
		expect(await paper.enter('5', {}, 'A'), 'A has one statement fewer').toMatchObject({
			comparison: { disputed: [{ field: 'count', first: '4', second: '4' }] },
			problems: [{ kind: 'not-an-answer', field: 'count' }],
		});
		expect(await paper.enter('5', {}, 'B')).toEqual({ kind: 'entered' });
		expect((await paper.responses())[0]).toMatchObject({
			arms: { wording: 'first', count: 'treatment' },
			answers: { count: { code: 4 } },
		});
		const counted = paper.site.storage.reader.database.$client
			.prepare('select experiment, arm, count from allocations order by experiment')
			.all();
		expect(counted).toEqual([
			{ experiment: 'count', arm: 'treatment', count: 1 },
			{ experiment: 'wording', arm: 'first', count: 1 },
		]);
	});

	it('without consent is no response; one that declines it keeps nothing else', async () => {
		const paper = await onPaper(consenting);
		expect(await paper.twice('6', { affected: '1' })).toMatchObject({ problems: [{ kind: 'consent-missing' }] });
		expect(await paper.twice('7', { consent: '1' })).toMatchObject({ problems: [{ kind: 'empty' }] });
		expect(await paper.twice('8', { consent: '2', affected: '1' })).toEqual({ kind: 'entered' });
		expect(await paper.responses()).toMatchObject([
			{ outcome: 'declined', answers: { consent: { code: 2 } }, abandoned: {}, arms: {} },
		]);
	});

	it('joins a person by a self-made code as the web does, and keeps none of its words', async () => {
		const web = await story(matched).start().answer('own_code', 'AB 12').answer('knows', 1).complete();
		const paper = tools(web.site, 'matched', web.wave.id);
		await changeWave(web.site.storage.writer, { id: web.wave.id, change: (wave) => ({ ...wave, modes: ['paper'] }) });
		expect(await paper.twice('9', { own_code: 'ab-12', knows: '1' })).toEqual({ kind: 'entered' });
		const links = (await paper.responses()).map(({ panelLink, answers }) => ({ panelLink, answers }));
		expect(links).toHaveLength(2);
		expect(links[0]).toEqual(links[1]);
	});

	it('counts in the quotas by answers with those of the web, and fills none over its limit', async () => {
		const { site, wave } = await story(routed);
		const quota = { id: 'buyers', label: 'Buyers', limit: 2, of: { kind: 'answers', variable: 'use', codes: [1] } };
		const plan = WavePlan.parse({ ...unplanned, quotas: [quota] });
		await changePlannedWave(site.storage.writer, {
			...{ survey: 'routed', wave: wave.id },
			change: () => ({ wave: { ...wave, modes: ['web', 'paper'] }, plan }),
		});
		const paper = tools(site, 'routed', wave.id);
		const buyer = { use: '1', why: '2', where: 'In a shop', next_year: '3' };
		expect(await paper.twice('1', buyer)).toEqual({ kind: 'entered' });
		expect(await paper.twice('2', buyer)).toEqual({ kind: 'entered' });
		expect(await paper.twice('3', buyer)).toEqual({ kind: 'quota-full' });
		expect(await paper.twice('4', { use: '2', next_year: '1' })).toEqual({ kind: 'entered' });
		const outcomes = (await paper.responses()).map(({ outcome, answers }) => [outcome, Object.keys(answers).length]);
		expect(outcomes.toSorted()).toEqual([
			['completed', 2],
			['completed', 4],
			['completed', 4],
			['quota-full', 0],
		]);
		expect(await listQuotaCounts(site.storage.reader, { wave: wave.id })).toEqual(new Map([['buyers', 2]]));
		expect(await findPaperForm(site.storage.reader, paper.form('3'))).toMatchObject({ state: 'entered', first: null });
	});

	it('that is spoilt is counted and is no response; its number may be typed anew', async () => {
		const paper = await onPaper(routed);
		await paper.key(ann, '10', { use: '2' });
		expect(await spoilForm(paper.site, { ...paper.form('10'), actor: bob })).toEqual({ kind: 'spoilt' });
		const page = await paperPageOf(paper.site, { survey: 'routed', wave: paper.wave, actor: ann });
		expect(page?.counts).toMatchObject({ spoilt: 1, 'keyed-once': 0 });
		expect(await spoilForm(paper.site, { ...paper.form('10'), actor: bob })).toEqual({ kind: 'done-with' });
		expect(await paper.start(ann, '10')).toMatchObject({ kind: 'started' });
		expect(await paper.twice('10', { use: '3', next_year: '1' })).toEqual({ kind: 'entered' });
		expect((await countResponses(paper.site.storage.reader, { wave: paper.wave })).completed).toBe(1);
	});

	it('is typed only into an open wave that is answered on paper', async () => {
		const { site, wave } = await story(routed);
		const paper = tools(site, 'routed', wave.id);
		expect(await paper.start(ann, '1')).toEqual({ kind: 'no-paper' });
		await changeWave(site.storage.writer, {
			id: wave.id,
			change: (open) => ({ ...open, modes: ['paper'], state: 'closed' }),
		});
		expect(await paper.start(ann, '1')).toEqual({ kind: 'not-open' });
		expect(
			await startForm(site, { ...paper.form('1'), survey: 'other', actor: commandLine, layout: 'A', language: 'en' }),
		).toEqual({
			kind: 'unknown-wave',
		});
	});
});
