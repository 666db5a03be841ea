import type { BrowserContext } from '@playwright/test';
import { startServer, type RunningServer } from '../clients/server.ts';
import { test as base } from './fixtures.ts';

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
