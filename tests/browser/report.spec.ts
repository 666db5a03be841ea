import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

test('a view is saved under a name, found in the report, renamed, moved, deleted and brought back, without scripts', async ({
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${origin}/analyse/sector-awareness/report`);
	await expect(page.getByText('No view is saved yet')).toBeVisible();

	for (const [address, name] of [
		['measure=would-report&by=sex', 'Reporting, by sex'],
		['variable=sex', 'Who answered'],
		['measure=would-report', 'Reporting'],
	] as const) {
		await page.goto(`${origin}/analyse/counterfeit-goods?${address}`);
		await page.getByText('Save this view').click();
		await page.getByLabel('Name of the view').fill(name);
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(page.locator('.ds_inset-text')).toContainText(`Saved: ${name}.`);
	}
	const names = page.locator('.view__name');
	await expect(names).toHaveText(['Reporting, by sex', 'Who answered', 'Reporting']);

	await page.getByRole('button', { name: /^Move up ?: Reporting$/ }).click();
	await expect(names).toHaveText(['Reporting, by sex', 'Reporting', 'Who answered']);
	await page.getByRole('button', { name: /^Move down ?: Reporting, by sex$/ }).click();
	await expect(names).toHaveText(['Reporting', 'Reporting, by sex', 'Who answered']);
	await expect(page.getByRole('button', { name: /^Move up ?: Reporting$/ })).toHaveCount(0);

	const item = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Who answered' }) });
	await item.getByText('Rename, note or move').click();
	await item.getByLabel('Name of the view').fill('Women and men');
	await item.getByLabel('Note').fill('Weighted to the census.');
	await item.getByRole('button', { name: 'Save changes' }).click();
	await expect(page.locator('.ds_inset-text')).toContainText('Changed: Women and men.');
	await expect(names).toHaveText(['Reporting', 'Reporting, by sex', 'Women and men']);
	await expect(page.locator('.view__note')).toHaveText('Weighted to the census.');

	await page.getByRole('button', { name: /^Delete ?: Reporting, by sex$/ }).click();
	await expect(page.locator('.ds_inset-text')).toContainText('Deleted: Reporting, by sex.');
	await expect(names).toHaveText(['Reporting', 'Women and men']);
	await page.getByRole('button', { name: 'Undo deleting Reporting, by sex' }).click();
	await expect(names).toHaveText(['Reporting', 'Reporting, by sex', 'Women and men']);

	await page.getByRole('link', { name: 'Reporting, by sex' }).click();
	await expect(page).toHaveURL(`${origin}/analyse/counterfeit-goods?measure=would-report&by=sex`);
	await without.close();
});

test('a survey has several reports: a view is saved to one, moved to another, and reports are renamed, deleted and brought back', async ({
	analysed,
	browser,
}) => {
	const survey = `${analysed.server.origin}/analyse/diversion-pre-post`;
	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	for (const [path, name, report] of [
		['/changes', 'What changed', 'Board / 2027'],
		['/before-after', 'The same people', 'Board / 2027'],
		['/plan', 'Next wave', 'Fieldwork'],
	] as const) {
		await page.goto(survey + path);
		await page.getByText('Save this view').click();
		await page.getByLabel('Name of the view').fill(name);
		await page.getByLabel('In the report').fill(report);
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(report);
	}
	await page.getByRole('link', { name: 'All its reports' }).click();
	await expect(page.getByRole('row', { name: /^Board \/ 2027 2 .* by Test Analyst/ })).toBeVisible();
	await page.getByRole('link', { name: 'Board / 2027' }).click();
	await expect(page).toHaveURL(`${survey}/report/Board%20%2F%202027`);
	const names = page.locator('.view__name');
	await expect(names).toHaveText(['What changed', 'The same people']);
	const people = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'The same people' }) });
	await expect(people).toContainText(/\d+ people matched/);
	await expect(people).toContainText('simulated: no person gave these answers');
	await expect(people.getByRole('link')).toHaveAttribute(
		'href',
		/before-after\?view=matched&before=stage\.1&after=stage\.2/,
	);

	await people.getByText('Rename, note or move').click();
	await people.getByLabel(/In the report/).fill('Fieldwork');
	await people.getByRole('button', { name: 'Save changes' }).click();
	await expect(page.locator('.ds_inset-text')).toContainText('Moved to Fieldwork: The same people.');
	await expect(names).toHaveText(['What changed']);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(names).toHaveText(['What changed', 'The same people']);

	await page.getByText('Rename this report').click();
	await page.getByLabel('Name of the report').fill('Fieldwork');
	await page.getByRole('button', { name: 'Rename', exact: true }).click();
	await expect(page.locator('#error-summary')).toContainText('There is a report of that name already');
	await page.getByLabel('Name of the report').fill('Board');
	await page.getByRole('button', { name: 'Rename', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Board');
	await expect(page.locator('.ds_inset-text')).toContainText('Renamed from Board / 2027.');

	await page.getByRole('button', { name: 'Delete this report' }).click();
	await expect(page.locator('.ds_inset-text')).toContainText('Deleted: Board, with its 2 views.');
	await expect(page.getByRole('link', { name: 'Board' })).toHaveCount(0);
	await page.getByRole('button', { name: 'Undo deleting Board' }).click();
	await expect(names).toHaveText(['What changed', 'The same people']);

	const pack = await page.request.get(`${survey}/report/Board/r-pack.zip`);
	expect(pack.headers()['content-disposition']).toContain('diversion-pre-post-Board-r-pack.zip');
	const files = unzipSync(await pack.body());
	expect(Object.keys(files)).toEqual(expect.arrayContaining(['plan/measures.csv', 'views/2-before-after.R']));
	expect(strFromU8(files['README.md'] ?? new Uint8Array())).toContain('- The same people: by views/2-before-after.R');
	for (const path of ['/report/Gone', '/report/Gone/r-pack.zip'])
		expect((await page.request.get(survey + path)).status()).toBe(404);
	await without.close();
});

test('a name that is missing and an address that leads elsewhere are refused in words', async ({
	analyst,
	analysed,
}) => {
	const { origin } = analysed.server;
	const report = `${origin}/analyse/gss/report`;
	await analyst.goto(`${origin}/analyse/gss?by=race`);
	await analyst.getByText('Save this view').click();
	const name = analyst.getByLabel('Name of the view');
	await name.fill('   ');
	await analyst.locator('form', { has: name }).evaluate((form) => form.setAttribute('novalidate', ''));
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(analyst.locator('#error-summary')).toContainText('Enter a name for the view');
	await expectGood(analyst);
	await analyst.getByLabel('Name of the view').fill('Parties by race');
	await analyst.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(analyst.getByRole('link', { name: 'Parties by race' })).toHaveAttribute('href', '/analyse/gss?by=race');

	for (const address of [
		'https://example.org/analyse/gss',
		'//example.org/analyse/gss',
		'/\\example.org',
		'/analyse/counterfeit-goods',
		'/analyse/gss/../../admin',
		'/analyse/gssx',
		'javascript:alert(1)',
		'',
	]) {
		const form = { name: 'Elsewhere', address };
		const sent = { form, headers: { origin, accept: 'text/html' }, maxRedirects: 0 };
		const answered = await analyst.request.post(`${report}?/save`, sent);
		expect(answered.status(), address).toBe(400);
		expect(await answered.text()).toContain('Only a page of the analysis of this survey can be saved');
	}
	const gone = { form: { id: 'abc' }, headers: { origin, accept: 'text/html' }, maxRedirects: 0 };
	expect((await analyst.request.post(`${report}?/delete`, gone)).status()).toBe(404);
	expect((await analyst.request.get(`${origin}/analyse/shoes/report`)).status()).toBe(404);
});

test('the report is good on a phone, in the dark and on paper', async ({ analyst, analysed }) => {
	const { origin } = analysed.server;
	const address = `/analyse/gss?variable=partyid&by=race&a-long-parameter-without-any-space=${'x'.repeat(200)}`;
	const form = { name: 'A name that goes on for longer than a phone is wide', address };
	await analyst.request.post(`${origin}/analyse/gss/report?/save`, { form, headers: { origin, accept: 'text/html' } });
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.goto(`${origin}/analyse/gss/report`);
	await expectGood(analyst);
	await analyst.getByRole('link', { name: 'Report', exact: true }).click();
	await analyst.getByText('Rename, note or move').first().click();
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'light', media: 'print' });
	await expect(analyst.getByRole('button', { name: /Delete/ }).first()).toBeHidden();
});

test('a chart leaves as SVG and as PNG with its finding, its footnotes and the word simulated', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods?measure=confident-spot&by=sex`);
	const finding = await analyst.getByRole('heading', { level: 2 }).first().innerText();
	const svg = await copied(analyst, 'SVG');
	expect(svg.suggestedFilename()).toBe('counterfeit-goods-confident-spot-by-sex.svg');
	const drawn = readFileSync(await svg.path(), 'utf8');
	const words = await analyst.evaluate((text) => {
		const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
		return picture.querySelector('parsererror') === null ? (picture.documentElement.textContent ?? '') : 'not XML';
	}, drawn);
	const plain = words.replaceAll(/\s+/g, ' ');
	expect(plain).toContain(finding);
	for (const part of ['All waves are simulated', 'Mode and sample: web', 'Weighting:', 'raked to', 'Base:', 'Break: '])
		expect(plain).toContain(part);
	expect(drawn).not.toMatch(/<script|<style|href/);

	const png = await copied(analyst, 'PNG');
	expect(png.suggestedFilename()).toBe('counterfeit-goods-confident-spot-by-sex.png');
	const bytes = readFileSync(await png.path());
	expect(bytes.subarray(1, 4).toString()).toBe('PNG');
	expect(bytes.readUInt32BE(16)).toBe(1920);
	expect(bytes.length).toBeGreaterThan(20_000);
});

