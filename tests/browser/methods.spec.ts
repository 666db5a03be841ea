import { expect, expectGood, test } from './fixtures.ts';

test('the page of methods reads without JavaScript and fits a phone', async ({ browser, shipped }) => {
	const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
	const page = await context.newPage();
	await page.goto(`${shipped.origin}/methods`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Methods');
	await expect(page.getByRole('article', { name: 'Raking (rim weighting)' })).toContainText('calibrate(');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
	await page.getByRole('link', { name: 'Disclosure control' }).click();
	await expect(page).toHaveURL(/#disclosure$/);
	await context.close();
});

test('the page of methods has nothing for axe to find, light and dark', async ({ page, shipped }) => {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await page.goto(`${shipped.origin}/methods`);
		await expectGood(page);
	}
});
