import { describe, expect, it } from 'vitest';
import {
	countBallots,
	findDestroyableKey,
	ballotKeyOf,
	findMemberOfToken,
	findWave,
	listOptOuts,
} from '../../src/lib/server/storage/index.ts';
import { contactHash } from '../../src/lib/server/workflows/fieldwork/contact-hash.ts';
import { wavePageOf } from '../../src/lib/server/workflows/fieldwork/index.ts';
import { declineInvitation, optOutByInvitation } from '../../src/lib/server/workflows/fieldwork/leave-sample.ts';
import { tokenHashOf } from '../../src/lib/server/workflows/fieldwork/token.ts';
import { findFieldwork } from '../../src/lib/server/workflows/interview/find-fieldwork.ts';
import { countWaves } from '../../src/lib/server/workflows/list-waves.ts';
import { startInterview } from '../../src/lib/server/workflows/start-interview.ts';
import { sweepInterviews } from '../../src/lib/server/workflows/sweep-interviews.ts';
import { showThanks } from '../../src/lib/server/workflows/show-thanks.ts';
import { begin, close, interview, invitedWave, post, responsesOf, send } from './invited.ts';
import type { Holder } from './invited.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';
import { routed } from './instruments/routed.ts';

const short = { use: '2', next_year: '1' };
const people = (count: number) => Array.from({ length: count }, (_, at) => ({ email: `p${at}@example.org` }));

async function stateOf({ site }: TestSite, { token }: Holder): Promise<string | undefined> {
	return (await findMemberOfToken(site.storage.reader, { token: tokenHashOf(token) }))?.state;
}

function first(holders: readonly Holder[]): Holder {
	const [holder] = holders;
	if (holder === undefined) throw new Error('nobody is in the sample');
	return holder;
}

