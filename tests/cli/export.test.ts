import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { auditPage } from '#server/workflows/audit.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import { main } from '../../src/cli/main.ts';
import { withSite } from '../../src/cli/with-site.ts';
import { atTerminal } from './at-terminal.ts';

const Rows = z.array(z.record(z.string(), z.string()));
const folder = mkdtempSync(join(tmpdir(), 'soundings-export-'));
const silent = { out: () => undefined, err: () => undefined };

beforeAll(async () => {
	vi.stubEnv('SOUNDINGS_DATA', join(folder, 'data'));
	const simulated = 'simulate --survey counterfeit-goods --waves 3 --respondents 400 --seed 3 --versions 1,1,2';
	expect(await main(simulated.split(' '), silent)).toBe(0);
});
afterAll(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

/** Runs the verb with a file of its own to write, in a folder of its own. */
async function run(words: string, name = 'out.csv') {
	const into = mkdtempSync(join(folder, 'to-'));
	const path = join(into, name);
	const said = await atTerminal((io) => main(['export', ...words.split(' '), '--out', path], io));
	return { ...said, path, left: () => readdirSync(into).toSorted() };
}

function rowsOf(path: string) {
	return Rows.parse(parse(readFileSync(path), { columns: true, bom: true }));
}

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('soundings export', () => {
	it('is on record: who took which answers out, in which form', async () => {
		await run('--survey counterfeit-goods --format csv --wave 2 --where sex=1');
		await withSite(silent, async (site) => {
			const { entries } = await auditPage(site, { action: 'data.exported' });
			expect(entries[0]).toMatchObject({ by: 'command-line', survey: 'counterfeit-goods' });
			expect(entries[0]?.byName).toContain('on the command line');
			expect(JSON.parse(entries[0]?.after ?? '')).toMatchObject({
				format: 'csv',
				where: [{ variable: 'sex', codes: [1] }],
			});
			return 0;
		});
	});

	it('writes every completed interview, with the weights that give the shares of the trend', async () => {
		const { status, path } = await run('--survey counterfeit-goods --format csv');
		expect(status).toBe(0);
		const rows = rowsOf(path);
		expect(rows).toHaveLength(1200);
		await withSite(silent, async (site) => {
			const answer = await trendOf(site, { survey: 'counterfeit-goods', subject: { kind: 'variable', name: 'sex' } });
			if (answer.kind !== 'trend') throw new Error(answer.kind);
			for (const { group, points } of answer.report.measures[0]?.series ?? []) {
				points.forEach(({ estimate }, k) => {
					const base = rows.filter(({ wave, sex }) => wave === String(k + 1) && Number(sex) >= 0);
					const sumOf = (of: typeof base) => of.reduce((sum, { weight }) => sum + Number(weight), 0);
					const share = sumOf(base.filter(({ sex }) => sex === String(group?.code))) / sumOf(base);
					if (estimate.kind === 'estimate' && estimate.value > 0) expect(share / estimate.value).toBeCloseTo(1, 12);
				});
			}
			return 0;
		});
	});

	it('puts codebook and hashes beside the file, and the hashes are those of the files', async () => {
		const { path, left, out, err } = await run('--survey counterfeit-goods --format csv --wave 2 --text', 'goods.csv');
		const names = ['goods-codebook.csv', 'goods-codebook.json', 'goods.csv', 'goods.csv.sha256'];
		expect(left()).toEqual(names);
		const lines = readFileSync(`${path}.sha256`, 'utf8').trim().split('\n');
		expect(lines.map((line) => line.split('  '))).toEqual(
			['goods.csv', 'goods-codebook.csv', 'goods-codebook.json'].map((name) => [
				sha256(path.replace('goods.csv', name)),
				name,
			]),
		);
		expect(out).toMatch(/^400 rows: Shopping and fake goods: .* \(SIMULATED\)\n/);
		expect(err).toMatch(/take care: .*SIMULATED[^]*own words are in association[^]*could harm somebody are in/);
		expect(JSON.parse(readFileSync(path.replace('.csv', '-codebook.json'), 'utf8')).rows).toBe(400);
	});

	it('writes one zip of it all with a manifest, and says so in JSON', async () => {
		const { path, out, left } = await run('--survey counterfeit-goods --format parquet --json', 'goods.zip');
		expect(left()).toEqual(['goods.zip']);
		const files = unzipSync(readFileSync(path));
		expect(Object.keys(files)).toEqual([
			'counterfeit-goods.parquet',
			'counterfeit-goods-codebook.csv',
			'counterfeit-goods-codebook.json',
			'manifest.json',
		]);
		expect(JSON.parse(out)).toMatchObject({ rows: 1200, files: [{ name: 'goods.zip', sha256: sha256(path) }] });
		expect(Buffer.from(files['counterfeit-goods.parquet'] ?? []).toString('latin1')).toMatch(/^PAR1[^]*PAR1$/);
	});

	it('keeps only the waves and codes that are asked for, as labels', async () => {
		const { path } = await run('--survey counterfeit-goods --format csv --wave 1 --wave 3 --where sex=1 --labels');
		const rows = rowsOf(path);
		expect(new Set(rows.map(({ sex }) => sex)).size).toBe(1);
		expect(new Set(rows.map(({ wave }) => wave)).size).toBe(2);
		expect(rows.length).toBeLessThan(800);
	});

	it('writes tables of the measures as a spreadsheet that says that nobody has cleared it', async () => {
		const { path, left, err, status } = await run('--survey counterfeit-goods --format ods', 'tables.ods');
		expect({ status, left: left() }).toEqual({ status: 0, left: ['tables.ods', 'tables.ods.sha256'] });
		expect(err).toContain('not been cleared for release');
		const xml = Buffer.from(unzipSync(readFileSync(path))['content.xml'] ?? []).toString();
		expect(xml).toMatch(/SIMULATED: no person gave the answers of [^]*table:name="Table_1"[^]*\[b\][^]*Not comparable/);
		expect((await run('--survey counterfeit-goods --format ods --labels')).status).toBe(2);
		expect((await run('--survey sector-awareness --format ods')).err).toContain('no completed interview');
	});

	it.each([
		['--survey shoes --format csv', 'There is no survey shoes.'],
		['--survey sector-awareness --format csv', 'sector-awareness has no completed interview yet'],
		['--survey counterfeit-goods --format csv --wave 9', 'has no wave “9” with answers; it has 1 ('],
		['--survey counterfeit-goods --format csv --where shoes=1', 'has no variable shoes in these waves.'],
		['--survey counterfeit-goods --format csv --where sex=77', 'sex has no code 77; it has 1 ('],
		['--survey counterfeit-goods --format csv --where sex=1 --where sex=2', 'No interview passes the filter'],
	])('%s fails in one line and leaves no file', async (words, line) => {
		const { status, out, err, left } = await run(words);
		expect({ status, out, left: left() }).toEqual({ status: 1, out: '', left: [] });
		expect(err).toMatch(/^soundings export: [^\n]*\n$/);
		expect(err).toContain(line);
	});

	it('leaves no half file when the last step fails, and the older file as it was', async () => {
		const gone = await run('--survey counterfeit-goods --format csv', 'nowhere/out.csv');
		expect(gone.status).toBe(1);
		expect(gone.err).toContain('was not written');
		expect(gone.left()).toEqual([]);
		const into = mkdtempSync(join(folder, 'blocked-'));
		mkdirSync(join(into, 'out.csv.sha256.part'));
		const io = { out: () => undefined, err: () => undefined };
		const words = '--survey counterfeit-goods --format csv --out'.split(' ');
		expect(await main(['export', ...words, join(into, 'out.csv')], io)).toBe(1);
		expect(existsSync(join(into, 'out.csv'))).toBe(false);
		expect(readdirSync(into)).toEqual(['out.csv.sha256.part']);
	});

	it.each([
		'--survey counterfeit-goods',
		'--format csv',
		'--survey counterfeit-goods --format xls',
		'--survey counterfeit-goods --format csv --where sex',
		'--survey counterfeit-goods --format csv extra',
	])('%s is wrong usage', async (words) => {
		expect((await run(words)).status).toBe(2);
	});
});
