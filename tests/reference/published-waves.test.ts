import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { BreakReason } from '#core/comparability/index.ts';
import type { PublishedResult } from '#core/fieldwork/index.ts';
import { Instrument } from '#core/instrument/index.ts';
import type { Comparison, ReportedMeasure, TrendReport } from '#core/trends/index.ts';
import { trendTables } from '#exchange/ods/trend-tables.ts';
import { trendCsv } from '#exchange/trend-csv.ts';
import type { Site } from '#server/site.ts';
import { insertVersions } from '#server/storage/index.ts';
import { changesOf, trendOf } from '#server/workflows/analysis/index.ts';
import type { TrendQuestion } from '#server/workflows/analysis/index.ts';
import { loadSurveys, storedVersionOf } from '#server/workflows/load-surveys.ts';
import { saveFigures, saveRound } from '#server/workflows/published/published-rounds.ts';
import { rForTrend } from '#server/workflows/r-pack.ts';
import { openTestSite } from '../scenario/site.ts';
import { instrumentOf } from '../unit/trends/wave-of.ts';
import { expectRecomputed, packFor, runByR, unlessR, withoutR } from './by-r.ts';
import { withGss, withSimulated } from './r-pack-sites.ts';

const by = 'Test Analyst';
const actor = { id: 'test', name: by };
type Figures = Readonly<Record<string, PublishedResult>>;

/** A round on the site, in the spring of its year. */
async function publish(
	site: Site,
	survey: string,
	round: { label: string; opensOn: string; mode: string; sampleType: string; figures: Figures },
): Promise<string> {
	const { label, opensOn, mode, sampleType, figures } = round;
	const typed = { label, opensOn, closesOn: '', modes: [mode], sampleType };
	const saved = await saveRound(site, { survey, id: null, typed, actor });
	if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
	await saveFigures(site, { survey, round: saved.id, figures, actor });
	return saved.id;
}

function figure(percent: number, n: number, deft: PublishedResult['deft'], source: string): PublishedResult {
	return { share: Number((percent / 100).toPrecision(6)), n, deft, rounding: 0.01, source };
}

async function reportOf(site: Site, question: TrendQuestion): Promise<TrendReport> {
	const answer = await trendOf(site, question);
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	return answer.report;
}

function measureIn({ measures }: TrendReport, id: string): ReportedMeasure {
	const found = measures.find((measure) => measure.id === id);
	if (found === undefined) throw new Error(`no ${id}`);
	return found;
}

function word({ outcome }: Comparison<BreakReason>): string {
	if (outcome.kind === 'no-verdict') return outcome.because.kind;
	return outcome.verdict.kind === 'changed' ? outcome.verdict.direction : outcome.verdict.kind;
}

/**
 * Scottish Crime and Justice Survey 2019/20, table A1.22 (gov.scot/publications/scottish-crime-justice-survey-2019-20-main-
 * findings): shares that agree with statements on the police, with bases; face to face, random probability. The survey
 * declares a design factor of 1.19 (2021/22 main findings, annex E).
 */
async function withPolice(): Promise<Site> {
	const { site } = await openTestSite();
	const instrument = Instrument.parse({ ...instrumentOf(['relied', 'fair']), survey: 'police' });
	await insertVersions(site.storage.writer, { versions: [storedVersionOf(instrument)] });
	const deft = { kind: 'declared', deft: 1.19 } as const;
	for (const [label, opensOn, n, relied, fair] of [
		['2019/20', '2019-04-01', 5450, 65, 63],
		['2009/10', '2009-04-01', 3890, 58, 58],
		['2018/19', '2018-04-01', 5410, 63, 62],
	] as const) {
		await publish(site, 'police', {
			...{ label, opensOn, mode: 'interviewer', sampleType: 'probability' },
			figures: {
				'share-relied': figure(relied, n, deft, 'SCJS 2019/20, table A1.22'),
				'share-fair': figure(fair, n, deft, 'SCJS 2019/20, table A1.22'),
			},
		});
	}
	return site;
}

/**
 * The Scottish Government’s surveys of public perceptions of organised crime: by telephone (Ipsos omnibus, quotas), 2013 and
 * 2017; gov.scot/publications/public-perceptions-organised-crime-scotland and …-scotland-2. Would report a suspicion, of
 * those not affected (some 900, and 987): 81 and 75 %. No design factor is published.
 */
