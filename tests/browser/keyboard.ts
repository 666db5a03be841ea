import { expect, type Page } from '@playwright/test';
import { lastPart } from './fixtures.ts';

/** Walks a survey from its first page to the last with keys alone, and throws where they do not suffice. */
export async function completeByKeyboard(page: Page, start: string): Promise<void> {
	await page.goto(start);
	await tabTo(page, 'button');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/\d+$/);
	for (let count = 0; count < 80 && lastPart(page) !== 'thanks'; count++) {
		await answerByKeyboard(page);
		await tabTo(page, 'button');
		const before = page.url();
		await page.keyboard.press('Enter');
		await expect.poll(() => page.url(), { message: `page ${before} was not accepted` }).not.toBe(before);
		await page.waitForLoadState();
	}
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
}

/** Presses Tab until an element of this kind has the focus. */
async function tabTo(page: Page, tag: string): Promise<void> {
	for (let count = 0; count < 60; count++) {
		await page.keyboard.press('Tab');
		if ((await focused(page)).tag === tag) return;
	}
	throw new Error(`no ${tag} takes the focus on ${page.url()}`);
}

function focused(page: Page): Promise<{ tag: string; type: string; name: string }> {
	return page.evaluate(() => {
		const element = document.activeElement;
		return {
			tag: element?.localName ?? '',
			type: element?.getAttribute('type') ?? '',
			name: element?.getAttribute('name') ?? '',
		};
	});
}

/** Goes through the form's fields as Tab reaches them, and gives each one an answer with keys. */
async function answerByKeyboard(page: Page): Promise<void> {
	const fields = await page.locator('form :is(input:not([type=hidden]), select, textarea)').count();
	const answered = new Set<string>();
	for (let count = 0; count < fields + 12; count++) {
		await page.keyboard.press('Tab');
		const { tag, type, name } = await focused(page);
		if (tag === 'button') {
			await page.keyboard.press('Shift+Tab');
			return;
		}
		if (name === '' || answered.has(name) || name.endsWith('.decline')) continue;
		answered.add(name);
		if (type === 'radio' || type === 'checkbox') await page.keyboard.press('Space');
		else if (tag === 'select') for (let down = 0; down < answered.size; down++) await page.keyboard.press('ArrowDown');
		else await page.keyboard.type('3');
	}
}
