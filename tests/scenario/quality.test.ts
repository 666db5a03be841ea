import { describe, expect, it } from 'vitest';
import type { WaveId } from '#core/fieldwork/index.ts';
import { noRulesTyped } from '#core/fieldwork/index.ts';
import type { TypedRules } from '#core/fieldwork/index.ts';
import { commandLine } from '#server/on-record.ts';
import type { Site } from '#server/site.ts';
import { changeWave, insertResponses, listAudit, listFlags, putDecision } from '#server/storage/index.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import { prepareExport } from '#server/workflows/export/prepare.ts';
import { packedWaves } from '#server/workflows/r-pack.ts';
import { takeStep } from '#server/workflows/fieldwork/index.ts';
import {
	decideResponse,
	flaggedPageOf,
	freezeTypedRules,
	rulesPageOf,
	undecideResponse,
} from '#server/workflows/quality/quality-pages.ts';
import { flagWave } from '#server/workflows/quality/flag-wave.ts';
import { freezeQualityRules } from '#server/workflows/quality/freeze.ts';
import type { Said } from './answered.ts';
import { responseId, responseOf, siteWithAnswers } from './answered.ts';

const survey = 'tiny';
const actor = commandLine;

const robots = { id: 'robots', severity: 'standard', kind: 'signals', signals: ['faster-than-reading'] };
const lines = {
	...{ id: 'lines', severity: 'strict', kind: 'straight-lining', questions: ['views'], leastRows: 5 },
	...{ run: { kind: 'all-rows' }, grids: 1 },
};

/** Eight people of whom half chose the first; a robot and somebody who went straight down both did too. */
const said: readonly Said[] = [
	...[1, 1, 1, 2, 2, 2].map((one) => ({ one })),
	{ one: 1, signals: ['faster-than-reading'] },
	{ one: 1, views: [4, 4, 4, 4, 4] },
];

async function answered(): Promise<{ site: Site; first: WaveId; second: WaveId }> {
	const { site, waves } = await siteWithAnswers([said, said]);
	const [first, second] = waves;
	if (first === undefined || second === undefined) throw new Error('there are two waves');
	return { site, first, second };
}

async function freeze(site: Site, reading: string, rules: readonly unknown[] = [robots, lines], after = 0) {
	return freezeQualityRules(site, { actor, survey, rules: { reading, rules }, reason: 'As agreed', after });
}

async function sharesIn(site: Site, reading?: 'none' | 'standard' | 'strict') {
	const answer = await trendOf(site, { survey, reading });
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	const [measure] = answer.report.measures;
	const shares = measure?.series[0]?.points.map(({ estimate }) =>
		estimate.kind === 'estimate' ? estimate.value : null,
	);
	return { shares, notes: measure?.notes, completed: answer.report.waves.map(({ completed }) => completed) };
}

describe('rules that are frozen', () => {
	it('flag every wave that is over alike, and again with the next version; nothing of the answers changes', async () => {
		const { site, first, second } = await answered();
		expect(await freeze(site, 'none')).toEqual({ kind: 'frozen', version: 1, flagged: 4 });
		for (const [wave, number] of [
			[first, 1],
			[second, 2],
		] as const) {
			expect(await listFlags(site.storage.reader, { wave })).toEqual([
				{ response: responseId(number, 6), rule: 'robots', version: 1, severity: 'standard' },
				{ response: responseId(number, 7), rule: 'lines', version: 1, severity: 'strict' },
			]);
		}
		expect(await freeze(site, 'none', [robots], 0)).toEqual({ kind: 'changed-meanwhile' });
		expect(await freeze(site, 'none', [robots], 1)).toEqual({ kind: 'frozen', version: 2, flagged: 2 });
		expect(await listFlags(site.storage.reader, { wave: first })).toMatchObject([{ rule: 'robots', version: 2 }]);
		const deeds = await listAudit(site.storage.reader, { survey, action: 'quality.', limit: 20 });
		expect(deeds.map(({ action }) => action).toSorted()).toEqual([
			...Array.from({ length: 4 }, () => 'quality.flagged'),
			...['quality.frozen', 'quality.frozen'],
		]);
	});

	it('are refused without a reason, as no rules, and on a wave that is still open', async () => {
		const { site, first } = await answered();
		const blank = { actor, survey, rules: { reading: 'none', rules: [] }, reason: ' ', after: 0 };
		expect(await freezeQualityRules(site, blank)).toEqual({ kind: 'reason-missing' });
		expect(await freeze(site, 'none', [{ ...robots, kind: 'other' }])).toMatchObject({ kind: 'no-rules' });
		const fasterThan = { kind: 'calibrated', wave: first, share: 0.5 };
		const speed = { id: 'speed', severity: 'strict', kind: 'speed', fasterThan };
		const open = (wave: WaveId) =>
			changeWave(site.storage.writer, { id: wave, change: (before) => ({ ...before, state: 'open' }) });
		await open(first);
		expect(await freeze(site, 'none', [speed])).toEqual({
			...{ kind: 'nothing-to-calibrate-on', rule: 'speed', wave: first },
		});
		expect(await flagWave(site, { actor, survey, wave: first })).toEqual({ kind: 'not-closed' });
	});

	it('flag a wave again once its answers are complete, and twice is as good as once', async () => {
		const { site, first } = await answered();
		expect(await flagWave(site, { actor, survey, wave: first })).toEqual({ kind: 'no-rules' });
		await freeze(site, 'none');
		await insertResponses(site.storage.writer, {
			responses: [responseOf(first, 1, 20, { signals: ['faster-than-reading'] })],
		});
		expect(await flagWave(site, { actor, survey, wave: first })).toEqual({
			kind: 'flagged',
			flagged: 3,
			changed: true,
		});
		expect(await flagWave(site, { actor, survey, wave: first })).toEqual({
			kind: 'flagged',
			flagged: 3,
			changed: false,
		});
	});
});

