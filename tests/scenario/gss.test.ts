import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Estimate } from '#core/estimation/index.ts';
import type { Site } from '#server/site.ts';
import { changesOf, crosstabOf, trendOf } from '#server/workflows/analysis/index.ts';
import { weightsOf } from '#server/workflows/analysis/weights-of.ts';
import { makeExport } from '#server/workflows/export/index.ts';
import type { WantedFile } from '#server/workflows/export/index.ts';
import { listWaves } from '#server/workflows/list-waves.ts';
import { rPackOf } from '#server/workflows/r-pack.ts';
import { askedOf } from '../../src/routes/(staff)/analyse/[survey]/crosstab/asked.ts';
import { expectClose } from '../reference/close.ts';
import { isWellFormed, seen } from '../unit/exchange/ods-seen.ts';
import { gathered } from '../unit/exchange/sample-file.ts';
import type { Pointed } from './gss-by-r.ts';
import { foundByR, r, years } from './gss-by-r.ts';
import type { Found } from './gss-readers.ts';
import { csvFound, duckFound, has, havenFound, ownFound, psppFound } from './gss-readers.ts';
import { csv, withWholeGss } from './gss-whole.ts';

let site: Site;
let folder: string;
let close: () => Promise<void>;
beforeAll(async () => {
	({ site, folder, close } = await withWholeGss());
});
afterAll(() => close());

/** Ids of the waves by their year. */
async function waveIds(): Promise<Map<string, string>> {
	const waves = await listWaves(site, { survey: 'gss' });
	return new Map(waves.map(({ id, label }) => [label, String(id)]));
}

async function trend(breakBy?: string) {
	const answer = await trendOf(site, { survey: 'gss', breakBy });
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	return answer.report;
}

function expectPoint(estimate: Estimate, expected: Pointed, what: string): void {
	expect({ n: estimate.base.n, df: estimate.df }, what).toEqual({ n: expected.n, df: expected.df });
	expectClose([estimate.value, estimate.se], [expected.value, expected.se], { what });
}

