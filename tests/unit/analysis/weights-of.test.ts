import { describe, expect, it } from 'vitest';
import type { WeightingSide } from '../../../src/lib/core/weighting/index.ts';
import type { Site } from '../../../src/lib/server/site.ts';
import { versionsOf, loadWaves } from '../../../src/lib/server/workflows/analysis/loaded-waves.ts';
import { planOf } from '../../../src/lib/server/workflows/analysis/plan-of.ts';
import { lockScheme, saveScheme, tryScheme } from '../../../src/lib/server/workflows/analysis/try-scheme.ts';
import type { OnWave } from '../../../src/lib/server/workflows/analysis/weights-of.ts';
import { weightsOf } from '../../../src/lib/server/workflows/analysis/weights-of.ts';
import { readInstrument } from '../../../src/lib/server/workflows/list-surveys.ts';
import { loadSurveys } from '../../../src/lib/server/workflows/load-surveys.ts';
import { simulateWaves } from '../../../src/lib/server/workflows/simulate-waves.ts';
import { noProfile } from '../../../src/lib/core/simulation/index.ts';
import { openTestSite } from '../../scenario/site.ts';

const survey = 'counterfeit-goods';

async function simulated(respondents: number): Promise<Site> {
	const { site } = await openTestSite();
	await loadSurveys(site, { folder: 'surveys' });
	const instrument = await readInstrument(site, { survey, version: 1 });
	if (instrument === undefined) throw new Error('no version 1');
	const wave = (year: number) => ({
		instrument,
		label: `Spring ${year}`,
		opensOn: `${year}-03-01`,
		closesOn: `${year}-03-28`,
	});
	const done = await simulateWaves(site, {
		waves: [wave(2024), wave(2025)],
		respondents,
		seed: 5,
		profile: noProfile,
		population: 2000,
		sampleType: 'open-link',
	});
	if (done.kind !== 'simulated') throw new Error(done.kind);
	return site;
}

async function onNewest(site: Site): Promise<OnWave> {
	const answer = await weightsOf(site, { survey });
	if (answer.kind !== 'weights' || answer.report.onWave === null) throw new Error('no wave');
	return answer.report.onWave;
}

const empty = {
	margins: '',
	sample: '',
	fewest: '',
	most: '',
	base: 'ones',
	limit: 'none',
	lower: '',
	upper: '',
} as const;

function ran({ run }: WeightingSide) {
	if (run.kind !== 'ran') throw new Error(run.words);
	return run;
}

describe('the weights of a wave', () => {
	it('are those in use, whose margins are met, and trying them again changes no estimate', async () => {
		const site = await simulated(500);
		const { inUse, draft, wave, declaredBy } = await onNewest(site);
		expect(declaredBy).toBe('questionnaire');
		const loaded = await loadWaves(site, { survey, versions: await versionsOf(site, survey) });
		const { weighting } = loaded.at(-1)!.answers;
		expect(weighting.kind === 'raked' && weighting.effect).toEqual(ran(inUse).effect);
		for (const { cells } of inUse.margins) for (const { after, target } of cells) expect(after).toBeCloseTo(target, 8);

		const tried = await tryScheme(site, { survey, wave: wave.id, draft });
		if (tried.kind !== 'tried') throw new Error(tried.kind);
		expect(ran(tried.compared.side).effect.deff).toBeCloseTo(ran(inUse).effect.deff, 8);
		for (const { difference, moves } of tried.compared.effects) {
			expect(difference ?? 0).toBeCloseTo(0, 8);
			expect(moves).toBe(false);
		}
	});

	it('move estimates where a scheme gives everything to one sex', async () => {
		const site = await simulated(500);
		const { wave } = await onNewest(site);
		const margins = 'sex,%\n1,99\n2,1';
		const draft = { ...empty, margins };
		const tried = await tryScheme(site, { survey, wave: wave.id, draft });
		if (tried.kind !== 'tried') throw new Error(tried.kind);
		expect(ran(tried.compared.side).effect.deff).toBeGreaterThan(1.5);
		expect(tried.compared.effects.some(({ difference }) => Math.abs(difference ?? 0) > 0.005)).toBe(true);

		const trimmed = await tryScheme(site, {
			survey,
			wave: wave.id,
			draft: { ...draft, limit: 'trim', lower: '0.2', upper: '1.5' },
		});
		if (trimmed.kind !== 'tried') throw new Error(trimmed.kind);
		expect(ran(trimmed.compared.side).distribution.greatest).toBeLessThanOrEqual(1.5 + 1e-9);
		const { rows, taken, given } = ran(trimmed.compared.side).trimmed ?? { rows: 0, taken: 0, given: 0 };
		expect(rows).toBeGreaterThan(0);
		expect(taken).toBeGreaterThan(given);
		const [sex] = trimmed.compared.side.margins;
		expect(sex?.cells[0]?.after).toBeLessThan(0.99);
		expect(sex?.cells[0]?.before).toBeCloseTo(0.5, 0);
	});

	it('stay as they are when a scheme is saved and locked; a locked one takes no second reason', async () => {
		const site = await simulated(200);
		const { wave, draft, inUse } = await onNewest(site);
		const actor = { id: 'ann', name: 'Ann' };
		const scheme = { survey, wave: wave.id, draft, name: 'As declared', actor };
		expect(await saveScheme(site, { ...scheme, note: ' ' })).toMatchObject({ kind: 'not-understood' });
		const saved = await saveScheme(site, { ...scheme, note: 'Census' });
		expect(saved).toEqual({ kind: 'saved', name: 'As declared', version: 1 });
		const of = { survey, name: 'As declared', version: 1, actor };
		expect(await lockScheme(site, { ...of, reason: '' })).toEqual({ kind: 'reason-missing' });
		expect(await lockScheme(site, { ...of, reason: 'Release 1' })).toEqual({ kind: 'locked' });
		expect(await lockScheme(site, { ...of, reason: 'Once more' })).toEqual({ kind: 'locked' });
		const answer = await weightsOf(site, { survey, compare: of });
		if (answer.kind !== 'weights') throw new Error(answer.kind);
		expect(answer.report.saved).toMatchObject([
			{ name: 'As declared', version: 1, locked: true, note: 'Census\nLocked on 2026-03-02 by Ann: Release 1' },
		]);
		expect(answer.report.onWave?.inUse).toEqual(inUse);
		expect(answer.report.onWave?.compared?.side.name).toBe('As declared, version 1');
	});
});

describe('a plan from past waves', () => {
	it('names the waves that each of its numbers comes from', async () => {
		const site = await simulated(300);
		const answer = await planOf(site, {
			survey,
			measure: 'bought-item-count',
			bothWaves: false,
			directions: ['rise', 'fall'],
		});
		if (answer.kind !== 'plan') throw new Error(answer.kind);
		const { basis, technique } = answer.report;
		expect(technique).toBe('item-count');
		const mean = { kind: 'waves', waves: ['Spring 2024', 'Spring 2025'], rule: 'mean over waves, weighted by base' };
		expect(basis.deff.from).toEqual(mean);
		expect(basis.controlVariance.from).toEqual(mean);
		expect(basis.controlVariance.value).toBeGreaterThan(0.1);
		expect(basis.controlVariance.value).toBeLessThan(2);
		expect(basis.share.from).toEqual({ kind: 'waves', waves: ['Spring 2025'], rule: 'latest wave' });
		expect(basis.family).toEqual({ value: 28, from: { kind: 'declared' } });
		expect(basis.responseRate).toBeNull();
	});
});
