import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { startServer, type RunningServer } from '../clients/server.ts';

/**
 * `shipped`: a server with the surveys that Soundings comes with. `every`: one whose only survey, `every-kind`, has a
 * question of each kind in two languages. Each belongs to one worker and has its own data. `administrator`: the cookies of
 * the one administrator of `shipped`.
 */
export const test = base.extend<object, { shipped: RunningServer; administrator: StaffCookies; every: RunningServer }>({
	shipped: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to find what is asked for.
		async ({}, use) => {
			const server = await startServer();
			await use(server);
			await server.stop();
		},
		{ scope: 'worker' },
	],
	administrator: [async ({ shipped }, use) => use(await becomeAdministrator(shipped)), { scope: 'worker' }],
	every: [
		// eslint-disable-next-line no-empty-pattern -- the same
		async ({}, use) => {
			const server = await startServer({ surveys: 'tests/browser/surveys' });
			await use(server);
			await server.stop();
		},
		{ scope: 'worker' },
	],
});

export type StaffCookies = Parameters<BrowserContext['addCookies']>[0];

/** Makes the administrator whom the link that a server printed is for, once, and gives the cookies of their session. */
export async function becomeAdministrator(server: RunningServer): Promise<StaffCookies> {
	const link = /\S+\/set-up\/\S+/.exec(server.said())?.[0] ?? 'no link was printed';
	const person = { name: 'Test Analyst', email: 'analyst@example.org', password: 'marigold tractor eleven quay' };
	const made = await fetch(link, { method: 'POST', body: new URLSearchParams(person), redirect: 'manual' });
	expect(made.status).toBe(303);
	return made.headers.getSetCookie().map((header) => {
		const [pair = ''] = header.split(';');
		const at = pair.indexOf('=');
		return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.origin };
	});
}

/** Answers the question on the page. Returns false to leave the page to the caller. */
export type Choose = (page: Page) => Promise<void>;

/**
 * Walks a survey in the browser from its first page to the last and returns the addresses seen. `look` is called on each
 * page before it is answered.
 */
export async function completeSurvey(
	page: Page,
	start: string,
	choose: Choose,
	look: (page: Page) => Promise<void> = async () => {},
): Promise<string[]> {
	const seen: string[] = [];
	await page.goto(start);
	await look(page);
	await page.getByRole('button', { name: 'Start' }).click();
	for (let count = 0; count < 80; count++) {
		const place = lastPart(page);
		seen.push(place);
		await look(page);
		if (place === 'thanks') break;
		if (place === 'check') {
			await page.getByRole('button', { name: 'Send my answers' }).click();
			continue;
		}
		await choose(page);
		await page.getByRole('button', { name: 'Continue' }).click();
		expect(page.url(), await problemsOn(page)).not.toMatch(new RegExp(`/${place}$`));
	}
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
	return seen;
}

export function lastPart(page: Page): string {
	return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

async function problemsOn(page: Page): Promise<string> {
	const summary = page.locator('#error-summary');
	return (await summary.count()) > 0 ? await summary.innerText() : '';
}

/** Which of a question's choices to take: an index from the front, or from the back when negative. */
export function taking(which: number, words = 'Some words'): Choose {
	return async (page) => {
		if ((await page.locator('form [value="1"][name="consent"]').count()) > 0) return page.locator('#consent').check();
		await takeRadios(page, which);
		await takeBoxes(page, which);
		for (const [index, place] of (await page.locator('form select').all()).entries())
			await place.selectOption({ index: index + 1 });
		for (const field of await page.locator('form input[inputmode]').all()) await field.fill('5');
		for (const field of await page.locator('form textarea, form input[type=text]:not([inputmode])').all())
			if (await field.isVisible()) await field.fill(words.slice(0, 12));
	};
}

async function takeRadios(page: Page, which: number): Promise<void> {
	const names = await page
		.locator('form input[type=radio]')
		.evaluateAll((inputs) => inputs.map((input) => input.getAttribute('name') ?? ''));
	for (const name of new Set(names)) {
		const radios = page.locator(`input[type=radio][name="${name}"]`);
		const count = await radios.count();
		await radios.nth(which < 0 ? count + which : Math.min(which, count - 1)).check();
	}
}

/** Boxes beside a text field decline it: they are left alone. */
async function takeBoxes(page: Page, which: number): Promise<void> {
	const boxes = page.locator('form input[type=checkbox]:not([name$=".decline"])');
	const count = await boxes.count();
	if (count > 0) await boxes.nth(which < 0 ? count + which : Math.min(which, count - 1)).check();
}

/** No violation of any rule of axe, and nothing wider than the window. */
export async function expectGood(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
	expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([]);
	await expectNoSidewaysScroll(page);
}

const makesSeen = new Set<string>();

/**
 * As `expectGood`, but for many pages of few makes: axe looks at the first page of each make, since other words in the same
 * elements give it nothing else to find. What words and numbers can break is looked at on every page.
 */
export async function expectGoodMake(page: Page): Promise<void> {
	const { make, problems } = await page.evaluate(madeOf);
	expect(problems).toEqual([]);
	await expectNoSidewaysScroll(page);
	if (makesSeen.has(make)) return;
	makesSeen.add(make);
	await expectGood(page);
}

/** Which elements stand in which, with their attributes; and ids that stand twice, fields without a name, other than one h1. */
function madeOf(): { make: string; problems: string[] } {
	const kindOf = ({ localName, attributes }: Element) =>
		[localName, ...[...attributes].map(({ name, value }) => (/^(class|type|role)$/.test(name) ? value : name))].join(
			'.',
		);
	const all = [...document.body.querySelectorAll('*')];
	const make = new Set(
		all.map((one) => `${one.parentElement === null ? '' : kindOf(one.parentElement)} ${kindOf(one)}`),
	);
	const ids = all.map(({ id }) => id).filter((id) => id !== '');
	const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), select, textarea')];
	const nameless = fields.filter(
		(field) => !field.hasAttribute('aria-label') && ![...(field.labels ?? [])].some((label) => label.innerText.trim()),
	);
	return {
		make: [...make].toSorted().join(),
		problems: [
			...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} stands twice`),
			...nameless.map(({ name }) => `the field ${name} has no label`),
			...(document.querySelectorAll('h1').length === 1 ? [] : ['there is not one h1']),
		],
	};
}

/** Axe on the colours alone: what differs in the dark. */
export async function expectContrast(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withRules(['color-contrast']).analyze();
	expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	expect(over).toBeLessThanOrEqual(0);
}

/** The words of the SVG picture that a press gives out, one blank between them. */
export async function drawnBy(page: Page, press: () => Promise<void>): Promise<string> {
	const [download] = await Promise.all([page.waitForEvent('download'), press()]);
	const drawn = readFileSync(await download.path(), 'utf8');
	const words = await page.evaluate((text) => {
		const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
		if (picture.querySelector('parsererror') !== null) return 'not XML';
		return [...picture.querySelectorAll('title, desc, text')].map((one) => one.textContent).join(' ');
	}, drawn);
	return words.replaceAll(/\s+/g, ' ');
}

export { expect } from '@playwright/test';
