import type { Page } from '@playwright/test';
import { answer, choosing, formClient, formOf } from '../clients/form-client.ts';
import { linkIn, test, type Fielded } from './fielded.ts';
import { expect, taking } from './fixtures.ts';
import { addressOf, password } from './people.ts';

// Two waves of a survey by invitation, from the list of people to the trend: what its manager, the people asked and its
// analyst see, with real e-mail in between.

const survey = 'market-days';
const names = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal', 'ivy', 'joe', 'kim', 'lou'];
const rows = names.map((name, at) => `${name}@example.net,${name},${at % 2 === 0 ? 'North' : 'South'}`);
const file = (more: readonly string[] = []) => ({
	name: 'stalls.csv',
	mimeType: 'text/csv',
	buffer: Buffer.from(['email,name,region', ...rows, ...more].join('\n')),
});

test('two waves are planned, invited, answered, watched and closed, and the trend has both', async ({
	page,
	browser,
	fielded,
}) => {
	test.slow();
	const complaints: string[] = [];
	page.on('pageerror', ({ message }) => complaints.push(message));
	const { origin } = fielded.server();
	const sent = () => fielded.mail.received;
	const wave = (label: string) => page.getByRole('link', { name: label, exact: true });

	await test.step('the manager signs in and plans a wave by invitation', async () => {
		await page.goto(`${origin}/fieldwork`);
		await signIn(page, 'manager');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fieldwork');
		await page.getByRole('link', { name: 'Market days', exact: true }).first().click();
		await page.getByRole('button', { name: 'Plan the next wave' }).click();
		await fillPlan(page, { 'Name of the wave': 'Spring', 'Reminders, in days after the invitation': '1' });
		await page.getByLabel('How people are identified').selectOption('Anonymous, by invitation');
		await page.getByLabel('How they are found').selectOption('A partner’s list');
		await page.getByRole('button', { name: 'Save the plan' }).click();
		await expect(page.getByText('Saved.')).toBeVisible();
	});
	await test.step('a file is looked at, mended and brought in', async () => {
		await goTo(page, 'Sample');
		await look(page, file(['ann@example.net,Ann again,North', 'nobody,Max,South']));
		await expect(page.getByText('2: something is wrong')).toBeVisible();
		await expect(page.getByText('Line 14 has the same address as line 2.')).toBeVisible();
		await expect(page.getByText('Line 15 “nobody” is no e-mail address.')).toBeVisible();
		await expect(page.getByRole('button', { name: /Bring in/ })).toHaveCount(0);
		await look(page, file());
		await page.getByRole('button', { name: 'Bring in 12 people' }).click();
		await expect(page.getByText('The file’s people are in the sample.')).toBeVisible();
		await expect(page.getByRole('row', { name: /ann@example\.net/ })).toContainText('region: North');
	});
	await test.step('the words of the invitation are written', async () => {
		await goTo(page, 'Messages');
		await page.getByRole('link', { name: /^Invitation/ }).click();
		await page.getByLabel('Subject').fill('Four questions for ((name))');
		const body = page.getByLabel('Message', { exact: true });
		const whole = await body.inputValue();
		await body.fill('Please answer.');
		await page.getByRole('button', { name: 'Save these words' }).click();
		await expect(page.getByRole('alert')).toContainText('Put ((link)) into the message: without it nobody can answer.');
		await body.fill(whole);
		await page.getByRole('button', { name: 'Save these words' }).click();
		await expect(page.getByText('These words hold for what is sent from now on.')).toBeVisible();
		await expect(page.getByText('Four questions for Alex Example')).toBeVisible();
	});
	await test.step('the wave opens once the one before it is closed', async () => {
		await goTo(page, 'Overview');
		await page.getByLabel('What was tried, on what, and how it went').fill('Answered on a phone: well.');
		await page.getByRole('button', { name: 'Put it down' }).click();
		await expect(page.getByText('Nothing stands in the way.')).toBeVisible();
		await page.getByRole('button', { name: 'Open the wave' }).click();
		await expect(page.getByRole('alert')).toContainText('takes answers now. Close it first');
		await page.getByRole('link', { name: 'Fieldwork of Market days' }).click();
		await page.getByRole('row', { name: /Open/ }).getByRole('link').click();
		await closeForGood(page);
		await page.getByRole('link', { name: 'Fieldwork of Market days' }).click();
		await wave('Spring').click();
		await page.getByRole('button', { name: 'Open the wave' }).click();
		await expect(page.getByText('Open', { exact: true })).toBeVisible();
	});
	await test.step('everybody is sent a link of their own', async () => {
		await goTo(page, 'Messages');
		await invite(page, 12);
		await expect.poll(() => sent().length, { timeout: 20_000 }).toBe(12);
		expect(new Set(names.map((name) => linkIn(sent(), `${name}@example.net`))).size).toBe(12);
		expect(
			sent()
				.find(({ to }) => to.includes('kim@example.net'))
				?.headers.get('subject'),
		).toEqual(['Four questions for kim']);
		await page.getByRole('link', { name: 'Look again' }).click();
		await expect(page.getByRole('row', { name: /Invitation/ }).first()).toContainText('12');
	});
	await test.step('people answer, decline and opt out while the monitor is watched', async () => {
		await goTo(page, 'Monitor');
		await expect(page.getByText('Live: the counts change by themselves.')).toBeVisible();
		await expect(figure(page, 'Completed')).toHaveText('0');
		const context = await browser.newContext();
		const person = await context.newPage();
		await person.goto(origin + linkIn(sent(), 'ann@example.net'));
		await answerInBrowser(person);
		for (const name of ['bob', 'cat', 'dan', 'eve', 'fay'])
			await answerByForms(fielded, linkIn(sent(), `${name}@example.net`), name < 'd' ? 0 : 1);
		await expect(figure(page, 'Completed')).toHaveText('6');
		await person.goto(origin + linkIn(sent(), 'gus@example.net'));
		await person.getByRole('link', { name: 'I do not want to take part' }).click();
		await person.getByRole('button', { name: 'I do not take part this time' }).click();
		await expect(person.getByRole('heading', { level: 1 })).toHaveText('Thank you for telling us');
		await person.goto(origin + linkIn(sent(), 'hal@example.net'));
		await person.getByRole('link', { name: 'Never invite me again' }).click();
		await person.getByRole('button', { name: 'Never invite me to this survey again' }).click();
		await expect(figure(page, 'Declined')).not.toHaveText('0');
		await context.close();
		await goTo(page, 'Messages');
		await page.getByLabel(/^Addresses that came back/).fill('<ivy@example.net>: 550 no such user');
		await page.getByRole('button', { name: 'Put down that they came back' }).click();
		await expect(page.getByText('1 person will not be written to any more.')).toBeVisible();
	});
	await test.step('the next morning only who has not answered is reminded', async () => {
		await fielded.morning();
		await expect.poll(() => sent().length, { timeout: 20_000 }).toBe(15);
		const reminded = sent().slice(12);
		expect(reminded.flatMap(({ to }) => to).toSorted()).toEqual(
			['joe', 'kim', 'lou'].map((name) => `${name}@example.net`),
		);
		await answerByForms(fielded, linkIn(reminded, 'kim@example.net'), 0);
		await page.reload();
		await signIn(page, 'manager');
		await goTo(page, 'Overview');
		await closeForGood(page);
		await goTo(page, 'Sample');
		await expect(page.getByText('Has answered: 7')).toBeVisible();
	});
	const context = await browser.newContext();
	const analyst = await context.newPage();
	await test.step('the analyst sees the topline', async () => {
		await analyst.goto(`${origin}/analyse/${survey}`);
		await signIn(analyst, 'analyst');
		await expect(analyst.getByRole('row', { name: /^Spring/ }).first()).toContainText('57.1');
		await expect(analyst.getByRole('row', { name: /^Spring/ }).first()).toContainText('7 small base');
	});
	await test.step('the next wave is a copy that says what differs, and asks nobody who opted out', async () => {
		await page.getByRole('link', { name: 'Fieldwork of Market days' }).click();
		await page.getByRole('button', { name: 'Plan the next wave' }).click();
		await expect(page.getByLabel('How people are identified')).toHaveValue('anonymous-with-token');
		await expect(page.getByLabel('Reminders, in days after the invitation')).toHaveValue('1');
		await fillPlan(page, { 'Name of the wave': 'Autumn', 'Reminders, in days after the invitation': '' });
		await page.getByRole('button', { name: 'Save the plan' }).click();
		await goTo(page, 'Sample');
		await look(page, file());
		await expect(page.getByText('11: Was in an earlier wave too')).toBeVisible();
		await expect(page.getByText('1: Asked never to be invited: left out')).toBeVisible();
		await page.getByRole('button', { name: 'Bring in 11 people' }).click();
		await goTo(page, 'Overview');
		await expect(page.getByText('Reminders: after 1 day → none')).toBeVisible();
		await page.getByLabel('What was tried, on what, and how it went').fill('Answered on paper: well.');
		await page.getByRole('button', { name: 'Put it down' }).click();
		await page.getByRole('button', { name: 'Open the wave' }).click();
		await goTo(page, 'Messages');
		await invite(page, 11);
		await expect.poll(() => sent().length, { timeout: 20_000 }).toBe(26);
		expect(
			sent()
				.slice(15)
				.flatMap(({ to }) => to),
		).not.toContain('hal@example.net');
	});
	await test.step('people answer again, and the trend has both waves', async () => {
		const invited = sent().slice(15);
		for (const name of ['ann', 'bob', 'cat', 'dan', 'eve', 'fay'])
			await answerByForms(fielded, linkIn(invited, `${name}@example.net`), name < 'c' ? 0 : 1);
		await goTo(page, 'Overview');
		await closeForGood(page);
		await analyst.reload();
		await expect(analyst.getByRole('row', { name: /^Spring/ }).first()).toContainText('57.1');
		await expect(analyst.getByRole('row', { name: /^Autumn/ }).first()).toContainText('33.3');
		await expect(analyst.getByRole('row', { name: /^Autumn/ }).first()).toContainText(
			'a verdict needs 50 answers in both waves',
		);
		await context.close();
	});
	expect(complaints).toEqual([]);
});

