import { spawnSync } from 'node:child_process';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { choosing, completeSurvey, formClient } from '../clients/form-client.ts';
import { expect, expectGood } from './fixtures.ts';
import { test, type Studio } from './two-accounts.ts';

// A survey from nothing to the verdicts on its second version: written, translated, reviewed by somebody else, published,
// answered, and changed in every way that a trend can notice.

const survey = 'streets-and-bins';

/** What is made of each question, after the consent question that every new survey begins with. */
const words = {
	clean: 'How clean is your street?',
	seen: 'What have you seen in it this month?',
	agree: 'How far do you agree?',
	bins: 'How many bins are within five minutes of your door?',
	proud: 'How proud are you of your street?',
	// What looks like markup stays what was typed, wherever it is shown.
	wish: 'What would you <img src=x onerror=document.body.remove()> change?',
	matters: 'Which of these matter most to you?',
	law: 'Who has to empty the bins?',
	count: 'How many of these have you done this year?',
	crossed: 'Which of the two is right for you?',
	page: 'What happens next',
} as const;

test('a survey is written from nothing, published by two people, answered, and its next version judged', async ({
	page,
	context,
	studio,
}) => {
	test.slow();
	const complaints: string[] = [];
	page.on('pageerror', ({ message }) => complaints.push(message));
	await test.step('twelve questions', async () => {
		await studio.as(context, 'administrator');
		await page.goto(`${studio.server.origin}/author`);
		await page.getByLabel('Short name').fill(survey);
		await page.getByLabel('Title').fill('Streets and bins');
		await page.getByRole('button', { name: 'Start writing' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions');
		await writeQuestions(page);
	});
	const draft = page.url();
	await test.step('routing and measures', async () => {
		await routeAndMeasure(page, draft);
	});
	await test.step('Gaelic', async () => {
		await translate(page, draft);
		await studio.as(context, 'reviewer');
		await page.goto(`${draft}/translate?language=gd&show=unreviewed`);
		await page.getByRole('button', { name: /^Reviewed: all \d+/ }).click();
		await expect(page.getByText(/\d+ texts are marked as reviewed/)).toBeVisible();
		await studio.as(context, 'administrator');
		await page.goto(`${draft}/translate?language=gd`);
		await page.getByRole('button', { name: 'Call it complete' }).click();
		await expect(page.getByText('It is complete')).toBeVisible();
	});
	await test.step('review and publication', async () => {
		await handOver(page, draft);
		await expect(page.getByText('You wrote a part of this draft')).toBeVisible();
		await approve(page, studio, draft);
		await studio.as(context, 'administrator');
		await page.goto(`${draft}/review`);
		await page.getByRole('button', { name: 'Publish version 1' }).click();
		await expect(page.getByText('is published and never changes')).toBeVisible();
		await page.getByRole('link', { name: 'Print it' }).click();
		for (const text of Object.values(words)) await expect(page.getByRole('heading', { name: text })).toBeVisible();
		await expectGood(page);
	});
	await test.step('answers', async () => {
		soundings(studio, `wave open --survey ${survey} --label Spring`);
		const english = await answer(studio, 'en');
		const gaelic = await answer(studio, 'gd');
		// Who finds the street clean is not asked how many bins there are.
		expect([english.length, gaelic.length]).toEqual([14, 13]);
		soundings(studio, `wave close --survey ${survey}`);
	});
	await test.step('the next version', async () => {
		await page.goto(`${studio.server.origin}/author`);
		await page
			.getByRole('region', { name: 'Streets and bins' })
			.getByRole('button', { name: 'Write the next version' })
			.click();
		await expect(page.getByText('version 2')).toBeVisible();
		await judge(page, page.url());
	});
	expect(complaints).toEqual([]);
});

async function add(page: Page, section: Locator, kind: string, text: string): Promise<void> {
	const adding = section.getByText('Add a question to this section');
	if (!(await section.getByRole('button', { name: kind, exact: true }).isVisible())) await adding.click();
	await section.getByRole('button', { name: kind, exact: true }).click();
	await section
		.getByRole('link', { name: kind === 'Information' ? 'What people should know here' : 'A new question' })
		.click();
	await page.getByLabel('Question', { exact: true }).fill(text);
}

async function writeQuestions(page: Page): Promise<void> {
	const back = () => page.getByRole('link', { name: 'Questions', exact: true }).click();
	const first = page.getByRole('region', { name: 'Section 2' });
	const second = page.getByRole('region', { name: 'Section 3' });
	await page.getByRole('button', { name: 'Add a section' }).click();
	await second.getByLabel('Section 3', { exact: true }).fill('More about it');
	await page.getByRole('link', { name: 'Your first question' }).click();
	await page.getByLabel('Question', { exact: true }).fill(words.clean);
	await expect(page.frameLocator('iframe').getByText(words.clean)).toBeVisible();
	await back();
	await add(page, first, 'Several answers', words.seen);
	await page.getByRole('button', { name: 'Add an option' }).click();
	await page.getByLabel('Option with the code 1', { exact: true }).fill('Litter');
	await page.getByLabel('Option with the code 2', { exact: true }).fill('Full bins');
	await page.getByLabel('Option with the code 3', { exact: true }).fill('None of these');
	await page.locator('summary', { hasText: 'on option 3' }).click();
	await page.getByLabel('Cannot be chosen together with another').last().check();
	await back();
	await add(page, first, 'Grid', words.agree);
	await page.getByLabel('Row 1', { exact: true }).fill('My street is well lit');
	await page.getByLabel('Row 2', { exact: true }).fill('My street is well swept');
	await back();
	await add(page, first, 'Number', words.bins);
	await page.getByLabel('Most', { exact: true }).fill('40');
	await back();
	await add(page, first, 'Scale', words.proud);
	await back();
	await add(page, second, 'Own words', words.wish);
	await back();
	await add(page, second, 'Ranking', words.matters);
	await back();
	await add(page, second, 'Knowledge', words.law);
	await back();
	await add(page, second, 'Item count', words.count);
	await page.getByLabel('The sensitive item, for a random half').fill('Left rubbish beside a full bin');
	await back();
	await add(page, second, 'Crosswise', words.crossed);
	await back();
	await add(page, second, 'Information', words.page);
	await back();
	await expect(page.getByText('All changes are saved')).toBeVisible();
	await expect(page.getByRole('listitem').filter({ has: page.locator('small') })).toHaveCount(12);
}

async function routeAndMeasure(page: Page, draft: string): Promise<void> {
	await page.getByRole('link', { name: words.bins }).click();
	await page.getByRole('button', { name: 'Ask only some people' }).click();
	await page.getByLabel('What decides').selectOption({ label: `2. ${words.clean}` });
	await page.getByLabel('Answer', { exact: true }).selectOption('No');
	await expect(page.locator('.sentence')).toContainText('No');
	await page.getByRole('link', { name: 'Routes', exact: true }).click();
	await expect(page.getByRole('table', { name: 'Who is asked what' })).toContainText('No');
	await page.getByRole('link', { name: 'Measures', exact: true }).click();
	await page.getByText('Add a measure of …').click();
	for (const column of ['first_question', 'question3'])
		await page.locator('details[open]').getByRole('button', { name: column, exact: true }).click();
	await expect(page.getByText('All changes are saved')).toBeVisible();
	expect(page.url()).toBe(`${draft}/measures`);
}

async function translate(page: Page, draft: string): Promise<void> {
	await page.getByRole('link', { name: 'About', exact: true }).click();
	await page.getByText('Add a language', { exact: true }).click();
	await page.getByRole('button', { name: 'Scottish Gaelic' }).click();
	await expect(page.getByText('All changes are saved')).toBeVisible();
	await page.getByRole('link', { name: /^Translate and review/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Translation');
	const gaelic = page.locator('form[action*="save"] :is(input, textarea)[lang="gd"]');
	await expect(gaelic.first()).toBeVisible();
	const fields = await gaelic.all();
	expect(fields.length).toBeGreaterThan(60);
	for (const [at, field] of fields.entries()) await field.fill(`Faclan ${at + 1}`);
	await expect(page.getByText('All changes are saved')).toBeVisible();
	expect(page.url()).toContain(draft);
}

async function handOver(page: Page, draft: string): Promise<void> {
	await page.goto(`${draft}/question/first_question`, { waitUntil: 'networkidle' });
	await page.getByText('For colleagues').click();
	await page.getByLabel('What it measures').fill('Cleanliness as people see it');
	await expect(page.getByText('All changes are saved')).toBeVisible();
	await page.getByRole('link', { name: 'Review and publish' }).click();
	await page.getByRole('button', { name: 'Hand over for review' }).click();
}

/** The other person reads it, agrees to whatever it declares, and approves. */
async function approve(page: Page, studio: Studio, draft: string): Promise<void> {
	await studio.as(page.context(), 'reviewer');
	await page.goto(`${draft}/review`);
	for (const agreed of await page.getByRole('checkbox').all()) await agreed.check();
	await page.getByLabel('Approve').check();
	await page.getByLabel('In words').fill('I read every question.');
	await expectGood(page);
	await page.getByRole('button', { name: 'Send your review' }).click();
	await expect(page.getByText('is approved')).toBeVisible();
}

function soundings({ server }: Studio, command: string): void {
	const done = spawnSync(process.execPath, ['src/cli/soundings.mjs', ...command.split(/ (?=\S)/)], {
		env: { ...process.env, SOUNDINGS_DATA: server.data, SOUNDINGS_LOG_LEVEL: 'silent' },
		encoding: 'utf8',
	});
	expect(done.status, done.stderr).toBe(0);
}

/** Answers the survey in a language by links and forms alone; the pages seen, from the first question to the thanks. */
async function answer({ server }: Studio, language: 'en' | 'gd'): Promise<string[]> {
	const client = formClient(server.origin);
	const pages = await completeSurvey(client, `${survey}?lang=${language}`, choosing(language === 'en' ? 1 : 0));
	client.close();
	for (const { html } of pages) expect(html).toContain(`<html lang="${language}"`);
	expect(pages.at(-1)?.path).toContain('/thanks');
	return pages.slice(1).map(({ path }) => path);
}

/** Changes one question in each way, and reads what the ledger beside it says. */
async function judge(page: Page, draft: string): Promise<void> {
	const ledger = page.getByRole('region', { name: 'What this does to the trend' });
	const verdict = ledger.getByRole('status');
	const differences = ledger.getByRole('list', { name: 'Differences' });
	const text = page.getByLabel('Question', { exact: true });
	const open = async (question: string) => {
		await page.goto(`${draft}/question/${question}`, { waitUntil: 'networkidle' });
		await expect(verdict).toContainText('Identical');
	};

	await test.step('wording', async () => {
		await open('first_question');
		await text.fill('Surely <b>your street</b> is clean?');
		await expect(verdict).toContainText('Break');
		await expect(page.getByRole('region', { name: 'Checks' })).toContainText('tells people what to think');
		await expect(differences).toContainText('Wording, question: “How clean is your street?”');
		await expect(differences).toContainText('Surely <b>your street</b>');
		await expect(ledger).toContainText(`“${words.clean}” loses 1 wave (Spring) of its trend`);
		await page.getByRole('button', { name: 'Undo', exact: true }).click();
		await expect(verdict).toContainText('Identical');
		await expect(text).toHaveValue(words.clean);
		await page.getByRole('button', { name: 'Redo', exact: true }).click();
		await expect(verdict).toContainText('Break');
	});
	await test.step('an option', async () => {
		await page.goto(`${draft}/question/question`);
		await expect(verdict).toContainText('Identical');
		await page.getByLabel('Option with the code 1', { exact: true }).fill('Litter and leaves');
		await expect(differences).toContainText('Options, option 1: “Litter”');
		await expect(ledger).toContainText(
			'No measure reads it. Its answers can no longer be compared with 1 wave (Spring)',
		);
	});
	await test.step('the order', async () => {
		await open('question6');
		await page.getByRole('button', { name: 'Move option 1 down' }).click();
		await expect(differences).toContainText('Order, options');
		await expect(verdict).toContainText('Break');
	});
	await test.step('who is asked', async () => {
		await page.goto(`${draft}/question/question3`, { waitUntil: 'networkidle' });
		await page.getByLabel('Answer', { exact: true }).selectOption('Yes');
		await expect(differences).toContainText('Who is asked, asked where');
		await expect(ledger).toContainText(`“${words.bins}” loses 1 wave (Spring) of its trend`);
	});
	await test.step('the scale', async () => {
		await open('question4');
		await page.getByLabel('To', { exact: true }).fill('9');
		await expect(differences).toContainText('Scale, to: 10');
		await ledger.getByRole('button', { name: 'Put it back' }).click();
		await expect(verdict).toContainText('Identical');
	});
	await test.step('formatting alone', async () => {
		await open('question8');
		await text.fill(words.count.replaceAll(' ', '  '));
		await expect(verdict).toContainText('Cosmetic');
		await expect(differences).toHaveCount(0);
	});
	await test.step('a declaration of equivalence', async () => {
		await open('question2');
		await text.fill('How much do you agree?');
		await ledger.getByRole('button', { name: 'Declare it equivalent' }).click();
		const reason = ledger.getByLabel(/^Why it still measures what/);
		await reason.fill('Too short');
		await expect(ledger).toContainText('At least 20 characters');
		// The preview in its frame is a page of its own, with landmarks of its own.
		const { violations } = await new AxeBuilder({ page }).exclude('iframe').setLegacyMode(true).analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
		await reason.fill('A test with 400 people found the same answers to both.');
		await ledger.getByRole('button', { name: 'Give the same reason for the other 1' }).click();
		await expect(verdict).toContainText('Declared equivalent');
		await expect(page.getByText('All changes are saved')).toBeVisible();
	});
	await test.step('a question more, and one less', async () => {
		await page.goto(draft, { waitUntil: 'networkidle' });
		await page.getByRole('button', { name: 'Remove question5' }).click();
		await add(page, page.getByRole('region', { name: 'Section 2' }), 'One answer', 'Who sweeps your street?');
		await expect(verdict).toContainText('New');
		await expect(page.getByText('All changes are saved')).toBeVisible();
	});
	await test.step('all together', async () => {
		await page.getByRole('link', { name: /^Checks/ }).click();
		const row = (question: string) => page.getByRole('row').filter({ has: page.getByText(question, { exact: true }) });
		await expect(row('first_question')).toContainText('Break of 1 measure');
		await expect(row('question3')).toContainText('Break of 1 measure');
		await expect(row('question')).toContainText('Break of no measure');
		await expect(row('question6')).toContainText('Break of no measure');
		await expect(row('question2')).toContainText('Declared equivalent');
		await expect(row('question5')).toContainText('Dropped of no measure');
		await expectGood(page);
		await page.goto(`${draft}/review`);
		await expect(page.getByText('2 trends break')).toBeVisible();
		await expect(page.getByText('A test with 400 people').first()).toBeVisible();
	});
}
