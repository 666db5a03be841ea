import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';
import { largeSurvey } from './large-survey.ts';

const Rows = z.array(z.record(z.string(), z.string()));

test('two answers are chosen, crossed, and the table agrees with its CSV', async ({ analyst, analysed }) => {
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/gss/crosstab`);
	await expect(analyst.getByText('Choose what makes the rows and what makes the columns.')).toBeVisible();
	await expectGood(analyst);
	await analyst.getByLabel('Rows', { exact: true }).selectOption('partyid');
	await analyst.getByLabel('Columns', { exact: true }).selectOption('marital');
	await tick(analyst, '95% intervals');
	await analyst.getByRole('button', { name: 'Show' }).click();
	await expect(analyst).toHaveURL(/crosstab\?rows=partyid&columns=marital&wave=[^&]+&intervals=shown$/);
	const table = analyst.getByRole('table', { name: 'Column percentages' });
	await expect(table.getByRole('columnheader', { name: 'Married (A)' })).toBeVisible();
	await expect(table.getByRole('rowheader', { name: 'Base, unweighted' })).toBeVisible();
	await expect(analyst.getByText(/Rao–Scott F\(/)).toBeVisible();
	await expect(analyst.getByText(/Holm at 5% over/)).toBeVisible();
	await expect(analyst.getByText(/2014: \d+ completed interviews, interviewer, probability sample/)).toBeVisible();
	await expectGood(analyst);

	const [download] = await Promise.all([
		analyst.waitForEvent('download'),
		analyst.getByRole('link', { name: /^Download CSV/ }).click(),
	]);
	const csv = Rows.parse(parse(readFileSync(await download.path(), 'utf8'), { columns: true, bom: true }));
	for (const row of new Set(csv.map((cell) => cell.row ?? ''))) {
		const all = csv.find((cell) => cell.row === row && cell.column === 'All');
		const cells = table.getByRole('row').filter({ has: analyst.getByRole('rowheader', { name: row, exact: true }) });
		await expect(cells.getByRole('cell').first()).toContainText((Number(all?.value) * 100).toFixed(1));
		await expect(cells.getByRole('cell').first()).toContainText((Number(all?.interval_lower) * 100).toFixed(1));
	}
});

test('sorting, nets, swapping and layers are in the address, and back goes back', async ({ analyst, analysed }) => {
	const address = `${analysed.server.origin}/analyse/gss/crosstab?rows=partyid&columns=marital`;
	await analyst.goto(address);
	const table = analyst.getByRole('table').first();
	const shares = async () =>
		(await table.locator('tbody tr').locator('td:first-of-type').allInnerTexts()).map((text) => parseFloat(text));
	await table.getByRole('link', { name: 'All' }).click();
	await expect(table.getByRole('columnheader', { name: 'All' })).toHaveAttribute('aria-sort', 'descending');
	const sorted = (await shares()).filter(Number.isFinite);
	expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
	await analyst.goBack();
	await expect(analyst).toHaveURL(address);

	await analyst.getByText('Nets: rows added up').click();
	await analyst.getByRole('link', { name: 'Add the first two' }).click();
	await expect(table.getByRole('rowheader', { name: /^Net: Strong Democrat \+ / })).toBeVisible();
	await tick(analyst, 'Independent');
	await tick(analyst, 'Other party');
	await analyst.getByRole('button', { name: 'Add this net of rows' }).click();
	await expect(table.getByRole('rowheader', { name: /^Net: / })).toHaveCount(2);
	await analyst
		.getByRole('link', { name: /^Remove/ })
		.first()
		.click();
	await expect(table.getByRole('rowheader', { name: /^Net: / })).toHaveCount(1);
	await expectGood(analyst);

	await analyst.getByRole('link', { name: 'Swap rows and columns' }).click();
	await expect(analyst).toHaveURL(/rows=marital&columns=partyid$/);
	await analyst.getByLabel('Layers', { exact: true }).selectOption('race');
	await analyst.getByLabel('Cells show').selectOption('row');
	await analyst.getByRole('button', { name: 'Show' }).click();
	await expect(analyst.getByRole('heading', { level: 3, name: /White/ })).toBeVisible();
	await expect(analyst.getByRole('columnheader', { name: 'Effective base' }).first()).toBeVisible();
	await analyst.getByRole('navigation', { name: 'Layers' }).getByRole('link', { name: 'White' }).click();
	await expect(analyst.getByRole('table')).toHaveCount(1);
	await expectGood(analyst);
});

test('answers are dragged into rows and columns, nested in order, and put there by keyboard', async ({
	analyst,
	analysed,
}) => {
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/gss/crosstab`);
	const chip = (within: Locator, name: string) => within.getByRole('button', { name, exact: true });
	const all = analyst.getByRole('list', { name: 'Answers' });
	const [rows, columns] = ['Rows', 'Columns'].map((side) =>
		analyst.getByRole('group', { name: `${side} of the table` }),
	);
	if (rows === undefined || columns === undefined) throw new Error('two shelves');
	await carry(chip(all, 'Party identification'), rows);
	await expect(analyst).toHaveURL(/crosstab\?rows=partyid$/);
	await carry(chip(all, 'Race'), columns);
	await carry(chip(all, 'Marital status'), columns);
	await expect(analyst).toHaveURL(/rows=partyid&columns=race&columns=marital$/);
	await expect(analyst.getByText('Marital status is in columns, within Race.')).toBeAttached();
	await expect(analyst.getByRole('columnheader', { name: 'White', exact: true })).toBeVisible();
	await carry(chip(columns, 'Marital status'), chip(columns, 'Race'));
	await expect(analyst).toHaveURL(/columns=marital&columns=race$/);
	await expectGood(analyst);

	await chip(columns, 'Race').press('Enter');
	await analyst.getByRole('button', { name: /^Put here, innermost ?: Race into rows/ }).press('Enter');
	await expect(analyst).toHaveURL(/rows=partyid&rows=race&columns=marital$/);
	await expect(chip(rows, 'Race')).toBeFocused();
	await expect(analyst.getByLabel('Rows, nested: second answer')).toHaveValue('race');
	await chip(rows, 'Race').press('Enter');
	await analyst.getByRole('button', { name: /^Take away/ }).press('Enter');
	await expect(analyst).toHaveURL(/rows=partyid&columns=marital$/);

	const ods = await analyst.request.get(`${origin}/analyse/gss/crosstab.ods?rows=partyid&columns=marital`);
	expect(ods.headers()['content-disposition']).toContain('gss-partyid-by-marital.ods');
	expect((await ods.body()).subarray(0, 2).toString()).toBe('PK');
	await analyst.getByText('The R for this').click();
	await expect(analyst.getByText('svytable(~row. + column., both)')).toBeVisible();
});

