import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { SurveySlug } from '../../../src/lib/core/instrument/index.ts';
import type { CrosstabReport, FilledTable } from '../../../src/lib/core/trends/index.ts';
import { crosstabCsv } from '../../../src/lib/exchange/crosstab-csv.ts';
import { crosstabTables } from '../../../src/lib/exchange/ods/crosstab-tables.ts';
import { WaveCodebook } from '../../../src/lib/exchange/waves/index.ts';
import type { Site } from '../../../src/lib/server/site.ts';
import {
	crosstabInBands,
	crosstabOf,
	joinedBands,
	type CrosstabQuestion,
} from '../../../src/lib/server/workflows/analysis/index.ts';
import { importWaves } from '../../../src/lib/server/workflows/import-waves.ts';
import {
	baseMark,
	comparisonWords,
	independenceWords,
	leftOutWords,
} from '../../../src/lib/ui/crosstab/crosstab-words.ts';
import { pageSeen, pagesOf, windowSeen } from '../../../src/lib/ui/crosstab/seen.ts';
import { placedWords, withPlaced } from '../../../src/lib/ui/crosstab/sides.ts';
import { askedOf, fileName } from '../../../src/routes/(staff)/analyse/[survey]/crosstab/asked.ts';
import { tidied } from '../../../src/routes/(staff)/analyse/[survey]/crosstab/tidied.ts';
import { largeSurvey } from '../../browser/large-survey.ts';
import { openTestSite } from '../../scenario/site.ts';
import { gathered } from '../exchange/sample-file.ts';

const gss = parse(readFileSync('tests/fixtures/gss/gss-2000-2014-part.csv', 'utf8'), { columns: true }) as Record<
	string,
	string
>[];

async function withSurvey(survey: string, files: { data: string; codebook: string }): Promise<Site> {
	const { site } = await openTestSite();
	const codebook = WaveCodebook.parse(JSON.parse(readFileSync(files.codebook, 'utf8')));
	const csv = readFileSync(files.data, 'utf8');
	const imported = await importWaves(site, { survey: SurveySlug.parse(survey), csv, codebook });
	if (imported.kind !== 'imported') throw new Error(imported.kind);
	return site;
}

const withGss = () =>
	withSurvey('gss', {
		data: 'tests/fixtures/gss/gss-2000-2014-part.csv',
		codebook: 'tests/fixtures/gss/codebook.json',
	});

function asking(survey: string, address: string): CrosstabQuestion {
	return askedOf(survey, new URLSearchParams(address));
}

async function crossed(site: Site, survey: string, address: string): Promise<CrosstabReport> {
	const answer = await crosstabOf(site, asking(survey, address));
	if (answer.kind !== 'crosstab') throw new Error(answer.kind);
	return answer.report;
}

/** The cells of a crosstab's file. */
async function csvOf(site: Site, survey: string, address: string): Promise<Record<string, string>[]> {
	const answer = await crosstabInBands(site, asking(survey, address));
	if (answer.kind !== 'bands') throw new Error(answer.kind);
	const csv = await gathered(crosstabCsv(answer.bands));
	return parse(csv, { columns: true, bom: true }) as Record<string, string>[];
}

function only(report: CrosstabReport): FilledTable {
	const [table] = report.tables;
	if (table?.kind !== 'table') throw new Error('no table');
	return table;
}

function valueOf(table: FilledTable, row: string, column: string): number {
	const r = table.rows.findIndex(({ label }) => label === row);
	const c = table.columns.findIndex(({ label }) => label === column);
	return table.values[r * table.columns.length + c] ?? Number.NaN;
}

