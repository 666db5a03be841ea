import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { test } from './analysed.ts';
import { drawnBy, expect, expectGood } from './fixtures.ts';

const Rows = z.array(z.record(z.string(), z.string()));

test('the list counts every outcome, says what the family is, and has the rows of its CSV in their order', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods`);
	await analyst.getByRole('link', { name: 'Changes' }).click();
	await expect(analyst.getByRole('heading', { level: 1 })).toContainText('what changed');
	await expect(analyst.getByText('3 waves are simulated: no person gave these answers.')).toBeVisible();
	await expect(analyst.getByText(/comparisons are one family, declared before .* was looked at/)).toBeVisible();

	const [download] = await Promise.all([
		analyst.waitForEvent('download'),
		analyst.getByRole('link', { name: /Download CSV/ }).click(),
	]);
	const csv = Rows.parse(parse(readFileSync(await download.path(), 'utf8'), { columns: true, bom: true }));
	const table = analyst.getByRole('table', { name: /strongest evidence first/ });
	await expect(table.getByRole('row')).toHaveCount(csv.length + 1);
	const count = (verdict: string) => csv.filter((row) => row.verdict === verdict || row.no_verdict === verdict).length;
	const tally = (words: RegExp) => analyst.getByRole('listitem').filter({ hasText: words }).locator('strong').first();
	await expect(tally(/^\d+ changed/)).toHaveText(`${count('changed')}`);
	await expect(tally(/^\d+ cannot tell/)).toHaveText(`${count('cannot-tell')}`);
	await expect(tally(/^\d+ not comparable/)).toHaveText(`${count('break')}`);
	const p = csv.flatMap((row) => (row.p_adjusted === '' ? [] : [Number(row.p_adjusted)]));
	expect(p).toEqual(p.toSorted((a, b) => a - b));
	await expectGood(analyst);

	const svg = await drawnBy(analyst, () => analyst.getByRole('button', { name: /^Chart as SVG/ }).click());
	const finding = await analyst.getByRole('heading', { level: 2 }).first().innerText();
	for (const part of [
		finding,
		'simulated: no person gave',
		(csv[0]?.measure_label ?? '').slice(0, 20),
		'Band: what would',
	])
		expect(svg).toContain(part);
	await analyst.getByText('The R for this').click();
	await expect(analyst.getByRole('region', { name: /R code/ })).toContainText('changes_by(pack, "3")');

	const first = table.getByRole('row').nth(1);
	const label = csv[0]?.measure_label ?? '';
	await first.getByRole('link', { name: label }).click();
	await expect(analyst).toHaveURL(new RegExp(`/analyse/counterfeit-goods\\?measure=${csv[0]?.measure}$`));
	await expect(analyst.getByRole('heading', { level: 2 }).first()).toContainText(label);
});

test('another wave and a breakdown have addresses of their own, without scripts too', async ({ analysed, browser }) => {
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${analysed.server.origin}/analyse/counterfeit-goods/changes`);
	await page.getByLabel('Break down by').selectOption('sex');
	await page.getByLabel('Wave', { exact: true }).selectOption({ index: 1 });
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(/changes\?wave=.+&by=sex$/);
	await expect(page.getByText(/in each group of “What is your sex\?”/)).toBeVisible();
	await expect(page.getByRole('rowheader', { name: /Female since/ }).first()).toBeVisible();
	await without.close();
});

test('the first wave has nothing to be compared with, and a survey without answers says what will be here', async ({
	analyst,
	analysed,
}) => {
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/counterfeit-goods/changes`);
	const waves = analyst.getByLabel('Wave', { exact: true }).locator('option');
	await analyst.getByLabel('Wave', { exact: true }).selectOption({ index: (await waves.count()) - 1 });
	await analyst.getByRole('button', { name: 'Show' }).click();
	await expect(analyst.getByText(/has no earlier wave to compare with/)).toBeVisible();
	await expectGood(analyst);
	await analyst.goto(`${origin}/analyse/sector-awareness/changes`);
	await expect(analyst.getByText(/No interview has been completed yet/)).toBeVisible();
	for (const path of ['/analyse/shoes/changes', '/analyse/gss/changes?by=shoes', '/analyse/gss/changes?wave=1'])
		expect((await analyst.request.get(`${origin}${path}`)).status(), path).toBe(404);
});

test('a phone, the dark, and paper: nothing wider than the window', async ({ analyst, analysed }) => {
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods/changes?by=sex`);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'light', media: 'print' });
	await expect(analyst.getByRole('button', { name: 'Show' })).toBeHidden();
	await expect(analyst.getByRole('table', { name: /strongest evidence first/ })).toBeVisible();
});
