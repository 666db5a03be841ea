import { expect, it } from 'vitest';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { findMemberOfToken, listAudit } from '../../src/lib/server/storage/index.ts';
import { optOutByInvitation } from '../../src/lib/server/workflows/fieldwork/leave-sample.ts';
import {
	addMember,
	bringInSample,
	changeSampleMember,
	previewSample,
	samplePageOf,
	takeBackSampleFile,
} from '../../src/lib/server/workflows/fieldwork/sample/index.ts';
import { tokenHashOf, tokenOf } from '../../src/lib/server/workflows/fieldwork/token.ts';
import { close, interview, invitedWave } from './invited.ts';
import { openTestSite } from './site.ts';
import { routed } from './instruments/routed.ts';

const actor = commandLine;
const roles = ['email', 'name', 'stratum'] as const;
const csv = (...rows: string[]) => ['email,name,region', ...rows].join('\n');

async function openSample(before: readonly string[] = []) {
	const at = await openTestSite();
	const invitees = before.map((email) => ({ email }));
	const { wave, holders } = await invitedWave(at, { instrument: routed, mode: 'panel', invitees });
	const where = { survey: wave.survey, wave: wave.id };
	return { at, wave, holders, where };
}

const file = { actor, fileName: 'people.csv', roles };

it('a file is looked at before anything of it is stored, and brought in whole', async () => {
	const { at, where } = await openSample();
	const text = csv('ann@example.org,Ann,North', 'bob@example.org,Bob,South');
	expect(await previewSample(at.site, { ...where, text })).toMatchObject({
		kind: 'preview',
		wrong: 0,
		counts: { new: 2 },
	});
	expect((await samplePageOf(at.site, where))?.found).toBe(0);
	expect(await bringInSample(at.site, { ...file, ...where, text })).toEqual({ kind: 'brought-in', members: 2 });
	const page = await samplePageOf(at.site, where);
	expect(page?.members.map(({ name, strata }) => [name, strata])).toEqual([
		['Ann', { region: 'North' }],
		['Bob', { region: 'South' }],
	]);
	expect(page?.files).toMatchObject([{ name: 'people.csv', rows: 2, members: 2, inUse: false }]);
	const [place] = page?.members.map((member) => member.place) ?? [];
	const token = tokenOf(at.site, { wave: where.wave, place: place ?? 0 });
	expect(await findMemberOfToken(at.site.storage.reader, { token: tokenHashOf(token) })).toMatchObject({ name: 'Ann' });
	expect(token).toMatch(/^[0-9a-hjkmnp-tv-z]{32}$/);
});

it('one wrong row keeps all of a file out', async () => {
	const { at, where } = await openSample();
	const text = csv('ann@example.org,Ann,North', 'bob(at)example.org,Bob,South');
	expect(await bringInSample(at.site, { ...file, ...where, text })).toMatchObject({
		kind: 'not-brought-in',
		preview: { wrong: 1 },
	});
	expect((await samplePageOf(at.site, where))?.found).toBe(0);
});

it('who is there already, was in an earlier wave or opted out is known, whatever the case of their address', async () => {
	const { at, wave, holders } = await openSample(['ann@example.org', 'bob@example.org']);
	const [, bob] = holders;
	await optOutByInvitation(at.site, { token: bob?.token ?? '', from: 'survey' });
	await close(at, wave);
	const next = await invitedWave(at, { instrument: routed, mode: 'panel', invitees: [{ email: 'cat@example.org' }] });
	const where = { survey: next.wave.survey, wave: next.wave.id };
	const text = csv('ANN@example.org,Ann,', 'Bob@Example.org,Bob,', 'CAT@example.org,Cat,', 'dan@example.org,Dan,');
	expect(await previewSample(at.site, { ...where, text })).toMatchObject({
		counts: { new: 1, 'earlier-wave': 1, 'in-this-wave': 1, 'opted-out': 1 },
	});
	expect(await bringInSample(at.site, { ...file, ...where, text })).toEqual({ kind: 'brought-in', members: 2 });
	const invitee = {
		email: 'BOB@example.org',
		name: null,
		language: null,
		sector: null,
		organisation: null,
		strata: {},
	};
	expect(await addMember(at.site, { actor, ...where, invitee })).toEqual({ kind: 'opted-out' });
	expect(await addMember(at.site, { actor, ...where, invitee: { ...invitee, email: 'dan@example.org' } })).toEqual({
		kind: 'in-this-wave',
	});
});

it('a file is taken back until somebody of it has done something', async () => {
	const { at, where } = await openSample();
	const text = csv('ann@example.org,Ann,North', 'bob@example.org,Bob,South');
	await bringInSample(at.site, { ...file, ...where, text });
	const [first] = (await samplePageOf(at.site, where))?.files ?? [];
	expect(await takeBackSampleFile(at.site, { actor, ...where, file: first?.id ?? '' })).toEqual({
		kind: 'taken-back',
		members: 2,
	});
	await bringInSample(at.site, { ...file, ...where, text });
	const page = await samplePageOf(at.site, where);
	const place = page?.members[0]?.place ?? 0;
	const holder = { place, token: tokenOf(at.site, { wave: where.wave, place }) };
	await interview(at, routed, { holder, answers: { use: '2', next_year: '1' } });
	const [second] = page?.files ?? [];
	expect(await takeBackSampleFile(at.site, { actor, ...where, file: second?.id ?? '' })).toEqual({ kind: 'in-use' });
	expect(await changeSampleMember(at.site, { actor, ...where, place, change: 'removed' })).toBe(false);
	const other = page?.members[1]?.place ?? 0;
	expect(await changeSampleMember(at.site, { actor, ...where, place: other, change: 'ineligible' })).toBe(true);
	expect((await samplePageOf(at.site, { ...where, state: 'ineligible' }))?.found).toBe(1);
	expect((await samplePageOf(at.site, { ...where, search: 'example.ORG' }))?.found).toBe(2);
	expect((await samplePageOf(at.site, { ...where, search: '%' }))?.found).toBe(0);
});

it('the audit log tells that people were brought in, and nothing of who they are', async () => {
	const { at, where } = await openSample();
	await bringInSample(at.site, { ...file, ...where, text: csv('ann@example.org,Ann,North') });
	const page = await samplePageOf(at.site, where);
	await changeSampleMember(at.site, { actor, ...where, place: page?.members[0]?.place ?? 0, change: 'removed' });
	const entries = JSON.stringify(await listAudit(at.site.storage.reader, { limit: 100 }));
	expect(entries).toContain('sample.brought-in');
	expect(entries).toContain('sample.member-removed');
	expect(entries).not.toMatch(/ann|example\.org|North/i);
});
