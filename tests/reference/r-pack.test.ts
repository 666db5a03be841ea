import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { trendCsv } from '#exchange/trend-csv.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import type { TrendQuestion } from '#server/workflows/analysis/index.ts';
import type { Site } from '#server/site.ts';
import { rForTrend, rPackOf } from '#server/workflows/r-pack.ts';
import {
	bytesOf,
	withAwkwardWaves,
	withBridge,
	withBridgedPanel,
	withDerived,
	withGss,
	withPanel,
	withSimulated,
} from './r-pack-sites.ts';

const withoutR = spawnSync('Rscript', ['-e', 'library(survey)']).status !== 0;
const unlessR = withoutR ? ' (skipped: needs Rscript with the package survey, Debian r-cran-survey)' : '';

describe.skipIf(withoutR)(`the script of an R pack, run by R${unlessR}`, { timeout: 240_000 }, () => {
	it("computes the General Social Survey's eight waves again, unweighted", async () => {
		const { site } = await withGss();
		const folder = await unpacked(site, { survey: 'gss', breakBy: 'race' });
		expect(run(folder)).toMatchObject({ said: allEqual, status: 0 });
	});

	it('computes simulated waves of counterfeit goods again: raked, an item count, a break, groups and answers', async () => {
		const { site } = await withSimulated('counterfeit-goods', [1, 1, 2]);
		for (const question of [
			{},
			{ breakBy: 'age_band' },
			{ subject: { kind: 'variable', name: 'would_report' } },
			{ subject: { kind: 'variable', name: 'sex' }, breakBy: 'region' },
		] as const) {
			const folder = await unpacked(site, { survey: 'counterfeit-goods', ...question });
			expect(run(folder), JSON.stringify(question)).toMatchObject({ said: allEqual, status: 0 });
		}
	});

	it('computes crosswise shares and knowledge scores again', async () => {
		for (const survey of ['drugs-and-organised-crime', 'sector-awareness']) {
			const { site } = await withSimulated(survey, [1, 1]);
			expect(run(await unpacked(site, { survey })), survey).toMatchObject({ said: allEqual, status: 0 });
		}
	});

	it('computes waves again that came with weights, some of them 0, raked within bounds that bind, where some people cannot be placed', async () => {
		const { site } = await withAwkwardWaves();
		const trend = await trendOf(site, { survey: 'awkward' });
		const [wave] = trend.kind === 'trend' ? trend.report.waves : [];
		expect(wave?.weighting).toMatchObject({ kind: 'raked', fromSupplied: true, boundsGivenUp: null });
		for (const question of [{}, { breakBy: 'area' }]) {
			const folder = await unpacked(site, { survey: 'awkward', ...question });
			expect(run(folder), JSON.stringify(question)).toMatchObject({ said: allEqual, status: 0 });
			const final = finalWeights(folder).filter((weight) => weight > 0);
			const mean = final.reduce((sum, weight) => sum + weight, 0) / final.length;
			expect(final.filter((weight) => Math.abs(weight / mean - 2.8) < 1e-5).length).toBeGreaterThan(1);
		}
	});

	it('takes the covariance of people who are in both waves into account', async () => {
		const { site } = await withPanel();
		const folder = await unpacked(site, { survey: 'awkward' });
		expect(readFileSync(join(folder, 'data/wave-1.csv'), 'utf8')).toContain('person.number');
		expect(run(folder)).toMatchObject({ said: allEqual, status: 0 });
		const apart = readFileSync(join(folder, 'data/wave-2.csv'), 'utf8').replaceAll(/,\d+$/gm, ',-1');
		writeFileSync(join(folder, 'data/wave-2.csv'), apart);
		expect(run(folder)).toMatchObject({ status: 1 });
	});

	it('computes both wordings of a bridge again, and the changes that its step is taken out of', async () => {
		const { site } = await withBridge();
		for (const breakBy of [undefined, 'sex']) {
			const question = { survey: 'counterfeit-goods', breakBy };
			const folder = await unpacked(site, question);
			expect(readFileSync(join(folder, 'expected.csv'), 'utf8')).toMatch(/,step_se,/);
			expect(readFileSync(join(folder, 'plan/comparisons.csv'), 'utf8')).toMatch(/,yes,,2$/m);
			expect(run(folder), breakBy).toMatchObject({ said: allEqual, status: 0 });
			if (breakBy === undefined) await expectSnippets(site, question, folder);
		}
	});

	it('is told of in the file of the trend: both wordings, their step, and the changes that it is taken out of', async () => {
		const { site } = await withBridge();
		const answer = await trendOf(site, { survey: 'counterfeit-goods' });
		if (answer.kind !== 'trend') throw new Error(answer.kind);
		const rows: Record<string, string>[] = parse(trendCsv(answer.report), { columns: true, bom: true });
		const [first, bridge, again, last] = rows.filter(({ measure }) => measure === 'would-report');
		const number = (row: typeof first, column: string) => Number(row?.[column]);
		const step = number(bridge, 'estimate') - number(bridge, 'earlier_words_estimate');
		expect(number(bridge, 'step')).toBeCloseTo(step, 12);
		expect(number(last, 'first_steps_taken_out')).toBe(number(bridge, 'step'));
		expect(last?.first_step_waves).toBe(bridge?.wave);
		const raw = number(last, 'estimate') - number(first, 'estimate');
		expect(number(last, 'first_difference')).toBeCloseTo(raw - step, 12);
		expect([again?.step, again?.previous_steps_taken_out, last?.previous_step_waves]).toEqual(['', '', '']);
	});

	it('has people of a bridge’s waves vary together where they were asked again', async () => {
		const { site } = await withBridgedPanel();
		const folder = await unpacked(site, { survey: 'awkward' });
		expect(readFileSync(join(folder, 'plan/comparisons.csv'), 'utf8')).toMatch(/,yes,,2$/m);
		expect(run(folder)).toMatchObject({ said: allEqual, status: 0 });
	});

	it('computes derived variables again, as what is followed and as groups, by its few lines of R too', async () => {
		const { site } = await withDerived();
		for (const question of [
			{ survey: 'awkward', subject: { kind: 'variable', name: 'age_two' }, breakBy: 'area' },
			{ survey: 'awkward', subject: { kind: 'variable', name: 'mood' }, breakBy: 'age_two' },
			{ survey: 'awkward', subject: { kind: 'variable', name: 'mood' } },
		] as const) {
			const folder = await unpacked(site, question);
			expect(run(folder), JSON.stringify(question)).toMatchObject({ said: allEqual, status: 0 });
			await expectSnippets(site, question, folder);
		}
	});

	it('has a few lines for every measure that get its figures from the pack', async () => {
		const spread = { kind: 'variable', name: 'opinion' } as const;
		for (const [{ site }, questions] of [
			[await withSimulated('counterfeit-goods', [1, 2]), [{ survey: 'counterfeit-goods', breakBy: 'sex' }]],
			[
				await withSimulated('drugs-and-organised-crime', [1]),
				[{ survey: 'drugs-and-organised-crime' }, { survey: 'drugs-and-organised-crime', breakBy: 'sex' }],
			],
			[await withSimulated('sector-awareness', [1]), [{ survey: 'sector-awareness' }]],
			[
				await withAwkwardWaves(),
				[
					{ survey: 'awkward', breakBy: 'area' },
					{ survey: 'awkward', subject: spread },
				],
			],
		] as const) {
			for (const question of questions) {
				await expectSnippets(site, question, await unpacked(site, question));
			}
		}
	});

	it('lists the figures that differ, and fails, when an answer, a weight or a verdict was changed', async () => {
		const { site } = await withGss();
		const folder = await unpacked(site, { survey: 'gss' });
		const expected = join(folder, 'expected.csv');
		const right = readFileSync(expected, 'utf8');
		writeFileSync(expected, right.replace(/^(8,democrat,,previous,p),(.+)$/m, '$1,0.5'));
		const one = run(folder);
		expect(one.said).toMatch(/^democrat, 2014, against previous, p: expected 0.5, R has 0\.\d+$/m);
		expect(one).toMatchObject({ said: expect.stringMatching(/^1 of \d+ figures differ$/m), status: 1 });
		writeFileSync(expected, right);
		const data = join(folder, 'data/wave-8.csv');
		writeFileSync(data, readFileSync(data, 'utf8').replace(/,1,1$/m, ',1,1.5'));
		expect(run(folder)).toMatchObject({ said: expect.stringMatching(/^wave 8: 1 weights differ$/m), status: 1 });
	});
});