describe('the General Social Survey from 2000 to 2014, brought in as eight waves and weighted', () => {
	it('is the file of which the other tests have every eighth interview', () => {
		const [header, ...rows] = csv.trimEnd().split('\n');
		expect(rows).toHaveLength(21_483);
		const part = readFileSync('tests/fixtures/gss/gss-2000-2014-part.csv', 'utf8').trimEnd().split('\n');
		expect([header, ...rows.filter((_, row) => row % 8 === 0)]).toEqual(part);
	});

	it('has eight closed waves, imported, with the interviews of the file', async () => {
		const { waves } = await trend();
		expect(waves.map(({ label, completed }) => [label, completed])).toEqual(
			years.map((year) => [year, r.frequencies[year]?.rows]),
		);
		for (const { state, origin, weighting } of waves)
			expect([state, origin, weighting?.kind]).toEqual(['closed', 'imported', 'raked']);
	});

	it('is raked wave by wave to its margins, with the weights of R', async () => {
		const ids = await waveIds();
		for (const year of years) {
			const answer = await weightsOf(site, { survey: 'gss', wave: ids.get(year) });
			if (answer.kind !== 'weights' || answer.report.onWave === null) throw new Error(answer.kind);
			const { run, margins } = answer.report.onWave.inUse;
			if (run.kind !== 'ran') throw new Error(run.words);
			expect(run).toMatchObject({ boundsGivenUp: null, raking: { trimmings: 0 } });
			expect(run.raking?.distance).toBeLessThan(1e-9);
			for (const { target, after } of margins.flatMap(({ cells }) => cells))
				expect(Math.abs((after ?? NaN) - target)).toBeLessThan(1e-9);
			const { effective = NaN, least = NaN, greatest = NaN } = r.kish[year] ?? {};
			expectClose(run.effect.effectiveSize, effective, { what: year });
			expectClose([run.distribution.least, run.distribution.greatest], [least, greatest], { what: year });
		}
	});

	it('has the shares, means, standard errors, degrees of freedom and bases that R has, as a whole and by race', async () => {
		const labelOfId = new Map([...(await waveIds())].map(([label, id]) => [id, label]));
		let figures = 0;
		const check = (series: Awaited<ReturnType<typeof trend>>['measures'][number]['series'], of: typeof r.groups) => {
			for (const { group, points } of series)
				for (const { wave, estimate } of points) {
					const year = labelOfId.get(wave) ?? '';
					const expected = of[group?.label ?? 'all']?.[year];
					if (estimate.kind !== 'estimate' || expected === undefined) throw new Error(`${year} has no figure`);
					expectPoint(estimate, expected, `${group?.label ?? 'all'} ${year}`);
					figures++;
				}
		};
		for (const { id, series } of (await trend()).measures) check(series, { all: r.trend[id] ?? {} });
		const democrat = (await trend('race')).measures.find(({ id }) => id === 'democrat');
		check(democrat?.series ?? [], r.groups);
		expect(figures).toBe(7 * 8 + 3 * 8);
	});

	it('says of every change in every wave what R says of it', async () => {
		const ids = await waveIds();
		const verdicts = new Set<string>();
		for (const [year, expected] of Object.entries(r.changes)) {
			const answer = await changesOf(site, { survey: 'gss', wave: ids.get(year) });
			if (answer.kind !== 'changes' || answer.list === null) throw new Error(answer.kind);
			expect(answer.list.changes).toHaveLength(expected.length);
			for (const { measure, from, outcome } of answer.list.changes) {
				const theirs = expected.find((one) => one.measure === measure.id && ids.get(String(one.from)) === from);
				if (outcome.kind !== 'judged' || theirs === undefined) throw new Error(`${measure.id} ${year}`);
				const { change, adjusted, verdict } = outcome;
				const what = `${measure.id}, ${theirs.from} to ${year}`;
				expectClose(
					[change.difference, change.se, change.df, change.p, adjusted.p],
					[theirs.difference, theirs.se, theirs.df, theirs.p, theirs.holm],
					{ what, tolerance: 1e-8 },
				);
				expect(verdict.kind, what).toBe(theirs.verdict);
				verdicts.add(verdict.kind);
			}
		}
		expect(verdicts.size).toBe(3);
	});

	it('crosses party by race in 2014 as R does, with standard errors and Rao and Scott’s test', async () => {
		const wave = (await waveIds()).get('2014') ?? '';
		const table = async (show: 'column' | 'count') => {
			const address = new URLSearchParams({ rows: 'party', columns: 'race', wave, show, intervals: 'shown' });
			const question = askedOf('gss', address);
			const answer = await crosstabOf(site, question);
			const [first] = answer.kind === 'crosstab' ? answer.report.tables : [];
			if (first?.kind !== 'table') throw new Error(answer.kind);
			return first;
		};
		const shares = await table('column');
		const counts = await table('count');
		const at = (label: string) => shares.columns.findIndex((column) => column.label === label);
		const columnOf = (values: Float64Array | undefined, label: string, { columns, rows }: typeof shares) =>
			rows.flatMap(({ kind }, row) => (kind === 'code' ? [values?.[row * columns.length + at(label)] ?? NaN] : []));
		for (const [k, label] of ['White', 'Black', 'Other'].entries()) {
			expectClose(columnOf(shares.values, label, shares), r.crosstab.shares[k] ?? [], { what: label });
			expectClose(columnOf(shares.intervals?.se, label, shares), r.crosstab.se[k] ?? [], { what: `se ${label}` });
			expectClose(columnOf(counts.values, label, counts), r.crosstab.counts[k] ?? [], { what: `n ${label}` });
		}
		const test = shares.independence;
		if (test?.kind !== 'test' || test.df2 === null) throw new Error(test?.kind);
		const { F, df, p } = r.crosstab;
		expectClose([test.statistic, test.df1, test.df2], [F, ...df], { what: 'F' });
		expectClose(Math.log(test.p), Math.log(p), { what: 'log p' });
	});
});

/** Writes a file of all waves as the export does, its codebook beside it. */
async function exported(format: WantedFile['format']): Promise<string> {
	const into = join(folder, format);
	mkdirSync(into, { recursive: true });
	const wanted = {
		survey: 'gss',
		waves: 'all',
		where: [],
		text: false,
		show: 'codes',
		by: 'An Analyst',
		format,
	} as const;
	const made = await makeExport(site, wanted);
	if (made.kind !== 'bundle') throw new Error(made.kind);
	for (const { name, content } of made.bundle.parts) writeFileSync(join(into, name), await gathered(content()));
	return join(into, `gss.${format}`);
}

function expectSame(found: Found, tolerance = 1e-9): void {
	const expected = foundByR();
	expect(found.rows).toBe(expected.rows);
	for (const part of ['counts', 'sums'] as const) {
		expect([...found[part].keys()].toSorted()).toEqual([...expected[part].keys()].toSorted());
		for (const [what, [n, weighted]] of found[part]) {
			expect(n, what).toBe(expected[part].get(what)?.[0]);
			expectClose(weighted, expected[part].get(what)?.[1] ?? NaN, { what, tolerance });
		}
	}
}

