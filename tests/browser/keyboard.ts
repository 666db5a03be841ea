import { expect, type Page } from '@playwright/test';
import { lastPart } from './fixtures.ts';

/**
 * Walks a survey from its first page to the last with keys alone, and throws where they do not suffice. `look` is called on
 * each page before it is answered.
 */
export async function completeByKeyboard(
	page: Page,
	start: string,
	look: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
	await page.goto(start);
	await look(page);
	await tabTo(page, 'button');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/\d+$/);
	for (let count = 0; count < 80 && lastPart(page) !== 'thanks'; count++) {
		await look(page);
		await answerByKeyboard(page);
		await tabTo(page, 'button');
		const before = page.url();
		await page.keyboard.press('Enter');
		await expect.poll(() => page.url(), { message: `page ${before} was not accepted` }).not.toBe(before);
		await page.waitForLoadState();
	}
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
	await look(page);
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

/** What somebody does who has keys alone; each throws where they do not lead there, or nothing shows where one is. */
export interface Keys {
	/** Presses Tab until what is called so has the focus, or the `nth` of that name. */
	tabTo(name: string | RegExp, nth?: number): Promise<void>;
	/** Goes to a field and types over what is in it. */
	write(name: string | RegExp, words: string): Promise<void>;
	/** Presses a button that changes something on the page; the focus stays somewhere on it. */
	press(name: string | RegExp, nth?: number): Promise<void>;
	/** Presses a button that sends a form. */
	send(name: string | RegExp): Promise<void>;
	/** Follows a link, or presses a button, that leads to another address. */
	open(name: string | RegExp): Promise<void>;
	/** Waits until the focus is on what is called so. */
	now(name: string): Promise<void>;
}

export function keysOn(page: Page): Keys {
	const tabTo = async (name: string | RegExp, nth = 1): Promise<void> => {
		const isIt = (called: string) => (typeof name === 'string' ? called === name : name.test(called));
		for (let count = 0, met = 0; count < 160; count++) {
			await page.keyboard.press('Tab');
			const called = await focusedByName(page);
			if (!isIt(called) || ++met < nth) continue;
			await expect
				.poll(() => isFocusSeen(page), { message: `nothing shows that “${called}” has the focus` })
				.toBe(true);
			return;
		}
		throw new Error(`no ${String(name)} takes the focus on ${page.url()}`);
	};
	const press: Keys['press'] = async (name, nth) => {
		await tabTo(name, nth);
		await page.keyboard.press('Enter');
		await expect.poll(() => focusedByName(page), { message: String(name) }).not.toBe('');
	};
	return {
		tabTo,
		press,
		send: async (name) => {
			await tabTo(name);
			await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
		},
		write: async (name, words) => {
			await tabTo(name);
			await page.keyboard.press('Control+a');
			await page.keyboard.type(words);
		},
		open: async (name) => {
			const focused = await focusedByName(page);
			if (focused !== name) await tabTo(name);
			const before = page.url();
			await page.keyboard.press('Enter');
			await expect.poll(() => page.url(), { message: `${String(name)} leads nowhere` }).not.toBe(before);
			await page.waitForLoadState();
		},
		now: (name) => expect.poll(() => focusedByName(page), { message: 'the focus is on' }).toBe(name),
	};
}

/** The name of what has the focus; the page itself has none. */
function focusedByName(page: Page): Promise<string> {
	return page.evaluate(() => {
		const element = document.activeElement;
		if (!(element instanceof HTMLElement) || element === document.body) return '';
		const label =
			'labels' in element && element.labels instanceof NodeList ? element.labels[0]?.textContent : undefined;
		const called = element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
		return called.replaceAll(/\s+/g, ' ').trim() || element.localName;
	});
}

/** Whether what has the focus looks otherwise than its twin without. */
function isFocusSeen(page: Page): Promise<boolean> {
	return page.evaluate(() => {
		const element = document.activeElement;
		if (element === null || element === document.body) return false;
		const looks = (of: Element) => {
			const { outline, boxShadow, backgroundColor, borderColor } = getComputedStyle(of);
			return [outline, boxShadow, backgroundColor, borderColor].join();
		};
		const twin = element.cloneNode(true);
		if (!(twin instanceof Element)) return false;
		twin.removeAttribute('name');
		element.after(twin);
		const isOther = looks(element) !== looks(twin);
		twin.remove();
		return isOther;
	});
}
