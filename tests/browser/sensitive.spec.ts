import { drawnBy, expect, expectGood } from './fixtures.ts';
import { test } from './analysed.ts';

test('an item count stands beside the direct answers, with what tells against it', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods`);
	await analyst.getByRole('link', { name: 'Sensitive' }).click();
	await expect(analyst.getByRole('heading', { level: 1 })).toContainText('sensitive questions');
	await expect(analyst.getByText('3 waves are simulated: no person gave these answers.')).toBeVisible();
	const beside = analyst.getByRole('table', { name: /Beside the direct answers/ });
	await expect(beside.getByRole('columnheader')).toHaveText([
		'Wave',
		'Item count, raw',
		'Item count, cut to 0 to 100',
		'Asked directly',
		'Indirect less direct, points',
		'List and direct combined',
	]);
	await expect(beside.getByRole('row', { name: /Simulated/ })).toHaveCount(3);
	const checks = analyst.getByRole('table', { name: /What was looked at/ }).first();
	await expect(checks.getByRole('row', { name: /People in each half/ })).toContainText('fewer than the 500 advised');
	for (const check of ['Floor', 'Ceiling', 'Answers to the other statements', 'Balance of the halves'])
		await expect(checks.getByRole('rowheader', { name: new RegExp(`^${check}`) })).toBeVisible();
	await expect(analyst.getByRole('table', { name: /Behind the list/ })).toBeVisible();
	await expectGood(analyst);
	await analyst.getByText('The R for this').click();
	await expect(analyst.getByRole('region', { name: /R code/ })).toContainText('indirect_less_direct(pack, wave');
	const csv = await analyst.request.get(`${analyst.url()}/sensitive.csv`);
	expect((await csv.text()).split('\n')[0]).toContain('sign_design_effect');
	const svg = await drawnBy(analyst, () => analyst.getByRole('button', { name: /^Chart as SVG/ }).click());
	for (const part of ['Item count', 'Direct', 'Combined', 'simulated: no person gave']) expect(svg).toContain(part);
});

test('the figures of the item count are those of the trend', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods?measure=bought-item-count`);
	const onTrend = await analyst.getByRole('row', { name: /Simulated/ }).allInnerTexts();
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods/sensitive`);
	const table = analyst.getByRole('table', { name: /cut to 0 to 100%/ });
	const here = await table.getByRole('row', { name: /Simulated/ }).allInnerTexts();
	expect(here).toEqual(onTrend.slice(0, 3));
});

test('what is set beside it is in the address, with scripts and without', async ({ analysed, browser }) => {
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${analysed.server.origin}/analyse/counterfeit-goods/sensitive`);
	await page.getByLabel(/Set beside/).selectOption({ label: 'Nothing' });
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(/beside\.bought_count=none/);
	await expect(page.getByRole('table', { name: /Raw and cut figures/ })).toBeVisible();
	await expect(page.getByRole('columnheader', { name: 'Asked directly' })).toHaveCount(0);
	await without.close();
});

test('a survey without indirect questions, and one without answers, say what will be here', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse/gss/sensitive`);
	await expect(analyst.getByText(/asks nothing indirectly/)).toBeVisible();
	await expectGood(analyst);
	await analyst.goto(`${analysed.server.origin}/analyse/drugs-and-organised-crime/sensitive`);
	await expect(analyst.getByText(/No interview has been completed yet/)).toBeVisible();
	await expect(analyst.getByRole('table')).toHaveCount(0);
	await expectGood(analyst);
});

test('a phone, the dark, and paper: nothing wider than the window', async ({ analyst, analysed }) => {
	await analyst.setViewportSize({ width: 360, height: 740 });
	const address = `${analysed.server.origin}/analyse/counterfeit-goods/sensitive`;
	await analyst.goto(address);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await analyst.goto(address);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'light', media: 'print' });
	await expect(analyst.getByRole('button', { name: 'Show' })).toBeHidden();
	await expect(analyst.getByRole('table', { name: /Beside the direct answers/ })).toBeVisible();
});

test('what does not exist is said to not exist, and strangers are asked to sign in', async ({
	analyst,
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	for (const path of ['/analyse/shoes/sensitive', '/analyse/counterfeit-goods/sensitive?beside.bought_count=shoes'])
		expect((await analyst.request.get(`${origin}${path}`)).status(), path).toBe(404);
	const stranger = await browser.newContext();
	const answered = await stranger.request.get(`${origin}/analyse/counterfeit-goods/sensitive`, { maxRedirects: 0 });
	expect([303, 401]).toContain(answered.status());
	await stranger.close();
});
