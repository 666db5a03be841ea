import type { Page } from '@playwright/test';
import { expect, expectGood, test } from './fixtures.ts';
import type { StaffCookies } from './fixtures.ts';

/** Starts a draft as the administrator whose cookies are given. Answers its address. */
async function startDraft(page: Page, origin: string, cookies: StaffCookies, survey: string): Promise<string> {
	await page.context().addCookies(cookies);
	const started = await fetch(`${origin}/author?/start`, {
		method: 'POST',
		body: new URLSearchParams({ survey, title: 'In two languages' }),
		headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), origin, accept: 'text/html' },
		redirect: 'manual',
	});
	return `${origin}${started.headers.get('location')}`;
}

test('a survey is described, measured and translated, with and without scripts', async ({
	page,
	browser,
	shipped,
	administrator,
}) => {
	const root = await startDraft(page, shipped.origin, administrator, 'in-two-languages');
	await page.goto(root, { waitUntil: 'networkidle' });

	await page.getByRole('link', { name: 'About', exact: true }).click();
	await page.getByText('Add a language', { exact: true }).click();
	await page.getByRole('button', { name: 'Scottish Gaelic' }).click();
	await page.getByRole('button', { name: 'Add a contact' }).click();
	await page.getByLabel('Name', { exact: true }).fill('A kind helpline');
	await page.getByLabel('Last checked on').fill('2026-11-20');
	await expect(page.getByText('All changes are saved')).toBeVisible();
	await expectGood(page);

	await page.getByRole('link', { name: 'Measures', exact: true }).click();
	await page.getByText('Add a measure of …').click();
	await page.locator('details[open]').getByRole('button', { name: 'first_question' }).click();
	await page.getByLabel('Margins from a spreadsheet').fill('# Answers\nfirst_question\tpeople\nYes\t300\nNo\t100');
	await page.getByRole('button', { name: 'Take these figures over' }).click();
	await expect(page.getByText('2 figures taken over as totals')).toBeVisible();
	await page.getByText('2 shares of the population').click();
	await expect(page.getByLabel('Yes', { exact: true })).toHaveValue('0.75');
	await expectGood(page);
	await page.locator('a[href$="/measures/first_question"]').click();
	await page.getByLabel('Objective of the strategy').selectOption('deter');
	await page.getByRole('button', { name: 'No: does not count' }).click();
	await expect(page.getByRole('button', { name: 'No: counts' })).toBeVisible();
	await expect(page.getByText('All changes are saved')).toBeVisible();
	await expectGood(page);

	await page.getByRole('link', { name: 'Translation', exact: true }).click();
	const title = page.getByLabel('The survey, Title, in Scottish Gaelic');
	await expect(title).toHaveAttribute('lang', 'gd');
	await title.fill('Ann an dà chànan');
	await page.getByRole('button', { name: /Reviewed: it is right.*The survey, Title/ }).click();
	await expect(page.getByText('1 text is marked as reviewed.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Call it complete' })).toBeDisabled();
	await expectGood(page);

	await page.goto(`${root}/settings`, { waitUntil: 'networkidle' });
	await page.getByLabel('Title', { exact: true }).first().fill('In two tongues');
	await expect(page.getByText('All changes are saved')).toBeVisible();

	const plain = await browser.newContext({
		javaScriptEnabled: false,
		storageState: await page.context().storageState(),
	});
	const still = await plain.newPage();
	await still.goto(`${root}/translate?language=gd&show=stale`);
	await expect(still.getByText('It was: In two languages')).toBeVisible();
	await still.getByLabel('The survey, Title, in Scottish Gaelic').fill('Ann an dà theanga');
	await still.getByRole('button', { name: 'Save', exact: true }).last().click();
	await expect(still.getByText('No text is stale.')).toBeVisible();
	await still.getByRole('link', { name: /^All \(/ }).click();
	for (const field of await still.locator('form[action*="save"] :is(input, textarea)[lang="gd"]').all()) {
		if ((await field.inputValue()) === '') await field.fill('Faclan');
	}
	await still.getByRole('button', { name: 'Save', exact: true }).last().click();
	await still.getByRole('button', { name: /^Reviewed: (all|the one)/ }).click();
	await still.getByRole('button', { name: 'Call it complete' }).click();
	await expect(still.getByText('It is complete')).toBeVisible();
	await plain.close();
});
