import { readFileSync } from 'node:fs';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

const campaign = { title: '“Spot the fake”', from: '2025-07-01', to: '2025-09-30', source: 'Its report, page 3' };

test('an event is refused with reasons, added, changed, taken away and brought back, without scripts', async ({
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${origin}/analyse/diversion-pre-post/events`);
	await expect(page.getByText('No event is recorded yet')).toBeVisible();
	const adding = page.locator('form[action="?/add"]');
	await adding.getByLabel('First day').fill('2025-03-02');
	await adding.getByLabel('Last day').fill('2025-03-01');
	await adding.getByLabel('Source').fill('A news page');
	await adding.getByRole('button').click();
	await expect(page).toHaveTitle(/^Error: Events/);
	await expect(page.locator('#error-summary').getByRole('link')).toHaveText(['Enter what happened']);
	await adding.getByLabel('What happened').fill('A raid');
	await adding.getByRole('button').click();
	await expect(page.locator('#error-summary').getByRole('link')).toHaveAttribute('href', '#new-endsOn');
	await expect(adding.getByLabel('Source')).toHaveValue('A news page');
	await adding.getByLabel('Last day').fill('');
	await adding.getByRole('button').click();
	await expect(page.getByRole('status').filter({ hasText: 'Saved: A raid.' })).toBeVisible();
	const entry = page.getByRole('article');
	await expect(entry).toContainText('2 March 2025');
	await expect(entry).toContainText('Recorded by Test Analyst on');

	await entry.getByText('Change').first().click();
	await entry.getByLabel('What happened').fill('A larger raid');
	await entry.getByRole('button', { name: 'Save changes' }).click();
	await expect(page.getByRole('heading', { level: 3 })).toHaveText('A A larger raid');
	await page.getByRole('button', { name: /^Undo/ }).click();
	await expect(page.getByRole('heading', { level: 3 })).toHaveText('A A raid');
	await page.getByRole('button', { name: /^Take away/ }).click();
	await expect(page.getByText('No event is recorded yet')).toBeVisible();
	await page.getByRole('button', { name: /^Undo/ }).click();
	await expect(page.getByRole('heading', { level: 3 })).toHaveText('A A raid');
	await without.close();
});

test('an event stands under its letter on the chart, below it with its source, and in the copy that leaves', async ({
	analyst,
	analysed,
}) => {
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/counterfeit-goods/events`);
	await analyst.getByLabel('What happened').fill(campaign.title);
	await analyst.getByLabel('First day').fill(campaign.from);
	await analyst.getByLabel('Last day').fill(campaign.to);
	await analyst.getByLabel('Source').fill(campaign.source);
	await analyst.getByRole('button', { name: 'Add the event' }).click();
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.getByRole('article').getByText('Change').first().click();
	await expectGood(analyst);

	await analyst.setViewportSize({ width: 1280, height: 900 });
	await analyst.goto(`${origin}/analyse/counterfeit-goods?measure=would-report`);
	const marked = analyst.getByText('Marked above: A: “Spot the fake”, 1 July 2025 to 30 September 2025.');
	await expect(marked).toContainText('not thereby its cause');
	const row = analyst.getByRole('table', { name: 'Events beside these waves' }).getByRole('row').last();
	await expect(row).toContainText(campaign.source);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await expectGood(analyst);

	const [download] = await Promise.all([
		analyst.waitForEvent('download'),
		analyst.getByRole('button', { name: 'Chart as SVG' }).first().click(),
	]);
	const svg = readFileSync(await download.path(), 'utf8');
	expect(svg).toMatch(/<text [^>]*font-weight="700">A<\/text>/);
	expect(svg).toContain('Marked: A: “Spot the fake”');
	expect(svg).toContain(campaign.source);
});
