import { request } from 'node:http';
import { codes, dataFile, numbers, written } from '../unit/exchange/sav-examples.ts';
import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

const survey = 'gss';
const marital = ['Married', 'Widowed', 'Divorced', 'Separated', 'Never married'];
const party = ['Strong Democrat', 'Not strong Democrat', 'Independent', 'Not strong Republican', 'Strong Republican'];

/** A CSV that is larger than the adapter lets anybody send, of one wave in a column. */
function csv(year: number): Buffer {
	const rows = Array.from(
		{ length: 12_000 },
		(_, at) => `${year},${marital[at % 5]},"${party[at % 5]}",${'x'.repeat(30)}`,
	);
	return Buffer.from(['year,marital,party,note', ...rows].join('\n'));
}

/** An SPSS file of one wave whose marital status is ours word for word, and whose age is not. */
async function sav(): Promise<Buffer> {
	const each = Array.from({ length: 60 }, (_, at) => at);
	const columns = [
		codes(
			'marital',
			each.map((at) => (at % 5) + 1),
			{ label: 'Marital status', values: marital.map((label, at) => ({ code: at + 1, label })) },
		),
		codes(
			'q7',
			each.map((at) => (at % 3) + 1),
			{
				label: 'Race of respondent',
				values: ['White', 'Black', 'Some other'].map((label, at) => ({ code: at + 1, label })),
			},
		),
		numbers(
			'age',
			each.map((at) => 20 + at),
			[],
			{ label: 'Age at last birthday in whole years' },
		),
	];
	return Buffer.from(await written(dataFile(columns), 'sav'));
}

test('a file is sent, lined up, brought in with a break that the trend shows, and taken back, by plain forms', async ({
	analysed,
	browser,
}) => {
	const { origin } = analysed.server;
	const context = await browser.newContext({ javaScriptEnabled: false });
	await context.addCookies(analysed.cookies);
	const page = await context.newPage();
	await page.goto(`${origin}/analyse/${survey}`);
	await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Earlier waves' }).click();
	await expect(page.getByText('No file is being lined up.')).toBeVisible();
	await page.getByRole('button', { name: 'Send and line up' }).click();
	await expect(page.getByRole('alert')).toContainText('Choose a file to send');

	const send = async (name: string, buffer: Buffer) => {
		await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer });
		await page.getByRole('button', { name: 'Send and line up' }).click();
	};
	await send('broken.sav', Buffer.from('$FL2 and then nothing that an SPSS file has'));
	await expect(page.getByRole('alert')).toContainText('broken.sav cannot be read');
	await send('tracker 2016.csv', csv(2016));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('tracker 2016.csv');
	await expect(page.getByText('12,000 interviews, 4 columns')).toBeVisible();

	await page.getByLabel('Which wave or waves the file holds').selectOption('year');
	await page.getByLabel('How it was asked').selectOption('interviewer');
	await page.getByLabel('How people were found').selectOption('probability');
	await page.getByText(/^Not found in the file, and left out/).click();
	await page.getByLabel('Column that holds partyid').fill('party');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
	await expect(page.getByLabel('What wave 2016 is called')).toHaveValue('2016');
	await expect(page.getByLabel('Last day of wave 2016')).toHaveValue('2016-12-31');

	const verdict = (name: string) => page.getByLabel(`Verdict on ${name}`);
	await expect(verdict('partyid')).toHaveValue('');
	await verdict('partyid').selectOption('break');
	await verdict('marital').selectOption('identical');
	await page.getByRole('button', { name: 'Bring the waves in' }).click();
	const summary = page.getByRole('alert');
	await summary.getByRole('link', { name: 'Enter the reason for the verdict on partyid' }).click();
	await page.locator('#reason-partyid').fill('It was asked of voters only.');
	await page.getByRole('button', { name: 'Bring the waves in' }).click();
	await expect(page.getByRole('heading', { name: 'What was found of its variables' })).toBeVisible({ timeout: 30_000 });
	await expect(page.getByRole('row', { name: /^partyid party Break/ })).toContainText('It was asked of voters only.');

	await page.getByRole('link', { name: 'See the trend' }).click();
	await expect(page.getByText(/Break between 2014 and 2016: judged not comparable/).first()).toBeAttached();
	await page.goBack();
	await page.getByRole('button', { name: 'Take back' }).click();
	await expect(summary).toContainText('Enter why it is taken back');
	await page.getByLabel('Why it is taken back').fill('The wrong file.');
	await page.getByRole('button', { name: 'Take back' }).click();
	await expect(page.getByText('Taken back by Test Analyst')).toBeVisible();
	await page.getByRole('link', { name: 'Earlier waves' }).first().click();
	await expect(page.getByRole('rowheader', { name: '2016' })).toHaveCount(0);
	await expect(page.getByText('The wrong file.')).toBeVisible();
	await context.close();
});

test('words and options of an SPSS file stand beside ours, value by value, also on a phone', async ({
	analyst,
	analysed,
}) => {
	const here = `${analysed.server.origin}/analyse/${survey}/import`;
	await analyst.goto(here);
	await expectGood(analyst);
	await analyst.getByLabel('File', { exact: true }).setInputFiles({
		...{ name: 'tracker 2018.sav', mimeType: 'application/octet-stream' },
		buffer: await sav(),
	});
	await analyst.getByRole('button', { name: 'Send and line up' }).click();
	await expect(analyst.getByLabel('Verdict on marital')).toHaveValue('identical');
	await expect(analyst.getByLabel('Verdict on age')).toHaveValue('');
	await expect(analyst.locator('#variable-race')).toContainText('similar words');
	await expectGood(analyst);
	await analyst.setViewportSize({ width: 360, height: 740 });
	await expectGood(analyst);

	await analyst
		.locator('#variable-race')
		.getByRole('link', { name: /Change what its values stand for/ })
		.click();
	await expect(analyst.getByLabel('What 3 stands for')).toHaveValue('3');
	await analyst.getByLabel('What 3 stands for').selectOption('not-asked');
	await analyst.getByRole('button', { name: 'Save' }).click();
	await expect(analyst.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
	const result = analyst.getByRole('table', { name: /What will be brought in/ });
	await expect(result.getByRole('row', { name: 'No answer: not asked' })).toContainText('20');
	await expectGood(analyst);
	await analyst.getByRole('link', { name: 'tracker 2018.sav' }).click();
	await analyst.getByRole('button', { name: 'Throw away' }).click();
	await expect(analyst.getByText('Thrown away: tracker 2018.sav.')).toBeVisible();
});

test('a file that says it is too large is refused before any of it is read', async ({ analysed }) => {
	const { origin } = analysed.server;
	const status = await new Promise((resolve, reject) => {
		const sending = request(`${origin}/analyse/${survey}/import?/send`, {
			method: 'POST',
			headers: {
				...{ 'content-type': 'multipart/form-data; boundary=x', 'content-length': 10 ** 10, origin },
				cookie: analysed.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
			},
		});
		sending.on('response', (answer) => {
			resolve(answer.statusCode);
			sending.destroy();
		});
		sending.on('error', reject);
		sending.write('--x\r\n');
	});
	expect(status).toBe(413);
});
