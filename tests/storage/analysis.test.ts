import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WaveId } from '../../src/lib/core/fieldwork/index.ts';
import type { Wave } from '../../src/lib/core/fieldwork/index.ts';
import type { Instrument } from '../../src/lib/core/instrument/index.ts';
import { SurveySlug } from '../../src/lib/core/instrument/index.ts';
import { driftOf, noProfile, population, simulateWave } from '../../src/lib/core/simulation/index.ts';
import type { TrendReport } from '../../src/lib/core/trends/index.ts';
import { WaveCodebook } from '../../src/lib/exchange/waves/index.ts';
import { trendCsv } from '../../src/lib/exchange/trend-csv.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import type { Site } from '../../src/lib/server/site.ts';
import { insertResponses } from '../../src/lib/server/storage/index.ts';
import type { StoredResponse } from '../../src/lib/server/storage/index.ts';
import { listAnalysed, trendOf } from '../../src/lib/server/workflows/analysis/index.ts';
import type { TrendQuestion } from '../../src/lib/server/workflows/analysis/index.ts';
import { importWaves } from '../../src/lib/server/workflows/import-waves.ts';
import { readInstrument } from '../../src/lib/server/workflows/list-surveys.ts';
import { loadSurveys } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { simulateWaves } from '../../src/lib/server/workflows/simulate-waves.ts';
import { storeWaves } from '../../src/lib/server/workflows/store-responses.ts';
import { openTestSite } from '../scenario/site.ts';
import { storedResponse } from './fielded.ts';

const gssFile = new URL('../fixtures/gss/gss-2000-2014-part.csv', import.meta.url);
const gssCodebook = new URL('../fixtures/gss/codebook.json', import.meta.url);

async function reportOn(site: Site, question: TrendQuestion): Promise<TrendReport> {
	const answer = await trendOf(site, question);
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	return answer.report;
}

async function withGss(): Promise<Site> {
	const { site } = await openTestSite();
	const codebook = WaveCodebook.parse(JSON.parse(readFileSync(gssCodebook, 'utf8')));
	const csv = readFileSync(gssFile, 'utf8');
	const imported = await importWaves(site, { survey: SurveySlug.parse('gss'), csv, codebook });
	if (imported.kind !== 'imported') throw new Error(imported.kind);
	return site;
}

async function instrument(site: Site, version: 1 | 2): Promise<Instrument> {
	const found = await readInstrument(site, { survey: 'counterfeit-goods', version });
	if (found === undefined) throw new Error(`there is no version ${version}`);
	return found;
}

async function withSimulatedWaves(respondents: number): Promise<Site> {
	const { site } = await openTestSite();
	await loadSurveys(site, { folder: 'surveys' });
	const wave = async (version: 1 | 2, year: number) => ({
		instrument: await instrument(site, version),
		label: `Spring ${year}`,
		opensOn: `${year}-03-01`,
		closesOn: `${year}-03-28`,
	});
	const simulated = await simulateWaves(site, {
		waves: [await wave(1, 2023), await wave(1, 2024), await wave(2, 2025)],
		respondents,
		population: 2000,
		seed: 11,
		profile: noProfile,
		sampleType: 'probability',
	});
	if (simulated.kind !== 'simulated') throw new Error(simulated.kind);
	return site;
}