async function withPerceptions(): Promise<Site> {
	const { site } = await openTestSite();
	await loadSurveys(site, { folder: 'surveys' });
	const source = 'Public perceptions of organised crime in Scotland';
	for (const [label, opensOn, percent, n] of [
		['2013', '2013-04-29', 81, 900],
		['2017', '2017-11-27', 75, 987],
	] as const) {
		await publish(site, 'drugs-and-organised-crime', {
			...{ label, opensOn, mode: 'telephone', sampleType: 'panel' },
			figures: { 'would-report': figure(percent, n, { kind: 'undeclared' }, `${source} (${label})`) },
		});
	}
	return site;
}

describe('a survey of which only published figures exist', () => {
	it('has a trend with the publisher’s verdicts: up since 2009/10, no change since 2018/19', async () => {
		const site = await withPolice();
		const report = await reportOf(site, { survey: 'police' });
		expect(report.waves.map(({ label, origin, completed }) => [label, origin, completed])).toEqual([
			['2009/10', 'published', 0],
			['2018/19', 'published', 0],
			['2019/20', 'published', 0],
		]);
		for (const id of ['share-relied', 'share-fair']) {
			const last = measureIn(report, id).series[0]?.points.at(-1)?.comparisons ?? [];
			expect(last.map((one) => [one.against, word(one)])).toEqual([
				['previous', expect.stringMatching(/^(cannot-tell|no-change-larger-than)$/)],
				['first', 'up'],
			]);
		}
		expect(measureIn(report, 'share-relied').notes[0]).toBe(
			'2009/10: 58%, published in whole per cent in SCJS 2019/20, table A1.22; base 3,890; design factor 1.19 as its publisher declares it.',
		);
		const answer = await changesOf(site, { survey: 'police' });
		expect(answer.kind === 'changes' && answer.list?.tally).toMatchObject({ changed: 2 });
	});

	it('tells nothing of change, and shows the figures all the same, where no design factor is known', async () => {
		const report = await reportOf(await withPerceptions(), { survey: 'drugs-and-organised-crime' });
		const { notes, series } = measureIn(report, 'would-report');
		expect(series[0]?.points.map(({ estimate }) => estimate)).toEqual([
			{ kind: 'absent', reason: 'no-deft', n: 900 },
			{ kind: 'absent', reason: 'no-deft', n: 987 },
		]);
		expect(report.waves[1]?.published?.get('would-report')?.share).toBe(0.75);
		expect(notes[1]).toContain('no design factor is declared and none is assumed, so it has no interval');
	});
});

