import type { Page } from '@playwright/test';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

const survey = 'counterfeit-goods';

async function startWith(page: Page, origin: string, kind: string): Promise<void> {
	await page.goto(`${origin}/analyse/${survey}/variables`);
	await page.locator('label', { hasText: new RegExp(`^${kind}$`) }).click();
	await page.getByRole('button', { name: 'Define a variable' }).click();
}

async function define(page: Page, origin: string, { kind, of }: { kind: string; of: string }): Promise<void> {
	await startWith(page, origin, kind);
	await page.locator('#source').selectOption(of);
	await page.getByRole('button', { name: 'Go on' }).click();
}

test('a recode is defined by plain forms, previewed, saved, followed, changed, retired and taken back', async ({
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	const context = await browser.newContext({ javaScriptEnabled: false });
	await context.addCookies(analysed.cookies);
	const page = await context.newPage();
	await page.goto(`${origin}/analyse/${survey}`);
	await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Variables' }).click();
	await expect(page.getByText('Nothing has been derived yet.')).toBeVisible();

	await define(page, origin, { kind: 'Recode', of: 'would_report' });
	await page.getByLabel('Label', { exact: true }).fill('Would report');
	const becomes = page.locator('table input');
	for (const [at, words] of ['Yes', 'Yes', 'No', 'No'].entries()) await becomes.nth(at).fill(words);
	await page.getByRole('button', { name: 'Preview' }).click();
	await expect(page.getByRole('heading', { name: 'Preview' })).toBeVisible();
	const result = page.getByRole('table', { name: 'Result: Would report' });
	await expect(result.getByRole('row', { name: /Yes/ })).toContainText('%');
	await expect(page.getByLabel('Label', { exact: true })).toHaveValue('Would report');
	await page.getByRole('button', { name: 'Save', exact: true }).click();

	await expect(page.locator('.ds_inset-text[role=status]')).toHaveText(
		'Saved: Would report, version 1. It counts for all waves.',
	);
	const entry = page.locator('article').filter({ hasText: 'Would report' });
	await expect(entry).toContainText('1 and 2 of');
	await expect(entry).toContainText('become Yes');
	await entry.getByRole('link', { name: 'Trend of Would report' }).click();
	await expect(page.getByRole('heading', { level: 2, name: 'Would report' }).first()).toBeVisible();
	await expect(page.getByLabel('Break down by').getByRole('option', { name: 'Would report' })).toBeAttached();

	await page.goBack();
	await page.getByRole('link', { name: 'Change Would report' }).click();
	await expect(page.locator('table input').first()).toHaveValue('Yes');
	await page.getByLabel('Label', { exact: true }).fill('Would report a seller');
	await page.getByRole('button', { name: 'Save as a new version' }).click();
	await expect(page.locator('.ds_inset-text[role=status]')).toContainText('version 2');

	await page.getByRole('button', { name: 'Retire Would report a seller' }).click();
	await expect(page.locator('.ds_inset-text[role=status]')).toContainText('Retired: Would report a seller.');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByRole('link', { name: 'Change Would report a seller' })).toBeVisible();
	await context.close();
});

test('what is wrong is said in a summary that leads to the fields, and what was typed stays', async ({
	analyst,
	analysed,
}) => {
	await define(analyst, analysed.server.origin, { kind: 'Recode', of: 'would_report' });
	await expectGood(analyst);
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	const summary = analyst.getByRole('alert');
	await expect(summary).toContainText('Enter a label');
	await expect(summary).toContainText('Write what at least one answer becomes');
	await expect(analyst).toHaveTitle(/^Error: /);
	await expectGood(analyst);
	await summary.getByRole('link', { name: 'Write what at least one answer becomes' }).click();
	await expect(analyst.locator('table input').first()).toBeFocused();
	await analyst.getByLabel('Label', { exact: true }).fill('Sex again');
	await analyst.getByLabel('Name of the column').fill('sex');
	await analyst.locator('table input').first().fill('Some');
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(summary).toContainText('Enter another name: a question has this one');
	await expect(analyst.getByLabel('Name of the column')).toHaveValue('sex');
});