describe('a trend of imported waves', () => {
	it('has the shares that counting the rows of the file gives, for party and marital status in every year', async () => {
		const site = await withGss();
		const rows = z
			.array(z.record(z.string(), z.string()))
			.parse(parse(readFileSync(gssFile, 'utf8'), { columns: true }));
		for (const { variable, label, written } of [
			{ variable: 'marital', label: 'Never married', written: 'Never married' },
			{ variable: 'partyid', label: 'Strong Democrat', written: 'Strong democrat' },
			{ variable: 'partyid', label: 'Independent', written: 'Independent' },
		]) {
			const report = await reportOn(site, { survey: 'gss', subject: { kind: 'variable', name: variable } });
			expect(report.waves.map((wave) => wave.label)).toEqual([
				'2000',
				'2002',
				'2004',
				'2006',
				'2008',
				'2010',
				'2012',
				'2014',
			]);
			const series = report.measures[0]?.series.find((one) => one.group?.label === label);
			const outside = new Set(['No answer', "Don't know"]);
			for (const [index, { label: year }] of report.waves.entries()) {
				const asked = rows.filter((row) => row.wave === year && !outside.has(row[variable] ?? ''));
				const counted = asked.filter((row) => row[variable] === written);
				expect(series?.points[index]?.estimate).toMatchObject({
					value: expect.closeTo(counted.length / asked.length, 12),
					base: { n: asked.length },
				});
			}
		}
	});

	it('is marked as imported and says that nothing was weighted', async () => {
		const { waves } = await reportOn(await withGss(), { survey: 'gss' });
		expect(new Set(waves.map(({ origin }) => origin))).toEqual(new Set(['imported']));
		expect(waves.map(({ weighting }) => weighting?.kind)).toEqual(waves.map(() => 'unweighted'));
	});

	it('takes the weights that came with the data', async () => {
		const { site } = await openTestSite();
		const codebook = WaveCodebook.parse({ ...JSON.parse(readFileSync(gssCodebook, 'utf8')), weight: 'age' });
		const csv = readFileSync(gssFile, 'utf8')
			.split('\n')
			.filter((line) => !/^\d{4},"[^"]*",(NA|,|""|$)/.test(line))
			.join('\n');
		const imported = await importWaves(site, { survey: SurveySlug.parse('gss'), csv, codebook });
		expect(imported.kind).toBe('imported');
		const report = await reportOn(site, { survey: 'gss' });
		expect(report.waves[0]?.weighting).toMatchObject({ kind: 'supplied' });
		const rows = z.array(z.record(z.string(), z.string())).parse(parse(csv, { columns: true }));
		const year = rows.filter((row) => row.wave === '2000' && row.marital !== 'No answer');
		const ages = (some: typeof year) => some.reduce((sum, row) => sum + Number(row.age), 0);
		const married = report.measures.find(({ id }) => id === 'married')?.series[0]?.points[0]?.estimate;
		expect(married).toMatchObject({
			value: expect.closeTo(ages(year.filter((row) => row.marital === 'Married')) / ages(year), 12),
		});
	});
});

describe('a trend of simulated waves over two versions', () => {
	it('rakes each wave, breaks where the wording differs, and goes on where it was declared equivalent', async () => {
		const report = await reportOn(await withSimulatedWaves(400), { survey: 'counterfeit-goods' });
		expect(report.waves.map(({ origin, weighting }) => [origin, weighting?.kind])).toEqual(
			report.waves.map(() => ['simulated', 'raked']),
		);
		const point = (measure: string) => report.measures.find(({ id }) => id === measure)?.series[0]?.points.at(-1);
		expect(point('confident-spot')?.breakBefore?.map(({ difference }) => difference)).toContain('wording');
		expect(point('confident-spot')?.comparisons[0]?.outcome).toMatchObject({
			kind: 'no-verdict',
			because: { kind: 'break' },
		});
		expect(point('would-report')?.breakBefore).toBeNull();
		expect(point('seen-locally')?.estimate).toEqual({ kind: 'absent', reason: 'not-asked', n: 0 });
	});

	it('shows a breakdown in the order of the codebook, with bases that add up to those of the whole', async () => {
		const site = await withSimulatedWaves(300);
		const whole = await reportOn(site, { survey: 'counterfeit-goods' });
		const byAge = await reportOn(site, { survey: 'counterfeit-goods', breakBy: 'age_band' });
		const base = (report: TrendReport, series: number) => {
			const of = report.measures[0]?.series[series]?.points[0]?.estimate;
			return of?.kind === 'estimate' ? of.base.n : 0;
		};
		const groups = byAge.measures[0]?.series ?? [];
		expect(groups.map(({ group }) => group?.code)).toEqual(groups.map((_, index) => index + 1));
		expect(groups.reduce((sum, _, index) => sum + base(byAge, index), 0)).toBe(base(whole, 0));
	});

	it('sets the figures of everybody beside groups, broken where their own trend breaks', async () => {
		const site = await withSimulatedWaves(200);
		const whole = await reportOn(site, { survey: 'counterfeit-goods' });
		const byAge = await reportOn(site, { survey: 'counterfeit-goods', breakBy: 'age_band' });
		expect(byAge.measures.map((measure) => measure.whole)).toEqual(
			whole.measures.map(({ series: [own] }) =>
				own?.points.flatMap(({ wave, estimate, breakBefore }, index) => {
					if (estimate.kind === 'absent') return [];
					const joined = breakBefore === null && own.points[index - 1]?.estimate.kind === 'estimate';
					return [{ wave, value: estimate.truncated?.value ?? estimate.value, joined }];
				}),
			),
		);
		expect(whole.measures.every((measure) => measure.whole === undefined)).toBe(true);
	});

	it('refuses to break down by a column that is none of the survey', async () => {
		const site = await withSimulatedWaves(20);
		const answer = await trendOf(site, { survey: 'counterfeit-goods', breakBy: 'shoe_size' });
		expect(answer).toEqual({ kind: 'unknown-variable', variable: 'shoe_size' });
		expect(await trendOf(site, { survey: 'shoes' })).toEqual({ kind: 'unknown-survey' });
	});

	it('says so, and why, where a small wave cannot be weighted', async () => {
		const report = await reportOn(await withSimulatedWaves(12), { survey: 'counterfeit-goods' });
		const [first] = report.waves;
		expect(first?.weighting).toMatchObject({ kind: 'failed', used: 'unweighted' });
		expect(first?.weighting?.kind === 'failed' ? first.weighting.words : '').toMatch(/^nobody who answered is in “/);
	});
});

