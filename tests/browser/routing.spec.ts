import AxeBuilder from '@axe-core/playwright';
import { expect, expectGood, expectNoSidewaysScroll, test } from './fixtures.ts';

// Who is asked, built from menus, and the map of it, on the next version of sector-awareness.

test('a rule is built with keys and with a form alone, and the map knows it', async ({
	page,
	shipped,
	administrator,
	browser,
}) => {
	await page.context().addCookies(administrator);
	await page.goto(`${shipped.origin}/author`);
	const survey = page.getByRole('listitem').filter({ has: page.locator('[value="sector-awareness"]') });
	await survey.getByRole('button', { name: 'Write the next version' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions');
	const root = page.url();
	const address = `${root}/question/role`;
	await page.goto(address);
	const routing = page.locator('.routing');

	await routing.getByRole('button', { name: /Ask only some people|Add a condition/ }).press('Enter');
	await expect(page.getByLabel('What decides').last()).toBeFocused();
	await page.getByRole('button', { name: 'Add a condition' }).press('Enter');
	await expect(page.getByLabel('What decides').last()).toBeFocused();
	await routing.getByLabel('How these belong together').selectOption('At least one of these is true');
	await routing.getByRole('button', { name: 'Add a group' }).press('Enter');
	await routing
		.getByLabel(/^What about it/)
		.last()
		.selectOption({ value: 'not-in' });
	await routing.getByRole('group', { name: 'Answers, at least one' }).getByRole('checkbox').nth(1).press('Space');
	await expect(routing.locator('.sentence')).toContainText(
		/^Asked of people who .*, or .*, or were asked .* and did not/,
	);
	await expect(page.getByText('All changes are saved')).toBeVisible();
	const { violations } = await new AxeBuilder({ page }).include('.routing').analyze();
	expect(violations).toEqual([]);
	await routing.getByRole('button', { name: 'Remove condition 1', exact: true }).press('Enter');
	await expect(routing.getByRole('button', { name: 'Add a condition' }).last()).toBeFocused();
	await expect(page.getByText('All changes are saved')).toBeVisible();

	const plain = await browser.newContext({
		javaScriptEnabled: false,
		storageState: await page.context().storageState(),
	});
	const form = await plain.newPage();
	await form.goto(address);
	await form.getByLabel('How these belong together').first().selectOption('All of these are true');
	await form.locator('.routing').getByRole('button', { name: 'Add a condition' }).last().click();
	await expect(form.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
	await expect(form.getByLabel('How these belong together').first()).toHaveValue('all');
	await expect(form.getByLabel('What decides')).toHaveCount(3);

	await form.goto(`${root}/routes`);
	await expect(form.getByText('Longest route').first()).toBeVisible();
	await expect(form.getByRole('table', { name: 'Who is asked what' })).toContainText('Nobody can be.');
	await expect(form.getByRole('img', { name: /questions in the order of asking/ })).toBeVisible();
	await plain.close();
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.setViewportSize({ width: 360, height: 800 });
	await page.goto(`${root}/routes`);
	await expectGood(page);
	await page.goto(address);
	await expectNoSidewaysScroll(page);
});