describe('published rounds beside waves', () => {
	it('of another mode or sample are broken off, and simulated waves are never of their series', async () => {
		const { site } = await withSimulated('counterfeit-goods', [1, 2]);
		const deft = { kind: 'declared', deft: 1.1 } as const;
		const shared = { 'would-report': figure(30, 1000, deft, 'Somewhere') };
		await publish(site, 'counterfeit-goods', {
			...{ label: '2020', opensOn: '2020-03-01', mode: 'telephone', sampleType: 'panel', figures: shared },
		});
		const { points } = measureIn(await reportOf(site, { survey: 'counterfeit-goods' }), 'would-report').series[0] ?? {};
		const differences = points?.[1]?.breakBefore?.map(({ difference }) => difference);
		expect(new Set(differences)).toEqual(new Set(['sample', 'mode']));
		expect(points?.[1]?.comparisons.map(word)).toEqual(['break', 'break']);
		expect(points?.[2]?.comparisons.map(word)).not.toContain('absent');
	});

	it('go on with waves of their kind, are passed over by what they do not publish, and say so in groups', async () => {
		const { site } = await withGss();
		await publishGss(site);
		const report = await reportOf(site, { survey: 'gss' });
		expect(report.waves.map(({ label }) => label).slice(0, 4)).toEqual(['1996', '1998', '2000', '2002']);
		const democrat = measureIn(report, 'democrat').series[0]?.points ?? [];
		expect(democrat.map(({ breakBefore }) => breakBefore)).toEqual(democrat.map(() => null));
		expect(
			democrat[2]?.comparisons.map(({ from, against, outcome }) => [against, labelOf(report, from), outcome.kind]),
		).toEqual([
			['previous', '1998', 'judged'],
			['first', '1996', 'judged'],
		]);
		const married = measureIn(report, 'married').series[0]?.points ?? [];
		expect(married).toHaveLength(9);
		expect(married[1]?.comparisons.map(({ from }) => labelOf(report, from))).toEqual(['1998', '1998']);
		const tv = measureIn(report, 'tv-hours').series[0]?.points ?? [];
		expect(tv).toHaveLength(8);
		const grouped = measureIn(await reportOf(site, { survey: 'gss', breakBy: 'race' }), 'democrat');
		expect(grouped.series[0]?.points).toHaveLength(8);
		expect(grouped.notes).toEqual([
			'Published figures have no groups, so 1996, 1998 are not here: the trend of everybody together has them.',
		]);
	});

	it('leave as CSV and as tables with their sources', async () => {
		const { site } = await withGss();
		await publishGss(site);
		const report = await reportOf(site, { survey: 'gss' });
		const rows: Record<string, string>[] = parse(trendCsv(report), { columns: true, bom: true });
		expect(rows.find((row) => row['measure'] === 'democrat' && row['wave'] === '1998')).toMatchObject({
			...{ origin: 'published', estimate: '0.34', unweighted_base: '2832', published_share: '0.34' },
			...{ published_rounding: '0.01', published_deft: '', published_source: 'Almanac, p. 9', deft: '1.4' },
			published_deft_from: expect.stringMatching(/^gss\.\w+ democrat$/),
		});
		const undeclared = rows.find((row) => row['measure'] === 'never-married' && row['wave'] === '1998');
		expect(undeclared).toMatchObject({ estimate: '', absence: 'no-deft', published_share: '0.23' });
		const tables = trendTables(report, { by, made: new Date('2026-03-02') });
		const [table] = tables.tables;
		expect(table?.rows[1]?.[0]).toEqual({
			kind: 'text',
			text: '1998',
			notes: ['Published figure, not computed from answers: Almanac, p. 9'],
		});
		expect(tables.cover.join(' ')).toContain('Published figures without answers');
	});
});

function labelOf({ waves }: TrendReport, id: string): string | undefined {
	return waves.find((wave) => wave.id === id)?.label;
}

/** Made-up figures: with a declared factor, with that of another round, with that of a wave with answers, and with none. */
async function publishGss(site: Site): Promise<void> {
	const [wave] = (await reportOf(site, { survey: 'gss' })).waves;
	const common = { mode: 'interviewer', sampleType: 'probability' };
	const first = await publish(site, 'gss', {
		...{ ...common, label: '1996', opensOn: '1996-02-01' },
		figures: { democrat: figure(33, 2904, { kind: 'declared', deft: 1.4 }, 'Almanac, p. 8') },
	});
	await publish(site, 'gss', {
		...{ ...common, label: '1998', opensOn: '1998-02-01' },
		figures: {
			democrat: figure(34, 2832, { kind: 'neighbour', wave: first, measure: 'democrat' }, 'Almanac, p. 9'),
			married: figure(48, 2832, { kind: 'neighbour', wave: wave?.id ?? '', measure: 'married' }, 'Almanac, p. 9'),
			'never-married': figure(23, 2832, { kind: 'undeclared' }, 'Almanac, p. 9'),
			'no-religion': figure(0, 2832, { kind: 'declared', deft: 1 }, 'Almanac, p. 9'),
		},
	});
}

describe.skipIf(withoutR)(`an R pack with published figures, run by R${unlessR}`, { timeout: 240_000 }, () => {
	it('recomputes their standard errors and the changes against them, among all figures of the trend', async () => {
		const { site } = await withGss();
		await publishGss(site);
		const folder = await packFor(site, { survey: 'gss' });
		expectRecomputed([folder]);
		const report = await reportOf(site, { survey: 'gss' });
		const lines = (await rForTrend(site, { question: { survey: 'gss' }, report })).get('democrat') ?? '';
		writeFileSync(join(folder, 'lines.R'), lines);
		const se = Math.sqrt((1.4 ** 2 * 0.34 * 0.66) / 2832 + 0.01 ** 2 / 12);
		expect(runByR([folder], 'lines.R')[0]?.said).toContain(`[1] ${Number(se.toPrecision(7))}`);
	});

	it('needs no answers at all', async () => {
		const folder = await packFor(await withPolice(), { survey: 'police' });
		expectRecomputed([folder]);
	});
});
