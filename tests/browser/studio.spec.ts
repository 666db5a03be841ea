import { expect, test } from './fixtures.ts';

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a survey is started, and a text is changed and saved by a form', async ({ page, shipped, administrator }) => {
		await page.context().addCookies(administrator);
		await page.goto(`${shipped.origin}/author`);
		await page.getByLabel('Short name').fill('without-scripts');
		await page.getByLabel('Title').fill('Bins and streets');
		await page.getByRole('button', { name: 'Start writing' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions');
		const draft = page.url();
		await page.getByRole('link', { name: 'Your first question' }).click();
		await page.getByLabel('Question', { exact: true }).fill('<b>How</b> old is your bin?');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
		await page.goto(`${draft}/print`);
		await expect(page.getByRole('heading', { name: '<b>How</b> old is your bin?' })).toBeVisible();
	});
});
