import type { Page } from '@playwright/test';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

const bySex = '# Sex, by hand\nsex\t%\nFemale\t52\nMale\t48';

test('the scheme in use shows its margins met, its source, and what it costs', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods/weights`);
	await expect(analyst.getByText('The wave is simulated: no person gave these answers.')).toBeVisible();
	const margin = analyst.getByRole('table', { name: 'Urban or rural' });
	for (const row of await margin
		.getByRole('row')
		.filter({ has: analyst.getByRole('rowheader') })
		.all()) {
		const cells = await row.getByRole('cell').allInnerTexts();
		expect(cells[3]).toBe(cells[1]);
	}
	await expect(analyst.getByText('Illustrative: replace before results are used.').first()).toBeVisible();
	await expect(analyst.getByText(/Raking settled after \d+ rounds/)).toBeVisible();
	const costs = analyst.getByRole('table', { name: 'What the weights cost' });
	const figure = async (name: RegExp) => Number(await costs.getByRole('row', { name }).getByRole('cell').innerText());
	expect(await figure(/^Effective base \(Kish/)).toBeLessThan(300);
	expect((await figure(/^Deft/)) ** 2).toBeCloseTo(await figure(/^Deff/), 1);
	await analyst.getByText('The R for this').click();
	await expect(analyst.getByRole('region', { name: /^R code/ })).toContainText('rake(d, list(~margin1, ~margin2)');
	await expectGood(analyst);
	for (const [link, first] of [
		['Download CSV', /^\ufeffsurvey,wave,/],
		['the file of rows', /^age_band,sex,area_type,weight.base,weight.final\n/],
	] as const) {
		const address = await analyst.getByRole('link', { name: link }).getAttribute('href');
		const answered = await analyst.request.get(`${analysed.server.origin}${address}`);
		expect(await answered.text(), link).toMatch(first);
	}
});

test('a pasted scheme is tried beside the one in use, and nothing is kept, without scripts', async ({
	analysed,
	browser,
}) => {
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${analysed.server.origin}/analyse/counterfeit-goods/weights`);
	await page.getByLabel('Wave').selectOption({ index: 0 });
	await page.getByRole('button', { name: 'Show' }).click();
	await tryOn(page, bySex);
	await expect(page.getByRole('heading', { name: 'On trial, beside what is in use' })).toBeVisible();
	await expect(page.getByText('This was a trial: nothing is saved')).toBeVisible();
	await expect(page.getByText('“Sex, by hand”, 2 cells of sex, percentages that add up to 100')).toBeVisible();
	const both = page.getByRole('table', { name: 'The two side by side' });
	await expect(both.getByRole('row', { name: /^Greatest weight/ }).getByRole('cell')).toHaveCount(2);
	await expect(page.getByText(/estimates? of .* would move by more than half/)).toBeVisible();
	await expect(page.getByRole('table', { name: /^Every measure of/ }).getByRole('row')).toHaveCount(15);
	await page.goto(`${analysed.server.origin}/analyse/counterfeit-goods/weights`);
	await expect(page.getByText('None yet.')).toBeVisible();
	await without.close();
});

test('what cannot be read is said with its line, and what was typed stays', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods/weights`);
	await readyToTry(analyst);
	await analyst.getByLabel('Limits on weights').selectOption('bounds');
	await analyst.getByLabel('Greatest weight').fill('0.5');
	await tryOn(analyst, 'sex,%\nFemale,52\nMan,48\nMale,lots');
	const summary = analyst.getByRole('alert');
	await expect(summary).toContainText('Margins, line 3: “Man” is no answer of sex');
	await expect(summary.getByRole('link')).toHaveCount(2);
	await expect(analyst.getByText('Line 4: “lots” is not a number')).toBeVisible();
	await summary.getByRole('link').first().click();
	await expect(analyst.getByLabel('Margins', { exact: true })).toBeFocused();
	await expect(analyst.getByLabel('Margins', { exact: true })).toHaveValue(/Man,48/);
	await expectGood(analyst);
});

test('a scheme that the sample cannot meet says which cell is empty', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/gss/weights`);
	await expect(analyst.getByText('Neither the questionnaire nor the wave declares margins.')).toBeVisible();
	await tryOn(analyst, 'marital,%\nMarried,50\nWidowed,20\nNever married,30\n\nrace,%\nWhite,0\nBlack,50\nOther,50');
	await expect(analyst.getByText(/Could not be run: .*where the population has nobody/)).toBeVisible();
	await expectGood(analyst);
});