describe('a crosstab of a wave', () => {
	it('has the shares and bases that counting the file gives, and says who is left out', async () => {
		const site = await withGss();
		const report = await crossed(site, 'gss', 'rows=marital&columns=race');
		const table = only(report);
		const asked = gss.filter(({ wave, marital, race }) => wave === '2014' && marital !== 'No answer' && race);
		const white = asked.filter(({ race }) => race === 'White');
		expect(report.wave.label).toBe('2014');
		expect(table.base.n).toBe(asked.length);
		expect(table.columns.find(({ label }) => label === 'White')?.base.n).toBe(white.length);
		const married = white.filter(({ marital }) => marital === 'Married').length;
		expect(valueOf(table, 'Married', 'White')).toBeCloseTo(married / white.length, 12);
		const everybody = asked.filter(({ marital }) => marital === 'Married').length / asked.length;
		expect(valueOf(table, 'Married', 'All')).toBeCloseTo(everybody, 12);
		const leftOut = table.leftOut.reduce((sum, { n }) => sum + n, 0);
		expect(leftOut + table.base.n).toBe(report.wave.completed);
		if (leftOut > 0) expect(leftOutWords(table.leftOut, report)).toContain('(marital)');
		expect(independenceWords(table)).toMatch(/^The two answers are related \(Rao–Scott F\(.*p <0\.001\)\.$/);
		const byMarriage = only(await crossed(site, 'gss', 'rows=race&columns=marital'));
		expect(comparisonWords(byMarriage.comparison)).toMatch(
			/Holm at 5% over all \d+ comparisons.*fewer than 50 answers/,
		);
	});

	it('adds nets below the rows, sorts the rows by a column, and shares add up to 1 down each column', async () => {
		const site = await withGss();
		const table = only(await crossed(site, 'gss', 'rows=partyid&columns=race&net=1_2&sort=all&intervals=shown'));
		const codes = table.rows.filter(({ kind }) => kind === 'code');
		const shares = codes.map(({ label }) => valueOf(table, label, 'All'));
		expect(shares).toEqual(shares.toSorted((a, b) => b - a));
		const base = table.rows.filter(({ kind }) => kind !== 'net');
		for (const { label } of table.columns)
			expect(base.reduce((sum, row) => sum + valueOf(table, row.label, label), 0)).toBeCloseTo(1, 12);
		const net = table.rows.at(-1);
		expect(net?.kind).toBe('net');
		expect(net?.codes).toEqual([1, 2]);
		const parts = codes.filter((row) => row.codes[0] === 1 || row.codes[0] === 2);
		expect(valueOf(table, net?.label ?? '', 'All')).toBeCloseTo(
			parts.reduce((sum, { label }) => sum + valueOf(table, label, 'All'), 0),
			12,
		);
		const { intervals } = table;
		table.values.forEach((value, cell) => {
			if (intervals?.known[cell] !== 1) return;
			expect(intervals.lower[cell]).toBeLessThanOrEqual(value);
			expect(intervals.upper[cell]).toBeGreaterThanOrEqual(value);
		});
	});

	it('has a table for each category of a layer, whose counts add up to the whole', async () => {
		const site = await withGss();
		const whole = only(await crossed(site, 'gss', 'rows=partyid&columns=marital&show=count'));
		const report = await crossed(site, 'gss', 'rows=partyid&columns=marital&layer=race&show=count');
		const sum = report.tables.reduce((n, table) => n + (table.kind === 'table' ? (table.counts[0] ?? 0) : 0), 0);
		expect(report.tables.length).toBeGreaterThan(2);
		expect(sum).toBe(whole.counts[0]);
		const one = await crossed(
			site,
			'gss',
			`rows=partyid&columns=marital&layer=race&at=${report.layer?.categories[0]?.code}`,
		);
		expect(one.tables).toHaveLength(1);
	});

	it('adds nets of columns after them, sorts by any column, and compares no net by letters', async () => {
		const site = await withGss();
		const address = 'rows=partyid&columns=marital&column-net=1_5&sort=1_5&order=up';
		const table = only(await crossed(site, 'gss', address));
		const net = table.columns.at(-1);
		expect(net).toMatchObject({ kind: 'net', codes: [1, 5], letter: null });
		const parts = table.columns.filter(({ kind, codes }) => kind === 'code' && net?.codes.includes(codes[0] ?? -1));
		expect(net?.base.n).toBe(parts.reduce((sum, { base }) => sum + base.n, 0));
		const shares = table.rows
			.filter(({ kind }) => kind === 'code')
			.map(({ label }) => valueOf(table, label, net?.label ?? ''));
		expect(shares).toEqual(shares.toSorted((a, b) => a - b));
		const marks = table.comparison.kind === 'compared' ? table.comparison.marks : [];
		expect(marks.filter((_, cell) => cell % table.columns.length === table.columns.length - 1).join('')).toBe('');
		const arrows = only(await crossed(site, 'gss', `${address}&compare=rest`)).comparison;
		expect(arrows.kind === 'compared' && arrows.familySize).toBeGreaterThan(0);
		const rows = only(await crossed(site, 'gss', 'rows=partyid&columns=marital&show=row&sort=base')).rows;
		const bases = rows.filter(({ kind }) => kind === 'code').map(({ base }) => base.n);
		expect(bases).toEqual(bases.toSorted((a, b) => b - a));
	});

	it('nests answers in each other in the order of their names, with the counts of the answers apart', async () => {
		const site = await withGss();
		const nested = only(await crossed(site, 'gss', 'rows=race&rows=marital&columns=partyid&show=count&sort=all'));
		const apart = await crossed(site, 'gss', 'rows=marital&columns=partyid&layer=race&show=count');
		const inRows = nested.rows.filter(({ kind }) => kind === 'code');
		expect(inRows.length).toBe((apart.layer?.categories.length ?? 0) * apart.rows.categories.length);
		for (const table of apart.tables) {
			if (table.kind !== 'table') continue;
			const within = inRows.filter((row) => row.within === table.layer?.label);
			for (const { answer, label } of within) expect(valueOf(nested, label, 'All')).toBe(valueOf(table, answer, 'All'));
			const sorted = within.map(({ label }) => valueOf(nested, label, 'All'));
			expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
		}
		const other = only(await crossed(site, 'gss', 'rows=marital&rows=race&columns=partyid&show=count'));
		expect(other.rows[1]?.within).toBe(apart.rows.categories[0]?.label);
		expect(valueOf(other, 'Married › White', 'All')).toBe(valueOf(nested, 'White › Married', 'All'));
		const ofLarge = await crosstabOf(site, asking('gss', 'rows=shoes&rows=race&columns=marital'));
		expect(ofLarge.kind).toBe('unknown-variable');
	});

	it('is the same table when its bands are joined, marks and intervals included', async () => {
		const site = await withGss();
		const address = 'rows=partyid&columns=marital&layer=race&net=1_2';
		const answer = await crosstabInBands(site, asking('gss', address));
		const joined = answer.kind === 'bands' ? await joinedBands(answer.bands) : undefined;
		expect(joined).toEqual(await crossed(site, 'gss', `${address}&intervals=shown`));
	});

	it('leaves as a workbook of tables with bases, marks and shorthand, every heading different and no cell empty', async () => {
		const site = await withGss();
		const of = async (address: string) => {
			const answer = await crosstabInBands(site, asking('gss', address));
			const joined = answer.kind === 'bands' ? await joinedBands(answer.bands) : undefined;
			if (joined === undefined) throw new Error(answer.kind);
			return crosstabTables(joined, { by: 'An Analyst', made: new Date('2026-03-02') });
		};
		const { tables, cover } = await of('rows=partyid&columns=marital&layer=race&column-net=1_5');
		expect(cover.join('\n')).toMatch(/Made 2026-03-02 by An Analyst.*not been cleared/s);
		expect(tables[0]?.title).toBe('Column percentages: Party identification by Marital status, Race – White');
		expect(tables.length).toBeGreaterThanOrEqual(3 * 4);
		for (const { headers, rows } of tables) {
			expect(new Set(headers).size).toBe(headers.length);
			for (const row of rows) expect(row).toHaveLength(headers.length);
		}
		const marks = tables[0]?.rows.at(-1);
		expect(marks?.[0]).toMatchObject({ text: 'Marks' });
		expect(marks?.slice(1).some((cell) => cell.kind === 'marks' && cell.marks.includes('u'))).toBe(true);
		const byRow = await of('rows=denom&rows=race&columns=partyid&show=row');
		expect(byRow.tables[0]?.headers.slice(-3)).toEqual(['Base, unweighted', 'Effective base', 'Marks']);
		const cells = byRow.tables.flatMap(({ rows }) => rows.flat());
		expect(cells.some((cell) => cell.kind === 'marks' && cell.marks.includes('z'))).toBe(true);
	});

	it('asks for what is not chosen, and knows no column that is not there', async () => {
		const site = await withGss();
		expect((await crosstabOf(site, asking('gss', 'rows=partyid'))).kind).toBe('choose');
		expect(await crosstabOf(site, asking('gss', 'rows=shoes&columns=race'))).toEqual({
			kind: 'unknown-variable',
			variable: 'shoes',
		});
		expect((await crosstabOf(site, asking('gss', 'rows=age&columns=race'))).kind).toBe('unknown-variable');
		expect((await crosstabOf(site, asking('shoes', ''))).kind).toBe('unknown-survey');
		expect((await crosstabOf(site, asking('gss', 'wave=1900'))).kind).toBe('unknown-wave');
	});
});

describe('a table of 200 by 200 answers', () => {
	it('is had within a second, its intervals a part at a time and all in its file, which has no formula', async () => {
		const site = await withSurvey('large', largeSurvey());
		await crosstabOf(site, asking('large', ''));
		const started = performance.now();
		const report = await crossed(site, 'large', 'rows=place&columns=trade');
		expect(performance.now() - started).toBeLessThan(1000);
		const table = only(report);
		expect([table.rows.length, table.columns.length]).toEqual([200, 201]);
		expect(table.comparison.kind).toBe('too-many-cells');
		expect(table.independence).toBeNull();
		const part = only(await crossed(site, 'large', 'rows=place&columns=trade&intervals=shown&from=50&across=40'));
		expect(part.part).toEqual({ rows: { from: 50, to: 100, all: 200 }, columns: { from: 40, to: 80, all: 201 } });
		expect(part.values[0]).toBe(table.values[50 * 201 + 40]);
		expect(part.intervals?.known[0]).toBe(1);
		const rows = await csvOf(site, 'large', 'rows=place&columns=trade');
		expect(rows).toHaveLength(200 * 201);
		expect(rows.every(({ value, standard_error }) => value === '0' || Number(standard_error) > 0)).toBe(true);
		expect(rows.some((row) => Object.values(row).some((cell) => cell.startsWith('=')))).toBe(false);
		expect(Number(rows[50 * 201 + 40]?.interval_upper)).toBeCloseTo(part.intervals?.upper[0] ?? Number.NaN, 12);
	});

	it('is drawn page by page without scripts, and as far as it is seen with them', () => {
		const size = { rows: 200, columns: 201 };
		expect(pageSeen(size, { from: 150, across: 0 })).toEqual({
			rows: { from: 150, to: 200 },
			columns: { from: 0, to: 40 },
		});
		expect(pageSeen({ rows: 40, columns: 50 }, { from: 3, across: 3 }).rows).toEqual({ from: 0, to: 40 });
		expect(pagesOf(201, 'columns').at(-1)).toEqual({ from: 200, to: 201 });
		const cell = { height: 33, width: 112 };
		const seen = windowSeen(size, { top: 3300, left: 1120, height: 700, width: 900 }, cell);
		expect(seen.rows.from).toBeLessThanOrEqual(100);
		expect(seen.rows.to).toBeGreaterThanOrEqual(122);
		expect((seen.rows.to - seen.rows.from) * (seen.columns.to - seen.columns.from)).toBeLessThan(800);
		const end = windowSeen(size, { top: 1e6, left: 1e6, height: 700, width: 900 }, cell);
		expect([end.rows.to, end.columns.to]).toEqual([200, 201]);
	});
});

describe('the address of a crosstab', () => {
	const tidy = (address: string) => tidied(new URLSearchParams(address))?.toString();
	it('is tidied of what is empty or usual, and left alone when it is tidy', () => {
		expect(tidy('was=+&rows=a&columns=b&layer=&wave=w&show=column&compare=letters')).toBe('rows=a&columns=b&wave=w');
		expect(tidy('rows=a&columns=b&wave=w&net=1_2')).toBeUndefined();
	});

	it('takes ticked answers for a new net, once', () => {
		expect(tidy('rows=a&columns=b&pick=1&pick=2')).toBe('rows=a&columns=b&net=1_2');
		expect(tidy('rows=a&columns=b&net=1_2&pick=1&pick=2')).toBe('rows=a&columns=b&net=1_2');
	});

	it('puts variables where they are dropped, at most three on a side, and takes the last of a full side away', () => {
		const at = (rows: string, columns = '', layer = '') => ({
			rows: rows.split(',').filter(Boolean),
			columns: columns.split(',').filter(Boolean),
			layer: layer.split(',').filter(Boolean),
		});
		const words = (placed: ReturnType<typeof at>) => placedWords((side) => placed[side]);
		const put = (placed: ReturnType<typeof at>, name: string, side: 'rows' | 'columns', place: number) =>
			placedWords((one) => withPlaced(placed, name, { side, place })[one]);
		expect(put(at('a'), 'b', 'rows', 0)).toBe(words(at('b,a')));
		expect(put(at('a,b', 'c'), 'c', 'rows', 1)).toBe(words(at('a,c,b')));
		expect(put(at('a,b,c'), 'a', 'rows', 3)).toBe(words(at('b,c,a')));
		expect(put(at('a,b,c'), 'd', 'rows', 3)).toBe(words(at('a,b,d')));
		expect(put(at('a,b,c'), 'd', 'rows', 0)).toBe(words(at('d,a,b')));
		expect(placedWords((side) => withPlaced(at('a', 'b'), 'a', null)[side])).toBe(words(at('', 'b')));
		expect(fileName(asking('s', 'rows=a&rows=b&columns=c&layer='))).toBe('s-a-b-by-c');
	});

	it('forgets nets and sorting when the variables change, not when something else does', () => {
		expect(tidy('was=a+b+&rows=c&columns=b&net=1_2&sort=3')).toBe('rows=c&columns=b');
		expect(tidy('was=a+b+&rows=a&columns=b&net=1_2&sort=3&show=row')).toBe('rows=a&columns=b&net=1_2&sort=3&show=row');
	});

	it('reads what it can and leaves the rest', () => {
		expect(asking('s', 'sort=all&order=up&net=1_x&net=&show=shoes&from=-3')).toMatchObject({
			sort: { by: 'all', order: 'up' },
			rowNets: [[1]],
			columnNets: [],
			show: 'column',
			compare: 'letters',
			intervals: false,
			from: -3,
		});
	});
});

describe('the words of a crosstab', () => {
	it('mark shares on few answers by the bases of the disclosure policy', () => {
		const policy = { minimumBase: 50, smallBase: 100 };
		expect([49, 50, 99, 100].map((n) => baseMark(n, policy))).toEqual(['**', '*', '*', '']);
	});

	it('say why columns are not compared, and what few answers there are to compare', () => {
		expect(comparisonWords({ kind: 'not-column-shares' })).toMatch(/where column percentages are shown/);
		expect(
			comparisonWords({ kind: 'compared', compare: 'rest', marks: [], familySize: 0, level: 0.95, tooSmall: ['A'] }),
		).toBe('No columns could be compared: that takes 50 answers in each of two.');
	});
});
