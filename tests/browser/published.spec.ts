import { test } from './analysed.ts';
import { expect, expectGood } from './fixtures.ts';

/** Its waves are face to face and by probability, so a published round like that goes on with them. */
const survey = 'gss';

test.describe.configure({ mode: 'serial' });

test('a published round is added, given figures, pasted into, taken away and put back', async ({
	analyst: page,
	analysed,
}) => {
	await page.goto(`${analysed.server.origin}/analyse/${survey}`);
	await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Published figures' }).click();
	await expect(page.getByText('None yet. Add the first round')).toBeVisible();
	await expectGood(page);

	await page.getByRole('link', { name: 'Add a round' }).click();
	await page.getByLabel('Label').fill('1998');
	await page.getByRole('button', { name: 'Add the round' }).click();
	const summary = page.getByRole('alert');
	const said = page.locator('.ds_inset-text[role=status]');
	await expect(summary).toContainText('Enter the first or the last day of fieldwork');
	await expect(summary).toContainText('Choose how people were found');
	await expect(page).toHaveTitle(/^Error: /);
	await expect(page.getByLabel('Label')).toHaveValue('1998');
	await expectGood(page);
	await page.getByLabel('First day of fieldwork').fill('1998-02-01');
	await page.getByLabel('Last day of fieldwork').fill('1998-06-30');
	await page.locator('label', { hasText: 'Interviewer, face to face' }).click();
	await page.locator('label', { hasText: 'Probability sample' }).click();
	await page.getByRole('button', { name: 'Add the round' }).click();
	await expect(said).toContainText('Saved: 1998. Add its first figure');

	await page.getByRole('link', { name: 'Add its first figure' }).click();
	await page.getByLabel('Measure').selectOption({ index: 1 });
	await page.getByLabel('Share in %').fill('0.34');
	await page.getByLabel('Base', { exact: true }).fill('2,832');
	await page.locator('label', { hasText: 'The publisher declares it' }).click();
	await page.getByRole('button', { name: 'Add the figure' }).click();
	await expect(summary).toContainText('0.34 is not in steps of 1 per cent');
	await expect(summary).toContainText('Enter the design factor, such as 1.19');
	await expect(summary).toContainText('Enter where the figure stands in print');
	await summary.getByRole('link', { name: 'Enter the design factor, such as 1.19' }).click();
	await expect(page.getByLabel('Design factor', { exact: true })).toBeFocused();
	await expectGood(page);
	await page.getByLabel('Share in %').fill('34');
	await page.getByLabel('Design factor', { exact: true }).fill('1.2');
	await page.getByLabel('Source').fill('An example, table 1');
	await page.getByRole('button', { name: 'Add the figure' }).click();
	const figures = page.getByRole('table', { name: 'Figures of 1998' });
	await expect(figures.getByRole('row', { name: /1\.2, declared/ })).toContainText('2,832');
	await expect(figures).toContainText('put down by Test Analyst');
	await expectGood(page);

	await page.getByRole('link', { name: 'Paste a table of figures' }).click();
	await page.getByLabel('Table', { exact: true }).fill('Statement\t1998\nSome statement\t42\nBase\t2,800');
	await page.getByLabel('Source').fill('An example, table 2');
	await page.locator('label', { hasText: 'Not declared: take the one' }).click();
	await page.getByLabel('Whose design factor').selectOption({ index: 1 });
	await page.getByRole('button', { name: 'Check the table' }).click();
	const understood = page.getByRole('table', { name: 'What the table was understood as' });
	await expect(understood).toContainText('1998: 42%, base 2800');
	await page.getByRole('button', { name: 'Save these figures' }).click();
	await expect(summary).toContainText('Choose which measure “Some statement” is, or leave it out');
	await expectGood(page);
	await page.getByLabel('Measure of Some statement').selectOption({ index: 3 });
	await page.getByRole('button', { name: 'Save these figures' }).click();
	await expect(said).toContainText('Saved: one figure of the table.');

	await page.getByRole('button', { name: 'Take away 1998 with its figures' }).click();
	await expect(said).toContainText('Taken away: 1998 with its figures.');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(figures.getByRole('row')).toHaveCount(3);
	await figures
		.getByRole('button', { name: /^Take away/ })
		.last()
		.click();
	await expect(said).toContainText('of 1998.');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(figures.getByRole('row')).toHaveCount(3);
});

test('the trend marks what is published, tells its source and compares it', async ({ analyst, analysed }) => {
	const { origin } = analysed.server;
	await analyst.goto(`${origin}/analyse/${survey}`);
	const section = analyst.locator('.measure').filter({ hasText: 'An example, table 1' });
	await section.scrollIntoViewIfNeeded();
	const row = section.getByRole('row', { name: /^1998/ });
	await expect(row).toContainText('Published');
	await expect(row).toContainText('34');
	await expect(section.getByRole('row', { name: /^2000/ })).toContainText(/changed|no change larger than|cannot tell/);
	await expect(section).toContainText('1998: 34%, published in whole per cent in An example, table 1; base 2,832;');
	await expectGood(analyst);
	const csv = await analyst.request.get(`${origin}/analyse/${survey}/trend.csv`);
	expect(await csv.text()).toContain('An example, table 1');
	await analyst.goto(`${origin}/analyse/${survey}?by=race`);
	await expect(analyst.getByText('Published figures have no groups, so 1998 is not here').first()).toBeVisible();
	await analyst.setViewportSize({ width: 360, height: 740 });
	await analyst.goto(`${origin}/analyse/${survey}/published`);
	await expectGood(analyst);
});
