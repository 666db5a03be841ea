import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

const Rows = z.array(z.record(z.string(), z.string()));
const Manifest = z.object({
	rows: z.number().nullable(),
	files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
	notes: z.array(z.string()),
});

/** What the link gives: the files of the zip, checked against its manifest. */
async function downloaded(page: Page) {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Download', exact: true }).click(),
	]);
	const files = unzipSync(readFileSync(await download.path()));
	const manifest = Manifest.parse(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString()));
	for (const { name, bytes, sha256 } of manifest.files) {
		expect(files[name]?.length, name).toBe(bytes);
		expect(
			createHash('sha256')
				.update(files[name] ?? new Uint8Array())
				.digest('hex'),
			name,
		).toBe(sha256);
	}
	return { name: download.suggestedFilename(), files, manifest };
}

/** Clicks a box by its label, which is drawn over it. */
async function tick(page: Page, label: string): Promise<void> {
	await page.locator('label', { hasText: label }).click();
}

test('an export is led to by the navigation and says what will be in it before anybody takes it away', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods`);
	await analyst.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Export' }).click();
	await expect(analyst.getByRole('heading', { level: 1 })).toHaveText('Export Shopping and fake goods');
	await expect(analyst.getByRole('link', { name: 'Download' })).toHaveCount(0);
	await expectGood(analyst);
	await tick(analyst, 'Open text too');
	await analyst.getByRole('button', { name: 'Show what will be in it' }).click();
	await expect(analyst.getByRole('heading', { level: 2 })).toContainText('(SIMULATED)');
	await expect(analyst.getByText('900 interviews, 111 columns')).toBeVisible();
	const care = analyst.getByRole('list').filter({ hasText: 'own words are in association' });
	await expect(care).toContainText('SIMULATED, no person gave these answers');
	await expect(care).toContainText('answers that could harm somebody are in bought_count');
	await expectGood(analyst);
	const { name, files, manifest } = await downloaded(analyst);
	expect(name).toBe('counterfeit-goods-csv.zip');
	expect(manifest.rows).toBe(900);
	expect(manifest.notes.join('\n')).toContain('by Test Analyst with Soundings');
	const csv = Buffer.from(files['counterfeit-goods.csv'] ?? []);
	expect(Rows.parse(parse(csv, { columns: true, bom: true }))).toHaveLength(900);
});

test('without scripts a filter is chosen in two steps, and the file has just the rows that pass', async ({
	analysed,
	browser,
}) => {
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${analysed.server.origin}/analyse/gss/export`);
	await page.getByLabel('Choose by the answers to').selectOption('marital');
	for (const year of ['2000', '2002', '2004', '2006', '2008', '2010']) await tick(page, year);
	await page.getByRole('button', { name: 'Show what will be in it' }).click();
	await expect(page.getByRole('alert')).toContainText('Choose the answers to keep, or everybody');
	for (const label of ['Never married', 'Divorced', 'Words in place of codes']) await tick(page, label);
	await page.getByRole('button', { name: 'Show what will be in it' }).click();
	await expect(page.getByRole('alert')).toHaveCount(0);
	const { files, manifest } = await downloaded(page);
	const source = Rows.parse(
		parse(readFileSync('tests/fixtures/gss/gss-2000-2014-part.csv', 'utf8'), { columns: true }),
	);
	const expected = source.filter(
		({ wave, marital }) =>
			['2012', '2014'].includes(wave ?? '') && ['Never married', 'Divorced'].includes(marital ?? ''),
	);
	expect(manifest.rows).toBe(expected.length);
	const rows = Rows.parse(parse(Buffer.from(files['gss.csv'] ?? []), { columns: true, bom: true }));
	const count = (of: typeof rows) => of.filter((row) => row.marital === 'Divorced' && row.wave === '2014').length;
	expect(rows).toHaveLength(expected.length);
	expect(count(rows)).toBe(count(expected));
	await without.close();
});

test('every format comes with its manifest', async ({ analyst, analysed }) => {
	const first = { parquet: 'PAR1', sav: '$FL2', zsav: '$FL3', ods: 'PK' } as const;
	for (const [format, magic] of Object.entries(first)) {
		await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods/export`);
		await analyst.locator(`label[for=format-${format}]`).click();
		await analyst.getByRole('button', { name: 'Show what will be in it' }).click();
		const { files } = await downloaded(analyst);
		const file = Buffer.from(files[`counterfeit-goods.${format}`] ?? []);
		expect(file.toString('latin1', 0, magic.length), format).toBe(magic);
	}
	await expect(analyst.getByRole('list').filter({ hasText: 'small groups are not suppressed' }).first()).toBeVisible();
});

test('what cannot be exported is said with what to do, on the page and at the file', async ({ analyst, analysed }) => {
	const at = `${analysed.server.origin}/analyse/gss/export`;
	await analyst.goto(`${at}?format=csv`);
	const summary = analyst.getByRole('alert');
	await summary.getByRole('link', { name: 'Choose at least one wave' }).click();
	await expect(analyst.getByRole('group', { name: 'Waves' })).toBeFocused();
	await expectGood(analyst);
	await analyst.goto(`${at}/file?format=csv&wave=nonsense`);
	await expect(analyst).toHaveURL(`${at}?format=csv&wave=nonsense`);
	await expect(analyst.getByRole('alert')).toContainText('gss has no wave “nonsense” with answers; it has 1 (2000)');
});

test('a survey without answers says so, a stranger is asked to sign in', async ({ analyst, analysed, browser }) => {
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/sector-awareness/export`);
	await expect(analyst.getByText('No interview has been completed yet')).toBeVisible();
	await expectGood(analyst);
	expect((await analyst.request.get(`${origin}/analyse/shoes/export`)).status()).toBe(404);
	const stranger = await browser.newContext();
	for (const path of ['export', 'export/file?format=csv&wave=1']) {
		const answered = await stranger.request.get(`${origin}/analyse/gss/${path}`, { maxRedirects: 0 });
		expect([303, 401], path).toContain(answered.status());
		expect(await answered.text()).not.toContain('marital');
	}
	await stranger.close();
});

test('a phone and the dark: nothing wider than the window, everything legible', async ({ analyst, analysed }) => {
	const address = `${analysed.server.origin}/analyse/counterfeit-goods/export?format=csv&wave=1&wave=2&text=on&only=sex`;
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.goto(address);
	await expectGood(analyst);
	await analyst.goto(`${address}&of=sex&code=1`);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await analyst.goto(`${address}&of=sex&code=1`);
	await expectGood(analyst);
});
