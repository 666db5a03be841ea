import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { SurveySlug } from '#core/instrument/index.ts';
import { WaveCodebook } from '#exchange/waves/index.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import { breaksIn } from '#ui/trend/verdict-words.ts';
import { importWaves } from '#server/workflows/import-waves.ts';
import { listWaves } from '#server/workflows/list-waves.ts';
import { openTestSite } from './site.ts';

const folder = 'tests/fixtures/gss';
const csv = readFileSync(join(folder, 'gss-2000-2014-part.csv'), 'utf8');
const codebook = WaveCodebook.parse(JSON.parse(readFileSync(join(folder, 'codebook.json'), 'utf8')));
const survey = SurveySlug.parse('gss');

/** The same shares by SQL over the file itself: rows with one of `labels` among rows with a substantive answer. */
function sharesBySql(column: string, labels: readonly string[]): Map<string, { share: number; n: number }> {
	const database = new Database(':memory:');
	const rows: Record<string, string>[] = parse(csv, { columns: true });
	database.exec('create table gss (wave text, answer text)');
	const insert = database.prepare('insert into gss values (?, ?)');
	for (const row of rows) insert.run(row['wave'], row[column]);
	const counted = labels.map((label) => `'${label}'`).join(', ');
	const grouped = database
		.prepare<[], { wave: string; counted: number; n: number }>(
			`select wave, sum(answer in (${counted})) as counted, count(*) as n from gss
			 where answer not in ('', 'No answer', 'Don''t know', 'Not applicable') group by wave`,
		)
		.all();
	return new Map(grouped.map(({ wave, counted: of, n }) => [wave, { share: of / n, n }]));
}

