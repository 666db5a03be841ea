import type { Locator } from '@playwright/test';
import { drawnBy, expect, expectGood } from './fixtures.ts';
import { test } from './analysed.ts';

test('the same people are compared before and after, with who was matched and who was not', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse/diversion-pre-post`);
	await analyst.getByRole('link', { name: 'Before and after', exact: true }).click();
	await expect(analyst.getByRole('heading', { level: 2 }).first()).toContainText(/\d+ people matched/);
	await expect(analyst.getByText('2 waves are simulated: no person gave these answers.')).toBeVisible();
	const paired = analyst.getByRole('table', { name: /Before and after in the same people/ });
	await expect(paired.getByRole('rowheader', { name: 'Right answers about crime and the law' })).toBeVisible();
	await expect(paired.getByRole('row', { name: /carrying a parcel/ })).toContainText(/gained, \d+ lost: McNemar/);
	const counts = analyst.getByRole('table', { name: /Interviews and people/ });
	const matched = await counts
		.getByRole('row', { name: /^People matched/ })
		.getByRole('cell')
		.innerText();
	expect(Number(matched)).toBeGreaterThan(9);
	await expect(counts.getByRole('row')).toHaveCount(8);
	const csv = await analyst.request.get(await hrefOf(analyst.getByRole('link', { name: /^Download CSV/ })));
	expect((await csv.text()).split('\n')[1]).toMatch(/^diversion-pre-post,.*,simulated,/);
	await analyst.getByText('The R for this').click();
	await expect(analyst.getByRole('region', { name: /R code/ })).toContainText('changes_in_people(pack, ');
	await expectGood(analyst);
});

test('moments are chosen by menus without scripts, and what makes no sense is said', async ({ analysed, browser }) => {
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${analysed.server.origin}/analyse/diversion-pre-post/before-after`);
	await page.getByLabel('After', { exact: true }).selectOption({ label: 'Not yet. It has not started for me' });
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(/before=stage\.1&after=stage\.1/);
	await expect(page.getByText('Before and after are the same: choose two different moments.')).toBeVisible();
	await page.getByLabel('After', { exact: true }).selectOption({ index: 3 });
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page.getByText(/a stage and a wave cannot be compared/)).toBeVisible();
	await without.close();
});

test('an intervention is chosen by menus, and its address shows the same again', async ({ analysed, browser }) => {
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${analysed.server.origin}/analyse/counterfeit-goods/before-after`);
	await expect(page.getByText(/Still to be chosen: the column that tells who was treated/)).toBeVisible();
	await page.getByLabel('Measure', { exact: true }).selectOption({ label: 'Likely to report somebody selling fakes' });
	await page.getByLabel('Column that tells who was treated').selectOption('area_type');
	await page.getByLabel('First wave after it began').selectOption({ index: 2 });
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page.getByText(/Still to be chosen: at least one treated group and at least one group/)).toBeVisible();
	const groups = page.getByRole('group', { name: 'Groups' }).getByRole('combobox');
	await groups.nth(0).selectOption('treated');
	await groups.nth(1).selectOption('control');
	await page.getByRole('button', { name: 'Show' }).click();
	const finding = page.getByRole('heading', { level: 2 }).first();
	await expect(finding).toContainText('Likely to report somebody selling fakes:');
	await expect(page.getByText(/^Verdict: /)).toBeVisible();
	await expect(page.getByRole('img', { name: /The table has the figures of every wave/ })).toBeVisible();
	await expect(page.getByRole('table', { name: /Both groups by wave/ }).getByRole('row')).toHaveCount(4);
	await expect(page.getByText(/Only one group is treated/)).toBeVisible();
	await expect(page.getByText(/As if it had begun with/)).toBeVisible();
	await expect(page.getByRole('table', { name: /Assumptions/ }).getByRole('row')).toHaveCount(7);
	const words = await finding.innerText();
	await page.goto(page.url());
	await expect(finding).toHaveText(words);
	await page.getByText('The R for this').click();
	await expect(page.getByRole('region', { name: /R code/ })).toContainText(
		'difference_in_differences(pack, "would-report"',
	);
	const csv = await page.request.get(await hrefOf(page.getByRole('link', { name: /^Download CSV/ })));
	expect(await csv.text()).toMatch(/^\ufeffsurvey,figure,measure,.*\ncounterfeit-goods,effect,would-report,/);
	await page.getByLabel('First wave after it began').selectOption({ index: 1 });
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page.getByText(/There is one wave before, so that nobody can see/)).toBeVisible();
	await without.close();
});

test('nothing is computed over a break', async ({ analyst, analysed }) => {
	await analyst.goto(
		`${analysed.server.origin}/analyse/counterfeit-goods/before-after?measure=confident-spot&group=area_type`,
	);
	await analyst.getByLabel('First wave after it began').selectOption({ index: 2 });
	const groups = analyst.getByRole('group', { name: 'Groups' }).getByRole('combobox');
	await groups.nth(0).selectOption('treated');
	await groups.nth(1).selectOption('control');
	await analyst.getByRole('button', { name: 'Show' }).click();
	await expect(analyst.getByText(/cannot be compared on this measure: question:/)).toBeVisible();
	await expectGood(analyst);
});

test('a survey that knows nobody again, and one without answers, say so and what to do', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse/gss/before-after?view=matched`);
	await expect(analyst.getByText(/Nobody is known again in this survey/)).toBeVisible();
	await expectGood(analyst);
	await analyst.goto(`${analysed.server.origin}/analyse/sector-awareness/before-after`);
	await expect(analyst.getByText(/No wave has answers yet/)).toBeVisible();
	await expectGood(analyst);
});

