import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { startServer } from '../clients/server.ts';
import {
	completeSurvey,
	expect,
	expectContrast,
	expectGood,
	expectNoSidewaysScroll,
	lastPart,
	taking,
	test,
} from './fixtures.ts';

async function start(page: Page, origin: string): Promise<void> {
	await page.goto(`${origin}/s/every-kind`);
	await page.getByRole('button', { name: 'Start' }).click();
}

async function goOn(page: Page, choose = taking(0)): Promise<void> {
	await choose(page);
	await page.getByRole('button', { name: 'Continue' }).click();
}

/** Answers page after page until the page with this address is shown. */
async function goTo(page: Page, place: string): Promise<void> {
	for (let count = 0; count < 40 && lastPart(page) !== place; count++) await goOn(page);
	expect(lastPart(page)).toBe(place);
}

test('a question of each kind, light and dark, wide and narrow, has nothing for axe to find', async ({
	page,
	every,
}) => {
	test.slow();
	await completeSurvey(page, `${every.origin}/s/every-kind`, taking(1), async (shown) => {
		await shown.emulateMedia({ colorScheme: 'light' });
		await expectGood(shown);
		await shown.emulateMedia({ colorScheme: 'dark' });
		await expectContrast(shown);
		await shown.setViewportSize({ width: 320, height: 640 });
		await expectNoSidewaysScroll(shown);
		await shown.setViewportSize({ width: 1280, height: 720 });
	});
});

test('home, resume, save and the pages for what is not there pass axe too', async ({ page, every }) => {
	await start(page, every.origin);
	for (const path of ['/', '/s/every-kind', '/s/every-kind/save', '/s/every-kind/resume', '/s/no-such', '/nowhere']) {
		await page.goto(every.origin + path);
		await expectGood(page);
	}
});

test('a wrong answer comes back with a summary on top, a message at the field and what was typed', async ({
	page,
	every,
}) => {
	await start(page, every.origin);
	await goTo(page, '6');
	await page.getByLabel('How many cups a day?').fill('forty');
	const [response] = await Promise.all([
		page.waitForResponse((answer) => answer.request().method() === 'POST'),
		page.getByRole('button', { name: 'Continue' }).click(),
	]);
	expect(response.status()).toBe(422);
	await expect(page).toHaveTitle(/^Error: Question 5 of about \d+ – Survey$/);
	await expect(page.getByRole('alert')).toBeFocused();
	await expect(page.getByRole('alert').getByRole('link')).toHaveText('Enter a number in digits, such as 3');
	const field = page.getByLabel('How many cups a day?');
	await expect(field).toHaveValue('forty');
	await expect(field).toHaveAccessibleDescription(/Enter a number in digits/);
	await expectGood(page);
	await page.getByRole('alert').getByRole('link').click();
	await expect(field).toBeFocused();
});

test('each row of a grid that was left out is named, and the rows that were answered stay answered', async ({
	page,
	every,
}) => {
	await start(page, every.origin);
	await goTo(page, '5');
	await page.getByRole('group', { name: 'Rain' }).getByLabel('Bad').check();
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByRole('alert').getByRole('link')).toHaveText(['Choose an answer for “Midges”']);
	await expect(page.getByRole('group', { name: 'Rain' }).getByLabel('Bad')).toBeChecked();
});

test('an answer in the respondent’s own words goes into later questions as plain text', async ({ page, every }) => {
	await start(page, every.origin);
	await goOn(page);
	await page.getByLabel('Something else').check();
	await page.getByLabel('Please say').fill('<b>Irn-Bru</b> {cups} **x**');
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page.locator('main')).toContainText('You said: Something else: <b>Irn-Bru</b> {cups} **x**.');
	await goOn(page);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('<b>Irn-Bru</b>');
});

