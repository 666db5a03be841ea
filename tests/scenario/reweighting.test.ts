import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noProfile } from '../../src/lib/core/simulation/index.ts';
import type { TrendReport } from '../../src/lib/core/trends/index.ts';
import type { Site } from '../../src/lib/server/site.ts';
import { applyScheme, takeBack } from '../../src/lib/server/workflows/analysis/apply-scheme.ts';
import { auditPage } from '../../src/lib/server/workflows/audit.ts';
import { defineVariable } from '../../src/lib/server/workflows/analysis/define-variable.ts';
import { loadWaves, versionsOf } from '../../src/lib/server/workflows/analysis/loaded-waves.ts';
import { trendOf } from '../../src/lib/server/workflows/analysis/trend-of.ts';
import { saveScheme } from '../../src/lib/server/workflows/analysis/try-scheme.ts';
import type { WeightsReport } from '../../src/lib/server/workflows/analysis/weights-of.ts';
import { weightsOf } from '../../src/lib/server/workflows/analysis/weights-of.ts';
import { retireDerived } from '../../src/lib/server/workflows/derived-variables.ts';
import { readInstrument } from '../../src/lib/server/workflows/list-surveys.ts';
import { loadSurveys } from '../../src/lib/server/workflows/load-surveys.ts';
import { simulateWaves } from '../../src/lib/server/workflows/simulate-waves.ts';
import { openTestSite } from './site.ts';

const survey = 'counterfeit-goods';
const by = 'Ann Analyst';
const actor = { id: 'ann', name: by };
const bySex = '# Sex, by hand\nsex,%\n1,70\n2,30';
const typed = { margins: bySex, sample: '', fewest: '', most: '', lower: '', upper: '' };
const draft = { ...typed, base: 'ones', limit: 'none' } as const;
const reason = 'The census was published';

/** Two simulated waves, and a scheme by sex alone that is saved but not in use. */
async function withScheme(sampleType: 'open-link' | 'probability' = 'open-link') {
	const { site, goTo } = await openTestSite();
	await loadSurveys(site, { folder: 'surveys' });
	const instrument = await readInstrument(site, { survey, version: 1 });
	if (instrument === undefined) throw new Error('no version 1');
	const waves = [2024, 2025].map((year) => ({
		...{ instrument, label: `Spring ${year}` },
		...{ opensOn: `${year}-03-01`, closesOn: `${year}-03-28` },
	}));
	const done = await simulateWaves(site, {
		...{ waves, respondents: 250, seed: 5, profile: noProfile, population: 2000, sampleType },
	});
	if (done.kind !== 'simulated') throw new Error(done.kind);
	const { waves: listed } = await weightsReport(site);
	const [first, second] = listed.map(({ id }) => id);
	if (first === undefined || second === undefined) throw new Error('two waves were simulated');
	const saved = await saveScheme(site, { survey, wave: second, draft, name: 'By sex', note: 'Census', actor });
	expect(saved).toMatchObject({ kind: 'saved', version: 1 });
	return { site, goTo, first, second };
}

async function weightsReport(site: Site, wave?: string): Promise<WeightsReport> {
	const answer = await weightsOf(site, { survey, wave });
	if (answer.kind !== 'weights') throw new Error(answer.kind);
	return answer.report;
}

async function trend(site: Site): Promise<TrendReport> {
	const answer = await trendOf(site, { survey });
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	return answer.report;
}

/** Every estimate of a wave, to the last digit. */
function estimatesOf({ measures }: TrendReport, wave: string): string {
	return JSON.stringify(
		measures.map(({ series }) =>
			series.map(({ points }) => points.filter((point) => point.wave === wave).map(({ estimate }) => estimate)),
		),
	);
}

const give = (site: Site, waves: readonly string[], seen: number, more = {}) =>
	applyScheme(site, { survey, name: 'By sex', version: 1, waves, shown: waves[0] ?? '', reason, actor, seen, ...more });

