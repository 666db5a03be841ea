import { describe, expect, it } from 'vitest';
import { WaveId, noRulesTyped } from '../../src/lib/core/fieldwork/index.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import type { Site } from '../../src/lib/server/site.ts';
import { insertVersions, listAudit, listWaves } from '../../src/lib/server/storage/index.ts';
import {
	changePlan,
	dropPlannedWave,
	fieldworkOf,
	planNextWave,
	putDownCheck,
	takeStep,
	turnWaves,
	wavePageOf,
} from '../../src/lib/server/workflows/fieldwork/index.ts';
import type { TypedPlan } from '../../src/lib/server/workflows/fieldwork/index.ts';
import { findSurvey } from '../../src/lib/server/workflows/find-survey.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { freezeTypedRules } from '../../src/lib/server/workflows/quality/quality-pages.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { openTestSite } from './site.ts';

const survey = 'tiny';
const actor = commandLine;
const reason = 'The post was late.';

async function planned(): Promise<{ site: Site; wave: WaveId; goTo: (day: string) => void }> {
	const { site, goTo } = await openTestSite();
	await insertVersions(site.storage.writer, { versions: [storedVersionOf(tiny(survey, [choice('one')]))] });
	const made = await planNextWave(site, { actor, survey });
	if (made.kind !== 'planned') throw new Error(made.kind);
	return { site, wave: made.wave.id, goTo };
}

function typed(more: Partial<TypedPlan> = {}): TypedPlan {
	return {
		...{ label: 'Spring', instrumentVersion: '1', languages: ['en'], identityMode: 'anonymous' },
		...{ sampleType: 'open-link', modes: ['web'], opensOn: '2026-03-10', closesOn: '2026-03-20' },
		...{ timeZone: 'Europe/London', opensByItself: true, populationWords: 'Adults', populationSize: '4,500,000' },
		...{ plannedInterviews: '2000', hopedChange: '5', proofOfWork: false, reminders: '7, 14', quotas: [] },
		...more,
	};
}

async function stateOf(site: Site): Promise<string | undefined> {
	return (await listWaves(site.storage.reader, { survey }))[0]?.state;
}

