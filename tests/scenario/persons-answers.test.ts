import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IdentityMode, Quota, Wave } from '#core/fieldwork/index.ts';
import { personsAnswersCsv, personsAnswersJson } from '#exchange/persons-answers.ts';
import type { Grant, StaffUser } from '#server/accounts/authorise.ts';
import { NotPermitted } from '#server/accounts/demand.ts';
import { commandLine } from '#server/on-record.ts';
import {
	countMemberStates,
	listAgreedCodings,
	listAudit,
	listCodings,
	listDecisions,
	listFlags,
	listQuotaCounts,
	listTextMasks,
	planInvitations,
	putAgreedCoding,
	putCodings,
	putDecision,
	putTextMask,
	replaceFlags,
} from '#server/storage/index.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import { monitorOfWave } from '#server/workflows/fieldwork/index.ts';
import { carryOutRetention } from '#server/workflows/fieldwork/retention/carry-out.ts';
import {
	deleteAnswersOf,
	memberPageOf,
	personsAnswers,
	samplePageOf,
} from '#server/workflows/fieldwork/sample/index.ts';
import { answersForPerson } from '#ui/fieldwork/sample/answers-for-person.ts';
import { asks, choice, tiny } from './instruments/tiny.ts';
import { begin, close, interview, invitedWave, responsesOf } from './invited.ts';
import type { Holder } from './invited.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';

const survey = 'asked';
const label = { en: 'Chose the first', gd: 'A’ chiad' };
const asked = tiny(survey, [choice('one', 2), asks({ id: 'words', kind: 'text', most: 400 })], {
	measures: [{ id: 'first', label, objective: null, base: label, statistic: 'share', variables: ['one'], codes: [1] }],
});
const quota: Quota = {
	id: 'first',
	label: 'First',
	limit: 100,
	of: { kind: 'answers', variable: 'one', codes: [1] },
} as const;
const planted = 'quicksilver marmalade';

interface Held extends TestSite {
	readonly wave: Wave;
	readonly holders: readonly Holder[];
	/** Who answered with the planted words. */
	readonly asking: Holder;
}

/** Twenty people, of whom the first twelve answered; the wave takes answers still. */
async function held(mode: IdentityMode = 'confidential'): Promise<Held> {
	const at = await openTestSite();
	const invitees = Array.from({ length: 20 }, (_, k) => ({
		email: `p${k}@planted.example`,
		name: `Planted Name ${k}`,
	}));
	const quotas = mode === 'confidential' ? [quota] : [];
	const { wave, holders } = await invitedWave(at, { instrument: asked, mode, invitees, quotas });
	for (const [k, holder] of holders.slice(0, 12).entries()) {
		const words = k === 0 ? planted : `Something else ${k}`;
		expect(await interview(at, asked, { holder, answers: { one: k % 3 === 2 ? '2' : '1', words } })).toBe('completed');
	}
	const [asking] = holders;
	if (asking === undefined) throw new Error('there are holders');
	return { ...at, wave, holders, asking };
}

const of = ({ wave, asking }: Held) => ({ survey, wave: wave.id, place: asking.place, actor: commandLine });
const deleteThem = (at: Held, more: { reason?: string; isConfirmed?: boolean } = {}) =>
	deleteAnswersOf(at.site, { ...of(at), reason: 'Asked by e-mail', isConfirmed: true, ...more });

async function baseOf({ site }: Held): Promise<number | undefined> {
	const answer = await trendOf(site, { survey });
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	const estimate = answer.report.measures[0]?.series[0]?.points[0]?.estimate;
	return estimate?.kind === 'estimate' ? estimate.base.n : undefined;
}

function bytesIn(folder: string): string {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
		.join('');
}

