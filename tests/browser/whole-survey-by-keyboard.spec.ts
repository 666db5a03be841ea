import { expect } from './fixtures.ts';
import { keysOn, type Keys } from './keyboard.ts';
import { test } from './two-accounts.ts';

// A smaller survey from nothing to its review with keys alone: no press of a mouse button, and no focus set by the test.

test('a survey is written, routed, translated and handed over by keyboard alone', async ({ page, context, studio }) => {
	test.slow();
	await studio.as(context, 'administrator');
	await page.goto(`${studio.server.origin}/author`);
	const keys = keysOn(page);

	await keys.write('Short name', 'by-keyboard');
	await keys.write('Title', 'By keyboard');
	await keys.open('Start writing');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions');

	await test.step('four questions', async () => {
		await keys.open('Your first question');
		await keys.write('Question', 'How clean is your street?');
		await keys.write('Option with the code 1', 'Clean');
		await keys.press('Add an option');
		await keys.now('Option with the code 3');
		await page.keyboard.type('In between');
		await keys.press('Move option 3 up');
		await keys.now('Move option 3 up');
		await keys.press('Move option 3 up');
		await keys.now('Move option 3 down');
		await expect(page.getByRole('textbox', { name: /^Option with/ }).first()).toHaveValue('In between');
		await keys.press('Remove option 2');
		await keys.now('Add an option');

		await keys.open('Questions');
		await addQuestion(keys, 'Grid');
		await keys.write('Row 1', 'My street is well lit');
		await keys.press('Remove Row 2');
		await keys.press('Add a row');
		await page.keyboard.type('My street is well swept');

		await keys.open('Questions');
		await addQuestion(keys, 'Item count');
		await keys.write('The sensitive item, for a random half', 'Left rubbish beside a full bin');

		await keys.open('Questions');
		await addQuestion(keys, 'Number');
		await keys.write('Least', '-5');
		await expect(page.getByLabel('Least')).toHaveValue('-5');
	});

	await test.step('order and routing', async () => {
		await keys.open('Questions');
		await keys.press('Move question3 up');
		await keys.now('Move question3 up');
		await keys.open('Asked as Number?');
		await keys.press('Ask only some people');
		await keys.now('What decides');
		await page.keyboard.press('2');
		await keys.tabTo('Answer');
		await page.keyboard.press('C');
		await expect(page.locator('.sentence')).toContainText('‘Clean’');
	});

	await test.step('Gaelic', async () => {
		await keys.open('About');
		await keys.press('Add a language');
		await keys.press('Scottish Gaelic');
		await keys.open('Translation');
		const places = await page.locator('form[action*="save"] :is(input, textarea)[lang="gd"]').count();
		for (let count = 0; count < places; count++) {
			await keys.tabTo(/, in Scottish Gaelic$/);
			await page.keyboard.type(`Faclan ${count + 1}`);
		}
		await expect(page.getByText('All changes are saved')).toBeVisible();
		const address = page.url();
		await studio.as(context, 'reviewer');
		await page.goto(`${address}?language=gd&show=unreviewed`);
		await keys.send(/^Reviewed: all/);
		await studio.as(context, 'administrator');
		await page.goto(address);
		await keys.send('Call it complete');
		await expect(page.getByText('It is complete')).toBeVisible();
	});

	await keys.open('Review and publish');
	await keys.send('Hand over for review');
	await expect(page.getByText('You wrote a part of this draft')).toBeVisible();
});

async function addQuestion(keys: Keys, kind: string): Promise<void> {
	await keys.press('Add a question to this section', 2);
	await keys.press(kind);
	await keys.now('A new question');
	await keys.open('A new question');
	await keys.write('Question', `Asked as ${kind}?`);
}