it('a wave is flagged as it closes', async () => {
	const { site, first } = await answered();
	await freeze(site, 'none', []);
	await changeWave(site.storage.writer, { id: first, change: (wave) => ({ ...wave, state: 'open', closesOn: null }) });
	await freeze(site, 'none', [robots], 1);
	expect(await listFlags(site.storage.reader, { wave: first })).toEqual([]);
	await takeStep(site, { actor, survey, wave: first, step: 'close', reason: '' });
	expect(await listFlags(site.storage.reader, { wave: first })).toMatchObject([{ rule: 'robots', version: 2 }]);
});

it('files of data carry every row with what the flags say of it, the R pack what counts in the reading', async () => {
	const { site } = await answered();
	await freeze(site, 'standard');
	const request = { survey, waves: 'all', where: [], text: true, by: 'Ann' } as const;
	const prepared = await prepareExport(site, request);
	if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
	const column = prepared.file.columns.find(({ name }) => name === 'quality');
	const qualities = [0, 0, 0, 0, 0, 0, 2, 1];
	expect(column?.data.kind === 'code' && [...column.data.codes]).toEqual([...qualities, ...qualities]);
	const chosen = await prepareExport(site, { ...request, where: [{ variable: 'one', codes: [1] }], waves: ['Wave 2'] });
	const some = chosen.kind === 'prepared' && chosen.file.columns.find(({ name }) => name === 'quality');
	expect(some && some.data.kind === 'code' && [...some.data.codes]).toEqual([0, 0, 0, 2, 1]);

	const packed = await packedWaves(site, { survey });
	expect(packed.map(({ quality, dataset }) => [dataset.rows, quality])).toEqual([
		[7, Int8Array.of(0, 0, 0, 0, 0, 0, 1)],
		[7, Int8Array.of(0, 0, 0, 0, 0, 0, 1)],
	]);
});

describe('the readings of a trend', () => {
	it('leave out nobody, who is flagged by standard rules, or all that are flagged, unless a person decided', async () => {
		const { site, first } = await answered();
		await freeze(site, 'none');
		expect(await sharesIn(site)).toMatchObject({ shares: [5 / 8, 5 / 8], notes: [] });
		expect(await sharesIn(site, 'standard')).toMatchObject({ shares: [4 / 7, 4 / 7], completed: [7, 7] });
		expect(await sharesIn(site, 'strict')).toMatchObject({ shares: [3 / 6, 3 / 6], completed: [6, 6] });

		const decided = { wave: first, reason: 'Read it', by: 'Ann', on: '2026-03-02' };
		await putDecision(site.storage.writer, { ...decided, response: responseId(1, 6), decision: 'keep' });
		await putDecision(site.storage.writer, { ...decided, response: responseId(1, 7), decision: 'leave-out' });
		expect(await sharesIn(site, 'standard')).toMatchObject({ shares: [4 / 7, 4 / 7], completed: [7, 7] });
		expect(await sharesIn(site, 'strict')).toMatchObject({ shares: [4 / 7, 3 / 6] });
		expect(await sharesIn(site, 'none')).toMatchObject({ shares: [5 / 8, 5 / 8] });
	});

	it('are taken as the rules declare, and said in the notes', async () => {
		const { site } = await answered();
		await freeze(site, 'strict');
		const { shares, notes } = await sharesIn(site);
		expect(shares).toEqual([1 / 2, 1 / 2]);
		expect(notes).toEqual([
			'Left out by the strict reading of the survey’s quality rules: Wave 1 2 of 8, Wave 2 2 of 8',
		]);
	});
});