describe('its files, read by others: rows, counts and weighted counts of every label in every wave are those of R', () => {
	it('as CSV, by its codebook', async () => expectSame(csvFound(await exported('csv'))));
	it('as Parquet, by DuckDB', async () => expectSame(await duckFound(await exported('parquet'))));
	for (const format of ['sav', 'zsav'] as const) {
		it(`as .${format}, by Soundings itself`, async () => expectSame(await ownFound(await exported(format))));
		it.skipIf(!has.pspp)(`as .${format}, by PSPP${has.pspp ? '' : ' (skipped: needs pspp)'}`, async () =>
			expectSame(psppFound(await exported(format))),
		);
		it.skipIf(!has.haven)(
			`as .${format}, by haven${has.haven ? '' : ' (skipped: needs Rscript with haven, Debian r-cran-haven)'}`,
			async () => expectSame(havenFound(await exported(format))),
		);
	}
});

describe('its tables and its pack for R', () => {
	it('are a spreadsheet whose cells are the figures of R, and whose words its verdicts', async () => {
		const files = Object.entries(unzipSync(readFileSync(await exported('ods'))));
		for (const [name, bytes] of files)
			if (name.endsWith('.xml')) expect(isWellFormed(Buffer.from(bytes).toString()), name).toBe(true);
		const xml = Buffer.from(files.find(([name]) => name === 'content.xml')?.[1] ?? []).toString();
		expect(xml).toContain('Weights: raked to age, race (The eight waves of the file together, 2000 to 2014;');
		expect(xml).toContain('illustrative for age, race: replace them first');
		const sheets = [...xml.matchAll(/<table:table table:name="Table_\d+">([^]*?)<\/table:table>/g)];
		expect(sheets).toHaveLength(7);
		for (const [k, [measure, points]] of Object.entries(r.trend).entries()) {
			const rows = [...(sheets[k]?.[1] ?? '').matchAll(/<table:table-row[^>]*>([^]*?)<\/table:table-row>/g)]
				.map(([, row = '']) => [...row.matchAll(/ office:value="([^"]*)"/g)].map(([, value]) => Number(value)))
				.filter(({ length }) => length > 0);
			expectClose(
				rows.flatMap(([value = NaN, , , se = NaN, n = NaN]) => [value, se, n]),
				years.flatMap((year) => {
					const { value = NaN, se = NaN, n = NaN } = points[year] ?? {};
					return [value, se, n];
				}),
				{ what: measure },
			);
			const verdicts = seen(xml)
				.get(`Table_${k + 1}`)
				?.slice(-7)
				.map((cells) => cells.at(-2)?.toLowerCase().replaceAll(' ', '-'));
			for (const [at, year] of years.slice(1).entries()) {
				const theirs = r.changes[year]?.find((one) => one.measure === measure && String(one.from) === years[at]);
				expect(verdicts?.[at]?.startsWith(theirs?.verdict ?? '?'), `${measure} ${year}`).toBe(true);
			}
		}
	});

	it.skipIf(!has.soffice)(
		`open in LibreOffice with the shares of R${has.soffice ? '' : ' (skipped: needs soffice)'}`,
		async () => {
			const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4';
			const path = await exported('ods');
			execFileSync('soffice', ['--headless', '--convert-to', filter, '--outdir', dirname(path), path]);
			const rows: string[][] = parse(readFileSync(join(dirname(path), 'gss-Table_1.csv')), {
				relax_column_count: true,
			});
			expect(rows.slice(-8).map(([, share]) => share)).toEqual(
				years.map((year) => `${((r.trend['democrat']?.[year]?.value ?? NaN) * 100).toFixed(1)}%`),
			);
		},
	);

	it.skipIf(!has.survey)(
		`are computed again by R, changes and weights too${has.survey ? '' : ' (skipped: needs Rscript with survey, Debian r-cran-survey)'}`,
		{ timeout: 120_000 },
		async () => {
			const answer = await rPackOf(site, { survey: 'gss', breakBy: 'race' }, { by: 'An Analyst' });
			if (answer.kind !== 'r-pack') throw new Error(answer.kind);
			const into = join(folder, 'r-pack');
			for (const [name, bytes] of Object.entries(unzipSync(await gathered(answer.chunks)))) {
				mkdirSync(dirname(join(into, name)), { recursive: true });
				writeFileSync(join(into, name), bytes);
			}
			const done = spawnSync('Rscript', ['recompute.R'], { cwd: into, encoding: 'utf8' });
			expect(done.stdout + done.stderr).toMatch(/^all [1-9]\d+ figures equal\n$/);
		},
	);
});