describe('a scheme that is given to a wave', () => {
	it('weighs every figure of that wave from then on, and taking it back brings each back to its last digit', async () => {
		const { site, goTo, first, second } = await withScheme();
		const before = await trend(site);
		const columns = columnFiles(site);
		expect(await give(site, [second], 0)).toEqual({ kind: 'decided' });
		const during = await trend(site);
		expect(estimatesOf(during, second)).not.toBe(estimatesOf(before, second));
		expect(estimatesOf(during, first)).toBe(estimatesOf(before, first));
		expect(during.waves[1]?.weighting).toMatchObject({
			...{ kind: 'raked', margins: [{ id: 'Sex, by hand', confidence: null }] },
			decided: { kind: 'applied', name: 'By sex', version: 1, on: '2026-03-02' },
		});
		const { weights } = (await designOn(site, second)) ?? { weights: new Float64Array() };
		expect(new Set([...weights].map((w) => w.toFixed(9))).size).toBe(2);

		goTo('2026-04-01');
		const { seen } = await weightsReport(site);
		expect(await takeBack(site, { survey, waves: [second], reason: 'A slip', actor, seen })).toEqual({
			kind: 'decided',
		});
		const after = await trend(site);
		expect(estimatesOf(after, second)).toBe(estimatesOf(before, second));
		expect(after.measures).toEqual(before.measures);
		expect(after.waves[1]?.weighting).toEqual({
			...before.waves[1]?.weighting,
			decided: { kind: 'taken-back', on: '2026-04-01' },
		});
		expect(columnFiles(site)).toEqual(columns);
	});

	it('is on record with what weighed the waves before, when given and when taken back', async () => {
		const { site, second } = await withScheme();
		await give(site, [second], 0);
		const { seen } = await weightsReport(site);
		await takeBack(site, { survey, waves: [second], reason: ' A slip ', actor, seen });
		const { entries } = await auditPage(site, { survey, action: 'weights' });
		const scheme = { name: 'By sex', version: 1 };
		const json = (value: unknown) => JSON.stringify(value);
		expect(entries.map(({ byName, action, object, before, after }) => [byName, action, object, before, after])).toEqual(
			[
				[
					...[by, 'weights.taken-back', second],
					json([{ wave: second, scheme }]),
					json({ waves: [{ wave: second, scheme: null }], reason: 'A slip' }),
				],
				[
					...[by, 'weights.given', 'By sex, version 1'],
					json([{ wave: second, scheme: null }]),
					json({ waves: [{ wave: second, scheme }], reason }),
				],
			],
		);
	});

	it('is locked and named with the wave, with who gave it, when and why; what was decided on together goes together', async () => {
		const { site, first, second } = await withScheme();
		await give(site, [first, second], 0);
		const { onWave, saved } = await weightsReport(site, second);
		expect(saved).toMatchObject([{ name: 'By sex', locked: true, inUseFor: ['Spring 2024', 'Spring 2025'] }]);
		expect(saved[0]?.note).toBe('Census\nLocked on 2026-03-02 by Ann Analyst: given to Spring 2024, Spring 2025');
		expect(onWave?.history).toMatchObject({
			decisions: [{ scheme: { name: 'By sex', version: 1 }, reason, by, on: '2026-03-02' }],
			undo: { to: null, together: [{ id: first, label: 'Spring 2024' }] },
		});
		expect(onWave?.inUse.margins.map(({ id }) => id)).toEqual(['Sex, by hand']);
		expect(onWave?.draft.margins).toContain('# Sex, by hand');
	});

	it('is followed by the one before it when the later one is taken back', async () => {
		const { site, second } = await withScheme();
		const other = { ...draft, margins: 'sex,%\n1,40\n2,60' };
		await saveScheme(site, { survey, wave: second, draft: other, name: 'By sex', note: 'Later census', actor });
		await give(site, [second], 0);
		const under1 = estimatesOf(await trend(site), second);
		await give(site, [second], (await weightsReport(site)).seen, { version: 2 });
		const { onWave, seen } = await weightsReport(site, second);
		expect(onWave?.history.undo?.to).toEqual({ name: 'By sex', version: 1 });
		await takeBack(site, { survey, waves: [second], reason: 'A slip', actor, seen });
		expect(estimatesOf(await trend(site), second)).toBe(under1);
	});

	it('is not given blindly: without a reason or wave, where it does not fit or is in use, or after somebody else decided', async () => {
		const { site, first, second } = await withScheme();
		const third = { ...draft, margins: 'sex,%\n1,70\n2,20\n3,10' };
		await saveScheme(site, { survey, wave: second, draft: third, name: 'By sex', note: 'x', actor });
		expect(await give(site, [second], 0, { version: 2 })).toMatchObject({
			...{ kind: 'does-not-fit', wave: 'Spring 2025', words: expect.stringMatching(/^nobody who answered is in/) },
		});
		expect(await give(site, [], 0)).toEqual({ kind: 'no-wave' });
		expect(await give(site, [second], 0, { reason: ' ' })).toEqual({ kind: 'reason-missing' });
		expect(await give(site, ['none'], 0)).toEqual({ kind: 'unknown-wave' });
		expect(await give(site, [second], 0, { version: 9 })).toEqual({ kind: 'unknown-scheme' });
		expect(await give(site, [second], 5)).toEqual({ kind: 'changed-meanwhile' });
		expect(await give(site, [first, second], 0)).toEqual({ kind: 'decided' });
		const { seen } = await weightsReport(site);
		expect(await give(site, [second], seen)).toMatchObject({ kind: 'does-not-fit', wave: 'Spring 2025' });
		expect(await takeBack(site, { survey, waves: ['none'], reason, actor, seen })).toEqual({ kind: 'unknown-wave' });
	});

	it('lets respondents speak for the rest of a sample, on its own wave alone, and not where nobody was drawn', async () => {
		const { site, first, second } = await withScheme('probability');
		const sampled = { ...draft, sample: 'sex,people\n1,600\n2,200', fewest: '5' };
		const saved = await saveScheme(site, { survey, wave: second, draft: sampled, name: 'Sampled', note: 'x', actor });
		expect(saved.kind).toBe('saved');
		const { onWave } = await weightsReport(site, second);
		expect(onWave?.hasSample).toBe(true);
		const of = { name: 'Sampled', shown: second };
		expect(await give(site, [first], 0, of)).toMatchObject({ kind: 'does-not-fit', wave: 'Spring 2024' });
		expect(await give(site, [second], 0, of)).toEqual({ kind: 'decided' });
		const { onWave: after } = await weightsReport(site, second);
		const cells = after?.inUse.nonresponse ?? [];
		const [women = 0, men = 0] = cells.map(({ respondents }) => respondents);
		expect(women + men).toBe(250);
		expect(cells).toEqual([
			{ ...cell('Female', 600, women), before: expect.closeTo(women / 250, 10), after: expect.closeTo(0.75, 10) },
			{ ...cell('Male', 200, men), before: expect.closeTo(men / 250, 10), after: expect.closeTo(0.25, 10) },
		]);

		const { site: open, second: last } = await withScheme();
		const kept = await saveScheme(open, { survey, wave: last, draft: sampled, name: 'Sampled', note: 'x', actor });
		expect(kept.kind).toBe('saved');
		expect((await weightsReport(open)).onWave?.hasSample).toBe(false);
		expect((await weightsOf(open, { survey, edit: { name: 'Sampled', version: 1 } })).kind).toBe('weights');
	});

	it('may rest on a variable that analysts derived', async () => {
		const { site, second } = await withScheme();
		const groups = [
			{ code: 1, label: { en: 'Below 35' }, from: [1, 2] },
			{ code: 2, label: { en: '35 and over' }, from: [3, 4, 5, 6, 7] },
		];
		const definition = { kind: 'recode', label: { en: 'Age in two' }, source: 'age_band', groups } as const;
		expect(await defineVariable(site, { survey, name: 'age_two', basedOn: 0, definition, actor })).toMatchObject({
			kind: 'saved',
		});
		const { onWave, seen } = await weightsReport(site);
		expect(onWave?.variables).toContainEqual(
			expect.objectContaining({ name: 'age_two', isDerived: true, answers: ['Below 35', '35 and over'] }),
		);
		const byAge = { ...draft, margins: 'Age in two,%\nBelow 35,40\n35 and over,60' };
		const saved = await saveScheme(site, { survey, wave: second, draft: byAge, name: 'By age', note: 'x', actor });
		expect(saved.kind).toBe('saved');
		expect(await give(site, [second], seen, { name: 'By age' })).toEqual({ kind: 'decided' });
		const after = await weightsReport(site);
		expect(after.onWave?.inUse.margins[0]?.cells.map(({ label, after: share }) => [label, share])).toEqual([
			['Below 35', expect.closeTo(0.4, 8)],
			['35 and over', expect.closeTo(0.6, 8)],
		]);
		const rests = { kind: 'weights-rest-on', waves: ['Spring 2025'] };
		expect(await retireDerived(site, { survey, name: 'age_two', actor })).toEqual(rests);
		expect(await defineVariable(site, { survey, name: 'age_two', basedOn: 1, definition, actor })).toEqual(rests);
		await takeBack(site, { survey, waves: [second], reason: 'To change it', actor, seen: after.seen });
		expect(await retireDerived(site, { survey, name: 'age_two', actor })).toEqual({ kind: 'retired' });
	});
});

const cell = (label: string, sampled: number, respondents: number) => ({
	...{ label, sampled, respondents, factor: expect.closeTo(sampled / respondents, 10) },
});

async function designOn(site: Site, wave: string) {
	const loaded = await loadWaves(site, { survey, versions: await versionsOf(site, survey) });
	return loaded.find((one) => one.wave.id === wave)?.answers.design;
}

function columnFiles(site: Site): string[] {
	const folder = join(site.env.SOUNDINGS_DATA, 'columns');
	return readdirSync(folder).map((name) => `${name} ${readFileSync(join(folder, name)).length}`);
}
