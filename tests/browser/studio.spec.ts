import { expect, test } from './fixtures.ts';

test('what is typed while nobody answers, or after the session has ended, is stored later', async ({
	page,
	shipped,
	administrator,
}) => {
	await page.context().addCookies(administrator);
	await page.goto(`${shipped.origin}/author`);
	await page.getByLabel('Short name').fill('kept-for-later');
	await page.getByLabel('Title').fill('Kept for later');
	await page.getByRole('button', { name: 'Start writing' }).click();
	await page.getByRole('link', { name: 'Your first question' }).click();
	const text = page.getByLabel('Question', { exact: true });
	await expect(page.frameLocator('iframe').getByText('Your first question')).toBeVisible();

	await page.context().setOffline(true);
	await text.fill('Typed in a tunnel?');
	await expect(page.getByText('The server does not answer. What you wrote is kept here')).toBeVisible();
	await page.getByRole('button', { name: 'Undo', exact: true }).click();
	await expect(text).toHaveValue('Typed in a tunnel?');
	await page.context().setOffline(false);
	await expect(page.getByText('All changes are saved')).toBeVisible();

	await page.context().clearCookies();
	await text.fill('Typed after the end of the session?');
	await expect(page.getByText('You are not signed in any more')).toBeVisible();
	await expect(page.getByRole('link', { name: 'sign in, in another tab' })).toBeVisible();
	await page.context().addCookies(administrator);
	await expect(page.getByText('All changes are saved')).toBeVisible();
	await page.reload();
	await expect(text).toHaveValue('Typed after the end of the session?');
	await page.getByRole('button', { name: 'Undo', exact: true }).click();
	await expect(text).toHaveValue('Typed in a tunnel?');
});

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
