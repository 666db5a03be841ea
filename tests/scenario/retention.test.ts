import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IdentityMode, RetentionStep, Wave } from '../../src/lib/core/fieldwork/index.ts';
import { commandLine, soundings } from '../../src/lib/server/on-record.ts';
import type { Site } from '../../src/lib/server/site.ts';
import {
	changeWave,
	countMemberStates,
	countResponses,
	findDestroyableKey,
	listAudit,
	listBegunSteps,
	listOptOuts,
	listPublishedWaves,
	listTextMasks,
	planInvitations,
	putTextMask,
} from '../../src/lib/server/storage/index.ts';
import { trendOf } from '../../src/lib/server/workflows/analysis/index.ts';
import { prepareExport } from '../../src/lib/server/workflows/export/prepare.ts';
import { contactHash } from '../../src/lib/server/workflows/fieldwork/contact-hash.ts';
import { optOutByInvitation } from '../../src/lib/server/workflows/fieldwork/leave-sample.ts';
import { carryOutRetention } from '../../src/lib/server/workflows/fieldwork/retention/carry-out.ts';
import { carryOutEarly, monitorOfWave, retentionPageOf } from '../../src/lib/server/workflows/fieldwork/index.ts';
import { responseId, siteWithAnswers } from './answered.ts';
import { asks, choice, tiny } from './instruments/tiny.ts';
import { close, interview, invitedWave, responsesOf } from './invited.ts';
import type { Holder } from './invited.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';

const label = { en: 'Chose the first', gd: 'A’ chiad' };
const asked = tiny('asked', [choice('one', 2), asks({ id: 'words', kind: 'text', most: 400 })], {
	measures: [{ id: 'first', label, objective: null, base: label, statistic: 'share', variables: ['one'], codes: [1] }],
});

const people = 24;
const planted = 'quicksilver marmalade';

interface Held extends TestSite {
	readonly wave: Wave;
	readonly holders: readonly Holder[];
}

/** A wave of 24 people that closed on 2 March 2026: 16 answered, two thirds of them with the first option. */
async function held(mode: IdentityMode): Promise<Held> {
	const at = await openTestSite();
	const invitees = Array.from({ length: people }, (_, k) => ({
		...{ email: `person-${k}@planted.example`, name: `Planted Name ${k}`, organisation: `Planted Company ${k}` },
		strata: { area: k % 2 === 0 ? 'north' : 'south', council: k === 0 ? 'Tiny Island' : 'Large Town' },
	}));
	const { wave, holders } = await invitedWave(at, { instrument: asked, mode, invitees });
	await planInvitations(at.site.storage.writer, { wave: wave.id, now: at.site.clock.now() });
	for (const [k, holder] of holders.slice(0, 16).entries()) {
		const answers = { one: k % 3 === 2 ? '2' : '1', words: `${planted} ${k}` };
		expect(await interview(at, asked, { holder, answers })).toBe('completed');
	}
	const [, , last] = holders.slice(-3);
	if (last === undefined) throw new Error('there are holders');
	await optOutByInvitation(at.site, { token: last.token, from: 'survey' });
	await close(at, wave);
	return { ...at, wave, holders };
}

/** All bytes that the data folder holds, the log of the database among them. */
function bytesIn(folder: string): string {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
		.join('');
}

async function doneIn({ storage: { reader } }: Site): Promise<string[]> {
	return (await listBegunSteps(reader)).filter(({ doneOn }) => doneOn !== null).map(({ step }) => step);
}

