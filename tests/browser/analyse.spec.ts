import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

const Rows = z.array(z.record(z.string(), z.string()));

test('the list of surveys says how many waves and interviews there are and where they come from', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse`);
	const gss = analyst.getByRole('row', { name: /General Social Survey/ });
	await expect(gss).toContainText('Imported');
	await expect(gss.getByRole('cell').first()).toHaveText('8');
	await expect(analyst.getByRole('row', { name: /Shopping and fake goods/ })).toContainText('Simulated');
	await expectGood(analyst);
	await gss.getByRole('link').click();
	await expect(analyst.getByRole('heading', { level: 1 })).toHaveText(/General Social Survey/);
});

test('party identification and marital status from 2000 to 2014 are what counting the file gives', async ({
	analyst,
	analysed,
}) => {
	const rows = Rows.parse(parse(readFileSync('tests/fixtures/gss/gss-2000-2014-part.csv', 'utf8'), { columns: true }));
	for (const { variable, label, written } of [
		{ variable: 'marital', label: 'Never married', written: 'Never married' },
		{ variable: 'partyid', label: 'Strong Republican', written: 'Strong republican' },
	]) {
		await analyst.goto(`${analysed.server.origin}/analyse/gss?variable=${variable}`);
		const shown = analyst.locator('tbody', { has: analyst.getByRole('rowheader', { name: label, exact: true }) });
		const asked = rows.filter((row) => row[variable] !== 'No answer' && row[variable] !== "Don't know");
		for (const year of ['2000', '2002', '2004', '2006', '2008', '2010', '2012', '2014']) {
			const inYear = asked.filter((row) => row.wave === year);
			const share = inYear.filter((row) => row[variable] === written).length / inYear.length;
			const line = shown
				.getByRole('row')
				.filter({ has: analyst.getByRole('rowheader', { name: new RegExp(`^${year}`) }) });
			await expect(line.getByRole('cell').first()).toHaveText((share * 100).toFixed(1));
			await expect(line.getByRole('cell').nth(2)).toHaveText(String(inYear.length));
		}
	}
});

test('the trend has its charts, tables that agree with the CSV, and marks on what is simulated', async ({
	analyst,
	analysed,
}) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods`);
	await expect(analyst.getByText('3 waves are simulated: no person gave these answers.')).toBeVisible();
	await expect(analyst.getByRole('heading', { level: 2, name: 'Divert' })).toBeVisible();
	const section = analyst.locator('#measure-would-report');
	await expect(section.getByRole('row', { name: /Simulated/ })).toHaveCount(3);
	await section.scrollIntoViewIfNeeded();
	await expect.poll(() => section.locator('canvas').evaluate(isDrawn)).toBe(true);

	const [download] = await Promise.all([
		analyst.waitForEvent('download'),
		analyst.getByRole('link', { name: /Download CSV/ }).click(),
	]);
	const csv = Rows.parse(parse(readFileSync(await download.path(), 'utf8'), { columns: true, bom: true }));
	const lines = csv.filter(({ measure }) => measure === 'would-report');
	expect(lines.map(({ origin }) => origin)).toEqual(['simulated', 'simulated', 'simulated']);
	for (const line of lines) {
		const row = section.getByRole('row', { name: new RegExp(`^${line.wave}`) });
		await expect(row.getByRole('cell').first()).toHaveText((Number(line.estimate) * 100).toFixed(1));
		await expect(row.getByRole('cell').nth(2)).toHaveText(line.unweighted_base ?? '');
	}
	const verdicts = {
		changed: 'changed',
		'cannot-tell': 'cannot tell',
		'no-change-larger-than': 'no change larger than 3 points',
	};
	const newest = z.enum(['changed', 'cannot-tell', 'no-change-larger-than']).parse(lines.at(-1)?.previous_verdict);
	await expect(section.getByRole('row').last().getByRole('cell').nth(4)).toContainText(verdicts[newest]);
	await expectGood(analyst);
});

test('a break gets no verdict, a tick in words and its reason below', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods?measure=confident-spot`);
	await expect(analyst.getByRole('heading', { level: 2 }).first()).toContainText('not comparable with');
	await expect(analyst.getByRole('row').filter({ hasText: 'not comparable: wording differs' })).toHaveCount(1);
	await expect(
		analyst.getByText(/Break between .*: wording differs: question: “When you shop, .*” → “When you shop online/),
	).toBeVisible();
});

test('the chooser leads to addresses of their own, with scripts and without', async ({
	analyst,
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/counterfeit-goods`);
	await analyst.getByLabel('Measure or variable').selectOption({ label: 'Likely to report somebody selling fakes' });
	await analyst.getByLabel('Break down by').selectOption('age_band');
	await analyst.getByRole('button', { name: 'Show' }).click();
	await expect(analyst).toHaveURL(`${origin}/analyse/counterfeit-goods?measure=would-report&by=age_band`);
	await expect(analyst.locator('canvas')).toHaveCount(7);
	await expect(analyst.getByRole('rowheader', { name: '16 to 24' })).toBeVisible();
	await expectGood(analyst);

	const without = await browser.newContext({ javaScriptEnabled: false });
	await without.addCookies(analysed.cookies);
	const page = await without.newPage();
	await page.goto(`${origin}/analyse/counterfeit-goods?measure=would-report`);
	await page.getByLabel('Break down by').selectOption('sex');
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(`${origin}/analyse/counterfeit-goods?measure=would-report&by=sex`);
	await expect(page.getByRole('table').first()).toBeVisible();
	await expect(page.locator('canvas').first()).toBeHidden();
	await without.close();
});

