import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { TrendReport } from '#core/trends/index.ts';
import { trendCsv } from '#exchange/trend-csv.ts';
import type { Site } from '#server/site.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import type { TrendQuestion } from '#server/workflows/analysis/index.ts';
import { rForTrend } from '#server/workflows/r-pack.ts';
import { expectRecomputed, packFor, runByR, unlessR, withoutR } from './by-r.ts';
import { withAwkwardWaves, withBridge, withDerived, withSimulated } from './r-pack-sites.ts';

describe.skipIf(withoutR)(
	`the few lines of R beside a trend, run by R on its pack${unlessR}`,
	{ timeout: 240_000 },
	() => {
		it('get the figures of every measure', async () => {
			const [goods, drugs] = ['counterfeit-goods', 'drugs-and-organised-crime'];
			const [ofGoods, ofDrugs, ofSectors, awkward] = [
				(await withSimulated(goods, [1, 2])).site,
				(await withSimulated(drugs, [1])).site,
				(await withSimulated('sector-awareness', [1])).site,
				(await withAwkwardWaves()).site,
			];
			await expectFigures([
				await written(ofGoods, { survey: goods, breakBy: 'sex' }),
				await written(ofDrugs, { survey: drugs }),
				await written(ofDrugs, { survey: drugs, breakBy: 'sex' }),
				await written(ofSectors, { survey: 'sector-awareness' }),
				await written(awkward, { survey: 'awkward', breakBy: 'area' }),
				await written(awkward, { survey: 'awkward', subject: { kind: 'variable', name: 'opinion' } }),
			]);
		});

		it('get those of derived variables, as what is followed and as groups, which the script of the pack computes again', async () => {
			const { site } = await withDerived();
			const [age, mood] = [{ kind: 'variable', name: 'age_two' } as const, { kind: 'variable', name: 'mood' } as const];
			const packs = [
				await written(site, { survey: 'awkward', subject: age, breakBy: 'area' }),
				await written(site, { survey: 'awkward', subject: mood, breakBy: 'age_two' }),
				await written(site, { survey: 'awkward', subject: mood }),
			];
			expectRecomputed(packs.map(({ folder }) => folder));
			await expectFigures(packs);
		});

		it('get both wordings of a bridge, which the script of the pack computes again with the changes that its step is taken out of', async () => {
			const { site } = await withBridge();
			const survey = 'counterfeit-goods';
			const [whole, bySex] = [await written(site, { survey }), await packFor(site, { survey, breakBy: 'sex' })];
			for (const folder of [whole.folder, bySex]) {
				expect(readFileSync(join(folder, 'expected.csv'), 'utf8')).toMatch(/,step_se,/);
				expect(readFileSync(join(folder, 'plan/comparisons.csv'), 'utf8')).toMatch(/,yes,,2$/m);
			}
			expectRecomputed([whole.folder, bySex]);
			await expectFigures([whole]);
			expectInFile(whole.report);
		});
	},
);

/** A pack with the lines of R of each measure in it, and the trend that they are for. */
interface Written {
	readonly folder: string;
	readonly report: TrendReport;
}

async function written(site: Site, question: TrendQuestion): Promise<Written> {
	const answer = await trendOf(site, question);
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	const { report } = answer;
	const folder = await packFor(site, question);
	const snippets = await rForTrend(site, { question, report });
	// The value of each expression after those that read the pack: waves that define a measure in another way have their own.
	const script = report.measures.map(
		({ id }) => `lines <- parse(text = ${JSON.stringify(snippets.get(id))}, encoding = "UTF-8")
for (line in lines[1:2]) eval(line, globalenv())
lapply(lines[-(1:2)], eval, globalenv()) |> unlist() |> format(digits = 12) |> print()`,
	);
	writeFileSync(join(folder, 'snippets.R'), script.join('\n'));
	return { folder, report };
}

/** Looks for the estimates of each trend in what its lines say. */
async function expectFigures(packs: readonly Written[]): Promise<void> {
	const ran = runByR(
		packs.map(({ folder }) => folder),
		'snippets.R',
	);
	for (const [k, { report }] of packs.entries()) {
		const { said = '', status } = ran[k] ?? {};
		expect(status, said).toBe(0);
		const numbers = [...said.matchAll(/"\s*(-?[\d.e+-]+)\s*"/g)].map(([, digits]) => Number(digits));
		for (const { id, series } of report.measures)
			for (const { points } of series)
				for (const { estimate } of points) {
					if (estimate.kind !== 'estimate') continue;
					const near = numbers.some((one) => Math.abs(one - estimate.value) < 1e-7);
					expect(near, `${id} ${estimate.value} in ${said}`).toBe(true);
				}
	}
}

/** The file of a bridged trend tells of both wordings, their step, and the changes that it is taken out of. */
function expectInFile(report: TrendReport): void {
	const rows: Record<string, string>[] = parse(trendCsv(report), { columns: true, bom: true });
	const [first, bridge, again, last] = rows.filter(({ measure }) => measure === 'would-report');
	const number = (row: typeof first, column: string) => Number(row?.[column]);
	const step = number(bridge, 'estimate') - number(bridge, 'earlier_words_estimate');
	expect(number(bridge, 'step')).toBeCloseTo(step, 12);
	expect(number(last, 'first_steps_taken_out')).toBe(number(bridge, 'step'));
	expect(last?.first_step_waves).toBe(bridge?.wave);
	const raw = number(last, 'estimate') - number(first, 'estimate');
	expect(number(last, 'first_difference')).toBeCloseTo(raw - step, 12);
	expect([again?.step, again?.previous_steps_taken_out, last?.previous_step_waves]).toEqual(['', '', '']);
}