describe('what a notice promised', () => {
	it('is carried out on its day and not a day before, in the database, its log and every file', async () => {
		const at = await held('anonymous-with-token');
		const { site, folder, wave } = at;
		const { reader } = site.storage;
		const before = await monitorOfWave(site, { survey: 'asked', wave: wave.id });
		expect(bytesIn(folder)).toContain('person-3@planted.example');
		expect(bytesIn(folder)).toContain(planted);

		at.goTo('2026-03-31');
		expect(await carryOutRetention(site)).toEqual([]);
		at.goTo('2026-04-01');
		expect(await carryOutRetention(site)).toEqual([{ wave: wave.id, step: 'invitations' }]);
		const purged = bytesIn(folder);
		for (const trace of ['@planted.example', 'Planted Name', 'Planted Company', 'Tiny Island'])
			expect(purged.includes(trace), trace).toBe(false);
		expect(purged).toContain(planted);
		expect(await countMemberStates(reader, { wave: wave.id })).toMatchObject({ ready: 0, answered: 0 });
		const after = await monitorOfWave(site, { survey: 'asked', wave: wave.id });
		expect(after?.rates).toEqual(before?.rates);

		at.goTo('2027-03-01');
		expect(await carryOutRetention(site)).toEqual([]);
		at.goTo('2027-03-02');
		expect(await carryOutRetention(site)).toEqual([{ wave: wave.id, step: 'answers' }]);
		expect(bytesIn(folder)).not.toContain(planted);
		expect(await responsesOf(at, wave)).toEqual([]);
		expect(existsSync(join(folder, 'columns', `${wave.id}.columns`))).toBe(false);
		expect(await carryOutRetention(site)).toEqual([]);
		const deeds = await listAudit(reader, { action: 'retention', limit: 10 });
		expect(deeds.map(({ byName, object }) => [byName, object])).toEqual([
			[soundings.name, `wave ${wave.label}`],
			[soundings.name, `wave ${wave.label}`],
		]);
		expect(JSON.stringify(deeds)).not.toMatch(/planted|Planted/);
	});

	it('leaves the opt-outs, which keep people from being invited ever again', async () => {
		const at = await held('confidential');
		at.goTo('2030-01-01');
		await carryOutRetention(at.site);
		const contacts = [contactHash(at.site, `person-${people - 1}@planted.example`)];
		expect((await listOptOuts(at.site.storage.reader, { survey: 'asked', contacts })).size).toBe(1);
	});

	it('cuts answers from people in a confidential wave long before the answers go', async () => {
		const at = await held('confidential');
		at.goTo('2026-04-01');
		await carryOutRetention(at.site);
		expect(await responsesOf(at, at.wave)).toHaveLength(16);
		const linked = at.site.storage.accounts.$client.prepare('select count(*) from sample_members').pluck().get();
		expect(linked).toBe(0);
	});

	it('keeps the addresses of a panel until its last answers are due, then destroys its key', async () => {
		const at = await held('panel');
		const { site, folder } = at;
		const { reader } = site.storage;
		at.goTo('2026-04-01');
		await carryOutRetention(site);
		expect(bytesIn(folder)).toContain('person-3@planted.example');
		const tokens = site.storage.accounts.$client.prepare('select count(token) from sample_members').pluck().get();
		expect(tokens).toBe(0);
		expect((await findDestroyableKey(reader, { purpose: 'panel asked' }))?.sealed).not.toBeNull();
		at.goTo('2027-03-02');
		await carryOutRetention(site);
		expect(await doneIn(site)).toEqual(['invitations', 'answers', 'panel']);
		expect(bytesIn(folder)).not.toContain('person-3@planted.example');
		expect((await findDestroyableKey(reader, { purpose: 'panel asked' }))?.sealed).toBeNull();
	});

	it('keeps the declared shares of a wave whose answers go, so that the trend goes on from them', async () => {
		const at = await held('anonymous-with-token');
		const { site, wave } = at;
		const pointOf = async () => {
			const answer = await trendOf(site, { survey: 'asked' });
			if (answer.kind !== 'trend') throw new Error(answer.kind);
			const series = answer.report.measures[0]?.series[0];
			return { waves: answer.report.waves, points: series?.points ?? [], notes: JSON.stringify(answer.report) };
		};
		const before = await pointOf();
		at.goTo('2027-03-02');
		await carryOutRetention(site);
		const after = await pointOf();
		expect(after.waves.map(({ label: of, origin }) => [of, origin])).toEqual([[wave.label, 'published']]);
		const [was, is] = [before.points[0]?.estimate, after.points[0]?.estimate];
		if (was?.kind !== 'estimate' || is?.kind !== 'estimate') throw new Error('there is a figure');
		expect(is.value).toBe(was.value);
		expect(is.se).toBeCloseTo(was.se, 12);
		expect(is.base.n).toBe(was.base.n);
		expect(after.notes).toContain('kept when its answers were deleted on 2 March 2027');
	});

	it('is told to whoever exports the waves that are left', async () => {
		const at = await siteWithAnswers([[{ one: 1 }, { one: 2 }], [{ one: 1 }]]);
		at.goTo('2022-06-01');
		await carryOutRetention(at.site);
		const request = { survey: 'tiny', waves: 'all', where: [], text: false, by: 'Ann' } as const;
		const prepared = await prepareExport(at.site, request);
		if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
		expect(prepared.file.rows).toBe(1);
		expect(prepared.warnings).toContain(
			'the answers of Wave 1 were deleted on 2022-06-01, as its notice promised, and are not among the rows',
		);
	});

	it('goes on where a process was stopped half-way, counts once and keeps once', async () => {
		let stops = 0;
		for (let commits = 0, stopped = true; stopped; commits++) {
			const at = await siteWithAnswers([[{ one: 1, why: planted }, { one: 2 }, { one: 1 }]]);
			const { site, folder } = at;
			const [wave] = at.waves;
			if (wave === undefined) throw new Error('there is a wave');
			const { reader, writer } = site.storage;
			const mask = { wave, response: responseId(1, 0), variable: 'why', by: 'Ann', on: '2026-03-02' };
			await putTextMask(writer, { ...mask, spans: [{ from: 0, to: 11, kind: 'by-hand' }] });
			at.goTo('2027-04-02');
			let left = commits;
			const stopping: typeof writer = {
				...writer,
				commit: (body) => (left-- > 0 ? writer.commit(body) : Promise.reject(new Error('stopped'))),
			};
			stopped = await carryOutRetention({ ...site, storage: { ...site.storage, writer: stopping } }).then(
				() => false,
				() => true,
			);
			if (stopped) stops++;
			await carryOutRetention(site);
			expect(await listBegunSteps(reader)).toMatchObject([
				{ step: 'answers', doneOn: '2027-04-02', counts: { deleted: { responses: 3 }, outcomes: { completed: 3 } } },
			]);
			expect(await listPublishedWaves(reader, { survey: 'tiny' })).toHaveLength(1);
			expect(await countResponses(reader, { wave })).toMatchObject({ completed: 0 });
			expect(await listTextMasks(reader, { wave })).toEqual([]);
			expect(await listAudit(reader, { action: 'retention', limit: 10 })).toHaveLength(1);
			expect(bytesIn(folder)).not.toContain(planted);
		}
		expect(stops).toBeGreaterThan(8);
	});
});