test('a table is copied for documents and spreadsheets, with what must be known of it', async ({
	analyst,
	analysed,
}) => {
	await analyst.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods?measure=would-report&by=sex`);
	await analyst.getByRole('button', { name: /^Copy table/ }).click();
	await expect(analyst.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
	const pasting = await analyst.evaluateHandle(() => ({
		done: new Promise<(string | undefined)[]>((resolve) => {
			const read = ({ clipboardData }: ClipboardEvent) =>
				resolve(['text/plain', 'text/html'].map((type) => clipboardData?.getData(type)));
			document.addEventListener('paste', read, { once: true });
		}),
	}));
	await analyst.keyboard.press('Control+V');
	const [text, html] = await pasting.evaluate(({ done }) => done);
	const lines = (text ?? '').split('\n');
	const columns = lines[1]?.split('\t') ?? [];
	expect(columns).toEqual(expect.arrayContaining(['Wave', '%', '95% interval', 'Base', 'Effective base']));
	const rows = lines.slice(2).filter((line) => line.includes('\t'));
	expect(rows).toHaveLength(9);
	const figured = rows.filter((row) => !row.includes('not asked'));
	for (const row of figured) expect(Number(row.split('\t')[columns.indexOf('%')])).toBeGreaterThan(0);
	for (const part of ['Weighted share', 'simulated: no person gave these answers', 'Source: ', 'Weighting: '])
		for (const form of [text, html]) expect(form).toContain(part);
	expect(html).toMatch(/<th rowspan="3"[^>]*>Female<\/th>/);
});

/** Asks for a copy of the first chart by keyboard. */
async function copied(page: Page, format: 'SVG' | 'PNG'): Promise<Download> {
	const button = page.getByRole('button', { name: `Chart as ${format}` }).first();
	await button.focus();
	const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
	await expect(page.getByRole('status').filter({ hasText: format.toLowerCase() })).toBeVisible();
	return download;
}

test('the R for a measure is beside it, and the pack that it runs in is a link away', async ({ analyst, analysed }) => {
	const { origin } = analysed.server;
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.goto(`${origin}/analyse/counterfeit-goods?measure=would-report&by=sex`);
	await analyst.getByText('The R for this').click();
	await expect(analyst.getByRole('region', { name: /R code/ })).toContainText(
		'svyby(~I(would_report %in% c(1, 2)), ~sex',
	);
	await expectGood(analyst);
	const [download] = await Promise.all([
		analyst.waitForEvent('download'),
		analyst.getByRole('link', { name: 'the R pack' }).click(),
	]);
	expect(download.suggestedFilename()).toBe('counterfeit-goods-by-sex-r-pack.zip');
	const files = unzipSync(readFileSync(await download.path()));
	expect(Object.keys(files)).toEqual(expect.arrayContaining(['recompute.R', 'expected.csv', 'data/wave-3.csv']));
	expect(strFromU8(files['README.md'] ?? new Uint8Array())).toContain('SIMULATED');
	const none = await analyst.request.get(`${origin}/analyse/sector-awareness/r-pack.zip`);
	expect(none.status()).toBe(404);
});
