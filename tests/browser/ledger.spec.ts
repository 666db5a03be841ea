import AxeBuilder from '@axe-core/playwright';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

// What the studio says beside a question while it is typed, against three simulated waves of counterfeit-goods.

test('an edit is a break until it is put back or declared equivalent with a reason', async ({
	analyst: page,
	analysed,
}) => {
	await page.goto(`${analysed.server.origin}/author`);
	await page
		.getByRole('region', { name: 'Shopping and fake goods' })
		.getByRole('button', { name: 'Write the next version' })
		.click();
	const start = page.url();
	await page.goto(`${start}/question/intention`);
	const ledger = page.getByRole('region', { name: 'What this does to the trend' });
	await expect(ledger).toContainText('Identical');

	const words = page.getByRole('textbox', { name: 'Question', exact: true });
	const asked = await words.inputValue();
	await words.fill(`Surely you agree: ${asked}`);
	await expect(ledger).toContainText('Break');
	await expect(ledger.getByRole('list', { name: 'Differences' })).toContainText('Wording, question');
	await expect(ledger).toContainText(/loses \d waves? \(/);
	await expect(page.getByRole('region', { name: 'Checks' })).toContainText('tells people what to think');
	await expect(page.getByRole('link', { name: /^Checks \(\d+\)$/ })).toBeVisible();

	await words.fill(`${asked} Please say.`);
	await ledger.getByRole('button', { name: 'Declare it equivalent' }).click();
	const reason = ledger.getByRole('textbox', { name: /Why it still measures/ });
	await reason.fill('Too short');
	await expect(ledger).toContainText('At least 20 characters');
	// The preview in its frame is a page of its own, with landmarks of its own.
	const { violations } = await new AxeBuilder({ page }).exclude('iframe').setLegacyMode(true).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
	await reason.pressSequentially(': the plea was read out before');
	await expect(ledger.getByRole('status')).toContainText('Declared equivalent');
	await expect(reason).toBeFocused();

	await ledger.getByRole('button', { name: 'Take the declaration back' }).click();
	await expect(ledger.getByRole('status')).toContainText('Break');
	await page.getByRole('link', { name: /^Checks/ }).click();
	await expect(page.getByRole('rowheader', { name: 'intention', exact: true })).toBeVisible();
	await expectGood(page);
	await page.getByRole('link', { name: 'See it beside intention' }).click();
	await ledger.getByRole('button', { name: 'Put it back' }).click();
	await expect(ledger.getByRole('status')).toContainText('Identical');
	await expect(words).toHaveValue(asked);
});
