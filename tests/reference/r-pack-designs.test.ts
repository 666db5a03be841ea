import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { trendOf } from '#server/workflows/analysis/index.ts';
import { expectRecomputed, packFor, runByR, unlessR, withoutR } from './by-r.ts';
import { withAwkwardWaves, withBridgedPanel, withPanel } from './r-pack-sites.ts';

describe.skipIf(withoutR)(
	`the script of an R pack of an unusual design, run by R${unlessR}`,
	{ timeout: 240_000 },
	() => {
		it('computes waves again that came with weights, some of them 0, raked within bounds that bind, where some people cannot be placed', async () => {
			const { site } = await withAwkwardWaves();
			const trend = await trendOf(site, { survey: 'awkward' });
			const [wave] = trend.kind === 'trend' ? trend.report.waves : [];
			expect(wave?.weighting).toMatchObject({ kind: 'raked', fromSupplied: true, boundsGivenUp: null });
			const survey = 'awkward';
			const folders = [await packFor(site, { survey }), await packFor(site, { survey, breakBy: 'area' })];
			expectRecomputed(folders);
			for (const folder of folders) {
				const final = finalWeights(folder).filter((weight) => weight > 0);
				const mean = final.reduce((sum, weight) => sum + weight, 0) / final.length;
				expect(final.filter((weight) => Math.abs(weight / mean - 2.8) < 1e-5).length).toBeGreaterThan(1);
			}
		});

		it('takes the covariance of people who are in both waves into account', async () => {
			const { site } = await withPanel();
			const [together, apart] = [
				await packFor(site, { survey: 'awkward' }),
				await packFor(site, { survey: 'awkward' }),
			];
			expect(readFileSync(join(together, 'data/wave-1.csv'), 'utf8')).toContain('person.number');
			const data = join(apart, 'data/wave-2.csv');
			writeFileSync(data, readFileSync(data, 'utf8').replaceAll(/,\d+$/gm, ',-1'));
			expectRecomputed([together]);
			expect(runByR([apart])).toMatchObject([
				{ said: expect.stringMatching(/^\d+ of \d+ figures differ$/m), status: 1 },
			]);
		});

		it('has people of a bridge’s waves vary together where they were asked again', async () => {
			const { site } = await withBridgedPanel();
			const folder = await packFor(site, { survey: 'awkward' });
			expect(readFileSync(join(folder, 'plan/comparisons.csv'), 'utf8')).toMatch(/,yes,,2$/m);
			expectRecomputed([folder]);
		});
	},
);

function finalWeights(folder: string): number[] {
	const rows: Record<string, string>[] = parse(readFileSync(join(folder, 'data/wave-1.csv')), { columns: true });
	return rows.map((row) => Number(row['weight.final']));
}