test('an exclusive answer and another cannot be sent together; with scripts choosing one clears the other', async ({
	page,
	browser,
	every,
}) => {
	await start(page, every.origin);
	await goTo(page, '4');
	await page.getByLabel('Shortbread').check();
	await page.getByLabel('None of these').check();
	await expect(page.getByLabel('Shortbread')).not.toBeChecked();

	const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await start(plain, every.origin);
	await goTo(plain, '4');
	await plain.getByLabel('Shortbread').check();
	await plain.getByLabel('None of these').check();
	await plain.getByRole('button', { name: 'Continue' }).click();
	await expect(plain.getByRole('alert')).toContainText('together with other answers');
	await plain.close();
});

test('back and change show the answer given; a change returns to the check unless it opens a question', async ({
	page,
	every,
}) => {
	await start(page, every.origin);
	await goTo(page, '4');
	await page.getByRole('link', { name: 'Back', exact: true }).click();
	await page.getByRole('link', { name: 'Back', exact: true }).click();
	await expect(page.getByLabel('Tea')).toBeChecked();
	await goTo(page, 'check');

	await page.getByRole('link', { name: 'Change your answer to: How many cups a day?' }).click();
	await page.getByLabel('How many cups a day?').fill('7');
	await page.getByRole('button', { name: 'Continue' }).click();
	expect(lastPart(page)).toBe('check');
	await expect(page.locator('.answers')).toContainText('7 cups');

	await page.getByRole('link', { name: 'Change your answer to: Think of both statements together.' }).click();
	await page.getByLabel('Exactly one').check();
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Did you give it back?');
	await goOn(page);
	expect(lastPart(page)).toBe('check');
	await page.getByRole('button', { name: 'Send my answers' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
	await expect(page.getByRole('heading', { name: 'Lost spoons' })).toBeVisible();
	await expect(page.getByRole('link', { name: '0800 000 0000' })).toHaveAttribute('href', 'tel:08000000000');
});

test('an interview is resumed by cookie, and on another device by the code', async ({ page, browser, every }) => {
	await start(page, every.origin);
	await goTo(page, '4');
	await page.getByRole('link', { name: 'Save and come back later' }).click();
	const code = await page.locator('#code').innerText();
	expect(code).toMatch(/^([0-9A-Z]{4} ){4}[0-9A-Z]{4}$/);

	await page.goto(`${every.origin}/s/every-kind`);
	await page.getByRole('link', { name: 'Carry on where you stopped' }).click();
	expect(lastPart(page)).toBe('4');

	const other = await (await browser.newContext()).newPage();
	await other.goto(`${every.origin}/s/every-kind/4`);
	expect(lastPart(other)).toBe('every-kind');
	await other.getByRole('link', { name: 'I have a code' }).click();
	await other.getByLabel('Come back to your answers').fill('nothing like it');
	await other.getByRole('button', { name: 'Carry on' }).click();
	await expect(other.getByRole('alert')).toContainText('We do not know this code');
	await expect(other.locator('#code')).toHaveValue('nothing like it');
	await expectGood(other);
	await other.locator('#code').fill(code.toLowerCase().replaceAll(' ', '-'));
	await other.getByRole('button', { name: 'Carry on' }).click();
	expect(lastPart(other)).toBe('4');
	await other.close();
});

test('a page that the route has not reached leads to where the interview stands', async ({ page, every }) => {
	await start(page, every.origin);
	for (const place of ['7', 'check', '99', 'x']) {
		await page.goto(`${every.origin}/s/every-kind/${place}`);
		expect(lastPart(page)).toBe('1');
	}
});

test('the language changes in the middle, with the address staying and every answer kept', async ({ page, every }) => {
	await start(page, every.origin);
	await goTo(page, '6');
	await page.getByRole('link', { name: 'Gàidhlig' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'gd');
	expect(page.url()).toMatch(/\/s\/every-kind\/6$/);
	await expect(page.getByRole('button', { name: 'Air adhart' })).toBeVisible();
	await expect(page).toHaveTitle(/^Ceist 5 à mu \d+ – Suirbhidh$/);
	await page.getByRole('link', { name: 'Air ais' }).click();
	await expect(page.getByRole('group', { name: 'GD Rain' }).getByRole('radio').first()).toBeChecked();
	await expectGood(page);
});

test('quick exit leaves at once, forgets the interview here and stays findable by its code', async ({
	page,
	every,
}) => {
	// The request is what counts: where it leads is not ours, and need not answer.
	const gone = (timeout = 15_000) => page.waitForRequest('https://www.bbc.co.uk/weather', { timeout });
	await start(page, every.origin);
	await expect(page.getByRole('link', { name: 'Leave this page' })).toHaveCount(0);
	await goTo(page, '11');
	await Promise.all([gone(), page.getByRole('link', { name: 'Leave this page' }).click()]);
	await page.goto(`${every.origin}/s/every-kind/11`);
	expect(lastPart(page)).toBe('every-kind');
	await expect(page.getByRole('link', { name: 'Carry on where you stopped' })).toHaveCount(0);

	await start(page, every.origin);
	await goTo(page, '11');
	// A browser may drop keys that come before it has first painted the page, as a person would not press them.
	await expect(async () => {
		const left = gone(2000);
		for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
		await left;
	}).toPass();
});

test('the first question page is at most 30 KB and 5 requests over the wire, all of them ours', async ({
	browser,
	shipped,
}) => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(`${shipped.origin}/s/counterfeit-goods`);
	await page.getByRole('button', { name: 'Start' }).click();
	const address = page.url();
	const fresh = await browser.newContext({ storageState: await context.storageState() });
	const visit = await fresh.newPage();
	const session = await fresh.newCDPSession(visit);
	await session.send('Network.enable');
	const urls: string[] = [];
	let bytes = 0;
	session.on('Network.requestWillBeSent', ({ request }) => urls.push(request.url));
	session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
	await visit.goto(address, { waitUntil: 'networkidle' });
	test.info().annotations.push({ type: 'weight', description: `${bytes} bytes in ${urls.length} requests` });
	expect(bytes).toBeLessThanOrEqual(30 * 1024);
	expect(urls.length).toBeLessThanOrEqual(5);
	expect(urls.filter((url) => !url.startsWith(shipped.origin))).toEqual([]);
	await context.close();
	await fresh.close();
});

test('no page of an interview is kept by the browser, and its address and title say nothing of the subject', async ({
	page,
	every,
}) => {
	await start(page, every.origin);
	await goTo(page, '11');
	const response = await page.reload();
	expect(response?.headers()['cache-control']).toBe('no-store');
	expect(page.url()).toMatch(/\/s\/every-kind\/11$/);
	await expect(page).toHaveTitle(/^Question \d+ of about \d+ – Survey$/);
	await expect(page.locator('form[method=post i]')).toHaveCount(1);
	const [cookie] = await page.context().cookies();
	expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/s/every-kind' });
});

test('a survey that closes while somebody answers, and one that opens later, say so with the right status', async ({
	page,
}) => {
	const server = await startServer({ surveys: 'tests/browser/surveys' });
	const wave = (...words: string[]) =>
		execFileSync(process.execPath, ['src/cli/soundings.mjs', 'wave', ...words, '--survey', 'every-kind'], {
			env: { ...process.env, SOUNDINGS_DATA: server.data },
			stdio: 'ignore',
		});
	await start(page, server.origin);
	wave('close');
	await page.getByLabel('I agree').check();
	const [posted] = await Promise.all([
		page.waitForResponse((answer) => answer.request().method() === 'POST'),
		page.getByRole('button', { name: 'Continue' }).click(),
	]);
	expect(posted.status()).toBe(410);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('This survey has closed');
	await expectGood(page);
	expect((await page.goto(`${server.origin}/s/every-kind`))?.status()).toBe(410);

	wave('open', '--opens-on', '2999-05-03');
	expect((await page.goto(`${server.origin}/s/every-kind`))?.status()).toBe(403);
	await expect(page.locator('main')).toContainText('It opens on 3 May 2999');
	await expectGood(page);
	await server.stop();
});