test('a phone, the dark, and paper: nothing wider than the window', async ({ analyst, analysed }) => {
	await analyst.setViewportSize({ width: 360, height: 740 });
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/counterfeit-goods/before-after?group=area_type&given=people`);
	await analyst.getByLabel('First wave after it began').selectOption({ index: 2 });
	const groups = analyst.getByRole('group', { name: 'Groups' }).getByRole('combobox');
	await groups.nth(0).selectOption('treated');
	await groups.nth(1).selectOption('control');
	await analyst.getByLabel('Measure', { exact: true }).selectOption('would-report');
	await analyst.getByRole('button', { name: 'Show' }).click();
	await expect(analyst.getByRole('img')).toBeVisible();
	await expectGood(analyst);
	const svg = await drawnBy(analyst, () => analyst.getByRole('button', { name: /^Chart as SVG/ }).click());
	for (const part of ['Began', 'Treated: ', 'simulated: no person gave', 'Verdict: ']) expect(svg).toContain(part);
	const addresses = [analyst.url(), `${origin}/analyse/diversion-pre-post/before-after`];
	await analyst.emulateMedia({ colorScheme: 'dark' });
	for (const address of addresses) {
		await analyst.goto(address);
		await expectGood(analyst);
	}
	await analyst.emulateMedia({ colorScheme: 'light', media: 'print' });
	await expect(analyst.getByRole('button', { name: 'Show' })).toBeHidden();
	await expect(analyst.getByRole('table', { name: /same people/ })).toBeVisible();
});

test('what does not exist is said to not exist, and strangers are asked to sign in', async ({
	analyst,
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	for (const path of [
		'/analyse/shoes/before-after',
		'/analyse/diversion-pre-post/before-after?before=shoes',
		'/analyse/counterfeit-goods/before-after?measure=shoes',
		'/analyse/counterfeit-goods/before-after?group=shoes',
		'/analyse/counterfeit-goods/before-after?since=shoes',
	])
		expect((await analyst.request.get(`${origin}${path}`)).status(), path).toBe(404);
	const stranger = await browser.newContext();
	const answered = await stranger.request.get(`${origin}/analyse/gss/before-after`, { maxRedirects: 0 });
	expect([303, 401]).toContain(answered.status());
	await stranger.close();
});

/** The address that a link leads to. */
async function hrefOf(link: Locator): Promise<string> {
	const path = await link.getAttribute('href');
	return new URL(path ?? '', link.page().url()).href;
}
