import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { startServer, type RunningServer } from '../clients/server.ts';

const administrator = { email: 'administrator@example.org', password: 'marigold tractor eleven quay' };

/** A server of the worker's own, with an administrator who was made by posting the form behind the link it printed. */
const test = base.extend<object, { server: RunningServer }>({
	server: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to find what is asked for.
		async ({}, use) => {
			const server = await startServer();
			const body = new URLSearchParams({ name: 'Test Administrator', ...administrator });
			const made = await fetch(printedLink(server), { method: 'POST', body, redirect: 'manual' });
			expect(made.status).toBe(303);
			await use(server);
			await server.stop();
		},
		{ scope: 'worker' },
	],
});

function printedLink(server: RunningServer): string {
	return /\S+\/set-up\/\S+/.exec(server.said())?.[0] ?? 'no link was printed';
}

async function fillAndSend(page: Page, fields: Readonly<Record<string, string>>, button: string): Promise<void> {
	for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
	await page.getByRole('button', { name: button, exact: true }).click();
}

async function signIn(page: Page, password = administrator.password): Promise<void> {
	await fillAndSend(page, { 'Email address': administrator.email, Password: password }, 'Sign in');
}

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
	expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([]);
	const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(overflow).toBeLessThanOrEqual(0);
}

test('the printed link makes the first administrator once, and leads into the workspace', async ({ page }) => {
	const server = await startServer();
	try {
		const link = printedLink(server);
		await page.goto(`${server.origin}/sign-in`);
		await expect(page.getByText('Open the link that the server printed')).toBeVisible();
		await page.goto(link);
		await expectAccessible(page);
		await fillAndSend(page, { 'Your name': '', 'Email address': 'nobody', Password: 'password1234' }, 'Create account');
		await expect(page.getByRole('alert').getByRole('link')).toHaveText([
			'Enter your name',
			'Enter an email address, like name@example.org',
			'Enter a password that is harder to guess, such as three or four unrelated words',
		]);
		await expect(page.getByLabel('Email address')).toHaveValue('nobody');
		await expect(page.getByLabel('Password')).toHaveValue('');
		await expectAccessible(page);
		await page.getByRole('link', { name: 'Enter your name' }).click();
		await expect(page.getByLabel('Your name')).toBeFocused();

		const { email, password } = administrator;
		await fillAndSend(page, { 'Your name': 'First', 'Email address': email, Password: password }, 'Create account');
		// A browser carries the fragment of the page with the form over to where it is sent.
		await expect(page).toHaveURL(/\/analyse(#name)?$/);
		await page.goto(`${server.origin}/admin`);
		await expect(page.getByRole('rowheader')).toHaveText(['First']);

		expect((await page.goto(link))?.status()).toBe(404);
		await expect(page.getByText('This link cannot be used')).toBeVisible();
	} finally {
		await server.stop();
	}
});

test('a staff page asks strangers to sign in and then shows what they came for', async ({ page, server }) => {
	await page.goto(`${server.origin}/admin?from=a-link`);
	await expect(page).toHaveURL(`${server.origin}/sign-in?next=%2Fadmin%3Ffrom%3Da-link`);
	await expectAccessible(page);
	await signIn(page, 'something else altogether');
	await expect(page.getByRole('alert')).toContainText('do not match an account');
	await expect(page.getByLabel('Email address')).toHaveValue(administrator.email);
	await expectAccessible(page);
	await signIn(page);
	await expect(page).toHaveURL(`${server.origin}/admin?from=a-link`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Administration');
	await expect(page.getByRole('navigation').getByRole('link', { name: 'Administration' })).toHaveAttribute(
		'aria-current',
		'page',
	);
	await expectAccessible(page);
});

test('an address of another site is no place to go on to', async ({ page, server }) => {
	await page.goto(`${server.origin}/sign-in?next=//elsewhere.example/`);
	await signIn(page);
	await expect(page).toHaveURL(`${server.origin}/analyse`);
});

test('signing out ends the session for a copied cookie too', async ({ page, context, server }) => {
	await page.goto(`${server.origin}/sign-in?next=/admin`);
	await signIn(page);
	const copied = await context.cookies();
	expect(copied.filter(({ name }) => name.startsWith('soundings'))).toEqual([
		expect.objectContaining({ httpOnly: true, sameSite: 'Lax', secure: false }),
		expect.objectContaining({ httpOnly: true, sameSite: 'Lax', secure: false }),
	]);
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(page.getByRole('status')).toHaveText('You have signed out.');
	await expectAccessible(page);
	await context.addCookies(copied);
	await page.goto(`${server.origin}/admin`);
	await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('an administrator makes a link with a role for somebody, who then has an account', async ({
	page,
	browser,
	server,
}) => {
	await page.goto(`${server.origin}/sign-in?next=/admin`);
	await signIn(page);
	await expect(page).toHaveURL(/\/admin$/);
	await fillAndSend(page, { 'Email address': 'second@example.org' }, 'Make a link');
	await expect(page.getByRole('alert').getByRole('link')).toHaveText('Tick at least one role, or administrator');
	await page.getByLabel('Analyst').first().check();
	await page.getByRole('button', { name: 'Make a link' }).click();
	const link = await page.getByRole('status').locator('code').textContent();
	await page.setViewportSize({ width: 360, height: 740 });
	await expectAccessible(page);

	const elsewhere = await browser.newContext();
	const other = await elsewhere.newPage();
	await other.goto(link ?? '');
	await expect(other.getByLabel('Email address')).toHaveValue('second@example.org');
	await fillAndSend(other, { 'Your name': 'Second', Password: 'seven hedgehogs under glass' }, 'Create account');
	await expect(other).toHaveURL(`${server.origin}/analyse`);
	await elsewhere.close();
	await page.reload();
	await expect(page.getByRole('row', { name: /^Second second@/ })).toContainText('Analyst in every survey');
});

test.describe('with JavaScript off', () => {
	test.use({ javaScriptEnabled: false, colorScheme: 'dark', viewport: { width: 360, height: 740 } });

	test('signing in, the pages behind it and signing out work by keyboard alone', async ({ page, server }) => {
		await page.goto(`${server.origin}/admin`);
		await page.getByLabel('Email address').focus();
		await page.keyboard.type(administrator.email);
		await page.keyboard.press('Tab');
		await page.keyboard.type(administrator.password);
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Administration');
		await page.keyboard.press('Tab');
		await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(/#main$/);
		await page.getByRole('button', { name: 'Sign out' }).focus();
		await page.keyboard.press('Enter');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
	});
});

test('nothing of the sign-in library is served, and no endpoint makes accounts', async ({ server }) => {
	for (const path of ['sign-up/email', 'sign-in/email', 'get-session', 'list-sessions']) {
		const answer = await fetch(`${server.origin}/api/auth/${path}`, { method: 'POST', body: '{}' });
		expect(answer.status).toBe(404);
	}
});

test('a form of another site signs nobody in or out', async ({ server }) => {
	for (const path of ['sign-in', 'sign-out', 'set-up/x', 'admin?/invite']) {
		const headers = { origin: 'https://elsewhere.example' };
		const body = new URLSearchParams(administrator);
		const answer = await fetch(`${server.origin}/${path}`, { method: 'POST', body, headers, redirect: 'manual' });
		expect(answer.status).toBe(403);
	}
});

test('a form or a page’s data without a session is turned away before anything is done', async ({ server }) => {
	const body = new URLSearchParams({ email: 'third@example.org' });
	const posted = await fetch(`${server.origin}/admin?/invite`, { method: 'POST', body, redirect: 'manual' });
	expect([posted.status, posted.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fadmin']);
	const data = await fetch(`${server.origin}/admin/__data.json`, { redirect: 'manual' });
	expect(await data.json()).toEqual({ type: 'redirect', location: '/sign-in?next=%2Fadmin' });
});