test('works without scripts, and marks shares of few answers', async ({ analysed, browser }) => {
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${analysed.server.origin}/analyse/counterfeit-goods/crosstab?rows=confident_spot&columns=age_band`);
	await expect(page.getByText('The wave is simulated: no person gave these answers.').first()).toBeVisible();
	await expect(page.getByText('** Fewer than 50 answers')).toBeVisible();
	await page.getByLabel('Compare columns').selectOption('rest');
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(/compare=rest$/);
	await page.getByText('Nets: rows added up').click();
	await tick(page, 'Very confident');
	await tick(page, 'Fairly confident');
	await page.getByRole('button', { name: 'Add this net of rows' }).click();
	await expect(page.getByRole('rowheader', { name: 'Net: Very confident + Fairly confident' })).toBeVisible();
	await page.getByText('Nets: columns added up').click();
	await page.getByRole('link', { name: 'Add the first two' }).click();
	const net = page.getByRole('columnheader', { name: /^Net: / });
	await net.getByRole('link').click();
	await expect(net).toHaveAttribute('aria-sort', 'descending');
	await page.getByText('Nests: one answer within another').click();
	await page.getByLabel('Rows, nested: second answer').selectOption('sex');
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(/rows=confident_spot&columns=age_band&.*rows=sex|rows=confident_spot&rows=sex/);
	await expect(page.getByRole('rowheader', { name: 'Very confident', exact: true })).toBeVisible();
	await without.close();
});

test('200 by 200 answers: only what is seen is drawn, headings stay, and without scripts there are pages', async ({
	analyst,
	analysed,
	browser,
}) => {
	const files = largeSurvey();
	const done = spawnSync(
		process.execPath,
		['src/cli/soundings.mjs', 'import', '--survey', 'large', '--data', files.data, '--codebook', files.codebook],
		{ env: { ...process.env, SOUNDINGS_DATA: analysed.server.data, SOUNDINGS_LOG_LEVEL: 'silent' }, encoding: 'utf8' },
	);
	rmSync(files.folder, { recursive: true });
	expect(done.status, done.stderr).toBe(0);
	const address = `${analysed.server.origin}/analyse/large/crosstab?rows=place&columns=trade`;
	await analyst.goto(address);
	await expect(analyst.getByText('200 rows and 201 columns: scroll to see them all.')).toBeVisible();
	const table = analyst.getByRole('table');
	await expect(table).toHaveAttribute('aria-rowcount', '202');
	expect(await table.locator('td').count()).toBeLessThan(1500);
	const region = analyst.getByRole('region', { name: 'Column percentages' });
	await region.evaluate((element) =>
		element.scrollTo({ top: element.scrollHeight / 2, left: element.scrollWidth / 2 }),
	);
	await expect(table.getByRole('rowheader', { name: 'Answer 100', exact: true })).toBeVisible();
	await expect(table.getByRole('columnheader', { name: 'Answer 100', exact: true })).toBeVisible();
	await expect(table.getByRole('row').filter({ hasText: 'Answer 100' }).last()).toHaveAttribute('aria-rowindex', '103');
	expect(await table.locator('td').count()).toBeLessThan(1500);
	const inView = await region.evaluate((element) => {
		const top = element.getBoundingClientRect().top;
		return [...element.querySelectorAll('thead th')].every((cell) => cell.getBoundingClientRect().top >= top - 1);
	});
	expect(inView).toBe(true);
	await region.evaluate((element) => element.scrollTo(0, 0));
	await region.focus();
	await analyst.keyboard.press('End');
	await expect(table.getByRole('rowheader', { name: 'Answer 199', exact: true })).toBeVisible();
	await expectGood(analyst);

	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(address);
	await page.getByRole('navigation', { name: 'Rows of the table' }).getByRole('link', { name: '151–200' }).click();
	await expect(page.getByRole('rowheader', { name: 'Answer 199', exact: true })).toBeVisible();
	await expect(page.getByText(/open link: intervals are indicative only/)).toBeVisible();
	await without.close();
});

test('a phone, the dark, and paper: nothing wider than the window', async ({ analyst, analysed }) => {
	const address = `${analysed.server.origin}/analyse/counterfeit-goods/crosstab?rows=confident_spot&columns=age_band&intervals=shown`;
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.goto(address);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'light', media: 'print' });
	await expect(analyst.getByRole('button', { name: 'Show' })).toBeHidden();
	await expect(analyst.getByRole('table')).toBeVisible();
});

test('what cannot be crossed is said', async ({ analyst, analysed }) => {
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/sector-awareness/crosstab`);
	await expect(analyst.getByText(/No interview has been completed yet/)).toBeVisible();
	await expectGood(analyst);
	for (const path of [
		'/analyse/shoes/crosstab',
		'/analyse/gss/crosstab?rows=shoes&columns=race',
		'/analyse/gss/crosstab?wave=1',
		'/analyse/gss/crosstab.csv?rows=partyid',
	])
		expect((await analyst.request.get(`${origin}${path}`)).status(), path).toBe(404);
});

/** By mouse, in steps as a hand would. */
async function carry(what: Locator, to: Locator): Promise<void> {
	const mouse = what.page().mouse;
	await what.hover();
	const goal = await to.boundingBox();
	if (goal === null) throw new Error('it has no place');
	await mouse.down();
	await mouse.move(goal.x + 20, goal.y + goal.height - 30, { steps: 4 });
	await mouse.move(goal.x + 20, goal.y + (goal.height > 60 ? goal.height - 8 : 4), { steps: 4 });
	await mouse.up();
}

/** Small boxes lie under their label. */
async function tick(page: Page, label: string): Promise<void> {
	await page.locator('label').getByText(label, { exact: true }).click();
	await expect(page.getByRole('checkbox', { name: label, exact: true })).toBeChecked();
}
