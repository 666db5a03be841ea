import type { Page } from '@playwright/test';
import { expect, expectGood } from './fixtures.ts';
import { test } from './two-accounts.ts';

/** Starts a draft as whoever has signed in. Answers its address. */
async function startDraft(page: Page, origin: string, survey: string): Promise<string> {
	await page.goto(`${origin}/author`);
	await page.getByLabel('Short name').fill(survey);
	await page.getByLabel('Title').fill('In two languages');
	await page.getByRole('button', { name: 'Start writing' }).click();
	await page.waitForURL(/\/author\/[^/]+\/\w+$/);
	return page.url();
}

test('a survey is described, measured and translated, with and without scripts', async ({ page, browser, studio }) => {
	await studio.as(page.context(), 'administrator');
	const root = await startDraft(page, studio.server.origin, 'in-two-languages');
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
	const reviewed = page.getByRole('button', { name: /Reviewed: it is right.*The survey, Title/ });
	await reviewed.click();
	await expect(page.getByText('1 text is in words that you wrote: somebody else has to review those.')).toBeVisible();
	await studio.as(page.context(), 'reviewer');
	await page.goto(`${root}/translate`, { waitUntil: 'networkidle' });
	await reviewed.click();
	await expect(page.getByText('1 text is marked as reviewed.')).toBeVisible();
	await studio.as(page.context(), 'administrator');
	await page.goto(`${root}/translate`, { waitUntil: 'networkidle' });
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
	await still.locator('form[action*="save"] :is(input, textarea)[lang="gd"]').evaluateAll((fields) => {
		for (const field of fields)
			if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value === '')
				field.value = 'Faclan';
	});
	await still.getByRole('button', { name: 'Save', exact: true }).last().click();
	await studio.as(plain, 'reviewer');
	await still.goto(`${root}/translate?language=gd`);
	await still.getByRole('button', { name: /^Reviewed: (all|the one)/ }).click();
	await studio.as(plain, 'administrator');
	await still.goto(`${root}/translate?language=gd`);
	await still.getByRole('button', { name: 'Call it complete' }).click();
	await expect(still.getByText('It is complete')).toBeVisible();
	await plain.close();
});