const allEqual = expect.stringMatching(/^all [1-9]\d+ figures equal\n$/);

/** Runs the lines of R of each measure, and looks for its estimates in what they say. */
async function expectSnippets(site: Site, question: TrendQuestion, folder: string): Promise<void> {
	const answer = await trendOf(site, question);
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	const { report } = answer;
	const snippets = await rForTrend(site, { question, report });
	// The value of each expression after those that read the pack: waves that define a measure in another way have their own.
	const script = report.measures.map(
		({ id }) => `lines <- parse(text = ${JSON.stringify(snippets.get(id))}, encoding = "UTF-8")
for (line in lines[1:2]) eval(line, globalenv())
lapply(lines[-(1:2)], eval, globalenv()) |> unlist() |> format(digits = 12) |> print()`,
	);
	writeFileSync(join(folder, 'snippets.R'), script.join('\n'));
	const done = spawnSync('Rscript', ['snippets.R'], { cwd: folder, encoding: 'utf8' });
	expect(done.status, done.stderr).toBe(0);
	const numbers = [...done.stdout.matchAll(/"\s*(-?[\d.e+-]+)\s*"/g)].map(([, digits]) => Number(digits));
	for (const { id, series } of report.measures)
		for (const { points } of series)
			for (const { estimate } of points) {
				if (estimate.kind !== 'estimate') continue;
				const near = numbers.some((one) => Math.abs(one - estimate.value) < 1e-7);
				expect(near, `${id} ${estimate.value} in ${done.stdout}`).toBe(true);
			}
}

/** Unzips the pack of a question into a folder of its own. */
async function unpacked(site: Site, question: TrendQuestion): Promise<string> {
	const answer = await rPackOf(site, question, { by: 'Test Analyst' });
	if (answer.kind !== 'r-pack') throw new Error(answer.kind);
	const folder = mkdtempSync(join(tmpdir(), 'soundings-r-pack-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	for (const [name, bytes] of Object.entries(unzipSync(await bytesOf(answer.chunks)))) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), bytes);
	}
	return folder;
}

function finalWeights(folder: string): number[] {
	const rows: Record<string, string>[] = parse(readFileSync(join(folder, 'data/wave-1.csv')), { columns: true });
	return rows.map((row) => Number(row['weight.final']));
}

function run(folder: string): { said: string; status: number | null } {
	const done = spawnSync('Rscript', ['recompute.R'], { cwd: folder, encoding: 'utf8' });
	return { said: done.stdout + done.stderr, status: done.status };
}