describe('importing the General Social Survey', () => {
	it('shows party identification and marital status from 2000 to 2014 with the shares that a GROUP BY gives', async () => {
		const { site } = await openTestSite();
		const done = await importWaves(site, { survey, csv, codebook });
		expect(done.kind).toBe('imported');
		const waves = await listWaves(site, { survey });
		expect(waves.map((wave) => wave.label)).toEqual(['2000', '2002', '2004', '2006', '2008', '2010', '2012', '2014']);
		expect(waves.every((wave) => wave.origin === 'imported' && wave.state === 'closed')).toBe(true);
		const trend = await trendOf(site, { survey });
		if (trend.kind !== 'trend') throw new Error(trend.kind);
		const labelOf = new Map(waves.map((wave) => [String(wave.id), wave.label]));
		for (const [measure, column, labels] of [
			['democrat', 'partyid', ['Strong democrat', 'Not str democrat']],
			['republican', 'partyid', ['Not str republican', 'Strong republican']],
			['married', 'marital', ['Married']],
			['never-married', 'marital', ['Never married']],
		] as const) {
			const bySql = sharesBySql(column, labels);
			const points = trend.report.measures.find(({ id }) => id === measure)?.series[0]?.points ?? [];
			expect(points).toHaveLength(8);
			for (const point of points) {
				if (point.estimate.kind !== 'estimate') throw new Error('a wave has no estimate');
				const expected = bySql.get(labelOf.get(point.wave) ?? '');
				expect(point.estimate.value).toBeCloseTo(expected?.share ?? NaN, 12);
				expect(point.estimate.base.n).toBe(expected?.n);
			}
		}
	});

	it('changes nothing when the same file comes a second time', async () => {
		const { site } = await openTestSite();
		await importWaves(site, { survey, csv, codebook });
		const again = await importWaves(site, { survey, csv, codebook });
		expect(again).toEqual({ kind: 'already-imported', on: '2026-03-02' });
		expect(await listWaves(site, { survey })).toHaveLength(8);
	});

	it('tells bad rows by line and column and brings nothing in', async () => {
		const { site } = await openTestSite();
		const lines = csv.split('\n');
		const bad = [...lines.slice(0, 4), lines[4]?.replace('"Married"', '"Wed"').replace(/^\d+/, ''), ...lines.slice(5)];
		bad[4] = '2000,"Wed",52,"White","Not applicable","Independent","None","Not applicable",2';
		bad[7] = '2000,"Married",old,"White","Not applicable","Independent","None","Not applicable",2';
		const done = await importWaves(site, { survey, csv: bad.join('\n'), codebook });
		expect(done).toMatchObject({
			kind: 'rejected',
			problems: [
				{ line: 5, column: 'marital', words: expect.stringContaining('"Wed"') },
				{ line: 8, column: 'age', words: expect.stringContaining('"old"') },
			],
		});
		expect(await listWaves(site, { survey })).toEqual([]);
		expect((await trendOf(site, { survey })).kind).toBe('unknown-survey');
	});

	it('refuses a column that is not there, a ragged row and a wave without a day', async () => {
		const { site } = await openTestSite();
		const renamed = csv.replace('"partyid"', '"party"');
		expect(await importWaves(site, { survey, csv: renamed, codebook })).toMatchObject({
			kind: 'rejected',
			problems: [{ line: 1, column: 'partyid' }],
		});
		expect(await importWaves(site, { survey, csv: `${csv}2014,"Married"\n`, codebook })).toMatchObject({
			kind: 'rejected',
		});
		const spring = csv.replaceAll('\n2014,', '\nSpring,');
		expect(await importWaves(site, { survey, csv: spring, codebook })).toMatchObject({
			kind: 'rejected',
			problems: [{ column: 'wave', words: expect.stringContaining('Spring') }],
		});
	});

	it('adds waves to a survey that exists, by the names of its codebook, and refuses one that is there', async () => {
		const { site, folder: place } = await openTestSite();
		await importWaves(site, { survey, csv, codebook });
		const more = 'year,party\n2016,1\n2016,Independent\n2016,Refused\n';
		const continuing = WaveCodebook.parse({
			continues: { version: 1 },
			wave: { column: 'year', mode: 'interviewer', sampleType: 'probability' },
			variables: [{ column: 'party', name: 'partyid', missing: { Refused: 'refused' } }],
		});
		writeFileSync(join(place, 'more.csv'), more);
		const done = await importWaves(site, { survey, csv: more, codebook: continuing });
		expect(done).toEqual({ kind: 'imported', waves: [{ label: '2016', interviews: 3 }] });
		const clash = await importWaves(site, { survey, csv: more.replaceAll('2016', '2014'), codebook: continuing });
		expect(clash).toEqual({ kind: 'wave-exists', label: '2014' });
		expect((await listWaves(site, { survey })).map((wave) => wave.label).at(-1)).toBe('2016');
	});

	it('breaks the trend where a variable of theirs was judged so, notes where equivalent, and not between waves of one file', async () => {
		const { site } = await openTestSite();
		await importWaves(site, { survey, csv, codebook });
		const more = `year,party,state\n${['2016', '2018'].flatMap((year) => Array(60).fill(`${year},1,Married\n${year},4,Divorced\n`)).join('')}`;
		const continuing = {
			continues: { version: 1 },
			wave: { column: 'year', mode: 'interviewer', sampleType: 'probability' },
			variables: [
				{ column: 'party', name: 'partyid', verdict: 'break', reason: 'It was asked of voters only.' },
				{ column: 'state', name: 'marital', verdict: 'equivalent', reason: 'A pilot of both wordings found no step.' },
			],
		};
		const done = await importWaves(site, { survey, csv: more, codebook: WaveCodebook.parse(continuing) });
		expect(done.kind).toBe('imported');
		const trend = await trendOf(site, { survey });
		if (trend.kind !== 'trend') throw new Error(trend.kind);
		const measure = (id: string) => trend.report.measures.find((one) => one.id === id);
		const breaks = (id: string) => measure(id)?.series[0]?.points.map(({ breakBefore }) => breakBefore);
		expect(breaks('democrat')).toEqual([
			...Array(8).fill(null),
			[
				{
					difference: 'judged',
					words: '"partyid" was brought in from column party as not comparable: It was asked of voters only',
				},
			],
			null,
		]);
		expect(breaks('married')).toEqual(Array(10).fill(null));
		expect(measure('married')?.notes).toEqual([
			'2016: "marital" was brought in from column state as equivalent: A pilot of both wordings found no step.',
		]);
		expect(breaksIn(measure('democrat')?.series ?? [], trend.report.waves)).toEqual([
			'Break between 2014 and 2016: judged not comparable: "partyid" was brought in from column party as not comparable: It was asked of voters only.',
		]);
		// A break by what the groups are made of breaks all of them.
		const byState = await trendOf(site, { survey, breakBy: 'marital' });
		if (byState.kind !== 'trend') throw new Error(byState.kind);
		expect(byState.report.measures.find(({ id }) => id === 'democrat')?.series[0]?.points[8]?.breakBefore).toHaveLength(
			1,
		);
	});

	it('refuses a verdict of break without its reason', () => {
		const continuing = {
			continues: { version: 1 },
			wave: { label: '2016', closedOn: '2016-12-31', mode: 'web', sampleType: 'panel' },
			variables: [{ column: 'party', name: 'partyid', verdict: 'break' }],
		};
		expect(WaveCodebook.safeParse(continuing).success).toBe(false);
	});
});
