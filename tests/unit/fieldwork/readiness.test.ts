import { describe, expect, it } from 'vitest';
import { differencesFrom, lackingOf, nextWave, readinessOf, WaveId } from '../../../src/lib/core/fieldwork/index.ts';
import type { ReadinessCheck, ReadinessFacts, WavePlan } from '../../../src/lib/core/fieldwork/index.ts';
import type { Wave } from '../../../src/lib/core/fieldwork/index.ts';
import { choice, tiny } from '../../scenario/instruments/tiny.ts';
import { plannedWave } from './waves.ts';

const words = { en: 'Call them.', gd: 'Cuir fòn thuca.' };
const contact = { id: 'line', name: 'Helpline', text: words, phone: '0800 555 111', checkedOn: '2026-02-01' };
const languages = [
	{ code: 'en', status: 'complete' },
	{ code: 'gd', status: 'draft' },
];
const instrument = tiny('tiny', [choice('one')], { languages, support: [contact] });
const test = { words: 'On a phone', by: 'Ann', on: '2026-02-20' };

function facts(
	wave: Partial<Wave> = {},
	plan: Partial<WavePlan> = {},
	more: Partial<ReadinessFacts> = {},
): ReadinessFacts {
	return {
		...plannedWave(wave, { testInterviews: [test], plannedInterviews: 1000, hopedChange: 0.05, ...plan }),
		...{ instrument, today: '2026-03-01', sampled: 0, detectableChange: 0.04, illustrativeMargins: [] },
		...{ rulesInForce: 1, panelEndedOn: null },
		...more,
	};
}

function stateOf(given: ReadinessFacts, check: ReadinessCheck): string | undefined {
	return readinessOf(given).find((one) => one.check === check)?.state;
}

describe('readiness', () => {
	it('lacks nothing where all is in order', () => {
		expect(lackingOf(readinessOf(facts()))).toEqual([]);
	});

	it.each<[ReadinessCheck, ReadinessFacts]>([
		['languages', facts({ languages: ['en', 'gd'] })],
		['notice', facts({ sampleType: 'probability' })],
		['notice', facts({ identityMode: 'panel', sampleType: 'probability' }, {}, { sampled: 5000 })],
		['days', facts({ opensOn: '2026-04-01' })],
		['days', facts({}, {}, { today: '2026-03-30' })],
		['sample', facts({ identityMode: 'confidential', sampleType: 'probability' })],
		['sample', facts({ identityMode: 'confidential', sampleType: 'probability' }, {}, { sampled: 999 })],
		['test-interviews', facts({}, { testInterviews: [] })],
		['contacts', facts({ closesOn: null }, {}, { today: '2026-05-03' })],
		['detectable-change', facts({}, {}, { detectableChange: 0.051 })],
		[
			'quotas',
			facts(
				{ identityMode: 'anonymous-with-token', sampleType: 'probability' },
				{ quotas: [{ id: 'young', label: 'Young', limit: 5, of: { kind: 'answers', variable: 'one', codes: [1] } }] },
				{ sampled: 5000 },
			),
		],
	])('lacks %s', (check, given) => {
		expect(stateOf(given, check)).toBe('lacking');
		expect(lackingOf(readinessOf(given))).toHaveLength(1);
	});

	it('names the quality rules under which the wave opens, or says that all will count', () => {
		const found = (rulesInForce: number | null) =>
			readinessOf(facts({}, {}, { rulesInForce })).find(({ check }) => check === 'quality-rules');
		expect(found(2)).toMatchObject({ state: 'ready', words: expect.stringContaining('version 2') });
		expect(found(null)).toMatchObject({ state: 'to-think-about' });
	});

	it('says of a panel after one that was ended that it joins nobody from before', () => {
		const panel = { identityMode: 'panel', sampleType: 'panel' } as const;
		const found = (panelEndedOn: string | null) =>
			readinessOf(facts(panel, {}, { sampled: 5000, panelEndedOn })).find(({ check }) => check === 'notice');
		expect(found(null)).toMatchObject({ state: 'ready' });
		const words = expect.stringMatching(/ended on 2026-02-03.*nobody to a wave from before/);
		expect(found('2026-02-03')).toMatchObject({ state: 'to-think-about', words });
	});

	it('takes a look at the contacts for this wave for as good as one in the questionnaire', () => {
		const contactsChecked = { by: 'Ann', on: '2026-04-30' };
		expect(stateOf(facts({}, { contactsChecked }, { today: '2026-05-03' }), 'contacts')).toBe('ready');
	});
});

describe('the next wave', () => {
	const last = plannedWave(
		{ state: 'closed', identityMode: 'panel', sampleType: 'panel', modes: ['web', 'paper'] },
		{ plannedInterviews: 800, testInterviews: [test], reminders: [7, 14], qualityRules: 2, proofOfWork: true },
	);
	const made = nextWave(last, { id: WaveId.parse('tiny.2'), label: 'March 2027', newestVersion: 1 });

	it('is planned like the last, and takes over nothing that belongs to one wave alone', () => {
		const opening = { ...made, plan: { ...made.plan, qualityRules: 2 } };
		expect(differencesFrom(last, opening)).toEqual([]);
		expect(made.plan.qualityRules).toBeNull();
		expect(made.wave).toMatchObject({ state: 'planned', number: 2, opensOn: '2027-03-01', closesOn: '2027-03-28' });
		expect(made.plan).toMatchObject({ copiedFrom: 'tiny.1', testInterviews: [], extensions: [], pauses: [] });
	});

	it('says what is not alike', () => {
		const changed = {
			wave: { ...made.wave, modes: ['web' as const], instrumentVersion: 2 },
			plan: { ...made.plan, reminders: [7] },
		};
		const opening = { ...changed, plan: { ...changed.plan, qualityRules: 3 } };
		expect(differencesFrom(last, opening)).toEqual([
			{ what: 'Version of the questionnaire', before: '1', after: '2' },
			{ what: 'Modes', before: 'paper, web', after: 'web' },
			{ what: 'Quality rules', before: 'version 2', after: 'version 3' },
			{ what: 'Reminders', before: 'after 7 days, after 14 days', after: 'after 7 days' },
		]);
	});
});