/** Fills fields of the plan by their labels. */
async function fillPlan(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
	for (const [label, words] of Object.entries(fields)) await page.getByLabel(label).fill(words);
}

async function goTo(page: Page, label: string): Promise<void> {
	await page
		.getByRole('navigation', { name: 'Pages of the wave' })
		.getByRole('link', { name: label, exact: true })
		.click();
	await expect(page).toHaveTitle(new RegExp(label === 'Overview' ? 'Market days' : label));
}

async function look(page: Page, chosen: ReturnType<typeof file>): Promise<void> {
	await page.getByLabel(/with a header row/).setInputFiles(chosen);
	await page.getByRole('button', { name: 'Look at the file' }).click();
}

async function invite(page: Page, people: number): Promise<void> {
	await page.getByText(`Yes, invite ${people} people`).click();
	await page.getByRole('button', { name: 'Send invitations' }).click();
	await expect(page.getByText(`${people} people will be sent an invitation.`)).toBeVisible();
}

async function closeForGood(page: Page): Promise<void> {
	await page.getByText('Yes, close it for good').click();
	await page.getByRole('button', { name: 'Close for good' }).click();
	await expect(page.getByText('Closed', { exact: true })).toBeVisible();
}

/** A count of the monitor by its name. */
const figure = (page: Page, name: string) =>
	page
		.locator('dl > div')
		.filter({ has: page.getByText(name, { exact: true }) })
		.locator('dd');

async function answerInBrowser(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Start' }).click();
	for (let count = 0; count < 9 && !page.url().endsWith('/check'); count++) {
		await taking(0)(page);
		await page.getByRole('button', { name: 'Continue' }).click();
	}
	await page.getByRole('button', { name: 'Send my answers' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
}

/** Answers by links and forms alone, consenting and then taking each first choice or each last. */
async function answerByForms({ server }: Fielded, link: string, which: number): Promise<void> {
	const client = formClient(server().origin);
	let at = await client.get(link);
	for (let count = 0; count < 9 && formOf(at) !== undefined; count++)
		at = (await answer(client, at, choosing(which))).next;
	expect(at.html).toContain('Thank you');
	client.close();
}

async function signIn(page: Page, name: string): Promise<void> {
	await page.getByLabel('Email address').fill(addressOf(name));
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page.getByText('Sign out')).toBeVisible();
}
