import type { BrowserContext } from '@playwright/test';
import { startServer, type RunningServer } from '../clients/server.ts';
import { test as base } from './fixtures.ts';
import { actAs, joining } from './people.ts';

export interface Studio {
	readonly server: RunningServer;
	/** Makes the browser that of one of two people: an administrator, who writes, or a reviewer. */
	readonly as: (context: BrowserContext, who: 'administrator' | 'reviewer') => Promise<void>;
}

/** A server with two accounts of staff: the administrator made by the printed link, and a reviewer whom they invited. */
export const test = base.extend<object, { studio: Studio }>({
	studio: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to find what is asked for.
		async ({}, use) => {
			const server = await startServer();
			const { administrator, invite } = await joining(server);
			const people = { administrator, reviewer: await invite('reviewer', 'reviewer@') };
			await use({ server, as: (context, who) => actAs(context, server, people[who]) });
			await server.stop();
		},
		{ scope: 'worker' },
	],
});