test('a saved scheme has versions, is locked with a reason, and is given to waves and taken back', async ({
	analyst,
	analysed,
}) => {
	const at = `${analysed.server.origin}/analyse/gss/weights`;
	const margins = 'marital,%\nMarried,50\nWidowed,8\nDivorced,14\nSeparated,3\nNever married,25';
	await analyst.goto(at);
	await analyst.getByLabel('Margins', { exact: true }).fill(margins);
	await analyst.getByRole('button', { name: 'Save as a new version' }).click();
	await expect(analyst.getByRole('alert').getByRole('link')).toHaveText([
		'Say where the figures come from',
		'Give the scheme a name',
	]);
	await analyst.getByLabel('Name', { exact: true }).fill('Marital status');
	await analyst.getByLabel(/Where the figures come from/).fill('Census, table P1');
	await analyst.getByRole('button', { name: 'Save as a new version' }).click();
	await expect(analyst).toHaveURL(/with=Marital\+status%7E1/);
	await expect(
		analyst.getByRole('heading', { name: 'Marital status, version 1, beside what is in use' }),
	).toBeVisible();
	const row = analyst.getByRole('row', { name: /^Marital status, version 1/ });
	await expect(row).toContainText('Census, table P1');

	await row.locator('summary').click();
	await row.getByRole('button', { name: 'Lock version 1' }).click();
	await expect(analyst.getByRole('alert')).toContainText('Say why the version is locked');
	await expectGood(analyst);
	await row.getByLabel('Why it is locked').fill('The report of 2027 rests on it');
	await row.getByRole('button', { name: 'Lock version 1' }).click();
	await expect(row).toContainText('Locked');
	await expect(row).toContainText('by Test Analyst: The report of 2027 rests on it');
	await expect(row.getByRole('button')).toHaveCount(0);

	await row.getByRole('link', { name: /Edit as a new version/ }).click();
	await expect(analyst.getByLabel('Margins', { exact: true })).toHaveValue(/Married\t0.5\n/);
	await analyst.getByLabel('Name', { exact: true }).fill('Marital status');
	await analyst.getByLabel(/Where the figures come from/).fill('The same');
	await analyst.getByRole('button', { name: 'Save as a new version' }).click();
	const second = analyst.getByRole('row', { name: /^Marital status, version 2/ });
	await expect(second).toBeVisible();
	await expect(row).toContainText('Locked');

	const give = analyst.getByRole('button', { name: 'Weight the chosen waves by it' });
	await give.click();
	await expect(analyst.getByRole('alert').getByRole('link')).toHaveText(
		'Say why: readers of the figures will want to know',
	);
	await analyst.getByLabel('2012', { exact: true }).check();
	await analyst.getByLabel('Why these waves are weighted anew').fill('The census is out');
	await expectGood(analyst);
	await give.click();
	await expect(analyst.getByText(/^2014 was reweighted on .* by the scheme “Marital status”, version 2/)).toBeVisible();
	await expect(second).toContainText('In use for 2012, 2014');
	await expect(second).toContainText('Locked');
	await expect(analyst.getByRole('row', { name: /Test Analyst The census is out/ })).toBeVisible();
	await analyst.goto(`${analysed.server.origin}/analyse/gss`);
	await expect(analyst.getByText(/^2012 was reweighted on /).first()).toBeVisible();

	await analyst.goto(at);
	await analyst.getByText('Take the last decision back').click();
	await expect(analyst.getByLabel('2012', { exact: true })).toBeChecked();
	await analyst.getByRole('button', { name: 'Take it back' }).click();
	await expect(analyst.getByText(/^2014 has its declared weighting again since/)).toBeVisible();
	await expect(analyst.getByText('Neither the questionnaire nor the wave declares margins.')).toBeVisible();
	await expectGood(analyst);
});

test('a phone, the dark, and paper: what is typed is tried meanwhile, and nothing is wider than the window', async ({
	analyst,
	analysed,
}) => {
	const address = `${analysed.server.origin}/analyse/counterfeit-goods/weights`;
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.goto(address);
	await readyToTry(analyst);
	const margins = analyst.getByLabel('Margins', { exact: true });
	await margins.fill('sex,%\nFemale,52\nMale,');
	await expect(analyst.getByRole('status').filter({ hasText: /Not yet to be tried. Margins, line 3/ })).toBeVisible();
	await margins.fill(bySex);
	await expect(analyst.getByRole('status').filter({ hasText: /^Raking settled after .* Deff/ })).toBeVisible();
	await expect(analyst.getByRole('img', { name: /^Largest distance of a margin/ })).toBeVisible();
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await tryOn(analyst, bySex);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'light', media: 'print' });
	await expect(analyst.getByRole('button', { name: /^Try on/ })).toBeHidden();
	await expect(analyst.getByRole('table', { name: 'Age by sex, 16 and over' })).toBeVisible();
});

test('a survey without answers says what will be here', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/sector-awareness/weights`);
	await expect(analyst.getByText(/No interview has been completed yet/)).toBeVisible();
	await expectGood(analyst);
});

test('what does not exist is said to not exist, and strangers are asked to sign in', async ({
	analyst,
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	for (const path of [
		'/analyse/shoes/weights',
		'/analyse/gss/weights?wave=none',
		'/analyse/gss/weights?with=None~1',
		'/analyse/gss/weights?edit=None~1',
	])
		expect((await analyst.request.get(`${origin}${path}`)).status(), path).toBe(404);
	const stranger = await browser.newContext();
	const answered = await stranger.request.get(`${origin}/analyse/gss/weights`, { maxRedirects: 0 });
	expect([303, 401]).toContain(answered.status());
	await stranger.close();
});

/** A script has to be there for what is typed to be tried at once. */
async function readyToTry(page: Page): Promise<void> {
	await expect(page.getByText('What is typed is tried as you type')).toBeVisible();
}

async function tryOn(page: Page, margins: string): Promise<void> {
	await page.getByLabel('Margins', { exact: true }).fill(margins);
	await page.getByRole('button', { name: /^Try on/ }).click();
}
