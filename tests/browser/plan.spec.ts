import { drawnBy, expect, expectGood } from './fixtures.ts';
import { test } from './analysed.ts';

test('a plan needs no more than a measure: what past waves know is taken from them and named', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods/plan`);
	await expect(analyst.getByRole('heading', { level: 1 })).toContainText('Plan the next wave');
	const basis = analyst.getByRole('table', { name: 'Each number and where it comes from' });
	await expect(basis.getByRole('row', { name: /^Design effect/ })).toContainText('the mean, weighted by base');
	await expect(basis.getByRole('row', { name: /^Response rate/ })).toContainText('not known');
	await expect(basis.getByRole('row', { name: /^Comparisons judged together/ })).toContainText('28');
	await expect(analyst.getByText('Past waves are simulated: no person gave those answers.')).toBeVisible();
	await expectGood(analyst);
	const svg = await drawnBy(analyst, () => analyst.getByRole('button', { name: /^Chart as SVG/ }).click());
	for (const part of ['Smallest change that is shown', 'Interviews asked for', 'Past waves are simulated'])
		expect(svg).toContain(part);
	const csv = await analyst.request.get(`${analyst.url()}/plan.csv`);
	expect(await csv.text()).toMatch(/\ncounterfeit-goods,needed,/);
});

test('a typed plan gives what power.prop.test gives, in an address of its own, without scripts', async ({
	analysed,
	browser,
}) => {
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${analysed.server.origin}/analyse/counterfeit-goods/plan`);
	await page.getByLabel('Measure').selectOption('');
	await page.getByLabel('Share now').fill('30');
	await page.getByLabel('Change to show').fill('5');
	await page.getByLabel('Completed interviews', { exact: true }).fill('1,000');
	await page.getByLabel('Compared with').selectOption('both');
	await page.getByText('More about the design').click();
	await page.getByLabel('Response rate').fill('25%');
	await page.getByLabel('Comparisons judged together').fill('1');
	await page.getByRole('button', { name: 'Work it out' }).click();
	// power.prop.test(p1 = 0.3, p2 = 0.35, power = 0.8)
	await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(
		'A change of 5 points from 30% takes 1,377 completed interviews',
	);
	await expect(page.getByText('about 5,508 invitations at a response rate of 25%')).toBeVisible();
	const needed = page.getByRole('row', { name: /^1,377 Needed for the rise/ });
	await expect(needed.getByRole('cell').nth(1)).toHaveText('5 points');
	await expect(needed.getByRole('cell').nth(3)).toHaveText('80%');
	const address = page.url();
	await page.goto(address);
	await expect(page.getByLabel('Share now')).toHaveValue('30');
	await without.close();
});

test('an item count costs many times the interviews of a direct question, and says so', async ({
	analyst,
	analysed,
}) => {
	const at = `${analysed.server.origin}/analyse/counterfeit-goods/plan`;
	await analyst.goto(`${at}?measure=bought-item-count&against=both&goes=fall`);
	const techniques = analyst.getByRole('table', { name: 'The same question asked in three ways' });
	await expect(techniques.getByRole('row', { name: /Item count Planned/ })).toBeVisible();
	const cost = await techniques
		.getByRole('row', { name: /Item count/ })
		.getByRole('cell')
		.first()
		.innerText();
	expect(Number(cost)).toBeGreaterThan(5);
	await expect(analyst.getByRole('row', { name: /^Variance of the control list/ })).toContainText('weighted by base');
	await expect(analyst.getByRole('columnheader', { name: /rise/ })).toHaveCount(0);
});

test('a wave before that was too small is said to be, with what to do', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods/plan?measure=would-report`);
	await expect(analyst.getByRole('heading', { level: 2 }).first()).toContainText(
		'cannot be shown against the wave before',
	);
	await expect(analyst.getByText(/Choose “Another wave of the same size”/).first()).toBeVisible();
});

test('what is no number is said at its field and in a summary that leads there', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods/plan?share=lots&power=20&innocuous=50`);
	const summary = analyst.getByRole('alert');
	await expect(summary.getByRole('link')).toHaveCount(3);
	await summary.getByRole('link', { name: /Share now/ }).click();
	await expect(analyst.getByLabel('Share now')).toBeFocused();
	await expect(analyst.getByLabel('Share now')).toHaveValue('lots');
	await expect(analyst.getByRole('table')).toHaveCount(0);
	await expectGood(analyst);
});

test('a survey without answers is planned from what is usual', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/drugs-and-organised-crime/plan?measure=use-crosswise`);
	await expect(analyst.getByText(/No wave has answers yet/)).toBeVisible();
	await expect(analyst.getByRole('row', { name: /^Share now/ })).toContainText('half, where variance is largest');
	await expect(analyst.getByRole('row', { name: /^Chance of the innocuous/ })).toContainText('declared');
	await expectGood(analyst);
});

test('a phone, the dark, and paper: nothing wider than the window', async ({ analyst, analysed }) => {
	await analyst.setViewportSize({ width: 360, height: 740 });
	const address = `${analysed.server.origin}/analyse/counterfeit-goods/plan?against=both&response=40&power=90`;
	await analyst.goto(address);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await analyst.goto(address);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'light', media: 'print' });
	await expect(analyst.getByRole('button', { name: 'Work it out' })).toBeHidden();
	await expect(analyst.getByRole('img')).toBeVisible();
});

test('what does not exist is said to not exist, and strangers are asked to sign in', async ({
	analyst,
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	for (const path of ['/analyse/shoes/plan', '/analyse/counterfeit-goods/plan?measure=harm-overall'])
		expect((await analyst.request.get(`${origin}${path}`)).status(), path).toBe(404);
	const stranger = await browser.newContext();
	const answered = await stranger.request.get(`${origin}/analyse/counterfeit-goods/plan`, { maxRedirects: 0 });
	expect([303, 401]).toContain(answered.status());
	await stranger.close();
});