test('arrow keys go from point to point and are read out', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/counterfeit-goods?measure=would-report`);
	const chart = analyst.getByRole('img', { name: /arrow keys/ });
	await expect.poll(() => chart.locator('canvas').evaluate(isDrawn)).toBe(true);
	await chart.focus();
	await analyst.keyboard.press('ArrowRight');
	const spoken = analyst.locator('figure [aria-live]');
	const first = await spoken.innerText();
	expect(first).toMatch(/: \d+\.\d%, interval .* base \d+/);
	await analyst.keyboard.press('ArrowRight');
	await expect(spoken).not.toHaveText(first);
	await analyst.keyboard.press('Tab');
	await expect(spoken).toHaveText('');
});

test('a phone, the dark, and paper: nothing wider than the window, everything legible', async ({
	analyst,
	analysed,
}) => {
	const address = `${analysed.server.origin}/analyse/counterfeit-goods?measure=would-report&by=sex`;
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.goto(address);
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'dark' });
	await expectGood(analyst);
	await analyst.emulateMedia({ colorScheme: 'light', media: 'print' });
	await expect.poll(() => analyst.locator('canvas').first().evaluate(coloursOf)).toEqual('grey');
});

test('answers stand in an order that the address keeps, each on a chart of one scale and in the table', async ({
	analyst,
	analysed,
}) => {
	const address = `${analysed.server.origin}/analyse/gss?variable=partyid`;
	await analyst.goto(address);
	await expect(analyst.getByText('8 answers, all on one scale.')).toBeVisible();
	await expect(analyst.locator('figcaption').first()).toHaveText('Strong Democrat');
	await analyst.getByRole('link', { name: 'by the newest figure' }).click();
	await expect(analyst).toHaveURL(`${address}&order=value`);
	await expect(analyst.locator('input[name="address"]')).toHaveValue('/analyse/gss?variable=partyid&order=value');
	const groups = analyst.locator('tbody', { has: analyst.locator('th[scope="rowgroup"]') });
	await expect(groups).toHaveCount(8);
	const shown: { label: string; newest: number }[] = [];
	for (const group of await groups.all()) {
		const newest = await group.getByRole('row').last().getByRole('cell').first().innerText();
		shown.push({ label: await group.locator('th[scope="rowgroup"]').innerText(), newest: Number(newest) });
	}
	expect(shown).toEqual(shown.toSorted((a, b) => b.newest - a.newest));
	expect(await analyst.locator('figcaption').allInnerTexts()).toEqual(shown.map(({ label }) => label));
	await analyst.getByRole('link', { name: 'Skip 8 charts, to the table' }).focus();
	await expect(analyst.getByRole('link', { name: 'Skip 8 charts, to the table' })).toBeInViewport();
	await analyst.goto(
		`${analysed.server.origin}/analyse/gss/waiting?next=${encodeURIComponent('/analyse/gss?by=race')}`,
	);
	await expect(analyst).toHaveURL(`${analysed.server.origin}/analyse/gss?by=race`);
});

test('a survey whose first wave is open says what will be here', async ({ analyst, analysed }) => {
	await analyst.goto(`${analysed.server.origin}/analyse/sector-awareness`);
	await expect(analyst.getByText(/No interview has been completed yet/)).toBeVisible();
	await expect(analyst.getByRole('link', { name: '/s/sector-awareness' })).toBeVisible();
	await expectGood(analyst);
});

test('what does not exist is said to not exist, and strangers are asked to sign in', async ({
	analyst,
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	const answers = [
		'/analyse/shoes',
		'/analyse/gss?variable=shoe_size',
		'/analyse/gss?measure=shoes',
		'/analyse/gss/trend.csv?by=shoes',
	];
	for (const path of answers) expect((await analyst.request.get(`${origin}${path}`)).status(), path).toBe(404);
	const stranger = await browser.newContext();
	for (const path of ['/analyse', '/analyse/gss', '/analyse/gss/trend.csv']) {
		const answered = await stranger.request.get(`${origin}${path}`, { maxRedirects: 0 });
		expect([303, 401], path).toContain(answered.status());
	}
	await stranger.close();
});

function isDrawn(canvas: HTMLElement | SVGElement): boolean {
	if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false;
	const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
	return pixels.some((value) => value > 0);
}

/** Whether what is drawn has any colour. */
function coloursOf(canvas: HTMLElement | SVGElement): 'grey' | 'coloured' | 'nothing' {
	if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return 'nothing';
	const pixels =
		canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
	let drawn = false;
	for (let at = 0; at < pixels.length; at += 4) {
		const [red = 0, green = 0, blue = 0, opacity = 0] = pixels.subarray(at, at + 4);
		drawn ||= opacity > 0;
		if (opacity > 0 && (Math.abs(red - green) > 8 || Math.abs(green - blue) > 8)) return 'coloured';
	}
	return drawn ? 'grey' : 'nothing';
}