describe('somebody of a confidential wave who asks for their answers', () => {
	it('is shown them in words, as a page and as files that do not name them, and the look is on record', async () => {
		const at = await held();
		expect(await memberPageOf(at.site, of(at))).toMatchObject({ kind: 'answered', member: { state: 'answered' } });
		const found = await personsAnswers(at.site, { ...of(at), as: 'csv' });
		if (found === undefined) throw new Error('they answered');
		const shown = answersForPerson(found);
		expect(shown).toMatchObject({ wave: at.wave.label, day: '2026-03-02', language: 'en', abandoned: [] });
		expect(shown.answers.map(({ lines }) => lines.map(({ words }) => words))).toEqual([['Option 1'], [planted]]);
		const csv = personsAnswersCsv(shown);
		expect(csv.split(/\r?\n/)[2]).toContain(planted);
		expect(JSON.parse(personsAnswersJson(shown))).toEqual(shown);
		expect(csv + personsAnswersJson(shown)).not.toMatch(/Planted Name|planted\.example/);
		const [deed] = await listAudit(at.site.storage.reader, { action: 'person', limit: 5 });
		expect(deed).toMatchObject({ action: 'person.answers-handed-out', byName: commandLine.name });
		expect(JSON.stringify(deed)).not.toMatch(new RegExp(`Planted|planted|${planted}`));
	});

	it('has them deleted with all that was made of them, and takes no part from then on', async () => {
		const at = await held();
		const { site, wave, folder } = at;
		const { reader, writer } = site.storage;
		const mine = (await responsesOf(at, wave)).find(({ answers }) => JSON.stringify(answers).includes(planted));
		const other = (await responsesOf(at, wave)).find(({ id }) => id !== mine?.id);
		if (mine === undefined || other === undefined) throw new Error('they answered');
		const [by, on] = ['Ann', '2026-03-02'];
		const flag = (response: string) => ({ response, rule: 'speed', version: 1, severity: 'standard' }) as const;
		await replaceFlags(writer, { wave: wave.id, flags: [mine.id, other.id].map(flag) });
		const words = { wave: wave.id, variable: 'words' };
		for (const response of [mine.id, other.id]) {
			await putDecision(writer, { wave: wave.id, response, decision: 'keep', reason: 'x', by, on });
			await putTextMask(writer, { ...words, response, by, on, spans: [{ from: 0, to: 2, kind: 'by-hand' }] });
			await putCodings(writer, {
				...words,
				coder: 'ann',
				on,
				codings: [{ response, coding: { codes: [1], seen: 0 } }],
			});
			await putAgreedCoding(writer, { ...words, by, on, responses: [response], coding: { codes: [1], seen: 0 } });
		}
		const monitored = async () => (await monitorOfWave(site, { survey, wave: wave.id }))?.totals;
		const before = await monitored();
		const quotas = await listQuotaCounts(reader, { wave: wave.id });

		expect(await deleteThem(at, { reason: ' ' })).toEqual({ kind: 'reason-missing' });
		expect(await deleteThem(at, { isConfirmed: false })).toEqual({ kind: 'not-confirmed' });
		expect(await responsesOf(at, wave)).toHaveLength(12);
		expect(await deleteThem(at)).toEqual({ kind: 'deleted' });
		expect(await deleteThem(at)).toEqual({ kind: 'no-answers' });

		expect(await responsesOf(at, wave)).toHaveLength(11);
		const left = [
			...(await listFlags(reader, { wave: wave.id })),
			...(await listDecisions(reader, { wave: wave.id })),
			...(await listTextMasks(reader, { wave: wave.id })),
			...(await listCodings(reader, words)),
			...(await listAgreedCodings(reader, words)),
		];
		expect(left.map(({ response }) => response)).toEqual(Array.from({ length: 5 }, () => other.id));
		expect(bytesIn(folder).includes(planted)).toBe(false);
		expect(bytesIn(folder).includes(mine.id)).toBe(false);

		expect(await countMemberStates(reader, { wave: wave.id })).toMatchObject({ answered: 11, declined: 1, ready: 8 });
		expect(await monitored()).toMatchObject({ completed: (before?.completed ?? 0) - 1 });
		expect(await listQuotaCounts(reader, { wave: wave.id })).toEqual(quotas);
		expect(await memberPageOf(site, of(at))).toMatchObject({ kind: 'no-answers', member: { state: 'declined' } });
		const deeds = await listAudit(reader, { action: 'person', limit: 5 });
		expect(deeds).toHaveLength(1);
		expect(deeds[0]).toMatchObject({ action: 'person.answers-deleted', after: expect.stringContaining('e-mail') });
		expect(JSON.stringify(deeds)).not.toMatch(new RegExp(`Planted|planted|${planted}`));
	});

	it('is in no figure of a wave that takes answers, though as many have come in as before', async () => {
		const at = await held();
		expect(await baseOf(at)).toBe(12);
		// Another answers as soon as theirs are gone, so that there are as many as before.
		expect(await deleteThem(at)).toEqual({ kind: 'deleted' });
		const [, , , ...later] = at.holders.slice(9);
		const [next, last] = later;
		if (next === undefined || last === undefined) throw new Error('they have yet to answer');
		expect(await interview(at, asked, { holder: next, answers: { one: '2', words: 'Late' } })).toBe('completed');
		const answer = await trendOf(at.site, { survey });
		if (answer.kind !== 'trend') throw new Error(answer.kind);
		const estimate = answer.report.measures[0]?.series[0]?.points[0]?.estimate;
		expect(estimate).toMatchObject({ kind: 'estimate', base: { n: 12 } });
		if (estimate?.kind === 'estimate') expect(estimate.value).toBeCloseTo(7 / 12, 12);
	});

	it('falls out of the trend of a wave that is over, though its columns were kept on disk', async () => {
		const at = await held();
		await close(at, at.wave);
		expect(await baseOf(at)).toBe(12);
		const kept = join(at.folder, 'columns', `${at.wave.id}.columns`);
		expect(existsSync(kept)).toBe(true);
		expect(await deleteThem(at)).toEqual({ kind: 'deleted' });
		expect(existsSync(kept)).toBe(false);
		expect(await baseOf(at)).toBe(11);
		expect(existsSync(kept)).toBe(true);
	});

	it('cannot answer again, and no message reaches them', async () => {
		const at = await held();
		await deleteThem(at);
		await expect(begin(at, at.asking)).rejects.toThrow('declined');
		const { wave, site } = at;
		expect(await planInvitations(site.storage.writer, { wave: wave.id, now: site.clock.now() })).toBe(8);
	});

	it('is not found any more once what joins them was deleted', async () => {
		const at = await held();
		await close(at, at.wave);
		at.goTo('2026-04-01');
		await carryOutRetention(at.site);
		expect(await memberPageOf(at.site, of(at))).toMatchObject({ kind: 'cut', on: '2026-04-01' });
		expect(await personsAnswers(at.site, { ...of(at), as: 'page' })).toBeUndefined();
		expect(await deleteThem(at)).toEqual({ kind: 'not-there' });
		expect(await responsesOf(at, at.wave)).toHaveLength(12);
	});

	it('who has answered nothing has nothing to be shown or deleted', async () => {
		const at = await held();
		const never = { ...of(at), place: at.holders[15]?.place ?? 0 };
		expect(await memberPageOf(at.site, never)).toMatchObject({ kind: 'no-answers', member: { state: 'ready' } });
		expect(await personsAnswers(at.site, { ...never, as: 'page' })).toBeUndefined();
		expect(await deleteAnswersOf(at.site, { ...never, reason: 'x', isConfirmed: true })).toEqual({
			kind: 'no-answers',
		});
	});
});