describe('an open wave', () => {
	it('is in the report without points, then with provisional figures once answers have come in', async () => {
		const { site, goTo } = await openTestSite();
		await loadSurveys(site, { folder: 'surveys' });
		const opened = await openWave(site, { actor: commandLine, survey: 'counterfeit-goods' });
		if (opened.kind !== 'opened') throw new Error(opened.kind);
		const before = await reportOn(site, { survey: 'counterfeit-goods' });
		expect(before.waves).toMatchObject([{ completed: 0, weighting: null, state: 'open', indicative: true }]);
		expect(before.measures).toEqual([]);

		await insertResponses(site.storage.writer, { responses: await answered(site, opened.wave, 30) });
		goTo('2026-03-03');
		const after = await reportOn(site, { survey: 'counterfeit-goods' });
		expect(after.waves).toMatchObject([{ completed: 30, weighting: { kind: 'failed' } }]);
		const deceived = after.measures.find(({ id }) => id === 'deceived')?.series[0]?.points[0];
		expect(deceived).toMatchObject({ smallBase: true, estimate: { kind: 'estimate' }, comparisons: [] });
	});
});

describe('waves with people in common', () => {
	it('are compared with the covariance of those who are known again', async () => {
		const { site } = await openTestSite();
		await loadSurveys(site, { folder: 'surveys' });
		const asked = await instrument(site, 2);
		const [first, second] = ['first', 'second'].map((id, t) => ({
			...laterWave(asked),
			id: WaveId.parse(id),
			label: id,
			number: 9 + t,
			opensOn: `202${6 + t}-01-01`,
		}));
		if (first === undefined || second === undefined) throw new Error();
		const people = await answered(site, first, 160);
		const known = people.slice(0, 100).map((response, i) => ({ ...response, panelLink: `person ${i}` }));
		// Of 100 people 60 say the same again; the others are put in the place of 40 who were not asked before.
		const again = known.map((response, i) =>
			i < 60 ? response : { ...people[i + 40]!, panelLink: response.panelLink },
		);
		const waves = [
			{ wave: first, responses: known },
			{ wave: second, responses: again },
		];
		expect(await storeWaves(site, { instrument: asked, waves })).toMatchObject({ kind: 'stored' });
		const linked = async () => {
			const report = await reportOn(site, { survey: 'counterfeit-goods' });
			return report.measures.flatMap(({ series }) =>
				series.flatMap(({ points }) =>
					points.flatMap(({ comparisons }) =>
						comparisons.flatMap(({ outcome }) => (outcome.kind === 'judged' ? [outcome.change.linked] : [])),
					),
				),
			);
		};
		const numbers = await linked();
		expect(numbers.length).toBeGreaterThan(5);
		expect(new Set(numbers)).toEqual(new Set([100]));
	});
});

describe('the list of surveys', () => {
	it('counts waves and completed interviews, and tells where answers come from', async () => {
		const site = await withGss();
		await loadSurveys(site, { folder: 'surveys' });
		const listed = await listAnalysed(site);
		const gss = listed.find(({ survey }) => survey === 'gss');
		expect(gss).toMatchObject({
			waves: 8,
			completed: 2686,
			origins: ['imported'],
			last: { label: '2014', state: 'closed', opensOn: '2014-01-01', closesOn: '2014-12-31' },
		});
		expect(listed.find(({ survey }) => survey === 'counterfeit-goods')).toMatchObject({ waves: 0, last: null });
	});
});