describe.each(['anonymous-with-token', 'panel', 'confidential'] as const)(
	'an invitation to a wave that is %s',
	(mode) => {
		it('admits once: looking and beginning use nothing up, the first who sends answers does', async () => {
			const at = await openTestSite();
			const { wave, holders } = await invitedWave(at, { instrument: routed, mode, invitees: people(1) });
			const holder = first(holders);
			await findFieldwork(at.site, { survey: '', invitation: holder.token });
			const codes = [await begin(at, holder), await begin(at, holder)];
			expect(await stateOf(at, holder)).toBe('ready');
			const sent: string[] = [];
			for (const code of codes) {
				for (const [question, entered] of Object.entries(short)) {
					await post(at, routed, { token: holder.token, code, question, entered });
				}
			}
			for (const code of codes) sent.push(await send(at, { token: holder.token, code }));
			expect(sent).toEqual(['completed', 'used']);
			expect(await send(at, { token: holder.token, code: codes[0] ?? '' })).toBe('completed');
			expect(await stateOf(at, holder)).toBe('answered');
			expect(await startInterview(at.site, { survey: '', invitation: holder.token, language: 'en' })).toEqual({
				kind: 'not-invited',
				why: 'used',
			});
			const thanks = await showThanks(at.site, { survey: '', invitation: holder.token, code: codes[0] });
			expect(thanks).toMatchObject({ kind: 'thanks', outcome: 'completed' });
			await close(at, wave);
			expect(await responsesOf(at, wave)).toHaveLength(1);
		});

		it('is counted with the others on the page of its wave, before the close as after it', async () => {
			const at = await openTestSite();
			const { wave, holders } = await invitedWave(at, { instrument: routed, mode, invitees: people(3) });
			for (const holder of holders.slice(0, 2)) await interview(at, routed, { holder, answers: short });
			const counted = async () => {
				const page = await wavePageOf(at.site, { survey: wave.survey, wave: wave.id });
				const [listed] = await countWaves(at.site, wave);
				return [page?.completed, listed?.outcomes.completed];
			};
			expect(await counted()).toEqual([2, 2]);
			await close(at, wave);
			expect(await counted()).toEqual([2, 2]);
		});

		it('takes a no for an answer, and asks nothing after it', async () => {
			const at = await openTestSite();
			const { wave, holders } = await invitedWave(at, { instrument: routed, mode, invitees: people(2) });
			const holder = first(holders);
			expect(await declineInvitation(at.site, { token: holder.token })).toEqual({ kind: 'left' });
			expect(await declineInvitation(at.site, { token: holder.token })).toEqual({ kind: 'left' });
			expect(await stateOf(at, holder)).toBe('declined');
			await expect(begin(at, holder)).rejects.toThrow('declined');
			await close(at, wave);
			const [response, ...others] = await responsesOf(at, wave);
			expect(others).toEqual([]);
			expect(response).toMatchObject({ outcome: 'declined', answers: {}, abandoned: {}, arms: {}, panelLink: null });
		});

		it('can be sent back for good: name and address go, and the address is known again', async () => {
			const at = await openTestSite();
			const { wave, holders } = await invitedWave(at, { instrument: routed, mode, invitees: people(2) });
			const holder = first(holders);
			await optOutByInvitation(at.site, { token: holder.token, from: 'survey' });
			const member = await findMemberOfToken(at.site.storage.reader, { token: tokenHashOf(holder.token) });
			expect(member).toMatchObject({ state: 'opted-out', email: null, name: null });
			const contacts = ['P0@example.org ', 'p1@example.org'].map((email) => contactHash(at.site, email));
			const known = await listOptOuts(at.site.storage.reader, { survey: wave.survey, contacts });
			expect([...known]).toEqual([contacts[0]?.toString('hex')]);
			expect(await listOptOuts(at.site.storage.reader, { survey: 'another', contacts })).toEqual(new Set());
			await expect(begin(at, holder)).rejects.toThrow('opted-out');
		});

		it('is needed: the survey has no open link, and a made-up token finds nothing', async () => {
			const at = await openTestSite();
			const { wave } = await invitedWave(at, { instrument: routed, mode, invitees: people(1) });
			expect(await findFieldwork(at.site, { survey: wave.survey })).toEqual({
				kind: 'not-invited',
				why: 'link-needed',
			});
			const made = await findFieldwork(at.site, { survey: '', invitation: '0'.repeat(32) });
			expect(made).toEqual({ kind: 'not-invited', why: 'unknown' });
		});

		it('opens nothing of another invitation, whoever has its code', async () => {
			const at = await openTestSite();
			const { holders } = await invitedWave(at, { instrument: routed, mode, invitees: people(2) });
			const code = await begin(at, first(holders));
			const other = holders[1]?.token ?? '';
			expect(await post(at, routed, { token: other, code, question: 'use', entered: '2' })).toBe('no-interview');
			expect(await send(at, { token: other, code })).toBe('no-interview');
		});
	},
);

