import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { test as base } from '@playwright/test';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';
import { becomeAdministrator, expect } from './fixtures.ts';
import type { StaffCookies } from './fixtures.ts';

interface Analysed {
	readonly server: RunningServer;
	readonly cookies: StaffCookies;
}

/** A server with simulated and imported waves, and the cookies of an administrator made by the printed link. */
export const test = base.extend<{ analyst: Page }, { analysed: Analysed }>({
	analysed: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to find what is asked for.
		async ({}, use) => {
			const data = mkdtempSync(join(tmpdir(), 'soundings-analysed-'));
			const first = await startServer({ data });
			await first.kill('SIGTERM');
			soundings(data, 'simulate --survey counterfeit-goods --waves 3 --respondents 300 --seed 3 --versions 1,1,2');
			soundings(data, 'simulate --survey diversion-pre-post --waves 2 --respondents 600 --seed 4 --population 900');
			soundings(
				data,
				'import --survey gss --data tests/fixtures/gss/gss-2000-2014-part.csv --codebook tests/fixtures/gss/codebook.json',
			);
			const server = await startServer({ data });
			const cookies = await becomeAdministrator(server);
			await use({ server, cookies });
			await server.stop();
			rmSync(data, { recursive: true, force: true });
		},
		{ scope: 'worker', timeout: 180_000 },
	],
	/** A page of somebody who has signed in; whatever the browser complains about fails the test. */
	analyst: async ({ page, context, analysed }, use) => {
		await context.addCookies(analysed.cookies);
		const complaints: string[] = [];
		page.on('console', (message) => {
			// A form that is refused is answered so; the browser puts that down as an error.
			const isRefusal = /status of 400/.test(message.text());
			if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
		});
		page.on('pageerror', (error) => complaints.push(error.message));
		await use(page);
		expect(complaints).toEqual([]);
	},
});

function soundings(data: string, command: string): void {
	const done = spawnSync(process.execPath, ['src/cli/soundings.mjs', ...command.split(' ')], {
		env: { ...process.env, SOUNDINGS_DATA: data, SOUNDINGS_LOG_LEVEL: 'silent' },
		encoding: 'utf8',
	});
	expect(done.status, done.stderr).toBe(0);
}