describe('the list of flagged responses', () => {
	const asked = [{ id: 'nonsense', severity: 'standard', kind: 'nonsense-text', variables: ['why'] }, robots];

	it('shows what rules saw and masked words, takes decisions with a reason, and leaves responses to the rules again', async () => {
		const texts: readonly Said[] = [
			{ why: 'asdf, but jo@example.org' },
			{ why: 'Ring 0131 496 0123', signals: ['faster-than-reading'] },
			{},
		];
		const { site, waves } = await siteWithAnswers([texts]);
		const [wave] = waves;
		if (wave === undefined) throw new Error('there is a wave');
		const page = async () => flaggedPageOf(site, { survey, wave, page: 1 });
		expect(await page()).toMatchObject({ isOver: true, version: null, all: 0 });
		await freeze(site, 'none', asked);
		const listed = await page();
		expect(listed).toMatchObject({ version: 1, all: 1, undecided: 1, pages: 1 });
		expect(listed?.responses).toEqual([
			{
				id: responseId(1, 1),
				flags: [{ rule: 'robots', severity: 'standard', saw: { kind: 'signals', signals: ['faster-than-reading'] } }],
				texts: [{ variable: 'why', shown: 'Ring [telephone]' }],
				decision: null,
			},
		]);
		const one = { actor, survey, wave, response: responseId(1, 1) };
		expect(await decideResponse(site, { ...one, decision: 'keep', reason: ' ' })).toEqual({ kind: 'reason-missing' });
		expect(await decideResponse(site, { ...one, response: responseId(1, 2), decision: 'keep', reason: 'x' })).toEqual({
			kind: 'not-flagged',
		});
		expect(await decideResponse(site, { ...one, survey: 'other', decision: 'keep', reason: 'x' })).toEqual({
			kind: 'unknown-wave',
		});
		expect(await decideResponse(site, { ...one, decision: 'keep', reason: 'A person' })).toEqual({ kind: 'decided' });
		expect(await page()).toMatchObject({
			undecided: 0,
			responses: [{ decision: { decision: 'keep', reason: 'A person' } }],
		});
		const [deed] = await listAudit(site.storage.reader, { survey, action: 'quality.decided', limit: 1 });
		expect(JSON.stringify(deed)).not.toContain('0123');
		expect(await undecideResponse(site, one)).toEqual({ kind: 'undecided' });
		expect(await undecideResponse(site, one)).toEqual({ kind: 'not-decided' });
	});
});

it('the form of rules means what it says, and starts from the version before', async () => {
	const { site, first } = await answered();
	const typed = {
		...{ ...noRulesTyped, reading: 'standard', speed: 'strict', speedWave: first, speedShare: '40', lines: 'standard' },
		...{ contradictions: 'strict', contradictionLines: 'one = 2 and views.a >= 4\n\none = 1 and views.b = 1, 2' },
		...{ duplicates: 'standard', nonsense: 'standard', signals: 'standard', noWork: 'strict' },
	};
	const frozen = await freezeTypedRules(site, { actor, survey, typed, reason: 'As agreed', after: 0 });
	expect(frozen).toMatchObject({ kind: 'frozen', version: 1 });
	const page = await rulesPageOf(site, { survey });
	expect(page?.typed).toEqual({ ...typed, contradictionLines: typed.contradictionLines.replace('\n\n', '\n') });
	expect(page?.versions[0]?.rules.rules.map(({ kind }) => kind)).toEqual([
		...[
			'speed',
			'straight-lining',
			'contradiction',
			'contradiction',
			'duplicate-texts',
			'nonsense-text',
			'signals',
			'signals',
		],
	]);
	// The median of eight lengths in 300–480 is 390; 40% of it is 156.
	expect(page?.versions[0]?.rules.rules[0]).toMatchObject({ fasterThan: { seconds: 156 } });
	const wrong = async (more: Partial<TypedRules>) =>
		freezeTypedRules(site, { actor, survey, typed: { ...typed, ...more }, reason: 'x', after: 1 });
	expect(await wrong({ contradictionLines: 'one = 2 and shoes = 1' })).toMatchObject({ field: 'contradictionLines' });
	expect(await wrong({ contradictionLines: 'one = 2 and views.z = 1' })).toMatchObject({ field: 'contradictionLines' });
	expect(await wrong({ speedWave: '' })).toMatchObject({ kind: 'refused', field: 'speedSeconds' });
	expect(await wrong({ linesRun: '1' })).toMatchObject({ kind: 'refused', field: 'linesRun' });
});