describe('before the day', () => {
	const early = (at: Held, step: RetentionStep, more: { reason?: string; isConfirmed?: boolean } = {}) =>
		carryOutEarly(at.site, {
			...{ actor: commandLine, survey: 'asked', wave: at.wave.id, step },
			...{ reason: 'The funder asked', isConfirmed: true, ...more },
		});

	it('a person may delete what was promised, with a reason that stays on record, and nobody can put it off', async () => {
		const at = await held('confidential');
		expect(await early(at, 'answers', { reason: ' ' })).toEqual({ kind: 'reason-missing' });
		expect(await early(at, 'answers', { isConfirmed: false })).toEqual({ kind: 'not-confirmed' });
		expect(await early(at, 'panel')).toEqual({ kind: 'not-now' });
		expect(await responsesOf(at, at.wave)).not.toEqual([]);
		expect(await early(at, 'answers')).toEqual({ kind: 'carried-out' });
		expect(await early(at, 'answers')).toEqual({ kind: 'not-now' });
		expect(await responsesOf(at, at.wave)).toEqual([]);
		expect(bytesIn(at.folder)).not.toContain(planted);
		const [deed] = await listAudit(at.site.storage.reader, { action: 'retention', limit: 1 });
		expect(deed).toMatchObject({ byName: commandLine.name, after: expect.stringContaining('The funder asked') });
		const page = await retentionPageOf(at.site, { survey: 'asked', wave: at.wave.id });
		expect(page?.steps.map(({ step, begun, mayBeEarly }) => [step, begun?.doneOn ?? null, mayBeEarly])).toEqual([
			['invitations', null, true],
			['answers', '2026-03-02', false],
		]);
	});

	it('a person may end a panel, but not while one of its waves takes answers', async () => {
		const at = await held('panel');
		const { writer, reader } = at.site.storage;
		const state = async (now: Wave['state']) =>
			changeWave(writer, { id: at.wave.id, change: (wave) => ({ ...wave, state: now }) });
		await state('open');
		expect(await early(at, 'panel')).toEqual({ kind: 'not-now' });
		await state('closed');
		expect(await early(at, 'panel')).toEqual({ kind: 'carried-out' });
		expect((await findDestroyableKey(reader, { purpose: 'panel asked' }))?.sealed).toBeNull();
		expect(bytesIn(at.folder)).not.toContain('@planted.example');
		expect(await responsesOf(at, at.wave)).not.toEqual([]);
	});
});
