import type { BrowserContext, Page } from '@playwright/test';
import { startServer, type RunningServer } from '../clients/server.ts';
import { expect, expectGood, test as base } from './fixtures.ts';

interface Studio {
	readonly server: RunningServer;
	/** Makes the browser that of one of two people: an administrator, who writes, or a reviewer. */
	readonly as: (context: BrowserContext, who: 'administrator' | 'reviewer') => Promise<void>;
}

/** A server with two accounts of staff. */
const test = base.extend<object, { studio: Studio }>({
	studio: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to find what is asked for.
		async ({}, use) => {
			const server = await startServer();
			const post = (path: string, fields: Record<string, string>, cookie = '') =>
				fetch(`${server.origin}${path}`, {
					method: 'POST',
					body: new URLSearchParams(fields),
					headers: { cookie, origin: server.origin, accept: 'text/html' },
					redirect: 'manual',
				});
			const join = async (said: string, name: string) => {
				const link = /http\S+\/set-up\/[\w-]+/.exec(said)?.[0] ?? 'no link was given';
				const fields = { name, email: `${name}@example.org`, password: 'marigold tractor eleven quay' };
				const joined = await post(new URL(link).pathname, fields);
				return joined.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
			};
			const administrator = await join(server.said(), 'administrator');
			const invitation = { email: 'reviewer@example.org', grant: 'reviewer@' };
			const invited = await post('/admin?/invite', invitation, administrator.join('; '));
			const people = { administrator, reviewer: await join(await invited.text(), 'reviewer') };
			await use({
				server,
				as: async (context, who) => {
					await context.clearCookies();
					const cookies = people[who].map((cookie) => {
						const at = cookie.indexOf('=');
						return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.origin };
					});
					await context.addCookies(cookies);
				},
			});
			await server.stop();
		},
		{ scope: 'worker' },
	],
});

async function startSurvey(page: Page, { server }: Studio, name: string): Promise<string> {
	await page.goto(`${server.origin}/author`);
	await page.getByLabel('Short name').fill(name);
	await page.getByLabel('Title').fill('Bins and streets');
	await page.getByRole('button', { name: 'Start writing' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions');
	return page.url();
}

test('a survey is written from nothing, approved by a second person, and published', async ({
	page,
	context,
	studio,
}) => {
	await studio.as(context, 'administrator');
	const draft = await startSurvey(page, studio, 'bins-and-streets');
	const section = page.getByRole('region', { name: 'Section 2' });
	await section.getByText('Add a question to this section').click();
	await section.getByRole('button', { name: 'One answer', exact: true }).click();
	await page.getByRole('link', { name: 'A new question' }).click();
	await page.getByLabel('Question', { exact: true }).fill('How clean is your street?');
	await expect(page.frameLocator('iframe').getByText('How clean is your street?')).toBeVisible();
	await expect(page.getByText('All changes are saved')).toBeVisible();

	await page.goto(`${draft}/review`);
	await expectGood(page);
	await page.getByRole('button', { name: 'Hand over for review' }).click();
	await expect(page.getByText('You wrote a part of this draft')).toBeVisible();

	await studio.as(context, 'reviewer');
	await page.goto(`${draft}/review`);
	await page.getByLabel('Approve').check();
	await page.getByLabel('In words').fill('I read every question.');
	await expectGood(page);
	await page.getByRole('button', { name: 'Send your review' }).click();
	await expect(page.getByText('is approved')).toBeVisible();

	await studio.as(context, 'administrator');
	await page.goto(`${draft}/review`);
	await page.getByRole('button', { name: 'Publish version 1' }).click();
	await expect(page.getByText('is published and never changes')).toBeVisible();
	await page.getByRole('link', { name: 'Print it' }).click();
	await expect(page.getByRole('heading', { name: 'How clean is your street?' })).toBeVisible();
	await expectGood(page);
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a text is changed and saved by a form', async ({ page, context, studio }) => {
		await studio.as(context, 'administrator');
		const draft = await startSurvey(page, studio, 'without-scripts');
		await page.getByRole('link', { name: 'Your first question' }).click();
		await page.getByLabel('Question', { exact: true }).fill('<b>How</b> old is your bin?');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
		await page.goto(`${draft}/print`);
		await expect(page.getByRole('heading', { name: '<b>How</b> old is your bin?' })).toBeVisible();
	});
});