describe('the answers of a wave', () => {
	it('that is confidential stand with their member at once', async () => {
		const at = await openTestSite();
		const { wave, holders } = await invitedWave(at, { instrument: routed, mode: 'confidential', invitees: people(1) });
		await interview(at, routed, { holder: first(holders), answers: short });
		const [response] = await responsesOf(at, wave);
		const member = await findMemberOfToken(at.site.storage.reader, { token: tokenHashOf(first(holders).token) });
		expect(member?.response).toBe(response?.id);
	});

	it('whose tokens join nothing are ballots until it closes, and then nothing is left to open them with', async () => {
		const at = await openTestSite();
		const { reader } = at.site.storage;
		const { wave, holders } = await invitedWave(at, {
			...{ instrument: routed, mode: 'anonymous-with-token' as const, invitees: people(3) },
		});
		for (const holder of holders) await interview(at, routed, { holder, answers: short });
		expect(await responsesOf(at, wave)).toEqual([]);
		expect(await countBallots(reader, { wave: wave.id })).toBe(3);
		await close(at, wave);
		expect(await countBallots(reader, { wave: wave.id })).toBe(0);
		const key = await findDestroyableKey(reader, { purpose: ballotKeyOf(wave.id) });
		expect(key).toMatchObject({ sealed: null, destroyedOn: '2026-03-02' });
		const responses = await responsesOf(at, wave);
		expect(responses.map(({ answers }) => answers)).toEqual(
			Array.from({ length: 3 }, () => ({ use: { code: 2 }, next_year: { code: 1 } })),
		);
		expect(responses.every(({ panelLink, day }) => panelLink === null && day === '2026-03-02')).toBe(true);
		const { $client } = at.site.storage.accounts;
		expect($client.prepare('select count(*) from sample_members where response is not null').pluck().get()).toBe(0);
	});

	it('are opened by the next sweep when the process stopped between closing and opening', async () => {
		const at = await openTestSite();
		const { wave, holders } = await invitedWave(at, { instrument: routed, mode: 'panel', invitees: people(2) });
		for (const holder of holders) await interview(at, routed, { holder, answers: short });
		const { $client } = at.site.storage.accounts;
		$client.prepare("update waves set state = 'closed' where id = ?").run(wave.id);
		expect((await findWave(at.site.storage.reader, { id: wave.id }))?.state).toBe('closed');
		await sweepInterviews(at.site);
		await sweepInterviews(at.site);
		expect(await responsesOf(at, wave)).toHaveLength(2);
	});

	it('of a panel carry one pseudonym for one address in every wave, from which nobody gets back to it', async () => {
		const at = await openTestSite();
		const links: (string | null)[][] = [];
		for (const invitees of [people(12), people(12)]) {
			const { wave, holders } = await invitedWave(at, { instrument: routed, mode: 'panel', invitees });
			for (const holder of holders) await interview(at, routed, { holder, answers: short });
			await close(at, wave);
			links.push((await responsesOf(at, wave)).map(({ panelLink }) => panelLink).toSorted());
		}
		expect(new Set(links[0]).size).toBe(12);
		expect(links[1]).toEqual(links[0]);
		expect(links[0]?.every((link) => link?.length === 32)).toBe(true);
	});
});

describe('a quota', () => {
	const quota = {
		id: 'north',
		label: 'North',
		limit: 3,
		of: { kind: 'stratum', column: 'area', value: 'north' },
	} as const;
	const north = (count: number) => people(count).map((person) => ({ ...person, strata: { area: 'north' } }));

	it('is filled to its limit and never past it, however many send at once', async () => {
		const at = await openTestSite();
		const { wave, holders } = await invitedWave(at, {
			...{ instrument: routed, mode: 'anonymous-with-token' as const, invitees: north(8), quotas: [quota] },
		});
		const open: { token: string; code: string }[] = [];
		for (const holder of holders) {
			const code = await begin(at, holder);
			for (const [question, entered] of Object.entries(short)) {
				await post(at, routed, { token: holder.token, code, question, entered });
			}
			open.push({ token: holder.token, code });
		}
		await Promise.all(open.map((one) => send(at, one)));
		const states = await Promise.all(holders.map((holder) => stateOf(at, holder)));
		expect(states.toSorted()).toEqual([...Array<string>(3).fill('answered'), ...Array<string>(5).fill('ineligible')]);
		await close(at, wave);
		const outcomes = (await responsesOf(at, wave)).map(({ outcome }) => outcome).toSorted();
		expect(outcomes).toEqual([...Array<string>(3).fill('completed'), ...Array<string>(5).fill('quota-full')]);
	});

	it('that is full begins no more interviews, and thanks who was in the middle of one', async () => {
		const at = await openTestSite();
		const { holders } = await invitedWave(at, {
			...{ instrument: routed, mode: 'panel' as const, invitees: north(5), quotas: [quota] },
		});
		const [late, last] = [holders[3], holders[4]];
		if (late === undefined || last === undefined) throw new Error('too few');
		const code = await begin(at, late);
		for (const holder of holders.slice(0, 3)) await interview(at, routed, { holder, answers: short });
		await expect(begin(at, last)).rejects.toThrow('quota-full');
		expect(await post(at, routed, { token: late.token, code, question: 'use', entered: '2' })).toBe('finished');
		const thanks = await showThanks(at.site, { survey: '', invitation: late.token, code });
		expect(thanks).toMatchObject({ kind: 'thanks', outcome: 'quota-full' });
	});
});
