import type { Page } from '@playwright/test';
import type { RunningServer } from '../clients/server.ts';
import { expect, expectGood, test } from './fixtures.ts';

/** Makes the browser that of an administrator and starts a draft. Answers its address. */
async function startDraft(page: Page, { origin, said }: RunningServer, survey: string, title: string): Promise<string> {
	const post = (path: string, fields: Record<string, string>, cookie = '') =>
		fetch(`${origin}${path}`, {
			method: 'POST',
			body: new URLSearchParams(fields),
			headers: { cookie, origin, accept: 'text/html' },
			redirect: 'manual',
		});
	const link = new URL(/http\S+\/set-up\/[\w-]+/.exec(said())?.[0] ?? origin).pathname;
	const account = { name: 'First', email: 'first@example.org', password: 'marigold tractor eleven quay' };
	const joined = await post(link, account);
	const cookies = joined.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
	const started = await post('/author?/start', { survey, title }, cookies.join('; '));
	const named = cookies.map((cookie) => cookie.split(/=(.*)/));
	await page.context().addCookies(named.map(([name = '', value = '']) => ({ name, value, url: origin })));
	return `${origin}${started.headers.get('location')}`;
}

test('a survey is described, measured and translated, with and without scripts', async ({ page, browser, shipped }) => {
	const root = await startDraft(page, shipped, 'in-two-languages', 'In two languages');
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