test('a net takes the columns of a multiple choice together', async ({ analyst, analysed }) => {
	await define(analyst, analysed.server.origin, { kind: 'Net', of: 'checks' });
	await analyst.getByLabel('Label', { exact: true }).fill('Checks anything');
	const columns = analyst.getByRole('group', { name: 'Any of these counts' }).locator('label');
	for (const at of [0, 1, 2]) await columns.nth(at).click();
	await analyst.getByLabel('Label of those who are counted').fill('Checks');
	await analyst.getByLabel('Label of everybody else').fill('Does not');
	await analyst.getByRole('button', { name: 'Preview' }).click();
	await expect(analyst.getByRole('table', { name: /^Result/ }).getByRole('row', { name: /Checks/ })).toBeVisible();
	await expectGood(analyst);
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(analyst.locator('.ds_inset-text[role=status]')).toContainText('Saved: Checks anything');
	await expectGood(analyst);
});

test('an index of several items is followed as a mean, and may be put into bands', async ({ analyst, analysed }) => {
	const { origin } = analysed.server;
	await startWith(analyst, origin, 'Index');
	const harm = analyst.getByRole('group', { name: 'Items to choose from' }).locator('label[for^="source-harm_"]');
	for (const at of [0, 1, 2]) await harm.nth(at).click();
	await expectGood(analyst);
	await analyst.getByRole('button', { name: 'Go on' }).click();
	await analyst.getByLabel('Label', { exact: true }).fill('Sense of harm');
	await analyst.getByLabel('Items that a person must have answered').fill('9');
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(analyst.getByRole('alert')).toContainText('Enter a whole number from 1 to 3');
	await analyst.getByLabel('Items that a person must have answered').fill('2');
	await analyst.getByRole('button', { name: 'Preview' }).click();
	await expect(
		analyst.getByRole('table', { name: 'Result: Sense of harm' }).getByRole('row', { name: /^Mean/ }),
	).toContainText('0.');
	await expectGood(analyst);
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	await analyst.getByRole('link', { name: 'Trend of Sense of harm' }).click();
	await expect(analyst.getByRole('heading', { level: 2, name: 'Sense of harm' }).first()).toBeVisible();
	await expect(analyst.getByRole('table').first()).toContainText('0.');

	await define(analyst, origin, { kind: 'Bands', of: 'sense_of_harm' });
	await analyst.getByLabel('Label', { exact: true }).fill('Harm in two');
	await analyst.getByLabel('Label of band 1').fill('Low');
	await analyst.getByLabel('Lower end of band 2').fill('half');
	await analyst.getByLabel('Label of band 2').fill('High');
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(analyst.getByRole('alert')).toContainText('Enter a number as the lower end of band 2');
	await analyst.getByLabel('Lower end of band 2').fill('0.5');
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(
		analyst.getByText('Of “Sense of harm”, less than 0.5 becomes Low; 0.5 or more becomes High.'),
	).toBeVisible();
	await analyst.getByRole('button', { name: 'Retire Sense of harm' }).click();
	await expect(analyst.getByRole('alert')).toContainText('Sense of harm stays: Harm in two is made of it');
});

test('what is not there is said to be so', async ({ analyst, analysed }) => {
	const at = `${analysed.server.origin}/analyse`;
	const status = async (path: string) => (await analyst.request.get(`${at}${path}`)).status();
	expect(await status('/no-such-survey/variables')).toBe(404);
	expect(await status(`/${survey}/variables/define?kind=recode&source=no_such`)).toBe(404);
	expect(await status(`/${survey}/variables/define?kind=code`)).toBe(404);
	expect(await status(`/${survey}/variables/define?name=no_such`)).toBe(404);
});

test('fits a phone', async ({ analyst, analysed }) => {
	await analyst.setViewportSize({ width: 360, height: 740 });
	await define(analyst, analysed.server.origin, { kind: 'Recode', of: 'would_report' });
	await expectGood(analyst);
	await analyst.goto(`${analysed.server.origin}/analyse/${survey}/variables`);
	await expectGood(analyst);
});