describe('a wave that is planned', () => {
	it('opens on its day and closes after its last by itself, once what it needs is there', async () => {
		const { site, wave, goTo } = await planned();
		const changed = await changePlan(site, { actor, survey, wave, typed: typed() });
		expect(changed).toMatchObject({ kind: 'changed', plan: { hopedChange: 0.05, reminders: [7, 14] } });
		goTo('2026-03-10');
		expect(await turnWaves(site)).toEqual([]);
		expect((await wavePageOf(site, { survey, wave }))?.readiness).toContainEqual({
			check: 'test-interviews',
			state: 'lacking',
			words: 'No test interview has been put down.',
		});
		await putDownCheck(site, { actor, survey, wave, check: 'test-interviews', words: 'On a phone: nothing wrong.' });
		expect((await turnWaves(site)).map(({ state }) => state)).toEqual(['open']);
		expect((await findSurvey(site, { survey })).kind).toBe('open');
		goTo('2026-03-20');
		expect(await turnWaves(site)).toEqual([]);
		goTo('2026-03-21');
		expect((await turnWaves(site)).map(({ state }) => state)).toEqual(['closed']);
		expect(await turnWaves(site)).toEqual([]);
	});

	it('is opened before it is ready with a reason alone, which stays with it', async () => {
		const { site, wave } = await planned();
		const step = { actor, survey, wave, step: 'open' } as const;
		expect(await takeStep(site, { ...step, reason: '' })).toEqual({ kind: 'reason-missing', step: 'open' });
		expect(await takeStep(site, { ...step, reason })).toMatchObject({
			kind: 'taken',
			plan: { openedUnready: { reason } },
		});
		expect(await changePlan(site, { actor, survey, wave, typed: typed() })).toEqual({ kind: 'frozen' });
	});

	it('puts down the quality rules that were in force as it opened, whatever is frozen later', async () => {
		const { site, wave } = await planned();
		const freeze = (after: number) =>
			freezeTypedRules(site, { actor, survey, typed: { ...noRulesTyped, signals: 'standard' }, reason: 'x', after });
		await freeze(0);
		expect(await takeStep(site, { actor, survey, wave, step: 'open', reason })).toMatchObject({
			plan: { qualityRules: 1 },
		});
		expect(await freeze(1)).toMatchObject({ kind: 'frozen', version: 2 });
		expect((await wavePageOf(site, { survey, wave }))?.plan.qualityRules).toBe(1);
	});

	it('pauses, and says so to whoever comes to answer', async () => {
		const { site, wave } = await planned();
		await takeStep(site, { actor, survey, wave, step: 'open', reason });
		await takeStep(site, { actor, survey, wave, step: 'pause', reason });
		expect((await findSurvey(site, { survey })).kind).toBe('paused');
		await takeStep(site, { actor, survey, wave, step: 'go-on', reason: '' });
		expect((await findSurvey(site, { survey })).kind).toBe('open');
		const deeds = (await listAudit(site.storage.reader, { survey, limit: 10 })).map(({ action }) => action);
		expect(deeds).toEqual(['wave.went-on', 'wave.paused', 'wave.opened', 'wave.planned']);
	});

	it('says of every field that cannot stay what is wrong with it, and changes nothing', async () => {
		const { site, wave } = await planned();
		const before = await wavePageOf(site, { survey, wave });
		const wrong = typed({
			closesOn: '2026-02-31',
			plannedInterviews: 'many',
			timeZone: 'Europe/Atlantis',
			reminders: '0',
		});
		const refused = await changePlan(site, { actor, survey, wave, typed: wrong });
		const fields = refused.kind === 'refused' ? refused.problems.map(({ field }) => field) : [];
		expect(fields).toEqual(['closesOn', 'timeZone', 'plannedInterviews', 'reminders']);
		const quotas = [
			{ id: 'a', label: 'A', limit: 5, of: { kind: 'answers', variable: 'one', codes: [1] } },
			{ id: 'b', label: '', limit: 0, of: { kind: 'answers', variable: '', codes: [] } },
		];
		expect(await changePlan(site, { actor, survey, wave, typed: { ...typed(), quotas } })).toMatchObject({
			problems: [{ field: 'quotas', words: expect.stringMatching(/^Line 2: give a name/) }],
		});
		const backwards = await changePlan(site, { actor, survey, wave, typed: typed({ closesOn: '2026-03-01' }) });
		expect(backwards).toMatchObject({ kind: 'refused', problems: [{ field: 'closesOn' }] });
		const unknown = await changePlan(site, { actor, survey, wave, typed: typed({ instrumentVersion: '7' }) });
		expect(unknown).toMatchObject({ kind: 'refused', problems: [{ field: 'instrumentVersion' }] });
		expect(await wavePageOf(site, { survey, wave })).toEqual(before);
	});

	it('is one at a time, and can be dropped again', async () => {
		const { site, wave } = await planned();
		expect((await planNextWave(site, { actor, survey })).kind).toBe('already-planned');
		expect(await dropPlannedWave(site, { actor, survey, wave })).toEqual({ kind: 'dropped' });
		expect((await fieldworkOf(site, { survey }))?.waves).toEqual([]);
	});

	it('is copied from the last wave, of which nothing changes', async () => {
		const { site, wave, goTo } = await planned();
		await changePlan(site, { actor, survey, wave, typed: typed({ reminders: '5' }) });
		await takeStep(site, { actor, survey, wave, step: 'open', reason });
		goTo('2026-03-15');
		await takeStep(site, { actor, survey, wave, step: 'close', reason: '' });
		const last = await wavePageOf(site, { survey, wave });
		const next = await planNextWave(site, { actor, survey });
		if (next.kind !== 'planned') throw new Error(next.kind);
		const page = await wavePageOf(site, { survey, wave: next.wave.id });
		expect(page).toMatchObject({ plan: { reminders: [5], copiedFrom: wave }, againstLast: { label: 'Spring' } });
		expect(await wavePageOf(site, { survey, wave })).toEqual(last);
		expect(await stateOf(site)).toBe('closed');
	});

	it('is not found below another survey', async () => {
		const { site, wave } = await planned();
		expect(await wavePageOf(site, { survey: 'other', wave })).toBeUndefined();
		const step = { actor, survey: 'other', wave, step: 'open', reason } as const;
		expect(await takeStep(site, step)).toEqual({ kind: 'unknown-wave' });
		const none = WaveId.parse('tiny.none');
		expect(await changePlan(site, { actor, survey, wave: none, typed: typed() })).toEqual({ kind: 'unknown-wave' });
	});
});