it.each(['anonymous-with-token', 'panel'] as const)('nobody can do it in a wave that is %s', async (mode) => {
	const at = await held(mode);
	await close(at, at.wave);
	expect(await memberPageOf(at.site, of(at))).toMatchObject({ kind: 'not-joined', mode });
	expect(await personsAnswers(at.site, { ...of(at), as: 'page' })).toBeUndefined();
	expect(await deleteThem(at)).toEqual({ kind: 'not-there' });
	expect(await responsesOf(at, at.wave)).toHaveLength(12);
});

it('names and answers together are for whoever may see both, and the list leads nobody else there', async () => {
	const at = await held();
	const somebody = (roles: readonly Grant['role'][]): StaffUser => ({
		...{ id: 'ann', name: 'Ann', email: 'ann@example.org', session: 's', administrator: false, twoFactor: true },
		grants: roles.map((role) => ({ role, survey })),
	});
	const listFor = async (asker: StaffUser) =>
		(await samplePageOf({ ...at.site, asker }, { survey, wave: at.wave.id }))?.leadsToAnswers;
	for (const role of ['fieldwork', 'analyst'] as const) {
		const asker = somebody([role]);
		const looking = personsAnswers({ ...at.site, asker }, { ...of(at), actor: asker, as: 'page' });
		await expect(looking, role).rejects.toThrow(NotPermitted);
	}
	const both = somebody(['fieldwork', 'analyst']);
	expect([await listFor(somebody(['fieldwork'])), await listFor(both)]).toEqual([false, true]);
	const seen = await personsAnswers({ ...at.site, asker: both }, { ...of(at), actor: both, as: 'page' });
	expect(seen?.counted).toHaveLength(2);
});