describe('the same question again', () => {
	it('is answered from memory until a wave is added', async () => {
		const site = await withSimulatedWaves(50);
		const first = await reportOn(site, { survey: 'counterfeit-goods' });
		expect(await reportOn(site, { survey: 'counterfeit-goods' })).toBe(first);
		const again = await instrument(site, 2);
		await storeWaves(site, { instrument: again, waves: [{ wave: laterWave(again), responses: [] }] });
		const second = await reportOn(site, { survey: 'counterfeit-goods' });
		expect(second.waves).toHaveLength(4);
	});
});

describe('columns kept on disk', () => {
	it('give the same figures as the responses, and a damaged file is as good as none', async () => {
		const site = await withSimulatedWaves(60);
		const built = await reportOn(site, { survey: 'counterfeit-goods' });
		const folder = join(site.env.SOUNDINGS_DATA, 'columns');
		const kept = readdirSync(folder);
		expect(kept).toHaveLength(3);
		expect(statSync(join(folder, kept[0] ?? '')).mode & 0o077).toBe(0);
		expect(await reportOn({ ...site }, { survey: 'counterfeit-goods' })).toEqual(built);
		for (const [index, name] of kept.entries()) {
			const path = join(folder, name);
			if (index === 0) writeFileSync(path, 'damaged');
			else truncateSync(path, statSync(path).size - 100);
		}
		const question = { survey: 'counterfeit-goods', breakBy: 'work_status' };
		expect(await reportOn({ ...site }, question)).toEqual(await reportOn(site, question));
	});

	it('are not kept of a wave that takes answers', async () => {
		const { site } = await openTestSite();
		await loadSurveys(site, { folder: 'surveys' });
		await openWave(site, { actor: commandLine, survey: 'counterfeit-goods' });
		await reportOn(site, { survey: 'counterfeit-goods' });
		expect(existsSync(join(site.env.SOUNDINGS_DATA, 'columns'))).toBe(false);
	});
});

describe('the trend as CSV', () => {
	it('has every number unrounded, a row for each measure, group and wave, and marks simulated waves', async () => {
		const report = await reportOn(await withSimulatedWaves(200), { survey: 'counterfeit-goods', breakBy: 'sex' });
		const csv = trendCsv(report);
		const rows = z.array(z.record(z.string(), z.string())).parse(parse(csv, { columns: true, bom: true }));
		expect(Object.keys(rows[0] ?? {}).slice(0, 5)).toEqual(['survey', 'measure', 'group', 'wave', 'origin']);
		expect(rows).toHaveLength(
			report.measures.reduce(
				(sum, { series }) => sum + series.reduce((count, { points }) => count + points.length, 0),
				0,
			),
		);
		expect(new Set(rows.map((row) => row.origin))).toEqual(new Set(['simulated']));
		const [measure] = report.measures;
		const estimate = measure?.series[0]?.points[0]?.estimate;
		expect(Number(rows[0]?.estimate)).toBe(estimate?.kind === 'estimate' ? estimate.value : 'no estimate');
	});
});

/** Completed interviews with people of no particular opinion. */
async function answered(site: Site, wave: Wave, count: number): Promise<StoredResponse[]> {
	const asked = await instrument(site, 2);
	const climate = { wave: 0, seed: 5, drift: driftOf(asked, noProfile, 5, 0), profile: noProfile };
	const interviews = [...simulateWave(asked, population(asked, 500, 5, false), climate, count, 5)];
	return interviews.map(({ answers, arms, seed }) =>
		storedResponse(wave.id, site.random.bytes(16).toString('hex'), {
			version: wave.instrumentVersion,
			seed,
			arms,
			answers,
		}),
	);
}

function laterWave({ survey, version }: Instrument): Wave {
	return {
		id: WaveId.parse('later'),
		survey,
		number: 9,
		label: 'Later',
		state: 'closed',
		origin: 'simulated',
		instrumentVersion: version,
		identityMode: 'anonymous',
		modes: ['web'],
		sampleType: 'probability',
		languages: ['en'],
		opensOn: '2026-01-01',
		closesOn: '2026-01-02',
		timeZone: 'Europe/London',
		paused: false,
		weighting: null,
	};
}
